/// What "Merge & fix" makes of two contacts.

#pragma once

#include <nlohmann/json_fwd.hpp>

namespace lockstep::sim::google {

using Json = nlohmann::json;

/// `into` with what it lacks: items of `from` that it does not have are appended to its lists;
/// of fields with one item a contact it keeps its own. Both are stored fields (see PersonInput).
[[nodiscard]] Json merged_person(Json into, const Json& from);

}  // namespace lockstep::sim::google
