/// The hooks that are armed, with accounting.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lockstep/sim/exchange_hook.h"
#include "lockstep/sim/service.h"

namespace lockstep::sim {

class ExchangeHooks {
 public:
  void add(ExchangeHook hook);

  /// Counts an exchange for every hook that matches it and has not had its turn.
  void count(Service service, std::string_view operation);

  /// Runs what is due at this moment of the exchange that was counted last. An action may add
  /// hooks; they count from the next exchange on.
  void run(HookMoment moment);

  /// "people.connections.list, exchange 3" for each that never ran.
  [[nodiscard]] std::vector<std::string> unreached() const;

 private:
  struct Armed {
    ExchangeHook hook;
    std::uint32_t exchanges_seen = 0;
    bool due = false;
    bool ran = false;
  };
  std::vector<Armed> armed_;
};

}  // namespace lockstep::sim
