/// From a batch of events to the request that tells an app of them.

#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "lockstep/base/result.h"
#include "lockstep/sim/webhook.h"

#include "portal_state.h"

namespace lockstep::sim::hubspot {

/// FakeHubSpot::take_due_webhooks()
[[nodiscard]] std::vector<WebhookDelivery> take_due_webhooks(PortalState& state);

/// FakeHubSpot::webhook_answered()
Result<void> webhook_answered(PortalState& state, std::uint64_t delivery,
                              std::optional<int> status);

/// FakeHubSpot::next_webhook_due()
[[nodiscard]] std::optional<Instant> next_webhook_due(PortalState& state);

/// FakeHubSpot::set_webhook_target()
Result<void> set_webhook_target(PortalState& state, std::string_view url);

/// FakeHubSpot::subscribe_webhook()
Result<void> subscribe_webhook(PortalState& state, std::string_view event_type,
                               std::string_view property_name);

}  // namespace lockstep::sim::hubspot
