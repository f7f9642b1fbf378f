#include "pair_plans.h"

#include <nlohmann/json.hpp>

#include <utility>

#include "lockstep/base/assert.h"

namespace lockstep {
namespace {

void clear_looks(Pass& pass, const Link& link) {
  for (const auto& [side, id] :
       {std::pair(Side::hubspot, link.hubspot_id), std::pair(Side::google, link.google_id)}) {
    const Record* record = pass.state.find_record(side, id);
    if (record != nullptr && record->needs_look) {
      pass.state.touch_record(side, id).needs_look = false;
    }
  }
}

/// For people; null for nothing.
Json shown(const MappedValues& values, const FieldId& field) {
  const FieldValue& value = value_of(values, field);
  return value.empty() ? Json() : Json(to_display(value));
}

}  // namespace

void close_pair(Pass& pass, const std::string& hubspot_id, Link link, Outcome outcome) {
  Pair& pair = pass.state.touch_pair(hubspot_id);
  LOCKSTEP_ASSERT(link.hubspot_id == pair.link.hubspot_id);
  link.google_id = pair.link.google_id;
  pair.link = std::move(link);
  pair.outcome = outcome;
  pair.needs_look = false;
  // What could not be compared yet waits until it can (DEL-4, SCO-6).
  const bool are_both_there = is_live(pass, Side::hubspot, pair.link.hubspot_id) &&
                              is_live(pass, Side::google, pair.link.google_id);
  const bool waits = outcome.state == RecordState::failing ||
                     outcome.state == RecordState::excluded || !are_both_there;
  pair.reconcile = pair.reconcile && waits;
  pair.journal.clear();
  clear_looks(pass, pair.link);
}

void close_unwritten(Pass& pass, const PairPlan& plan) {
  close_pair(pass, plan.link.hubspot_id, settle(pass.accepted, pass.phones, plan, {}),
             {.state = plan.state, .reason = plan.reason});
}

std::optional<PairPlan> plan_stored(const Pass& pass, const Pair& pair) {
  const auto contact = stored_contact(pass, pair.link.hubspot_id);
  const auto person = stored_person(pass, pair.link.google_id);
  if (!contact || !person) {
    return std::nullopt;
  }
  return plan_pair(
      pass.accepted, pass.phones,
      {.hubspot = &*contact, .google = &*person, .link = &pair.link, .reconcile = pair.reconcile});
}

bool is_live(const Pass& pass, Side side, const std::string& id) {
  const Record* record = pass.state.find_record(side, id);
  return record != nullptr && record->presence == Presence::live;
}

void note_write(Pass& pass, const Link& link, const PairPlan& plan, Side side, bool created) {
  Json changes = Json::array();
  for (const FieldDecision& decision : plan.fields) {
    if (decision.write_to != side) {
      continue;
    }
    const bool to_google = side == Side::google;
    changes.push_back(
        {{"field", decision.field},
         {"from", shown(to_google ? plan.google_values : plan.hubspot_values, decision.field)},
         {"to", shown(to_google ? plan.hubspot_values : plan.google_values, decision.field)},
         {"rule", decision.rule.text()}});
  }
  pass.state.add_write({.hubspot_id = link.hubspot_id,
                        .google_id = link.google_id,
                        .side = side,
                        .created = created,
                        .changes = changes.dump(-1, ' ', false, Json::error_handler_t::replace),
                        .at = pass.clock.now()});
}

void note_conflicts(Pass& pass, const Link& link, const std::vector<Conflict>& conflicts) {
  for (const Conflict& conflict : conflicts) {
    pass.state.add_conflict({.hubspot_id = link.hubspot_id,
                             .google_id = link.google_id,
                             .field = conflict.field,
                             .base = conflict.base,
                             .hubspot = conflict.hubspot,
                             .google = conflict.google,
                             .kept = conflict.kept,
                             .rule = std::string(conflict.rule.text()),
                             .at = pass.clock.now()});
    ++pass.summary.conflicts;
  }
}

}  // namespace lockstep
