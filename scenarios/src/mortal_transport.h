/// A transport through which a connector in this process can be killed (ADR 2).

#pragma once

#include <cstddef>
#include <functional>
#include <string>

#include "lockstep/base/transport.h"

namespace lockstep::scenario {

/// Thrown out of send() to unwind a connector. Deliberately no std::exception: nothing in between
/// may take it for an error and go on.
struct ConnectorKilled {
  bool by_scenario = true;
  std::string reason;
};

/// How many requests a pass may still make. A loop without end is a failed pass, not a hung
/// harness.
struct RequestBudget {
  std::size_t left = 200'000;
};

class MortalTransport final : public Transport {
 public:
  /// All must outlive the transport.
  MortalTransport(Transport& transport, const std::function<bool()>& crashed, RequestBudget& budget)
      : transport_(&transport), crashed_(&crashed), budget_(&budget) {}

  Result<Response> send(const Request& request) override {
    if (budget_->left-- == 0) {
      throw ConnectorKilled{false, "the pass made more requests than any pass should"};
    }
    Result<Response> result = transport_->send(request);
    if ((*crashed_)()) {
      throw ConnectorKilled{true, {}};
    }
    return result;
  }

 private:
  Transport* transport_;
  const std::function<bool()>* crashed_;
  RequestBudget* budget_;
};

}  // namespace lockstep::scenario
