#include "exchange_path.h"

#include <string>
#include <utility>

namespace lockstep::sim {
namespace {

Outcome outcome_of(const Exchange& exchange) {
  if (std::holds_alternative<ConnectionLost>(exchange)) {
    return Outcome::lost;
  }
  return std::holds_alternative<TruncatedResponse>(exchange) ? Outcome::truncated
                                                             : Outcome::response;
}

}  // namespace

Exchange ServiceEndpoint::exchange(const Request& request) {
  const std::scoped_lock lock(state_->mutex);
  if (state_->crash.stops_exchange()) {
    // Not journalled: how many more requests a killed process gets out is chance.
    return ConnectionLost{.server_acted = false};
  }
  const std::string operation(port_.operation_of(request));
  state_->hooks.count(port_.service, operation);
  state_->hooks.run(HookMoment::before);
  const std::optional<FaultPlan::Due> due = state_->faults.next(port_.service, operation);
  state_->clock.sleep_for(state_->exchange_cost);

  const Instant at = state_->clock.now();
  const Delivery delivery =
      deliverer_.deliver(request, operation, due ? std::optional(due->fault) : std::nullopt);
  if (delivery.fault_had_effect) {
    state_->faults.reached(due->rule);
  }
  note(request, operation, delivery, at,
       delivery.fault_had_effect ? std::string(to_string(kind_of(due->fault))) : std::string());
  state_->hooks.run(HookMoment::after);

  if (delivery.crash == CrashMoment::after) {
    state_->crash.crash_at_next_exchange();
  } else if (delivery.crash) {
    state_->crash.crash();
  }
  return delivery.exchange;
}

void ServiceEndpoint::note(const Request& request, std::string_view operation,
                           const Delivery& delivery, Instant at, std::string fault) {
  JournalEntry entry;
  entry.at = at;
  entry.source = to_string(port_.service);
  entry.operation = operation;
  entry.request = masked(request, operation);
  entry.mutation = port_.is_mutation(operation);
  entry.times_delivered = delivery.times_delivered;
  entry.outcome = outcome_of(delivery.exchange);
  if (delivery.answer) {
    entry.response = masked(*delivery.answer, operation);
  }
  entry.fault = std::move(fault);
  state_->journal.append(std::move(entry));
}

}  // namespace lockstep::sim
