/// Webhooks of HubSpot in the hands of whoever drives the control API.

#pragma once

#include "control/call.h"

namespace lockstep::sim::control {

/// When the next one falls due, and those that were taken and wait for their answer.
[[nodiscard]] Response show_webhooks(Call& call);

/// Takes what is due and may go out now; 409 unless WorldOptions::webhooks_by_hand.
[[nodiscard]] Response take_webhooks(Call& call);

/// Tells what the receiver answered: {"delivery": 1, "status": 200}; null for no answer in time.
[[nodiscard]] Response answer_webhook(Call& call);

}  // namespace lockstep::sim::control
