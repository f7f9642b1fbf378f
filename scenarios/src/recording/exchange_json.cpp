#include "recording/exchange_json.h"

#include <nlohmann/json.hpp>

#include <optional>
#include <utility>

#include "lockstep/base/url.h"

#include "recording/base64.h"

namespace lockstep::scenario {
namespace {

/// The text of a member; "" where it is missing, nullopt where it is no text.
std::optional<std::string> text_of(const Json& json, const char* name) {
  const auto member = json.find(name);
  if (member == json.end()) {
    return "";
  }
  return member->is_string() ? std::optional(member->get<std::string>()) : std::nullopt;
}

std::optional<std::string> body_of(const Json& json) {
  if (!json.contains("body_base64")) {
    return text_of(json, "body");
  }
  const std::optional<std::string> encoded = text_of(json, "body_base64");
  return encoded ? from_base64(*encoded) : std::nullopt;
}

std::optional<Headers> headers_of(const Json& json) {
  Headers headers;
  const Json fields = json.value("headers", Json::object());
  if (!fields.is_object()) {
    return std::nullopt;
  }
  for (const auto& [name, value] : fields.items()) {
    if (!value.is_string()) {
      return std::nullopt;
    }
    headers.emplace(name, value.get<std::string>());
  }
  return headers;
}

Failure wrong(const char* member, const std::string& source) {
  return failure(ErrorKind::invalid_input,
                 "an exchange has a missing or wrong \"" + std::string(member) + '"', source);
}

}  // namespace

Result<Request> request_from(const Json& json, const std::string& source) {
  if (!json.is_object()) {
    return wrong("request", source);
  }
  const std::optional<Method> method = parse_method(text_of(json, "method").value_or(""));
  if (!method) {
    return wrong("method", source);
  }
  const std::string target = text_of(json, "target").value_or("");
  if (!target.starts_with('/')) {
    return wrong("target", source);
  }
  std::optional<Headers> headers = headers_of(json);
  if (!headers) {
    return wrong("headers", source);
  }
  std::optional<std::string> body = body_of(json);
  if (!body) {
    return wrong("body", source);
  }
  Request request{*method, {}, {}, std::move(*headers), std::move(*body)};
  set_target(request, target);
  return request;
}

Result<Response> response_from(const Json& json, const std::string& source) {
  if (!json.is_object()) {
    return wrong("response", source);
  }
  const auto status = json.find("status");
  if (status == json.end() || !status->is_number_integer() || *status < 100 || *status > 599) {
    return wrong("status", source);
  }
  std::optional<Headers> headers = headers_of(json);
  if (!headers) {
    return wrong("headers", source);
  }
  std::optional<std::string> body = body_of(json);
  if (!body) {
    return wrong("body", source);
  }
  return Response{status->get<int>(), std::move(*headers), std::move(*body)};
}

}  // namespace lockstep::scenario
