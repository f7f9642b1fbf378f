/// The words for the choices among settings, in the order of their enumerations: the same in
/// configuration files, in changes and in what is shown.

#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "lockstep/core/field.h"

namespace lockstep {

inline constexpr std::array<std::string_view, 3> kRecordScopeNames{"all", "none", "filter"};
inline constexpr std::array<std::string_view, 2> kSideNames{"hubspot", "google"};
inline constexpr std::array<std::string_view, 4> kPlanNames{"free", "starter", "professional",
                                                            "enterprise"};
inline constexpr std::array<std::string_view, 2> kOperatorNames{"equals", "known"};

/// The directions that a custom mapping can be given; Direction::none is no choice.
inline constexpr std::array<std::string_view, 3> kMappingDirectionNames{"both", "to_hubspot",
                                                                        "to_google"};
inline constexpr std::array kMappingDirections{Direction::both, Direction::to_hubspot,
                                               Direction::to_google};

/// @pre `value` is one of the enumeration's.
template <class Names, class Enum>
[[nodiscard]] constexpr std::string_view name_of(const Names& names, Enum value) {
  return names.at(static_cast<std::size_t>(value));
}

}  // namespace lockstep
