/// By what a run judged, as SHA-256 in hexadecimal: two runs with the same digests can be compared.

#pragma once

#include <string>
#include <vector>

#include "lockstep/scenario/scenario.h"

namespace lockstep::scenario {

/// Of the names and files of scenarios, in their order.
[[nodiscard]] std::string sha256_of(const std::vector<Scenario>& scenarios);

/// Of every rule: id, kind, version, text and source.
[[nodiscard]] std::string rulebook_sha256();

/// Of the fidelity ledger: what the fakes do, and how sure that is.
[[nodiscard]] std::string fidelity_sha256();

}  // namespace lockstep::scenario
