#include "fidelity_tables.h"

namespace lockstep::sim::hubspot {
namespace {

using enum Evidence;

// clang-format off
constexpr auto kEntries = std::to_array<FidelityEntry>({
    {"hubspot.webhook.signatures", observed, "F107", "",
     "What HubSpot sends to an app is signed in version 1, 2 or 3 with the app's secret."},
});
// clang-format on

}  // namespace

std::span<const FidelityEntry> fidelity_of_webhooks() noexcept { return kEntries; }

}  // namespace lockstep::sim::hubspot
