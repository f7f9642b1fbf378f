#include "contact_writes.h"

#include <algorithm>
#include <utility>

namespace lockstep::sim::hubspot {
namespace {

std::vector<std::string> names_of(const RawProperties& properties) {
  std::vector<std::string> names;
  for (const auto& [name, value] : properties) {
    names.push_back(name);
  }
  return names;
}

/// check_properties(), and what only the whole account can tell.
CheckedProperties check_values(const PortalState& state, const RawProperties& properties,
                               const Contact& before, Writer writer) {
  CheckedProperties checked =
      check_properties(state.schema, properties, before, writer, state.options.tidies_blanks);
  const auto owner = checked.values.find("hubspot_owner_id");
  if (owner != checked.values.end() && !owner->second.empty() &&
      !state.owners.is_assignable(owner->second)) {
    // F43. Code and wording are assumed (hubspot.values.owner-text).
    checked.problems.push_back(
        {"hubspot_owner_id", "INVALID_OWNER_ID", owner->second + " is not the id of an owner"});
  }
  return checked;
}

/// Whether the contact has an address that may not come back (F49).
bool is_blocked(const PortalState& state, const Contact& contact, Writer writer) {
  if (writer != Writer::user && !state.options.blocklist_stops_apps) {
    return false;
  }
  const auto email = contact.values.find("email");
  return (email != contact.values.end() && state.blocklist.contains(email->second)) ||
         std::ranges::any_of(contact.additional_emails, [&](const std::string& address) {
           return state.blocklist.contains(address);
         });
}

Problem to_problem(const UniqueConflict& conflict) {
  return conflict.property == "email"
             ? already_exists(conflict.owner)
             : value_taken(conflict.property, conflict.value, conflict.owner);
}

}  // namespace

Outcome<PlannedWrite> plan_create(const PortalState& state, const RawProperties& properties,
                                  Writer writer) {
  PlannedWrite write;
  write.before.created = state.now();
  write.before.modified = state.now();
  write.before.created_by_api = writer != Writer::user;
  write.before.changed_by = source_of(writer);
  const CheckedProperties checked = check_values(state, properties, write.before, writer);
  if (!checked.problems.empty()) {
    return invalid_values(checked.problems);
  }
  PropertyValues values = checked.values;
  if (const auto stage = values.find("lifecyclestage");
      stage == values.end() || stage->second.empty()) {
    values["lifecyclestage"] = state.options.default_lifecycle_stage;  // F38
  }
  write.after = apply_properties(write.before, values, writer, state.now());
  write.written = names_of(properties);
  const PropertyValues& stored = write.after.values;
  const bool named =
      stored.contains("email") || stored.contains("firstname") || stored.contains("lastname");
  if (!named && writer != Writer::user && !state.options.empty_contacts_allowed) {
    return nothing_to_create();
  }
  if (const auto conflict = state.store.conflict_of(write.after)) {
    return to_problem(*conflict);
  }
  if (is_blocked(state, write.after, writer)) {
    // Assumed wording (hubspot.gdpr.blocklist-text).
    return bad_request("The person with this email address was permanently deleted");
  }
  if (state.store.live().size() >= state.options.contacts_max) {
    return contact_limit_reached(state.options.contacts_max);
  }
  return write;
}

Outcome<PlannedWrite> plan_update(const PortalState& state, const ContactState& before,
                                  const RawProperties& properties, Writer writer) {
  const CheckedProperties checked = check_values(state, properties, *before, writer);
  if (!checked.problems.empty()) {
    return invalid_values(checked.problems);
  }
  PlannedWrite write{*before, apply_properties(*before, checked.values, writer, state.now()),
                     names_of(properties)};
  write.after.changed_by = source_of(writer);
  if (const auto conflict = state.store.conflict_of(write.after)) {
    // Assumed: the answer of a create (F69, hubspot.write.duplicate-email-by-update).
    return to_problem(*conflict);
  }
  return write;
}

ContactState carry_out(PortalState& state, PlannedWrite write) {
  const bool is_new = write.is_new();
  if (is_new) {
    write.after.id = state.store.next_id();
  }
  const ContactId id = write.after.id;
  const bool changes = is_change(write.before, write.after);
  if (is_new || changes || state.options.unchanged_update_touches) {
    write.after.modified = state.now();
    state.store.put(std::move(write.after), state.now());
  }
  return state.store.find_live(id);
}

Outcome<ContactId> merge_records(PortalState& state, ContactId primary, ContactId other,
                                 Writer writer) {
  constexpr std::size_t kIdentitiesMax = 250;  // F50
  const ContactState first = state.store.find_live(primary);
  const ContactState second = state.store.find_live(other);
  const std::size_t identities = 2 + first->merged.size() + second->merged.size();
  if (identities > kIdentitiesMax) {
    return too_many_identities();
  }
  const ContactId survivor = state.options.merge_makes_new_id ? state.store.next_id() : primary;
  Contact merged = merge_contacts(*first, *second, survivor, state.now());
  merged.changed_by = source_of(writer);
  state.store.merge({primary, other}, std::move(merged), state.now());
  state.lists.replace(other, survivor);
  state.associations.replace(other, survivor);
  if (survivor != primary) {
    state.lists.replace(primary, survivor);
    state.associations.replace(primary, survivor);
  }
  return survivor;
}

}  // namespace lockstep::sim::hubspot
