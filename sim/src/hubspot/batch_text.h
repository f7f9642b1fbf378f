/// The answer of an operation on many records (F22, F81, F83).

#pragma once

#include <string>
#include <vector>

#include "lockstep/base/clock.h"

#include "call.h"

namespace lockstep::sim::hubspot {

struct BatchResults {
  std::vector<std::string> texts = {};    ///< Each a JSON object.
  std::vector<std::string> errors = {};   ///< Each a JSON object.
  std::vector<std::string> missing = {};  ///< Ids; one error stands for all of them (F83).
};

/// @param status  Of the answer if nothing failed; else it is 207.
[[nodiscard]] Response batch_answer(const BatchResults& results, int status, Instant now);

}  // namespace lockstep::sim::hubspot
