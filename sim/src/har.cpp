#include "lockstep/sim/har.h"

#include <nlohmann/json.hpp>

#include <string_view>
#include <vector>

#include "lockstep/base/text.h"
#include "lockstep/base/timestamp.h"
#include "lockstep/base/url.h"

namespace lockstep::sim {
namespace {

using Json = nlohmann::ordered_json;

/// Where the real service answers such a request. Google has its tokens elsewhere (G117, G118).
std::string_view origin_of(const JournalEntry& entry) {
  if (entry.source == to_string(Service::hubspot)) {
    return "https://api.hubapi.com";
  }
  return entry.operation.starts_with("oauth.") ? "https://oauth2.googleapis.com"
                                               : "https://people.googleapis.com";
}

Json pairs_json(const auto& pairs, bool lower_case) {
  Json json = Json::array();
  for (const auto& [name, value] : pairs) {
    json.push_back({{"name", lower_case ? ascii_lower(name) : name}, {"value", value}});
  }
  return json;
}

std::string media_type_of(const Headers& headers) {
  return std::string(find_value(headers, "Content-Type").value_or(""));
}

Json request_json(const JournalEntry& entry) {
  const Request& request = entry.request;
  Json json{{"method", to_string(request.method)},
            {"url", std::string(origin_of(entry)) + format_target(request)},
            {"httpVersion", "HTTP/1.1"},
            {"cookies", Json::array()},
            {"headers", pairs_json(request.headers, true)},
            {"queryString", pairs_json(request.query, false)},
            {"headersSize", -1},
            {"bodySize", request.body.size()}};
  if (!request.body.empty()) {
    json["postData"] = {{"mimeType", media_type_of(request.headers)}, {"text", request.body}};
  }
  return json;
}

/// @param arrived  Whether the client has seen it.
Json response_json(const Response& response, bool arrived) {
  return {{"status", arrived ? response.status : 0},
          {"statusText", ""},
          {"httpVersion", "HTTP/1.1"},
          {"cookies", Json::array()},
          {"headers", pairs_json(response.headers, true)},
          {"content",
           {{"size", response.body.size()},
            {"mimeType", media_type_of(response.headers)},
            {"text", response.body}}},
          {"redirectURL", std::string(find_value(response.headers, "Location").value_or(""))},
          {"headersSize", -1},
          {"bodySize", arrived ? Json(response.body.size()) : Json(-1)}};
}

Json entry_json(const JournalEntry& entry) {
  static const Response kNoResponse{0, {}, ""};
  const bool arrived = entry.outcome == Outcome::response;
  Json json{{"startedDateTime", format_timestamp(entry.at)},
            {"time", 0},
            {"request", request_json(entry)},
            {"response", response_json(entry.response ? *entry.response : kNoResponse, arrived)},
            {"cache", Json::object()},
            {"timings", {{"send", 0}, {"wait", 0}, {"receive", 0}}},
            {"_sequence", entry.sequence},
            {"_operation", entry.operation},
            {"_outcome", to_string(entry.outcome)},
            {"_timesDelivered", entry.times_delivered}};
  if (!entry.fault.empty()) {
    json["_fault"] = entry.fault;
  }
  return json;
}

}  // namespace

std::string to_har(const Journal& journal, std::size_t since) {
  std::vector<const JournalEntry*> entries;
  for (auto entry = journal.after(since); entry != journal.entries().end(); ++entry) {
    entries.push_back(&*entry);
  }
  return to_har(entries);
}

std::string to_har(std::span<const JournalEntry* const> entries) {
  Json list = Json::array();
  for (const JournalEntry* const entry : entries) {
    if (is_exchange(*entry)) {
      list.push_back(entry_json(*entry));
    }
  }
  const Json har{{"log",
                  {{"version", "1.2"},
                   {"creator", {{"name", "lockstep"}, {"version", "0.1"}}},
                   {"entries", std::move(list)}}}};
  return har.dump(-1, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace);
}

}  // namespace lockstep::sim
