/// Faults as JSON: the same words in scenario files and in the control API.

#pragma once

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string_view>

#include "lockstep/sim/fault.h"
#include "lockstep/sim/object_reader.h"

namespace lockstep::sim {

/// Reports an operation that neither service has.
void check_operation(const Node& node, Mistakes& mistakes, std::string_view pattern);

/// Reads {"operation", "fault", "first", "count"} and the parameters of the fault. The caller reads
/// "account", which is not everywhere an email, and calls finish().
/// @return nullopt if no fault is named; other mistakes are in the reader's.
[[nodiscard]] std::optional<FaultRule> read_fault_rule(ObjectReader& reader);

/// What read_fault_rule reads, with "account" where the rule has one.
[[nodiscard]] nlohmann::ordered_json fault_json(const FaultRule& rule);

}  // namespace lockstep::sim
