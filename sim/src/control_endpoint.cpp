#include "control_endpoint.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>

#include "lockstep/base/timestamp.h"
#include "lockstep/sim/har.h"

#include "bounded_json.h"
#include "control/answers.h"

namespace lockstep::sim {
namespace {

using control::bad_request;
using control::error_answer;

using control::json_answer;

/// The one member `name` that a body must consist of, or null.
std::optional<nlohmann::json> only_member(const std::string& body, const char* name) {
  std::optional<nlohmann::json> json = parse_bounded(body);
  if (!json || !json->is_object() || json->size() != 1 || !json->contains(name)) {
    return std::nullopt;
  }
  return json->at(name);
}

}  // namespace

void wait_as_connector(ExchangeState& state, Instant deadline) {
  const Instant start = state.clock.now();
  JournalEntry entry;
  entry.at = start;
  entry.source = "control";
  entry.operation = "control.wait";
  entry.details = control::Json{{"ms", std::max(deadline - start, Duration(0)).count()}}.dump();
  state.journal.append(std::move(entry));
  state.clock.sleep_until(deadline);
}

std::span<const Route<ControlEndpoint>> ControlEndpoint::routes() {
  using enum Method;
  using Self = ControlEndpoint;
  static constexpr std::array kRoutes = {
      // clang-format off
      Route<Self>{get,  "/clock",   "control.clock",   &Self::get_clock},
      Route<Self>{post, "/wait",    "control.wait",    &Self::wait},
      Route<Self>{post, "/advance", "control.advance", &Self::advance},
      Route<Self>{get,  "/journal", "control.journal", &Self::get_journal},
      Route<Self>{get,  "/health",  "control.health",  &Self::get_health},
      // clang-format on
  };
  return kRoutes;
}

Exchange ControlEndpoint::exchange(const Request& request) {
  const auto found = find_route(routes(), request);
  if (!found) {
    const bool path_exists =
        std::ranges::any_of(routes(), [&](const Route<ControlEndpoint>& route) {
          return match_path(route.pattern, request.path).has_value();
        });
    return path_exists ? error_answer(405, "method_not_allowed", "this path has another method")
                       : error_answer(404, "not_found",
                                      "the paths are GET /clock, POST /wait, POST /advance, "
                                      "GET /journal and GET /health");
  }
  const std::scoped_lock lock(state_->mutex);
  return (this->*found->route->handler)(request, found->captures);
}

Response ControlEndpoint::now() const {
  return json_answer(200, {{"now", format_timestamp(state_->clock.now())}});
}

Response ControlEndpoint::get_clock(const Request& /*request*/, const PathCaptures& /*captures*/) {
  return now();
}

Response ControlEndpoint::wait(const Request& request, const PathCaptures& /*captures*/) {
  const auto ms = only_member(request.body, "ms");
  if (!ms || !ms->is_number_unsigned() ||
      ms->get<std::uint64_t>() > static_cast<std::uint64_t>(kWaitMax.count())) {
    return bad_request(R"(the body must be {"ms": n} with n from 0 to 2678400000 (31 days))");
  }
  return wait_until(state_->clock.now() + Duration(ms->get<std::int64_t>()));
}

Response ControlEndpoint::advance(const Request& request, const PathCaptures& /*captures*/) {
  const auto to = only_member(request.body, "to");
  const auto instant =
      to && to->is_string() ? parse_timestamp(to->get<std::string>()) : std::nullopt;
  if (!instant || *instant < state_->clock.now() || *instant > state_->clock.now() + kWaitMax) {
    return bad_request(
        R"(the body must be {"to": "2026-03-02T09:00:00Z"}, not in the past, at most 31 days ahead)");
  }
  return wait_until(*instant);
}

Response ControlEndpoint::wait_until(Instant deadline) {
  wait_as_connector(*state_, deadline);
  return now();
}

Response ControlEndpoint::get_journal(const Request& request, const PathCaptures& /*captures*/) {
  std::size_t since = 0;
  if (const auto text = find_value(request.query, "since")) {
    const auto parsed = std::from_chars(text->data(), text->data() + text->size(), since);
    if (parsed.ec != std::errc{} || parsed.ptr != text->data() + text->size()) {
      return bad_request("since must be the sequence number of the last entry that is known");
    }
  }
  const std::string_view format = find_value(request.query, "format").value_or("jsonl");
  if (format == "har") {
    return {
        200, {{"Content-Type", "application/json; charset=UTF-8"}}, to_har(state_->journal, since)};
  }
  if (format != "jsonl") {
    return bad_request("the format of a journal is jsonl or har");
  }
  return {200,
          {{"Content-Type", "application/x-ndjson; charset=UTF-8"}},
          state_->journal.to_json_lines(since)};
}

Response ControlEndpoint::get_health(const Request& /*request*/, const PathCaptures& /*captures*/) {
  return json_answer(200, {{"status", "ok"},
                           {"now", format_timestamp(state_->clock.now())},
                           {"journal_entries", state_->journal.size()},
                           {"journal_forgotten", state_->journal.forgotten()}});
}

}  // namespace lockstep::sim
