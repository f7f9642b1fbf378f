/// Reads scenario files, and says exactly where one is wrong.

#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "lockstep/base/result.h"
#include "lockstep/scenario/scenario.h"

namespace lockstep::scenario {

inline constexpr std::size_t kScenarioBytesMax = std::size_t{16} * 1024 * 1024;
inline constexpr std::size_t kScenarioDepthMax = 64;

/// Reads one scenario from JSON with comments. `file` stands in messages.
///
/// @error invalid_input  The first mistake; `source` is "file:line", and the message names the key
///     and, for a slip of the pen, what was probably meant.
[[nodiscard]] Result<Scenario> parse_scenario(std::string_view text, std::string_view file);

/// parse_scenario of a file's content. A file under a folder "suites" must carry the scenario's
/// name as its path from there. @error not_found  The file cannot be read.
[[nodiscard]] Result<Scenario> load_scenario(const std::filesystem::path& file);

/// The files that `paths` mean: a file itself, a folder every *.jsonc in and below it. Sorted, each
/// once. @error not_found  A path does not exist, or a folder holds no scenario.
[[nodiscard]] Result<std::vector<std::filesystem::path>> find_scenarios(
    const std::vector<std::filesystem::path>& paths);

/// True if `pattern` with '*' for any characters fits the whole of `name`.
[[nodiscard]] bool matches_pattern(std::string_view pattern, std::string_view name);

}  // namespace lockstep::scenario
