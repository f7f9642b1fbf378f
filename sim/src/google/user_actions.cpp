#include "google/user_actions.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>
#include <utility>

#include "google/contact_writes.h"
#include "google/merged_person.h"
#include "google/person_input.h"
#include "google/person_rendering.h"

namespace lockstep::sim::google {
namespace {

constexpr const char* kSource = "fake_google";

Failure invalid(std::string message) {
  return failure(ErrorKind::invalid_input, std::move(message), kSource);
}

Failure unknown_contact(std::string_view resource_name) {
  return failure(ErrorKind::not_found, "no Google contact " + std::string(resource_name), kSource);
}

/// The fields that the user enters, checked as the service checks them.
Result<PersonInput> read_entry(const Json& person) {
  Checked<PersonInput> input = read_person(person, "person");
  if (!input) {
    return invalid(input.error().message);
  }
  if (person.contains("memberships")) {
    return invalid("memberships are given as starred and labels");
  }
  if (auto error = check_values(input->fields, all_fields())) {
    return invalid(error->message);
  }
  return std::move(*input);
}

std::vector<std::string> group_ids_of(Account& account, bool starred,
                                      const std::vector<std::string>& labels, Instant now) {
  std::vector<std::string> groups = {std::string(kMyContacts)};
  if (starred) {
    groups.emplace_back(kStarred);
  }
  for (const std::string& label : labels) {
    std::string id = account.groups.id_of_label(label, now);
    if (std::ranges::find(groups, id) == groups.end()) {
      groups.push_back(std::move(id));
    }
  }
  return groups;
}

Place place_of(GoogleFolder folder) {
  switch (folder) {
    case GoogleFolder::contacts: return Place::contacts;
    case GoogleFolder::other: return Place::other;
    case GoogleFolder::trash: return Place::trash;
  }
  return Place::contacts;
}

GoogleFolder folder_of(Place place) {
  switch (place) {
    case Place::other: return GoogleFolder::other;
    case Place::trash: return GoogleFolder::trash;
    default: return GoogleFolder::contacts;
  }
}

/// The contact, or nullptr; what is due in Trash happens first.
const Contact* find(GoogleState& state, Account& account, std::string_view resource_name) {
  purge_trash(state, account);
  return account.contacts.find(resource_name);
}

void change_groups(GoogleState& state, Account& account, const Contact& contact,
                   std::vector<std::string> groups) {
  if (groups == contact.current->groups) {
    return;
  }
  ContactVersion next = *contact.current;
  next.groups = std::move(groups);
  account.contacts.change(contact.id, std::move(next), state.clock->now());
}

bool is_system_group(const std::string& id) { return GroupStore::find_system(id) != nullptr; }

}  // namespace

Result<std::string> add_contact(GoogleState& state, Account& account, const Json& person,
                                const GooglePlacement& placement) {
  purge_trash(state, account);
  Result<PersonInput> input = read_entry(person);
  if (!input) {
    return Failure{input.error()};
  }
  if (input->fields.empty()) {
    return invalid("a Google contact needs at least one field");
  }
  if (check_size(state.options, input->fields)) {
    return invalid("the Google contact is larger than " +
                   std::to_string(state.options.contact_bytes_max) + " bytes");
  }
  if (room_of(state.options, account) == 0) {
    return invalid("the Google account holds its " + std::to_string(state.options.contacts_max) +
                   " contacts already");
  }
  const bool is_other = placement.folder == GoogleFolder::other;
  if (is_other && (placement.starred || !placement.labels.empty())) {
    return invalid("Other contacts have neither stars nor labels");
  }
  const Instant now = state.clock->now();
  const std::uint64_t id = account.contacts.new_id();
  ContactVersion version;
  version.place = place_of(placement.folder);
  if (!is_other) {
    version.groups = group_ids_of(account, placement.starred, placement.labels, now);
  }
  set_person(state, id, version, std::move(input->fields));
  account.contacts.add(id, std::move(version), now);
  return resource_name_of(id);
}

Result<void> edit_contact(GoogleState& state, Account& account, std::string_view resource_name,
                          const Json& fields) {
  const Contact* const contact = find(state, account, resource_name);
  if (contact == nullptr) {
    return unknown_contact(resource_name);
  }
  if (contact->current->place == Place::trash) {
    return invalid("a Google contact in Trash cannot be edited");
  }
  Result<PersonInput> input = read_entry(fields);
  if (!input) {
    return Failure{input.error()};
  }
  Json after = writable_fields(contact->current->person->fields());
  for (const auto& [name, value] : fields.items()) {
    const std::optional<PersonField> field = find_person_field(name);
    if (!field || !info_of(*field).writable) {
      return invalid("a user cannot edit " + name);
    }
    const std::string key(info_of(*field).name);
    const auto entered = input->fields.find(key);
    if (entered == input->fields.end()) {
      after.erase(key);
    } else {
      after[key] = *entered;
    }
  }
  if (check_size(state.options, after)) {
    return invalid("the Google contact would be larger than " +
                   std::to_string(state.options.contact_bytes_max) + " bytes");
  }
  ContactVersion next = *contact->current;
  set_person(state, contact->id, next, std::move(after));
  account.contacts.change(contact->id, std::move(next), state.clock->now());
  return {};
}

Result<void> set_starred(GoogleState& state, Account& account, std::string_view resource_name,
                         bool starred) {
  const Contact* const contact = find(state, account, resource_name);
  if (contact == nullptr) {
    return unknown_contact(resource_name);
  }
  if (contact->current->place != Place::contacts) {
    return invalid("only a Google contact in Contacts can be starred");
  }
  std::vector<std::string> groups = contact->current->groups;
  if (!starred) {
    std::erase(groups, kStarred);
  } else if (!contact->current->is_in_group(kStarred)) {
    groups.emplace_back(kStarred);
  }
  change_groups(state, account, *contact, std::move(groups));
  return {};
}

Result<void> set_labels(GoogleState& state, Account& account, std::string_view resource_name,
                        const std::vector<std::string>& labels) {
  const Contact* const contact = find(state, account, resource_name);
  if (contact == nullptr) {
    return unknown_contact(resource_name);
  }
  if (contact->current->place != Place::contacts) {
    return invalid("only a Google contact in Contacts can have labels");
  }
  std::vector<std::string> groups = contact->current->groups;
  std::erase_if(groups, [](const std::string& id) { return !is_system_group(id); });
  for (const std::string& label : labels) {
    std::string id = account.groups.id_of_label(label, state.clock->now());
    if (std::ranges::find(groups, id) == groups.end()) {
      groups.push_back(std::move(id));
    }
  }
  change_groups(state, account, *contact, std::move(groups));
  return {};
}

Result<void> trash_contact(GoogleState& state, Account& account, std::string_view resource_name) {
  const Contact* const contact = find(state, account, resource_name);
  if (contact == nullptr) {
    return unknown_contact(resource_name);
  }
  if (contact->current->place != Place::trash) {
    move_to_trash(account, *contact, state.clock->now());
  }
  return {};
}

Result<void> restore_contact(GoogleState& state, Account& account, std::string_view resource_name) {
  const Contact* const contact = find(state, account, resource_name);
  if (contact == nullptr) {
    return unknown_contact(resource_name);
  }
  if (contact->current->place != Place::trash) {
    return invalid("the Google contact is not in Trash");
  }
  ContactVersion next = *contact->current;
  next.place = next.place_before_trash;
  // Labels may have been deleted in the meantime.
  std::erase_if(next.groups, [&](const std::string& id) { return !account.groups.exists(id); });
  if (next.place == Place::contacts && next.groups.empty()) {
    next.groups.emplace_back(kMyContacts);
  }
  account.contacts.change(contact->id, std::move(next), state.clock->now());
  return {};
}

void empty_trash(GoogleState& state, Account& account) {
  purge_trash(state, account);
  while (!account.contacts.trash().empty()) {
    account.contacts.forget(account.contacts.trash().begin()->second, state.clock->now());
  }
}

void empty_other_contacts(GoogleState& state, Account& account) {
  for (const auto& [id, contact] : account.contacts.all()) {
    if (contact.current->place == Place::other) {
      ContactVersion next = *contact.current;
      next.place = Place::gone;
      account.contacts.change(id, std::move(next), state.clock->now());
    }
  }
}

Result<std::string> change_resource_name(GoogleState& state, Account& account,
                                         std::string_view resource_name) {
  const Contact* const contact = find(state, account, resource_name);
  if (contact == nullptr) {
    return unknown_contact(resource_name);
  }
  if (contact->current->place != Place::contacts) {
    return invalid("only a Google contact in Contacts can be linked to a profile");
  }
  const std::uint64_t id = account.contacts.new_id();
  ContactVersion next = *contact->current;
  next.previous_names.push_back(resource_name_of(contact->id));
  set_person(state, id, next, writable_fields(contact->current->person->fields()));
  account.contacts.renumber(contact->id, id, std::move(next), state.clock->now());
  return resource_name_of(id);
}

Result<std::string> merge_contacts(GoogleState& state, Account& account, std::string_view into,
                                   std::string_view from) {
  const Contact* const survivor = find(state, account, into);
  const Contact* const other = find(state, account, from);
  if (survivor == nullptr || other == nullptr) {
    return unknown_contact(survivor == nullptr ? into : from);
  }
  if (survivor == other || survivor->current->place != Place::contacts ||
      other->current->place != Place::contacts) {
    return invalid("only two Google contacts in Contacts can be merged");
  }
  Json fields = merged_person(writable_fields(survivor->current->person->fields()),
                              writable_fields(other->current->person->fields()));
  if (check_size(state.options, fields)) {
    return invalid("the merged Google contact would be too large");
  }
  const Instant now = state.clock->now();
  ContactVersion merged = *survivor->current;
  for (const std::string& group : other->current->groups) {
    if (!merged.is_in_group(group)) {
      merged.groups.push_back(group);
    }
  }
  if (merged.photo.empty()) {
    merged.photo = other->current->photo;
  }
  if (state.options.merge_reports_previous_name) {
    merged.previous_names.push_back(resource_name_of(other->id));
  }
  set_person(state, survivor->id, merged, std::move(fields));
  ContactVersion swallowed = *other->current;
  swallowed.place = Place::gone;
  account.contacts.change(other->id, std::move(swallowed), now);
  account.contacts.change(survivor->id, std::move(merged), now);
  return std::string(into);
}

GoogleContactView view_of(const Account& account, const Contact& contact) {
  const ContactVersion& version = *contact.current;
  GoogleContactView view;
  view.resource_name = resource_name_of(contact.id);
  view.folder = folder_of(version.place);
  view.starred = version.is_in_group(kStarred);
  for (const std::string& id : version.groups) {
    if (const UserGroup* const group = account.groups.find(id)) {
      view.labels.push_back(group->name);
    }
  }
  std::ranges::sort(view.labels);
  view.person = version.person == nullptr ? nullptr : version.person->kept_fields();
  view.photo_url = version.photo.empty() ? "" : photo_url(contact.id, version);
  view.updated = version.updated;
  view.created_by_api = version.created_by_api;
  return view;
}

}  // namespace lockstep::sim::google
