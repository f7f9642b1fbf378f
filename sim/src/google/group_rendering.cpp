#include "google/group_rendering.h"

#include "lockstep/base/text.h"
#include "lockstep/base/timestamp.h"

#include "google/json_text.h"
#include "google/message_shape.h"

namespace lockstep::sim::google {
namespace {

void append_common(std::string& out, std::string_view type, std::string_view name,
                   std::string_view formatted_name, const GroupMask& mask) {
  if (mask.group_type) {
    out += R"(,"groupType":")" + std::string(type) + '"';
  }
  if (mask.name) {
    out += R"(,"name":)";
    append_json_string(out, name);
    out += R"(,"formattedName":)";
    append_json_string(out, formatted_name);
  }
}

void append_member_count(std::string& out, const Account& account, std::string_view id,
                         const GroupMask& mask) {
  const std::size_t count =
      id == "all" ? account.contacts.count(Place::contacts) : account.contacts.member_count(id);
  if (mask.member_count && count != 0) {
    out += R"(,"memberCount":)" + std::to_string(count);
  }
}

}  // namespace

Checked<GroupMask> read_group_mask(std::string_view text, std::string_view name) {
  if (text.empty()) {
    return GroupMask{};
  }
  GroupMask mask{false, false, false, false};
  for (const std::string_view path : split(text, ',')) {
    const std::string field = to_camel_case(path);
    if (field == "groupType") {
      mask.group_type = true;
    } else if (field == "memberCount") {
      mask.member_count = true;
    } else if (field == "metadata") {
      mask.metadata = true;
    } else if (field == "name") {
      mask.name = true;
    } else if (field != "clientData") {
      return invalid_argument("Invalid " + std::string(name) + " mask path: \"" +
                              to_snake_case(path) + "\".");
    }
  }
  return mask;
}

std::string render(const Account& account, const SystemGroup& group, const GroupMask& mask) {
  std::string out = R"({"resourceName":"contactGroups/)" + std::string(group.id) + '"';
  append_common(out, "SYSTEM_CONTACT_GROUP", group.id, group.formatted_name, mask);
  append_member_count(out, account, group.id, mask);
  return out + "}";
}

std::string render(const Account& account, const UserGroup& group, const GroupMask& mask) {
  std::string out =
      R"({"resourceName":"contactGroups/)" + group.id + R"(","etag":")" + group.etag + '"';
  if (mask.metadata) {
    out += R"(,"metadata":{"updateTime":")" + format_timestamp(group.updated) + '"';
    out += group.deleted ? R"(,"deleted":true})" : "}";
  }
  if (group.deleted) {
    return out + "}";
  }
  append_common(out, "USER_CONTACT_GROUP", group.name, group.name, mask);
  append_member_count(out, account, group.id, mask);
  return out + "}";
}

std::string render_group(const Account& account, std::string_view id, const GroupMask& mask) {
  const SystemGroup* const system = GroupStore::find_system(id);
  return system != nullptr ? render(account, *system, mask)
                           : render(account, *account.groups.find(id), mask);
}

}  // namespace lockstep::sim::google
