#include "exchange_path.h"

#include <algorithm>
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

void ExchangeState::become_copy_of(const ExchangeState& other) {
  clock.restart_at(other.clock.now());
  exchange_cost = other.exchange_cost;
  faults = other.faults;
  hooks = ExchangeHooks();
  journal = other.journal;
  crash.become_copy_of(other.crash);
}

struct ServiceEndpoint::ArrivedRequest final : Arrival {
  JournalEntry entry;
  std::unique_ptr<MutationsUnderWay::Ticket> ticket;
};

Exchange ServiceEndpoint::exchange(const Request& request) {
  JournalEntry entry = begin_entry(request);
  const auto ticket = ticket_for(request, entry);
  return exchange(request, std::move(entry), ticket.get());
}

std::unique_ptr<Arrival> ServiceEndpoint::arrive(const Request& request) {
  auto arrived = std::make_unique<ArrivedRequest>();
  arrived->entry = begin_entry(request);
  arrived->ticket = ticket_for(request, arrived->entry);
  return arrived;
}

Exchange ServiceEndpoint::exchange_arrived(const Request& request, Arrival* arrival) {
  // A door that leads to another world since then hands over what that one said: the same, but for
  // tokens that nobody has here.
  auto* const arrived = dynamic_cast<ArrivedRequest*>(arrival);
  return arrived == nullptr ? exchange(request)
                            : exchange(request, std::move(arrived->entry), arrived->ticket.get());
}

JournalEntry ServiceEndpoint::begin_entry(const Request& request) const {
  JournalEntry entry;
  entry.operation = port_.operation_of(request);
  entry.mutation = port_.is_mutation(request, entry.operation);
  entry.request = masked(request, entry.operation);
  return entry;
}

std::unique_ptr<MutationsUnderWay::Ticket> ServiceEndpoint::ticket_for(
    const Request& request, const JournalEntry& entry) const {
  return port_.access_token_of && entry.mutation
             ? std::make_unique<MutationsUnderWay::Ticket>(state_->under_way,
                                                           port_.access_token_of(request))
             : nullptr;
}

Exchange ServiceEndpoint::exchange(const Request& request, JournalEntry entry,
                                   const MutationsUnderWay::Ticket* ticket) {
  const std::scoped_lock lock(state_->mutex);
  if (state_->crash.stops_exchange()) {
    // Not journalled: how many more requests a killed process gets out is chance.
    return ConnectionLost{.server_acted = false};
  }
  // Before a fault can take the token away.
  entry.account =
      port_.account_of ? port_.account_of(port_.access_token_of(request)) : std::string();
  entry.concurrent = is_concurrent(entry.account, ticket);
  state_->hooks.count(port_.service, entry.operation);
  state_->hooks.run(HookMoment::before);
  const std::optional<FaultPlan::Due> due =
      state_->faults.next(port_.service, entry.operation, entry.account);
  state_->clock.sleep_for(state_->exchange_cost);

  entry.at = state_->clock.now();
  Delivery delivery =
      due ? deliverer_.deliver(request, entry.operation, due->fault) : deliver(request, entry);
  if (delivery.fault_had_effect) {
    state_->faults.reached(due->rule);
    entry.fault = to_string(kind_of(due->fault));
  }
  note(delivery, std::move(entry));
  state_->hooks.run(HookMoment::after);

  if (delivery.crash == CrashMoment::after) {
    state_->crash.crash_at_next_exchange();
  } else if (delivery.crash) {
    state_->crash.crash();
  }
  return std::move(delivery.exchange);
}

Delivery ServiceEndpoint::deliver(const Request& request, const JournalEntry& entry) {
  if (entry.concurrent && port_.refuse_concurrent) {
    if (std::optional<Response> refused = port_.refuse_concurrent(request)) {
      const SharedResponse refusal = *std::move(refused);
      return {.exchange = refusal, .answer = refusal, .times_delivered = 1};
    }
  }
  return deliverer_.deliver(request, entry.operation, std::nullopt);
}

bool ServiceEndpoint::is_concurrent(const std::string& account,
                                    const MutationsUnderWay::Ticket* ticket) const {
  return ticket != nullptr && !account.empty() &&
         std::ranges::any_of(ticket->others(), [&](const std::string& token) {
           return port_.account_of(token) == account;
         });
}

void ServiceEndpoint::note(const Delivery& delivery, JournalEntry entry) {
  entry.source = to_string(port_.service);
  entry.times_delivered = delivery.times_delivered;
  entry.outcome = outcome_of(delivery.exchange);
  if (delivery.answer) {
    entry.response = masked(delivery.answer, entry.operation);
  }
  state_->journal.append(std::move(entry));
}

}  // namespace lockstep::sim
