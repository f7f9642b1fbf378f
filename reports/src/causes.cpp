#include "causes.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>
#include <string>

namespace lockstep::report {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kShortestTelling = 3;
constexpr std::size_t kValuesMax = 100;
constexpr int kDepthMax = 12;

/// The record and the new values that a user's action names.
struct Told {
  std::string id;
  std::vector<std::string> values;
};

void collect_texts(const Json& json, std::vector<std::string>& texts, int depth) {
  if (json.is_string() && json.get_ref<const std::string&>().size() >= kShortestTelling &&
      texts.size() < kValuesMax) {
    texts.push_back(json.get<std::string>());
  } else if (json.is_structured() && depth < kDepthMax) {
    for (const Json& member : json) {
      collect_texts(member, texts, depth + 1);
    }
  }
}

Told told_by(const ExchangeReport& action) {
  Told told;
  const Json details = Json::parse(action.details, nullptr, /*allow_exceptions=*/false);
  if (!details.is_object()) {
    return told;
  }
  for (const char* const name : {"id", "resource_name"}) {
    if (details.contains(name) && details[name].is_string()) {
      told.id = details[name].get<std::string>();
    }
  }
  for (const char* const name : {"set", "properties", "fields", "person"}) {
    if (details.contains(name)) {
      collect_texts(details[name], told.values, 0);
    }
  }
  return told;
}

bool has_any(std::string_view text, const std::vector<std::string>& values) {
  return std::ranges::any_of(
      values, [&](const std::string& value) { return text.find(value) != std::string_view::npos; });
}

bool shows(const ExchangeReport& read, std::string_view side, const Told& told) {
  return read.source == side && !read.mutation && read.outcome == "response" &&
         read.response.body.find(told.id.empty() ? "\"" : "\"" + told.id + "\"") !=
             std::string::npos &&
         (told.values.empty() || has_any(read.response.body, told.values));
}

bool carries(const ExchangeReport& write, std::string_view side, const Told& told) {
  return write.mutation && write.source != side && has_any(write.request.body, told.values);
}

}  // namespace

std::string_view side_of(const ExchangeReport& entry) {
  if (entry.source != "user") {
    return "";
  }
  for (const std::string_view side : {"hubspot", "google"}) {
    if (entry.operation.find(side) != std::string::npos) {
      return side;
    }
  }
  return "";
}

std::vector<Cause> causes_in(const std::vector<ExchangeReport>& entries) {
  std::vector<Cause> causes;
  for (std::size_t action = 0; action < entries.size(); ++action) {
    const std::string_view side = side_of(entries[action]);
    const Told told = side.empty() ? Told() : told_by(entries[action]);
    if (told.id.empty() && told.values.empty()) {
      continue;
    }
    std::size_t read = action + 1;
    while (read < entries.size() && !shows(entries[read], side, told)) {
      ++read;
    }
    if (read >= entries.size()) {
      continue;
    }
    causes.push_back({action, read});
    std::size_t write = read + 1;
    while (write < entries.size() && !carries(entries[write], side, told)) {
      ++write;
    }
    if (write < entries.size()) {
      causes.push_back({read, write});
    }
  }
  return causes;
}

}  // namespace lockstep::report
