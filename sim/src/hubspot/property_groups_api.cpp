/// Operations on groups of properties: /crm/v3/properties/contacts/groups (F89).

#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>
#include <vector>

#include "lockstep/base/text.h"

#include "handlers.h"
#include "property_input.h"
#include "request_read.h"

namespace lockstep::sim::hubspot {
namespace {

const PropertyGroup* find_group(const Call& call) {
  const auto found = call.state.schema.groups().find(call.captures.at("name"));
  return found == call.state.schema.groups().end() ? nullptr : &found->second;
}

/// Assumed (hubspot.properties.groups).
Problem group_is_fixed(const PropertyGroup& group) {
  return bad_request("Property group '" + group.name + "' is HubSpot's own");
}

}  // namespace

Answer list_property_groups(Call& call) {
  std::vector<std::string> groups;
  for (const auto& [name, group] : call.state.schema.groups()) {
    groups.push_back(to_json_text(group));
  }
  return json_answer(200, "{\"results\":[" + join(groups, ",") + "]}");
}

Answer get_property_group(Call& call) {
  const PropertyGroup* const group = find_group(call);
  return group == nullptr ? Answer(not_found()) : Answer(json_answer(200, to_json_text(*group)));
}

Answer create_property_group(Call& call) {
  const auto body = read_body(call.request);
  if (!body) {
    return body.problem();
  }
  const auto group = read_group(*body, call.state.schema);
  if (!group) {
    return group.problem();
  }
  call.state.schema.put(*group);
  return json_answer(201, to_json_text(*group));
}

Answer update_property_group(Call& call) {
  const auto body = read_body(call.request);
  const PropertyGroup* const before = find_group(call);
  if (!body || before == nullptr) {
    return body ? not_found() : body.problem();
  }
  if (!before->custom) {
    return group_is_fixed(*before);
  }
  const auto after = read_group_update(*body, *before);
  if (!after) {
    return after.problem();
  }
  call.state.schema.put(*after);
  return json_answer(200, to_json_text(*after));
}

Answer archive_property_group(Call& call) {
  const PropertyGroup* const group = find_group(call);
  if (group == nullptr) {
    return not_found();
  }
  if (!group->custom) {
    return group_is_fixed(*group);
  }
  const bool used = std::ranges::any_of(call.state.schema.all(), [&](const auto& entry) {
    return entry.second.group == group->name;
  });
  if (used) {  // Assumed (hubspot.properties.groups).
    return bad_request("Property group '" + group->name + "' still has properties");
  }
  call.state.schema.erase_group(call.captures.at("name"));
  return no_content();
}

}  // namespace lockstep::sim::hubspot
