/// Mutants that no random world can tell from the engine, because of what worlds do not have.

#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace lockstep::explore {

/// What worlds lack, and the mutants that only show in it.
struct OutOfReach {
  std::string_view lack;  ///< "a second Google account"
  std::vector<std::string_view> mutants;
};

[[nodiscard]] const std::vector<OutOfReach>& out_of_reach();

/// What worlds lack for this mutant; nullopt if they should find it.
[[nodiscard]] std::optional<std::string_view> lack_for(std::string_view mutant);

}  // namespace lockstep::explore
