/// How sure we are that the real service behaves as the fake does.

#pragma once

#include <array>
#include <string_view>

namespace lockstep::sim {

/// From the surest to the least sure.
enum class Evidence {
  documented,  ///< The service's own documents or description files say so.
  observed,    ///< An answer of the service was captured, or shipping programs rely on it.
  inferred,    ///< It follows from something documented or observed.
  assumed,     ///< Nothing is known, or what is known is contested: this is our pick.
};

inline constexpr std::array kEvidences = {Evidence::documented, Evidence::observed,
                                          Evidence::inferred, Evidence::assumed};

[[nodiscard]] constexpr std::string_view to_string(Evidence evidence) noexcept {
  switch (evidence) {
    case Evidence::documented: return "documented";
    case Evidence::observed: return "observed";
    case Evidence::inferred: return "inferred";
    case Evidence::assumed: return "assumed";
  }
  return "?";
}

}  // namespace lockstep::sim
