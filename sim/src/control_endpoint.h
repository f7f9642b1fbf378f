/// How a connector reads virtual time, waits for it to pass, and reads the journal.

#pragma once

#include <span>
#include <string>

#include "lockstep/base/exchange.h"
#include "lockstep/sim/route.h"

#include "exchange_path.h"

namespace lockstep::sim {

/// The longest wait that one request may ask for.
inline constexpr Duration kWaitMax = std::chrono::days(31);

/// Lets virtual time pass, and journals that the connector waited. @pre The mutex is held.
void wait_as_connector(ExchangeState& state, Instant deadline);

class ControlEndpoint final : public Endpoint {
 public:
  /// @param state  Must outlive the endpoint.
  explicit ControlEndpoint(ExchangeState& state) : state_(&state) {}

  Exchange exchange(const Request& request) override;

  [[nodiscard]] static std::span<const Route<ControlEndpoint>> routes();

 private:
  Response get_clock(const Request& request, const PathCaptures& captures);
  Response wait(const Request& request, const PathCaptures& captures);
  Response advance(const Request& request, const PathCaptures& captures);
  Response get_journal(const Request& request, const PathCaptures& captures);
  Response get_health(const Request& request, const PathCaptures& captures);

  Response wait_until(Instant deadline);
  [[nodiscard]] Response now() const;

  ExchangeState* state_;
};

}  // namespace lockstep::sim
