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

void append_member_names(std::string& out, const Account& account, std::string_view id,
                         int members_max) {
  int listed = 0;
  for (const auto& [number, contact] : account.contacts.all()) {
    if (listed >= members_max) {
      break;
    }
    const ContactVersion& version = *contact.current;
    if (version.place == Place::contacts && (id == "all" || version.is_in_group(id))) {
      out += listed++ == 0 ? R"(,"memberResourceNames":[")" : R"(,")";
      out += resource_name_of(number) + '"';
    }
  }
  out += listed == 0 ? "" : "]";
}

void append_members(std::string& out, const Account& account, std::string_view id,
                    const GroupManner& manner) {
  append_member_names(out, account, id, manner.members_max);
  const std::size_t count =
      id == "all" ? account.contacts.count(Place::contacts) : account.contacts.member_count(id);
  if (manner.mask.member_count && count != 0) {
    out += R"(,"memberCount":)" + std::to_string(count);
  }
}

void append_client_data(std::string& out, const UserGroup& group, Instant as_of) {
  const bool is_late = group.client_data_since > as_of;
  bool first = true;
  for (const auto& [key, value] : is_late ? group.client_data_before : group.client_data) {
    out += first ? R"(,"clientData":[{"key":)" : R"(,{"key":)";
    first = false;
    append_json_string(out, key);
    out += R"(,"value":)";
    append_json_string(out, value);
    out += '}';
  }
  out += first ? "" : "]";
}

}  // namespace

ApiError invalid_group_path(std::string_view path, std::string_view name) {
  return invalid_argument("Invalid " + std::string(name) + " mask path: \"" + to_snake_case(path) +
                          "\".");
}

Checked<GroupMask> read_group_mask(std::string_view text, std::string_view name,
                                   const GroupMask& fallback) {
  if (text.empty()) {
    return fallback;
  }
  GroupMask mask{false, false, false, false, false};
  for (const std::string_view path : split(text, ',')) {
    const std::string field = to_camel_case(path);
    if (field == "clientData") {
      mask.client_data = true;
    } else if (field == "groupType") {
      mask.group_type = true;
    } else if (field == "memberCount") {
      mask.member_count = true;
    } else if (field == "metadata") {
      mask.metadata = true;
    } else if (field == "name") {
      mask.name = true;
    } else {
      return invalid_group_path(path, name);
    }
  }
  return mask;
}

std::string render(const Account& account, const SystemGroup& group, const GroupManner& manner) {
  std::string out = R"({"resourceName":"contactGroups/)" + std::string(group.id) + '"';
  append_common(out, "SYSTEM_CONTACT_GROUP", group.id, group.formatted_name, manner.mask);
  append_members(out, account, group.id, manner);
  return out + "}";
}

std::string render(const Account& account, const UserGroup& group, const GroupManner& manner) {
  std::string out =
      R"({"resourceName":"contactGroups/)" + group.id + R"(","etag":")" + group.etag + '"';
  if (manner.mask.metadata) {
    out += R"(,"metadata":{"updateTime":")" + format_timestamp(group.updated) + '"';
    out += group.deleted ? R"(,"deleted":true})" : "}";
  }
  if (group.deleted) {
    return out + "}";
  }
  append_common(out, "USER_CONTACT_GROUP", group.name, group.name, manner.mask);
  append_members(out, account, group.id, manner);
  if (manner.mask.client_data) {
    append_client_data(out, group, manner.client_data_as_of);
  }
  return out + "}";
}

std::string render_group(const Account& account, std::string_view id, const GroupManner& manner) {
  const SystemGroup* const system = GroupStore::find_system(id);
  return system != nullptr ? render(account, *system, manner)
                           : render(account, *account.groups.find(id), manner);
}

}  // namespace lockstep::sim::google
