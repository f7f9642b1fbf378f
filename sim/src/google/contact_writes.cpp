#include "google/contact_writes.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

#include "google/etags.h"

namespace lockstep::sim::google {
namespace {

/// True for a group that has been there long enough for the writes of contacts to know it (G29).
bool is_known_to_contacts(const GoogleState& state, const Account& account,
                          const std::string& group) {
  const UserGroup* const own = account.groups.find(group);
  return own == nullptr ||
         own->created + state.options.group_propagation_delay <= state.clock->now();
}

/// Only groups that take members may be added (G59); a membership that is there may stay.
std::optional<ApiError> check_groups(const GoogleState& state, const Account& account,
                                     const std::vector<std::string>& groups,
                                     const std::vector<std::string>& present) {
  for (const std::string& group : groups) {
    const bool stays = std::ranges::find(present, group) != present.end();
    if (!stays &&
        !(account.groups.takes_members(group) && is_known_to_contacts(state, account, group))) {
      return catalogue_error(kInvalidArgument);
    }
  }
  return std::nullopt;
}

/// G70. What the service says of itself is cut short in the one capture that there is.
ApiError stale(std::string_view id, const GoogleOptions& options) {
  ApiError error = catalogue_error(id);
  if (options.stale_etag_has_debug_info) {
    error.details =
        R"({"@type":"type.googleapis.com/google.rpc.DebugInfo","detail":)"
        R"("[ORIGINAL ERROR] generic::failed_precondition: com.google.social.boq.socialgraph"})";
  }
  return error;
}

/// G68–G74
std::optional<ApiError> check_etags(const GoogleOptions& options, const PersonInput& input,
                                    const ContactVersion& current) {
  const bool lacks_source = options.update_needs_sources && input.source_etag.empty();
  if (lacks_source || (input.etag.empty() && input.source_etag.empty())) {
    ApiError error = catalogue_error(kMissingEtag);
    return options.missing_etag_is_failed_precondition
               ? with_status(std::move(error), "FAILED_PRECONDITION")
               : error;
  }
  if (!input.etag.empty()) {
    const std::optional<PersonEtag> etag = read_person_etag(input.etag);
    const bool usable = etag && (options.list_etags_accepted || !etag->from_list);
    if (!usable || etag->source_etag != current.source_etag) {
      return stale(kStaleEtag, options);
    }
  }
  if (!input.source_etag.empty() && input.source_etag != "#" + current.source_etag) {
    return stale(kStaleSourceEtag, options);
  }
  return std::nullopt;
}

bool is_marked(const Json& item) {
  const Json metadata = item.is_object() ? item.value("metadata", Json()) : Json();
  return metadata.is_object() && (metadata.value("sourcePrimary", Json()) == Json(true) ||
                                  metadata.value("source_primary", Json()) == Json(true));
}

/// The person with the item first, in each field, that is marked as the primary one of its source;
/// the others keep their order. Of several the first one counts: assumed
/// (google.person.written-source-primary).
Json in_marked_order(Json person, const GoogleOptions& options) {
  if (!options.source_primary_is_written || !person.is_object()) {
    return person;
  }
  for (Json& items : person) {
    if (!items.is_array()) {
      continue;
    }
    const auto marked = std::ranges::find_if(items, is_marked);
    if (marked != items.end()) {
      std::rotate(items.begin(), marked, std::next(marked));
    }
  }
  return person;
}

/// Each masked field is replaced, or cleared if the request does not hold it (G32).
Json fields_after(const StoredPerson& person, Json replacements, const FieldSet& mask) {
  Json fields = writable_fields(person.fields());
  for (const PersonFieldInfo& info : person_fields()) {
    if (!mask.test(index_of(info.field))) {
      continue;
    }
    const std::string name(info.name);
    const auto replacement = replacements.find(name);
    if (replacement == replacements.end()) {
      fields.erase(name);
    } else {
      fields[name] = std::move(*replacement);
    }
  }
  return fields;
}

}  // namespace

Checked<CheckedCreate> check_create(const GoogleState& state, const Account& account, Json person,
                                    std::string_view path) {
  Checked<PersonInput> read = read_person(in_marked_order(std::move(person), state.options), path);
  if (!read) {
    return read.error();
  }
  PersonInput& input = *read;
  if (input.fields.empty()) {
    return invalid_argument("Must specify a non-metadata contact field on the person");  // G61
  }
  if (auto error = check_values(input.fields, all_fields())) {
    return std::move(*error);
  }
  if (auto error = check_groups(state, account, input.groups, {})) {
    return std::move(*error);
  }
  if (auto error = check_size(state.options, input.fields)) {
    return std::move(*error);
  }
  if (input.groups.empty()) {
    input.groups.emplace_back(kMyContacts);  // G60
  }
  return CheckedCreate{std::move(input.fields), std::move(input.groups)};
}

std::uint64_t carry_out(GoogleState& state, Account& account, CheckedCreate create, Instant now) {
  const std::uint64_t id = account.contacts.new_id();
  ContactVersion version;
  version.groups = std::move(create.groups);
  version.created_by_api = true;
  set_person(state, id, version, std::move(create.fields));
  account.contacts.add(id, std::move(version), now);
  return id;
}

Checked<CheckedUpdate> check_update(const GoogleState& state, const Account& account,
                                    std::string_view resource_name, Json person,
                                    const FieldSet& mask) {
  if (!resource_name.starts_with("people/c")) {
    return not_a_contact(resource_name);
  }
  Checked<PersonInput> read =
      read_person(in_marked_order(std::move(person), state.options), "person");
  if (!read) {
    return read.error();
  }
  PersonInput& input = *read;
  const Contact* const contact = find_connection(account, resource_name);
  if (contact == nullptr) {
    return catalogue_error(kNotFound);
  }
  const ContactVersion& current = *contact->current;
  if (auto error = check_etags(state.options, input, current)) {
    return std::move(*error);
  }
  if (auto error = check_values(input.fields, mask)) {
    return std::move(*error);
  }
  CheckedUpdate update{.id = contact->id,
                       .fields = fields_after(*current.person, std::move(input.fields), mask),
                       .groups = current.groups};
  if (mask.test(index_of(PersonField::memberships))) {
    if (input.groups.empty()) {
      return catalogue_error(kInvalidArgument);  // A contact keeps at least one group (G59).
    }
    if (auto error = check_groups(state, account, input.groups, current.groups)) {
      return std::move(*error);
    }
    update.groups = std::move(input.groups);
  }
  if (auto error = check_size(state.options, update.fields)) {
    return std::move(*error);
  }
  return update;
}

void carry_out(GoogleState& state, Account& account, CheckedUpdate update, Instant now) {
  const Contact* const contact = account.contacts.find(update.id);
  ContactVersion next = *contact->current;
  next.groups = std::move(update.groups);
  set_person(state, update.id, next, std::move(update.fields));
  account.contacts.change(update.id, std::move(next), now);
}

ApiError not_a_contact(std::string_view resource_name) {
  return invalid_argument("Resource name \"" + std::string(resource_name) +
                          "\" is not a valid contact person resource.");
}

void move_to_trash(Account& account, const Contact& contact, Instant now) {
  ContactVersion next = *contact.current;
  next.place_before_trash = next.place;
  next.place = Place::trash;
  account.contacts.change(contact.id, std::move(next), now);
}

const Contact* find_connection(const Account& account, std::string_view resource_name) {
  const Contact* const contact = account.contacts.find(resource_name);
  return contact != nullptr && contact->current->place == Place::contacts ? contact : nullptr;
}

}  // namespace lockstep::sim::google
