#include "new_associations.h"

#include <nlohmann/json.hpp>

#include <string>

#include "json_read.h"

namespace lockstep::sim::hubspot {
namespace {

using Json = nlohmann::json;

// Assumed (hubspot.associations.limits).
constexpr std::size_t kAssociationsMax = 1'000;

}  // namespace

Outcome<std::vector<NewAssociation>> read_new_associations(const Json& input,
                                                           std::string_view text) {
  std::vector<NewAssociation> associations;
  const auto given = input.find("associations");
  if (given == input.end() || given->is_null()) {
    return associations;
  }
  if (!given->is_array() || given->size() > kAssociationsMax) {
    return malformed_json(text, "Cannot deserialize value of associations");
  }
  for (const Json& item : *given) {
    const Json to = item.is_object() ? item.value("to", Json()) : Json();
    const Json types = item.is_object() ? item.value("types", Json()) : Json();
    const auto record = to.is_object() ? optional_text(to, "id") : std::nullopt;
    if (!record || !types.is_array() || types.empty() || types.size() > kAssociationsMax) {
      return malformed_json(text,
                            "Cannot build PublicAssociationsForObject, some of required "
                            "attributes are not set [to, types]");
    }
    for (const Json& type : types) {
      const auto id = type.is_object() ? optional_text(type, "associationTypeId") : std::nullopt;
      const auto* const known = find_associated_type(parse_count(id.value_or("")).value_or(0));
      const auto number = parse_count(*record);
      if (known == nullptr || !number) {
        return bad_request("One or more associations are not valid");
      }
      associations.push_back({known, *number});
    }
  }
  return associations;
}

}  // namespace lockstep::sim::hubspot
