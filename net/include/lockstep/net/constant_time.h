/// Comparing what a stranger sends with a secret.

#pragma once

#include <string_view>

namespace lockstep {

/// Takes as long for a wrong text as for the right one, whatever they have in common.
[[nodiscard]] bool equal_in_constant_time(std::string_view left, std::string_view right) noexcept;

}  // namespace lockstep
