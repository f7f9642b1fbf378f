/// The `then` of a random world's scenario.

#pragma once

#include <nlohmann/json.hpp>

#include <set>
#include <string>

#include "model.h"

namespace lockstep::explore {

using OrderedJson = nlohmann::ordered_json;

/// Checks of what is there, what it holds, and that nothing goes on. Each names its rule.
[[nodiscard]] OrderedJson expectations(const Draft& draft, const Model& end);

/// What a value becomes in a Google person: {"organizations": [{"name": "Acme 3"}]}. "" is null.
[[nodiscard]] OrderedJson google_field(Field field, const std::string& value);

/// "names", "organizations", "phoneNumbers"
[[nodiscard]] std::string google_name(Field field);

}  // namespace lockstep::explore
