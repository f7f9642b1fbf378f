#include "lockstep/sim/journal.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

#include "lockstep/base/text.h"
#include "lockstep/base/timestamp.h"
#include "lockstep/base/url.h"
#include "lockstep/sim/fault.h"

namespace lockstep::sim {
namespace {

using Json = nlohmann::ordered_json;  // Members in the order in which a person reads them.

bool has_messages(const JournalEntry& entry) {
  return is_exchange(entry) || entry.source == "webhook";
}

/// Names are written in lower case: in memory their case depends on who sent them.
Json headers_json(const Headers& headers) {
  Json json = Json::object();
  for (const auto& [name, value] : headers) {
    json[ascii_lower(name)] = value;
  }
  return json;
}

Json request_json(const Request& request) {
  return {{"method", to_string(request.method)},
          {"target", format_target(request)},
          {"headers", headers_json(request.headers)},
          {"body", request.body}};
}

std::size_t stored_bytes(const Headers& headers) {
  std::size_t bytes = 0;
  for (const auto& [name, value] : headers) {
    bytes += sizeof(Headers::value_type) + name.size() + value.size();
  }
  return bytes;
}

std::size_t stored_bytes(const JournalEntry& entry) {
  std::size_t bytes = sizeof(JournalEntry) + entry.request.path.size() + entry.request.body.size() +
                      stored_bytes(entry.request.headers) + entry.details.size();
  for (const auto& [name, value] : entry.request.query) {
    bytes += sizeof(Query::value_type) + name.size() + value.size();
  }
  return entry.response
             ? bytes + stored_bytes(entry.response->headers) + entry.response->body.size()
             : bytes;
}

Json response_json(const Response& response) {
  return {{"status", response.status},
          {"headers", headers_json(response.headers)},
          {"body", response.body}};
}

}  // namespace

std::string_view to_string(Outcome outcome) noexcept {
  switch (outcome) {
    case Outcome::response: return "response";
    case Outcome::lost: return "lost";
    case Outcome::truncated: return "truncated";
  }
  return "?";
}

bool is_exchange(const JournalEntry& entry) {
  return entry.source == to_string(Service::hubspot) || entry.source == to_string(Service::google);
}

std::string to_json_line(const JournalEntry& entry) {
  Json json{{"sequence", entry.sequence},
            {"at", format_timestamp(entry.at)},
            {"source", entry.source},
            {"operation", entry.operation}};
  if (has_messages(entry)) {
    if (!entry.account.empty()) {
      json["account"] = entry.account;
    }
    json["mutation"] = entry.mutation;
    if (entry.concurrent) {
      json["concurrent"] = true;
    }
    json["times_delivered"] = entry.times_delivered;
    json["outcome"] = to_string(entry.outcome);
    json["request"] = request_json(entry.request);
    json["response"] = entry.response ? response_json(*entry.response) : Json(nullptr);
  }
  if (!entry.fault.empty()) {
    json["fault"] = entry.fault;
  }
  if (!entry.details.empty()) {
    const Json details = Json::parse(entry.details, nullptr, /*allow_exceptions=*/false);
    json["details"] = details.is_discarded() ? Json(entry.details) : details;
  }
  return json.dump(-1, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace);
}

void Journal::append(JournalEntry entry) {
  entry.sequence = size() + 1;
  bytes_ += stored_bytes(entry);
  entries_.push_back(std::move(entry));
  while (bytes_max_ && bytes_ > *bytes_max_ && entries_.size() > 1) {
    bytes_ -= stored_bytes(entries_.front());
    entries_.pop_front();
    ++forgotten_;
  }
}

std::deque<JournalEntry>::const_iterator Journal::after(std::size_t since) const {
  const std::size_t index = since - std::min(since, forgotten_);
  return entries_.begin() + static_cast<std::ptrdiff_t>(std::min(index, entries_.size()));
}

std::size_t Journal::mutations(Service service, std::size_t since) const {
  return static_cast<std::size_t>(
      std::count_if(after(since), entries_.end(), [&](const JournalEntry& entry) {
        return entry.source == to_string(service) && entry.mutated();
      }));
}

std::size_t Journal::requests(std::string_view operation, std::size_t since) const {
  return static_cast<std::size_t>(
      std::count_if(after(since), entries_.end(), [&](const JournalEntry& entry) {
        const Service service =
            entry.source == to_string(Service::google) ? Service::google : Service::hubspot;
        return is_exchange(entry) && matches_operation(operation, service, entry.operation);
      }));
}

std::string Journal::to_json_lines(std::size_t since) const {
  std::string lines;
  for (auto entry = after(since); entry != entries_.end(); ++entry) {
    lines += to_json_line(*entry) + "\n";
  }
  return lines;
}

}  // namespace lockstep::sim
