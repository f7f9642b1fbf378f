#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lockstep/base/text.h"

#include "google/contact_writes.h"
#include "google/group_rendering.h"
#include "google/handlers.h"
#include "google/json_text.h"
#include "google/request_body.h"

namespace lockstep::sim::google {
namespace {

constexpr std::size_t kModifyMax = 1000;

constexpr std::array kClientData = {FieldShape{.name = "key"}, FieldShape{.name = "value"}};
constexpr MessageShape kClientDataShape{"google.people.v1.GroupClientData", kClientData};
constexpr std::array kGroup = {
    FieldShape{.name = "resourceName"},
    FieldShape{.name = "etag"},
    FieldShape{.name = "metadata", .output_only = true},
    FieldShape{.name = "groupType", .output_only = true},
    FieldShape{.name = "name"},
    FieldShape{.name = "formattedName", .output_only = true},
    FieldShape{.name = "memberResourceNames", .output_only = true},
    FieldShape{.name = "memberCount", .output_only = true},
    FieldShape{.name = "clientData",
               .kind = ValueKind::message,
               .repeated = true,
               .message = &kClientDataShape},
};
constexpr MessageShape kGroupShape{"google.people.v1.ContactGroup", kGroup};
constexpr FieldShape kGroupMember{
    .name = "contactGroup", .kind = ValueKind::message, .message = &kGroupShape};
constexpr std::array kCreate = {kGroupMember, FieldShape{.name = "readGroupFields"}};
constexpr MessageShape kCreateShape{"google.people.v1.CreateContactGroupRequest", kCreate};
constexpr std::array kUpdate = {kGroupMember, FieldShape{.name = "updateGroupFields"},
                                FieldShape{.name = "readGroupFields"}};
constexpr MessageShape kUpdateShape{"google.people.v1.UpdateContactGroupRequest", kUpdate};
constexpr std::array kModify = {FieldShape{.name = "resourceNamesToAdd", .repeated = true},
                                FieldShape{.name = "resourceNamesToRemove", .repeated = true}};
constexpr MessageShape kModifyShape{"google.people.v1.ModifyContactGroupMembersRequest", kModify};

Checked<Json> read_body(const Call& call, const MessageShape& shape) {
  Checked<Json> body = parse_body(call.request.body);
  if (!body) {
    return body;
  }
  if (auto error = check_shape(*body, shape, "")) {
    return std::move(*error);
  }
  return normalised(std::move(*body), shape);
}

/// The name in a create or update; 409 if another group has it (G26).
Checked<std::string> read_name(const Call& call, const Json& body, std::string_view own_id) {
  const std::string name = body.value(Json::json_pointer("/contactGroup/name"), "");
  if (name.empty()) {
    return catalogue_error(kInvalidArgument);
  }
  const UserGroup* const same = call.account.groups.find_by_name(name);
  if (same != nullptr && same->id != own_id) {
    return ApiError{409, "ABORTED", "Contact group name already exists.", ""};
  }
  return name;
}

std::vector<GroupClientData> client_data_of(const Json& body) {
  std::vector<GroupClientData> data;
  const Json::json_pointer pointer("/contactGroup/clientData");
  if (body.contains(pointer)) {
    for (const Json& item : body[pointer]) {
      data.push_back({item.value("key", ""), item.value("value", "")});
    }
  }
  return data;
}

/// What updateGroupFields replaces (G28).
struct UpdateMask {
  bool name = false;
  bool client_data = false;
};

Checked<UpdateMask> read_group_update_mask(std::string_view text) {
  if (text.empty()) {
    return UpdateMask{.name = true};
  }
  UpdateMask mask;
  for (const std::string_view path : split(text, ',')) {
    const std::string field = to_camel_case(path);
    if (field == "name") {
      mask.name = true;
    } else if (field == "clientData") {
      mask.client_data = true;
    } else {
      return invalid_group_path(path, "updateGroupFields");
    }
  }
  return mask;
}

/// Bounds what one group can hold. The service's own limit is not published.
std::optional<ApiError> check_group_size(const Call& call, const Json& body) {
  const bool fits = call.request.body.size() <= call.state.options.contact_bytes_max ||
                    body.dump().size() <= call.state.options.contact_bytes_max;
  return fits ? std::nullopt : std::optional(catalogue_error(kInvalidArgument));
}

GroupManner written_manner(const Call& call, const GroupMask& mask) {
  return {.mask = mask, .client_data_as_of = call.now};
}

/// System groups can be neither renamed nor deleted (G98).
std::optional<ApiError> check_is_user_group(const Call& call) {
  const std::string& id = call.captures.at("group");
  if (GroupStore::find_system(id) != nullptr) {
    return catalogue_error(kInvalidArgument);
  }
  return call.account.groups.find(id) == nullptr ? std::optional(catalogue_error(kNotFound))
                                                 : std::nullopt;
}

void change_groups(const Call& call, const Contact& contact, std::vector<std::string> groups) {
  ContactVersion next = *contact.current;
  next.groups = std::move(groups);
  call.account.contacts.change(contact.id, std::move(next), call.now);
}

void append_names(std::string& out, std::string_view member,
                  const std::vector<std::string>& names) {
  if (names.empty()) {
    return;
  }
  out += (out.back() == '{' ? "\"" : ",\"") + std::string(member) + "\":[";
  for (const std::string& name : names) {
    out += out.back() == '[' ? "" : ",";
    append_json_string(out, name);
  }
  out += ']';
}

}  // namespace

Answer create_contact_group(Call& call) {
  const Checked<Json> body = read_body(call, kCreateShape);
  if (!body) {
    return body.error();
  }
  if (auto error = check_group_size(call, *body)) {
    return std::move(*error);
  }
  const Checked<std::string> name = read_name(call, *body, "");
  if (!name) {
    return name.error();
  }
  constexpr std::string_view kReadMask = "readGroupFields";
  const Checked<GroupMask> mask =
      read_group_mask(body->value(kReadMask, ""), kReadMask, kWrittenGroupMask);
  if (!mask) {
    return mask.error();
  }
  if (mask->member_count) {
    return invalid_group_path("memberCount", kReadMask);  // G28
  }
  const UserGroup& group = call.account.groups.create(*name, call.now);
  if (std::vector<GroupClientData> data = client_data_of(*body); !data.empty()) {
    call.account.groups.set_client_data(group.id, std::move(data), call.now);
  }
  return render(call.account, group, written_manner(call, *mask));
}

Answer update_contact_group(Call& call) {
  const Checked<Json> body = read_body(call, kUpdateShape);
  if (!body) {
    return body.error();
  }
  if (auto error = check_group_size(call, *body)) {
    return std::move(*error);
  }
  const Checked<UpdateMask> updated = read_group_update_mask(body->value("updateGroupFields", ""));
  if (!updated) {
    return updated.error();
  }
  const Checked<GroupMask> mask =
      read_group_mask(body->value("readGroupFields", ""), "readGroupFields", kWrittenGroupMask);
  if (!mask) {
    return mask.error();
  }
  if (auto error = check_is_user_group(call)) {
    return std::move(*error);
  }
  const UserGroup& group = *call.account.groups.find(call.captures.at("group"));
  if (body->value(Json::json_pointer("/contactGroup/etag"), "") != group.etag) {
    return ApiError{409, "ABORTED",
                    "Contact group etag is outdated. Clear the cache and get the latest contact "
                    "group to set the etag.",
                    ""};  // G79
  }
  if (updated->name) {
    const Checked<std::string> name = read_name(call, *body, group.id);
    if (!name) {
      return name.error();
    }
    call.account.groups.rename(group.id, *name, call.now);
  }
  if (updated->client_data) {
    call.account.groups.set_client_data(group.id, client_data_of(*body), call.now);
  }
  return render(call.account, group, written_manner(call, *mask));
}

Answer delete_contact_group(Call& call) {
  const Checked<bool> deletes_contacts = call.parameters.flag("deleteContacts");
  if (!deletes_contacts) {
    return deletes_contacts.error();
  }
  if (auto error = check_is_user_group(call)) {
    return std::move(*error);
  }
  const std::string id = call.captures.at("group");
  for (const auto& [number, contact] : call.account.contacts.all()) {
    if (!contact.current->is_in_group(id)) {
      continue;
    }
    std::vector<std::string> groups = contact.current->groups;
    std::erase(groups, id);
    if (contact.current->place == Place::contacts && *deletes_contacts) {
      move_to_trash(call.account, contact, call.now);
    } else if (contact.current->place == Place::contacts) {
      if (groups.empty()) {
        groups.emplace_back(kMyContacts);
      }
      change_groups(call, contact, std::move(groups));
    }
  }
  call.account.groups.remove(id, call.now);
  return std::string("{}");
}

Answer modify_members(Call& call) {
  const Checked<Json> body = read_body(call, kModifyShape);
  if (!body) {
    return body.error();
  }
  const std::string& id = call.captures.at("group");
  if (!call.account.groups.exists(id)) {
    return catalogue_error(kNotFound);
  }
  const auto to_add = body->value("resourceNamesToAdd", std::vector<std::string>());
  const auto to_remove = body->value("resourceNamesToRemove", std::vector<std::string>());
  const bool may_add = to_add.empty() || call.account.groups.takes_members(id);
  if (!may_add || to_add.size() + to_remove.size() > kModifyMax) {
    return catalogue_error(kInvalidArgument);  // G25
  }
  std::vector<std::string> not_found;
  std::vector<std::string> last_group;
  for (const std::string& name : to_add) {
    const Contact* const contact = find_connection(call.account, name);
    if (contact == nullptr) {
      not_found.push_back(name);
    } else if (!contact->current->is_in_group(id)) {
      std::vector<std::string> groups = contact->current->groups;
      groups.push_back(id);
      change_groups(call, *contact, std::move(groups));
    }
  }
  for (const std::string& name : to_remove) {
    const Contact* const contact = find_connection(call.account, name);
    if (contact == nullptr) {
      not_found.push_back(name);
    } else if (contact->current->is_in_group(id)) {
      std::vector<std::string> groups = contact->current->groups;
      std::erase(groups, id);
      if (groups.empty()) {
        last_group.push_back(name);
      } else {
        change_groups(call, *contact, std::move(groups));
      }
    }
  }
  std::string out = "{";
  append_names(out, "notFoundResourceNames", not_found);
  append_names(out, "canNotRemoveLastContactGroupResourceNames", last_group);
  return out + "}";
}

}  // namespace lockstep::sim::google
