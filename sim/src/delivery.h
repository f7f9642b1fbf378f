/// What becomes of one request under a fault.

#pragma once

#include <cstdint>
#include <optional>

#include "lockstep/base/exchange.h"
#include "lockstep/base/random.h"
#include "lockstep/sim/fault.h"
#include "lockstep/sim/virtual_clock.h"

#include "crash_switch.h"
#include "service_port.h"
#include "short_page.h"

namespace lockstep::sim {

struct Delivery {
  Exchange exchange;
  SharedResponse answer{};  ///< The answer as it was or, lost, would have been.
  int times_delivered = 0;
  bool fault_had_effect = false;

  /// Of crash-connector; carried out once the exchange is journalled.
  std::optional<CrashMoment> crash{};
};

/// Delivers requests to a service, each under at most one fault.
class Deliverer {
 public:
  /// @param port, clock  Must outlive the deliverer. @param random  For ids in injected errors.
  Deliverer(const ServicePort& port, VirtualClock& clock, Random random)
      : port_(&port), clock_(&clock), random_(random) {}

  [[nodiscard]] Delivery deliver(const Request& request, std::string_view operation,
                                 const std::optional<Fault>& fault);

  /// Takes over what it remembers of earlier deliveries; port and clock stay.
  void become_copy_of(const Deliverer& other) {
    random_ = other.random_;
    shortened_tokens_ = other.shortened_tokens_;
  }
  void reseed(Random random) { random_ = random; }

 private:
  struct Call {
    const Request& request;
    std::string_view operation;
  };

  Delivery apply(const Call& call, const AnswerError& fault);
  Delivery apply(const Call& call, const LoseRequest& fault);
  Delivery apply(const Call& call, const CommitThenLoseAnswer& fault);
  Delivery apply(const Call& call, const Delay& fault);
  Delivery apply(const Call& call, const Stall& fault);
  Delivery apply(const Call& call, const Truncate& fault);
  Delivery apply(const Call& call, const DuplicateDelivery& fault);
  Delivery apply(const Call& call, const ExpireToken& fault);
  Delivery apply(const Call& call, const ExpireSyncToken& fault);
  Delivery apply(const Call& call, const StaleRead& fault);
  Delivery apply(const Call& call, const ShortPage& fault);
  Delivery apply(const Call& call, const CrashConnector& fault);

  /// Delivers once, without a fault.
  Delivery answer(const Request& request);
  Response handle(const Request& request);

  const ServicePort* port_;
  VirtualClock* clock_;
  Random random_;
  ShortenedTokens shortened_tokens_;
};

}  // namespace lockstep::sim
