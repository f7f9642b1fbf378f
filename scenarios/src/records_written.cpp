#include "records_written.h"

#include <nlohmann/json.hpp>

#include <array>
#include <string_view>

namespace lockstep::scenario {

std::size_t records_written(const Request& request) {
  // Of Google's batches and groups, of HubSpot's batches, and of its lists.
  static constexpr std::array<std::string_view, 7> kMembers = {
      "contacts", "resourceNames",  "resourceNamesToAdd", "resourceNamesToRemove",
      "inputs",   "recordIdsToAdd", "recordIdsToRemove"};
  const auto body = nlohmann::json::parse(request.body, nullptr, false);
  if (body.is_array()) {
    return body.size();
  }
  if (!body.is_object()) {
    return 1;
  }
  bool is_list = false;
  std::size_t records = 0;
  for (const std::string_view name : kMembers) {
    if (const auto member = body.find(name); member != body.end() && member->is_structured()) {
      is_list = true;
      records += member->size();
    }
  }
  return is_list ? records : 1;
}

}  // namespace lockstep::scenario
