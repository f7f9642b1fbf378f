#include "portal.h"

namespace lockstep::sim::hubspot {
namespace {

std::vector<std::string> names_of(const RawProperties& properties) {
  std::vector<std::string> names;
  for (const auto& [name, value] : properties) {
    names.push_back(name);
  }
  return names;
}

Problem to_problem(const UniqueConflict& conflict) {
  return conflict.property == "email"
             ? already_exists(conflict.owner)
             : value_taken(conflict.property, conflict.value, conflict.owner);
}

}  // namespace

Outcome<PlannedWrite> Portal::plan_create(const RawProperties& properties, Writer writer) {
  PlannedWrite write;
  write.before.created = now();
  write.before.modified = now();
  write.before.created_by_api = writer != Writer::user;
  const CheckedProperties checked = check_properties(schema_, properties, write.before, writer);
  if (!checked.problems.empty()) {
    return invalid_values(checked.problems);
  }
  PropertyValues values = checked.values;
  if (const auto stage = values.find("lifecyclestage");
      stage == values.end() || stage->second.empty()) {
    values["lifecyclestage"] = options_.default_lifecycle_stage;  // F38
  }
  write.after = apply_properties(write.before, values, writer, now());
  write.written = names_of(properties);
  const PropertyValues& stored = write.after.values;
  const bool named =
      stored.contains("email") || stored.contains("firstname") || stored.contains("lastname");
  if (!named && writer != Writer::user && !options_.empty_contacts_allowed) {
    return nothing_to_create();
  }
  if (const auto conflict = store_.conflict_of(write.after)) {
    return to_problem(*conflict);
  }
  if (store_.live().size() >= options_.contacts_max) {
    return contact_limit_reached(options_.contacts_max);
  }
  return write;
}

Outcome<PlannedWrite> Portal::plan_update(const ContactState& before,
                                          const RawProperties& properties, Writer writer) {
  const CheckedProperties checked = check_properties(schema_, properties, *before, writer);
  if (!checked.problems.empty()) {
    return invalid_values(checked.problems);
  }
  PlannedWrite write{*before, apply_properties(*before, checked.values, writer, now()),
                     names_of(properties)};
  if (const auto conflict = store_.conflict_of(write.after)) {
    return to_problem(*conflict);  // Assumed for email: the answer of a create (F69).
  }
  return write;
}

ContactState Portal::carry_out(PlannedWrite write) {
  const bool is_new = write.is_new();
  if (is_new) {
    write.after.id = store_.next_id();
  }
  const ContactId id = write.after.id;
  const bool changes = is_change(write.before, write.after);
  if (is_new || changes || options_.unchanged_update_touches) {
    write.after.modified = now();
    store_.put(std::move(write.after), now());
  }
  return store_.find_live(id);
}

Outcome<ContactId> Portal::merge_records(ContactId primary, ContactId other) {
  constexpr std::size_t kIdentitiesMax = 250;  // F50
  const ContactState first = store_.find_live(primary);
  const ContactState second = store_.find_live(other);
  const std::size_t identities = 2 + first->merged.size() + second->merged.size();
  if (identities > kIdentitiesMax) {
    return too_many_identities();
  }
  const ContactId survivor = options_.merge_makes_new_id ? store_.next_id() : primary;
  store_.merge({primary, other}, merge_contacts(*first, *second, survivor, now()), now());
  lists_.replace(other, survivor);
  if (survivor != primary) {
    lists_.replace(primary, survivor);
  }
  return survivor;
}

}  // namespace lockstep::sim::hubspot
