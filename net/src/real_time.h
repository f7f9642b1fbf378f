/// The time that passes for peers: a connection that stops talking is dropped after real time.

#pragma once

#include <chrono>

namespace lockstep {

using Moment = std::chrono::steady_clock::time_point;

[[nodiscard]] inline Moment real_now() noexcept { return std::chrono::steady_clock::now(); }

}  // namespace lockstep
