/// What people do in HubSpot's screens, and what can be seen of the portal from outside.

#include <algorithm>

#include "lockstep/base/text.h"

#include "json_read.h"
#include "portal.h"

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

}  // namespace

Result<std::string> Portal::user_adds(const RawProperties& properties) {
  if (!is_text(properties)) {
    return not_text();
  }
  Outcome<PlannedWrite> write = plan_create(properties, Writer::user);
  if (!write) {
    return to_failure(write.problem());
  }
  return std::to_string(carry_out(std::move(*write))->id);
}

Result<void> Portal::user_edits(std::string_view id, const RawProperties& properties) {
  if (!is_text(properties)) {
    return not_text();
  }
  const auto contact = find(id, "");
  if (!contact) {
    return no_contact(id);
  }
  Outcome<PlannedWrite> write = plan_update(*contact, properties, Writer::user);
  if (!write) {
    return to_failure(write.problem());
  }
  carry_out(std::move(*write));
  return {};
}

Result<void> Portal::user_deletes(std::string_view id) {
  const auto contact = find(id, "");
  if (!contact) {
    return no_contact(id);
  }
  store_.archive((*contact)->id, now());
  return {};
}

Result<void> Portal::user_restores(std::string_view id) {
  store_.purge_recycle_bin(now());
  const auto found = store_.archived().find(store_.resolve(parse_contact_id(id).value_or(0)));
  if (found == store_.archived().end()) {
    return no_contact(id);
  }
  if (const auto conflict = store_.conflict_of(*found->second)) {
    return failure(ErrorKind::conflict,
                   "contact " + std::to_string(conflict->owner) + " has the " + conflict->property +
                       " of contact " + std::string(id),
                   kSource);
  }
  store_.restore(found->first, now());
  return {};
}

Result<std::string> Portal::user_merges(std::string_view primary, std::string_view other) {
  const auto first = find(primary, "");
  const auto second = find(other, "");
  if (!first || !second) {
    return no_contact(first ? other : primary);
  }
  if ((*first)->id == (*second)->id) {
    return failure(ErrorKind::invalid_input, "a contact cannot be merged with itself", kSource);
  }
  const auto survivor = merge_records((*first)->id, (*second)->id);
  if (!survivor) {
    return to_failure(survivor.problem());
  }
  return std::to_string(*survivor);
}

Result<void> Portal::user_changes_list(std::string_view list_id, std::string_view contact_id,
                                       bool member) {
  ContactList* list = lists_.find(parse_count(list_id).value_or(0));
  if (list == nullptr) {
    return failure(ErrorKind::not_found, "no such list: " + std::string(list_id), kSource);
  }
  const auto contact = find(contact_id, "");
  if (!contact) {
    return no_contact(contact_id);
  }
  if (member) {
    list->members.emplace((*contact)->id, now());
  } else {
    list->members.erase((*contact)->id);
  }
  return {};
}

std::vector<HubSpotContactView> Portal::views() {
  store_.purge_recycle_bin(now());
  std::map<ContactId, HubSpotContactView> views;
  for (const ContactMap* contacts : {&store_.live(), &store_.archived()}) {
    for (const auto& [id, state] : *contacts) {
      views.emplace(id, view_of(*state));
    }
  }
  for (const auto& [id, record] : store_.merged()) {
    views.emplace(id, view_of_merged(id, record));
  }
  std::vector<HubSpotContactView> ordered;
  for (auto& [id, view] : views) {
    ordered.push_back(std::move(view));
  }
  return ordered;
}

std::optional<HubSpotContactView> Portal::view(std::string_view text) {
  store_.purge_recycle_bin(now());
  const ContactId id = parse_contact_id(text).value_or(0);
  for (const ContactMap* contacts : {&store_.live(), &store_.archived()}) {
    if (const auto found = contacts->find(id); found != contacts->end()) {
      return view_of(*found->second);
    }
  }
  const auto merged = store_.merged().find(id);
  return merged == store_.merged().end() ? std::nullopt
                                         : std::optional(view_of_merged(id, merged->second));
}

HubSpotContactView Portal::view_of_merged(ContactId id, const MergedRecord& record) const {
  HubSpotContactView view = view_of(*record.last_state);
  view.merged_into = std::to_string(store_.resolve(id));
  return view;
}

HubSpotContactView Portal::view_of(const Contact& contact) const {
  return {.id = std::to_string(contact.id),
          .properties = properties_of(contact),
          .archived = contact.archived_at.has_value(),
          .merged_into = std::nullopt,
          .lists = lists_.ids_of(contact.id),
          .updated = contact.modified,
          .created_by_api = contact.created_by_api};
}

}  // namespace lockstep::sim::hubspot
