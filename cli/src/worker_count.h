/// How many scenarios run side by side.

#pragma once

#include <cstddef>

namespace lockstep::cli {

/// As many as there are processors, and no more than eight: each has a world of its own.
[[nodiscard]] std::size_t worker_count();

}  // namespace lockstep::cli
