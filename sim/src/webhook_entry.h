/// A webhook delivery as the journal keeps it.

#pragma once

#include <optional>

#include "lockstep/base/clock.h"
#include "lockstep/sim/journal.h"
#include "lockstep/sim/webhook.h"

namespace lockstep::sim {

/// @param status  What the receiver answered; nullopt for no answer in time.
[[nodiscard]] JournalEntry webhook_entry(const WebhookDelivery& delivery, std::optional<int> status,
                                         Instant at);

}  // namespace lockstep::sim
