/// Many lives of one scenario, each with another death, as a scenario of its own.

#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "lockstep/scenario/run.h"

#include "workshop.h"

namespace lockstep::scenario {

/// "crash-matrix/direction/two-way-books-become-their-union"
[[nodiscard]] std::string matrix_name(const Scenario& scenario);

/// The cells by request and phase as events, after an interruption those before the first that is
/// missing, and checks of ROB-1.
/// @param interrupted  As RunOptions::interrupted. @pre there is a runner
[[nodiscard]] std::unique_ptr<Done> live_matrix(
    const Scenario& scenario, const std::vector<std::unique_ptr<ScenarioRunner>>& runners,
    const std::function<bool()>& interrupted);

}  // namespace lockstep::scenario
