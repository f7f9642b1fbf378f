#include "plan_writes.h"

#include <utility>

#include "create_records.h"
#include "pair_plans.h"
#include "pair_records.h"
#include "probe.h"
#include "recover.h"
#include "waiting_pairs.h"

namespace lockstep {
namespace {

std::optional<std::string> base_of(const PairPlan& plan, const FieldDecision& decision) {
  const auto base = plan.link.base.find(decision.field);
  if (base == plan.link.base.end()) {
    return std::nullopt;
  }
  return shown(decision.write_to == Side::hubspot ? base->second.hubspot : base->second.google);
}

PlannedWrite planned(const PairPlan& plan) {
  PlannedWrite write{
      .hubspot_id = plan.link.hubspot_id, .google_id = plan.link.google_id, .fields = {}};
  for (const FieldDecision& decision : plan.fields) {
    if (decision.write_to) {
      write.fields.push_back({.field = decision.field,
                              .write_to = *decision.write_to,
                              .base = base_of(plan, decision),
                              .hubspot = shown(value_of(plan.hubspot_values, decision.field)),
                              .google = shown(value_of(plan.google_values, decision.field)),
                              .rule = decision.rule});
    }
  }
  return write;
}

}  // namespace

Result<std::vector<PlannedWrite>> plan_writes(Pass& pass) {
  if (Result<void> looked = look_for_intents(pass); !looked) {
    return Failure{looked.error()};
  }
  pair_records(pass);
  choose_probe(pass);
  std::vector<PlannedWrite> writes;
  for (const std::string& id : pairs_to_look_at(pass)) {
    pass.state.relax();
    if (const std::optional<PairPlan> plan = plan_waiting(pass, id); plan && !plan->empty()) {
      writes.push_back(planned(*plan));
    }
  }
  for (const Side source : {Side::google, Side::hubspot}) {
    for (const RecordKey& key : creations_due(pass, source)) {
      pass.state.relax();
      if (const std::optional<PairPlan> plan = plan_creation_of(pass, key);
          plan && !plan->empty()) {
        writes.push_back(planned(*plan));
      }
    }
  }
  return writes;
}

}  // namespace lockstep
