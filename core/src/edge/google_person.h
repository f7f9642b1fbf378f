/// The parts of a People person that say which contact it is and which version of it.

#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

#include "lockstep/base/clock.h"

namespace lockstep {

using Json = nlohmann::json;

/// When the contact's own source was last changed (G44); the epoch if the answer does not say.
[[nodiscard]] Instant person_modified(const Json& person);

/// True for a tombstone (G86).
[[nodiscard]] bool is_deleted(const Json& person);

/// Names by which the contact went before (G45).
[[nodiscard]] std::vector<std::string> previous_names(const Json& person);

/// The contact as the answer to a sync token would have it, which alone tells former names (G45).
[[nodiscard]] Json with_former_name(Json person, const std::string& name);

/// The mark that a connector may leave on contacts that it creates: which intent made it.
void set_mark(Json& person, const std::string& mark);
[[nodiscard]] std::string mark_of(const Json& person);

}  // namespace lockstep
