/// The fidelity ledger for readers: on a terminal, as Markdown (docs/fidelity.md), as JSON.

#pragma once

#include <optional>
#include <string>

#include "lockstep/sim/fidelity.h"

namespace lockstep::sim {

/// Which entries to show; what is not given does not narrow.
struct FidelityFilter {
  std::optional<Service> service{};
  std::optional<Evidence> status{};
};

/// By service and area, an entry a paragraph.
[[nodiscard]] std::string fidelity_text(const FidelityFilter& filter);

/// The whole page, with what the columns mean.
[[nodiscard]] std::string fidelity_markdown(const FidelityFilter& filter);

/// {"entries":[{"id","service","area","behaviour","status","source","options":["…"],
/// "operations":["people.*"]}]}
[[nodiscard]] std::string fidelity_json(const FidelityFilter& filter);

}  // namespace lockstep::sim
