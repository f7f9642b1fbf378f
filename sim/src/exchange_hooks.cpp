#include "exchange_hooks.h"

#include <utility>

#include "lockstep/sim/fault.h"

namespace lockstep::sim {

void ExchangeHooks::add(ExchangeHook hook) { armed_.push_back({.hook = std::move(hook)}); }

void ExchangeHooks::count(Service service, std::string_view operation) {
  for (Armed& armed : armed_) {
    if (!armed.ran && matches_operation(armed.hook.operation, service, operation)) {
      ++armed.exchanges_seen;
      armed.due = armed.exchanges_seen == armed.hook.nth;
    }
  }
}

void ExchangeHooks::run(HookMoment moment) {
  for (std::size_t at = 0; at < armed_.size(); ++at) {
    Armed& armed = armed_[at];
    if (armed.due && armed.hook.moment == moment) {
      armed.due = false;
      armed.ran = true;
      const auto action = armed.hook.action;  // armed_ may grow while it runs.
      action();
    }
  }
}

std::vector<std::string> ExchangeHooks::unreached() const {
  std::vector<std::string> names;
  for (const Armed& armed : armed_) {
    if (!armed.ran) {
      names.push_back(armed.hook.operation + ", exchange " + std::to_string(armed.hook.nth));
    }
  }
  return names;
}

}  // namespace lockstep::sim
