#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "google/contact_writes.h"
#include "google/group_rendering.h"
#include "google/handlers.h"
#include "google/json_text.h"
#include "google/request_body.h"

namespace lockstep::sim::google {
namespace {

constexpr std::size_t kModifyMax = 1000;

constexpr std::array kGroup = {
    FieldShape{.name = "resourceName"},
    FieldShape{.name = "etag"},
    FieldShape{.name = "metadata", .output_only = true},
    FieldShape{.name = "groupType", .output_only = true},
    FieldShape{.name = "name"},
    FieldShape{.name = "formattedName", .output_only = true},
    FieldShape{.name = "memberResourceNames", .output_only = true},
    FieldShape{.name = "memberCount", .output_only = true},
    FieldShape{.name = "clientData", .output_only = true},
};
constexpr MessageShape kGroupShape{"google.people.v1.ContactGroup", kGroup};
constexpr std::array kGroupRequest = {
    FieldShape{.name = "contactGroup", .kind = ValueKind::message, .message = &kGroupShape},
    FieldShape{.name = "updateGroupFields"},
    FieldShape{.name = "readGroupFields"},
};
constexpr MessageShape kGroupRequestShape{"google.people.v1.UpdateContactGroupRequest",
                                          kGroupRequest};
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
  return normalised(*body, shape);
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
  const Checked<Json> body = read_body(call, kGroupRequestShape);
  if (!body) {
    return body.error();
  }
  const Checked<std::string> name = read_name(call, *body, "");
  if (!name) {
    return name.error();
  }
  const Checked<GroupMask> mask =
      read_group_mask(body->value("readGroupFields", ""), "readGroupFields");
  if (!mask) {
    return mask.error();
  }
  return render(call.account, call.account.groups.create(*name, call.now), *mask);
}

Answer update_contact_group(Call& call) {
  const Checked<Json> body = read_body(call, kGroupRequestShape);
  if (!body) {
    return body.error();
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
  const Checked<std::string> name = read_name(call, *body, group.id);
  if (!name) {
    return name.error();
  }
  call.account.groups.rename(group.id, *name, call.now);
  return render(call.account, group, GroupMask{});
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
