/// The options of a world by name: every switch of both fakes.

#pragma once

#include <cstdint>
#include <optional>

#include "lockstep/sim/object_reader.h"
#include "lockstep/sim/world.h"

#include "control/answers.h"

namespace lockstep::sim::control {

/// Reads {"seed", "start", "exchange_cost_ms", "journal_bytes_max", "webhooks_by_hand",
/// "google": {…}, "hubspot": {…}} into `options`; what is not there stays. A duration is a number
/// of milliseconds or a text such as "10m", and its name ends in "_ms".
void read_options(ObjectReader& reader, WorldOptions& options);

/// The same but for seed, start and the bound of the journal, with which a world is made.
void read_switches(ObjectReader& reader, WorldOptions& options);

/// The seed, a whole number or one as text; nullopt where there is none.
[[nodiscard]] std::optional<std::uint64_t> read_seed(ObjectReader& reader);

/// The same with everything in it. The seed is text: JSON readers round large numbers.
[[nodiscard]] Json options_json(const WorldOptions& options);

}  // namespace lockstep::sim::control
