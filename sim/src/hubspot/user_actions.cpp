#include "user_actions.h"

#include <algorithm>
#include <map>
#include <utility>

#include "lockstep/base/text.h"

#include "contact_writes.h"
#include "json_read.h"

namespace lockstep::sim::hubspot {
namespace {

constexpr const char* kSource = "hubspot user";

Failure no_contact(std::string_view id) {
  return failure(ErrorKind::not_found, "no such contact: " + std::string(id), kSource);
}

/// The problem as a person in front of the screen meets it.
Failure to_failure(const Problem& problem) {
  const ErrorKind kind = problem.status == 404   ? ErrorKind::not_found
                         : problem.status == 409 ? ErrorKind::conflict
                                                 : ErrorKind::invalid_input;
  return failure(kind, problem.message, kSource);
}

bool is_text(const RawProperties& properties) {
  return std::ranges::all_of(properties, [](const auto& property) {
    return is_valid_utf8(property.first) && is_valid_utf8(property.second);
  });
}

Failure not_text() {
  return failure(ErrorKind::invalid_input, "a property is not valid UTF-8", kSource);
}

HubSpotContactView view_of(const PortalState& state, const Contact& contact) {
  return {.id = std::to_string(contact.id),
          .properties = properties_of(contact),
          .archived = contact.archived_at.has_value(),
          .merged_into = std::nullopt,
          .lists = state.lists.ids_of(contact.id),
          .updated = contact.modified,
          .created_by_api = contact.created_by_api};
}

HubSpotContactView view_of_merged(const PortalState& state, ContactId id,
                                  const MergedRecord& record) {
  HubSpotContactView view = view_of(state, *record.last_state);
  view.merged_into = std::to_string(state.store.resolve(id));
  return view;
}

}  // namespace

Result<std::string> user_adds(PortalState& state, const RawProperties& properties) {
  if (!is_text(properties)) {
    return not_text();
  }
  Outcome<PlannedWrite> write = plan_create(state, properties, Writer::user);
  if (!write) {
    return to_failure(write.problem());
  }
  return std::to_string(carry_out(state, std::move(*write))->id);
}

Result<void> user_edits(PortalState& state, std::string_view id, const RawProperties& properties) {
  if (!is_text(properties)) {
    return not_text();
  }
  const auto contact = find_contact(state, id, "");
  if (!contact) {
    return no_contact(id);
  }
  Outcome<PlannedWrite> write = plan_update(state, *contact, properties, Writer::user);
  if (!write) {
    return to_failure(write.problem());
  }
  carry_out(state, std::move(*write));
  return {};
}

Result<void> user_deletes(PortalState& state, std::string_view id) {
  const auto contact = find_contact(state, id, "");
  if (!contact) {
    return no_contact(id);
  }
  state.store.archive((*contact)->id, Source::screen, state.now());
  return {};
}

Result<void> user_restores(PortalState& state, std::string_view id) {
  state.store.purge_recycle_bin(state.now());
  const ContactState archived = find_archived(state, id);
  if (archived == nullptr) {
    return no_contact(id);
  }
  if (const auto conflict = state.store.conflict_of(*archived)) {
    return failure(ErrorKind::conflict,
                   "contact " + std::to_string(conflict->owner) + " has the " + conflict->property +
                       " of contact " + std::string(id),
                   kSource);
  }
  state.store.restore(archived->id, state.now());
  return {};
}

Result<std::string> user_merges(PortalState& state, std::string_view primary,
                                std::string_view other) {
  const auto first = find_contact(state, primary, "");
  const auto second = find_contact(state, other, "");
  if (!first || !second) {
    return no_contact(first ? other : primary);
  }
  if ((*first)->id == (*second)->id) {
    return failure(ErrorKind::invalid_input, "a contact cannot be merged with itself", kSource);
  }
  const auto survivor = merge_records(state, (*first)->id, (*second)->id, Writer::user);
  if (!survivor) {
    return to_failure(survivor.problem());
  }
  return std::to_string(*survivor);
}

Result<void> user_changes_list(PortalState& state, std::string_view list_id,
                               std::string_view contact_id, bool member) {
  ContactList* list = state.lists.find(parse_count(list_id).value_or(0));
  if (list == nullptr) {
    return failure(ErrorKind::not_found, "no such list: " + std::string(list_id), kSource);
  }
  const auto contact = find_contact(state, contact_id, "");
  if (!contact) {
    return no_contact(contact_id);
  }
  if (member) {
    list->members.emplace((*contact)->id, state.now());
  } else {
    list->members.erase((*contact)->id);
  }
  return {};
}

Result<void> user_removes_owner(PortalState& state, std::string_view owner_id) {
  if (!state.owners.archive(parse_count(owner_id).value_or(0), state.now())) {
    return failure(ErrorKind::not_found, "no such owner: " + std::string(owner_id), kSource);
  }
  return {};
}

Result<void> user_associates(PortalState& state, std::string_view contact_id,
                             std::string_view to_type, std::string_view to_id) {
  const auto contact = find_contact(state, contact_id, "");
  if (!contact) {
    return no_contact(contact_id);
  }
  const AssociatedType* const type = find_associated_type(to_type);
  const auto record = parse_count(to_id);
  if (type == nullptr || !record) {
    return failure(ErrorKind::invalid_input,
                   "no such record: " + std::string(to_type) + " " + std::string(to_id), kSource);
  }
  state.associations.add((*contact)->id, *type, *record, {state.now(), Source::screen});
  return {};
}

std::vector<HubSpotContactView> views_of_contacts(PortalState& state) {
  state.store.purge_recycle_bin(state.now());
  std::map<ContactId, HubSpotContactView> views;
  for (const ContactMap* contacts : {&state.store.live(), &state.store.archived()}) {
    for (const auto& [id, contact] : *contacts) {
      views.emplace(id, view_of(state, *contact));
    }
  }
  for (const auto& [id, record] : state.store.merged()) {
    views.emplace(id, view_of_merged(state, id, record));
  }
  std::vector<HubSpotContactView> ordered;
  for (auto& [id, view] : views) {
    ordered.push_back(std::move(view));
  }
  return ordered;
}

std::optional<HubSpotContactView> view_of_contact(PortalState& state, std::string_view text) {
  state.store.purge_recycle_bin(state.now());
  const ContactId id = parse_contact_id(text).value_or(0);
  for (const ContactMap* contacts : {&state.store.live(), &state.store.archived()}) {
    if (const auto found = contacts->find(id); found != contacts->end()) {
      return view_of(state, *found->second);
    }
  }
  const auto merged = state.store.merged().find(id);
  return merged == state.store.merged().end()
             ? std::nullopt
             : std::optional(view_of_merged(state, id, merged->second));
}

}  // namespace lockstep::sim::hubspot
