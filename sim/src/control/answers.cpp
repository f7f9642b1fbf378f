#include "control/answers.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>

namespace lockstep::sim::control {

Response json_answer(int status, const Json& body) {
  return {status,
          {{"Content-Type", "application/json; charset=UTF-8"}},
          body.dump(-1, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace)};
}

Response error_answer(int status, std::string_view code, std::string_view message,
                      std::string_view hint) {
  Json error{{"code", code}, {"message", message}};
  if (!hint.empty()) {
    error["hint"] = hint;
  }
  return json_answer(status, {{"error", error}});
}

Response bad_request(std::string_view message, std::string_view hint) {
  return error_answer(400, "bad_request", message, hint);
}

Response not_found(std::string_view message, std::string_view hint) {
  return error_answer(404, "not_found", message, hint);
}

Response error_answer(const Error& error) {
  switch (error.kind) {
    case ErrorKind::not_found: return not_found(error.message);
    case ErrorKind::conflict: return error_answer(409, "conflict", error.message);
    case ErrorKind::unavailable: return error_answer(503, "unavailable", error.message);
    default: return bad_request(error.message);
  }
}

std::optional<Response> refusal(const Mistakes& mistakes) {
  const auto& all = mistakes.all();
  if (all.empty()) {
    return std::nullopt;
  }
  std::string message = std::ranges::min_element(all, {}, &Mistakes::Mistake::line)->message;
  if (all.size() > 1) {
    message += " (and " + std::to_string(all.size() - 1) + " more)";
  }
  return bad_request(message);
}

Result<Node> read_body(const Request& request) {
  return parse_node(request.body.empty() ? "{}" : request.body, "body");
}

}  // namespace lockstep::sim::control
