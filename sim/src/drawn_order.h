/// An order that says nothing and stays the same, for where a service promises none.

#pragma once

#include <cstdint>

#include "lockstep/base/random.h"

namespace lockstep::sim {

/// Where the record stands. No two records have the same rank: the draw is a permutation.
[[nodiscard]] inline std::uint64_t drawn_rank(std::uint64_t draw, std::uint64_t record) noexcept {
  return Random(draw ^ record).next();
}

}  // namespace lockstep::sim
