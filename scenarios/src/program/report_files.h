/// The reports of a connector as its authors should write them.

#pragma once

#include <string_view>
#include <vector>

#include "lockstep/scenario/connector_file.h"

namespace lockstep::scenario {

/// What is wrong with the text of health.json, refused.json or conflicts.json, by
/// scenarios/schema/. @param name  Which one: "health.json".
[[nodiscard]] std::vector<ConfigMistake> report_mistakes(std::string_view name,
                                                         std::string_view text);

}  // namespace lockstep::scenario
