/// The catalogue of scenario files that belongs to this program.

#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "lockstep/base/result.h"
#include "lockstep/scenario/scenario.h"

namespace lockstep::cli {

/// Loads the whole catalogue, in the order of the names: from the folder `chosen` if it is not
/// empty, else from "share/lockstep/suites" beside the installed program, else from the source tree
/// that this program was built from. Files are named from its folder on
/// ("suites/match/x.jsonc"), so that a report is the same wherever the catalogue lies.
/// @error not_found  There is none of them.
/// @error invalid_input  As scenario::load_scenario; `source` is the file's whole path.
[[nodiscard]] Result<std::vector<scenario::Scenario>> load_catalogue(const std::string& chosen);

/// Loads the scenarios that `paths` mean, in the order of their names.
/// @error invalid_input, not_found  As scenario::load_scenario.
[[nodiscard]] Result<std::vector<scenario::Scenario>> load_scenarios(
    const std::vector<std::filesystem::path>& paths);

}  // namespace lockstep::cli
