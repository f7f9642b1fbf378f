/// The parts of the fidelity ledger, one function a topic.

#pragma once

#include <array>
#include <span>

#include "lockstep/sim/fidelity.h"

namespace lockstep::sim::google {

[[nodiscard]] std::span<const FidelityEntry> fidelity_of_access() noexcept;
[[nodiscard]] std::span<const FidelityEntry> fidelity_of_contacts() noexcept;
[[nodiscard]] std::span<const FidelityEntry> fidelity_of_groups() noexcept;
[[nodiscard]] std::span<const FidelityEntry> fidelity_of_lists() noexcept;
[[nodiscard]] std::span<const FidelityEntry> fidelity_of_people() noexcept;
[[nodiscard]] std::span<const FidelityEntry> fidelity_of_protocol() noexcept;
[[nodiscard]] std::span<const FidelityEntry> fidelity_of_user_actions() noexcept;

/// In the order of the ledger. A new topic needs its row here.
inline constexpr std::array kFidelityTables = {
    fidelity_of_access, fidelity_of_protocol, fidelity_of_people,      fidelity_of_contacts,
    fidelity_of_lists,  fidelity_of_groups,   fidelity_of_user_actions};

}  // namespace lockstep::sim::google

namespace lockstep::sim::hubspot {

[[nodiscard]] std::span<const FidelityEntry> fidelity_of_access() noexcept;
[[nodiscard]] std::span<const FidelityEntry> fidelity_of_batches() noexcept;
[[nodiscard]] std::span<const FidelityEntry> fidelity_of_contacts() noexcept;
[[nodiscard]] std::span<const FidelityEntry> fidelity_of_properties() noexcept;
[[nodiscard]] std::span<const FidelityEntry> fidelity_of_search() noexcept;
[[nodiscard]] std::span<const FidelityEntry> fidelity_of_user_actions() noexcept;
[[nodiscard]] std::span<const FidelityEntry> fidelity_of_webhooks() noexcept;

/// In the order of the ledger. A new topic needs its row here.
inline constexpr std::array kFidelityTables = {
    fidelity_of_access, fidelity_of_contacts,     fidelity_of_batches, fidelity_of_properties,
    fidelity_of_search, fidelity_of_user_actions, fidelity_of_webhooks};

}  // namespace lockstep::sim::hubspot
