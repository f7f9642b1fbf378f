#include "sync_clock.h"

#include <utility>

#include "lockstep/net/http_transport.h"

namespace lockstep::cli {

Result<SyncClock> SyncClock::of(const Config& config) {
  SyncClock clock;
  if (config.control) {
    auto control = make_http_transport({.base_url = config.control->url});
    if (!control) {
      return Failure{control.error()};
    }
    clock.control_ = std::move(*control);
    clock.virtual_ =
        std::make_unique<scenario::ControlClock>(*clock.control_, config.control->token);
  }
  return clock;
}

Clock& SyncClock::clock() {
  return virtual_ ? static_cast<Clock&>(*virtual_) : static_cast<Clock&>(*machine_);
}

std::optional<Error> SyncClock::error() const {
  return virtual_ ? virtual_->error() : std::nullopt;
}

}  // namespace lockstep::cli
