/// The fidelity ledger: every behaviour of both fakes, with how sure we are of it and why.

#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "lockstep/sim/evidence.h"
#include "lockstep/sim/service.h"

namespace lockstep::sim {

/// One behaviour. `lockstep fidelity` and docs/fidelity.md are printed from these.
struct FidelityEntry {
  /// "google.etag.stale-is-refused": service, area, and what it is about. Never changes.
  std::string_view id;

  Evidence status;

  /// The facts that it rests on, "G70, G73"; U numbers are questions without an answer. "" only
  /// where nothing is known at all.
  std::string_view source;

  /// The operations that show it, with blanks between: "people.get people.updateContact". A name
  /// may end in '*', which stands for any rest; "*" alone is every operation of the service. "" for
  /// what the service does by itself.
  std::string_view operations;

  std::string_view behaviour;  ///< One sentence, about the service.

  /// Members of GoogleOptions or HubSpotOptions that change it, with blanks between, or "".
  std::string_view options = {};
};

/// Every entry: Google's, then HubSpot's, each area in one piece; the errors that faults inject
/// come last in each service.
[[nodiscard]] std::span<const FidelityEntry> fidelity_ledger();

[[nodiscard]] Service service_of(const FidelityEntry& entry) noexcept;

/// The middle of the id: "etag".
[[nodiscard]] std::string_view area_of(const FidelityEntry& entry) noexcept;

/// Whether the operation shows the behaviour.
[[nodiscard]] bool concerns(const FidelityEntry& entry, std::string_view operation) noexcept;

/// The entries that concern an operation, in the order of the ledger. What every operation of the
/// service shows is among them.
[[nodiscard]] std::vector<const FidelityEntry*> fidelity_of(Service service,
                                                            std::string_view operation);

}  // namespace lockstep::sim
