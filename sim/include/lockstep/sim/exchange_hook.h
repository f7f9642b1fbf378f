/// Something that happens in the middle of a sync, at a certain exchange.

#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace lockstep::sim {

enum class HookMoment {
  before,  ///< The request has arrived; the service has not acted.
  after,   ///< The service has acted, or the request is lost; the answer is on its way.
};

struct ExchangeHook {
  std::string operation;  ///< Pattern as in fault.h: "people.connections.list", "crm.contacts.*".
  std::uint32_t nth = 1;  ///< Which matching exchange from now on, counted from 1.
  HookMoment moment = HookMoment::before;
  std::function<void()> action;  ///< What the user does then.
};

}  // namespace lockstep::sim
