/// The way of a request through the simulated world: hooks, faults, time, service, journal.

#pragma once

#include <memory>
#include <mutex>
#include <optional>

#include "lockstep/base/exchange.h"
#include "lockstep/sim/fault.h"
#include "lockstep/sim/journal.h"
#include "lockstep/sim/virtual_clock.h"

#include "crash_switch.h"
#include "delivery.h"
#include "exchange_hooks.h"
#include "mutations_under_way.h"
#include "service_port.h"

namespace lockstep::sim {

/// What all endpoints of a world share.
struct ExchangeState {
  ExchangeState(Instant start, Duration cost,
                std::optional<std::size_t> journal_bytes_max = std::nullopt)
      : clock(start), exchange_cost(cost), journal(journal_bytes_max) {}

  /// Takes over everything but what belongs to callers: the crash handler stays, hooks and events
  /// of the clock are forgotten.
  void become_copy_of(const ExchangeState& other);

  std::mutex mutex;  ///< Guards everything below, and the services.
  VirtualClock clock;
  Duration exchange_cost;
  FaultPlan faults;
  ExchangeHooks hooks;
  Journal journal;
  CrashSwitch crash;

  /// Guards itself. Shared with the requests that a server still has when the world has ended.
  std::shared_ptr<MutationsUnderWay> under_way = std::make_shared<MutationsUnderWay>();
};

class ServiceEndpoint final : public Endpoint {
 public:
  /// @param state  Must outlive the endpoint.
  ServiceEndpoint(ExchangeState& state, ServicePort port, Random random)
      : state_(&state), port_(std::move(port)), deliverer_(port_, state.clock, random) {}

  Exchange exchange(const Request& request) override;

  /// A mutation counts as under way from here on.
  [[nodiscard]] std::unique_ptr<Arrival> arrive(const Request& request) override;
  Exchange exchange_arrived(const Request& request, Arrival* arrival) override;

  /// Takes over what it remembers of earlier exchanges.
  void become_copy_of(const ServiceEndpoint& other) { deliverer_.become_copy_of(other.deliverer_); }
  void reseed(Random random) { deliverer_.reseed(random); }

 private:
  struct ArrivedRequest;

  /// What is known of a request before it is its turn: its operation, and itself.
  [[nodiscard]] JournalEntry begin_entry(const Request& request) const;
  /// Null for what is no mutation, or where the service does not care.
  [[nodiscard]] std::unique_ptr<MutationsUnderWay::Ticket> ticket_for(
      const Request& request, const JournalEntry& entry) const;

  /// @param entry  What begin_entry() said.
  Exchange exchange(const Request& request, JournalEntry entry,
                    const MutationsUnderWay::Ticket* ticket);
  /// Delivers a request that no fault is for.
  Delivery deliver(const Request& request, const JournalEntry& entry);
  [[nodiscard]] bool is_concurrent(const std::string& account,
                                   const MutationsUnderWay::Ticket* ticket) const;
  void note(const Delivery& delivery, JournalEntry entry);

  ExchangeState* state_;
  ServicePort port_;
  Deliverer deliverer_;
};

}  // namespace lockstep::sim
