/// Worlds for the contract tests, which run under the thread sanitizer, too.

#pragma once

#include <utility>

#include "lockstep/sim/world.h"

#ifndef __SANITIZE_THREAD__
#include "described_answer.h"
#endif

namespace lockstep::sim {

/// Options of a world whose answers are held against the services' own descriptions, but not under
/// the thread sanitizer: what checks them uses std::regex, whose code would then serve the HTTP
/// library as well, in which the sanitizer cannot see the locks around it.
[[nodiscard]] inline WorldOptions contract_options(WorldOptions options) {
#ifdef __SANITIZE_THREAD__
  return options;
#else
  return described(std::move(options));
#endif
}

}  // namespace lockstep::sim
