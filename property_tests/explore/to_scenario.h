/// A draft as a scenario file: what users did, and what must be true at the end.

#pragma once

#include <string>

#include "draft.h"

namespace lockstep::explore {

/// The whole file, comment included. It names the rules that it judges, and each check its own.
/// @param name  "explored/1-17". @param comment  One line a line; "" for none.
/// @pre reckon(draft)
[[nodiscard]] std::string scenario_text(const Draft& draft, const std::string& name,
                                        const std::string& comment);

}  // namespace lockstep::explore
