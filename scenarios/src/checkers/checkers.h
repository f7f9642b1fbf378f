/// One function for each kind of statement in `then`. Called with the world's lock held.

#pragma once

#include "lockstep/scenario/scenario.h"

#include "story.h"

namespace lockstep::scenario {

[[nodiscard]] Finding check(const ExpectRecord& expect, const Story& story);
[[nodiscard]] Finding check(const ExpectCount& expect, const Story& story);
[[nodiscard]] Finding check(const ExpectUnchanged& expect, const Story& story);
[[nodiscard]] Finding check(const ExpectEqual& expect, const Story& story);
[[nodiscard]] Finding check(const ExpectWrites& expect, const Story& story);
[[nodiscard]] Finding check(const ExpectRequests& expect, const Story& story);
[[nodiscard]] Finding check(const ExpectHealth& expect, const Story& story);
[[nodiscard]] Finding check(const ExpectConnection& expect, const Story& story);
[[nodiscard]] Finding check(const ExpectRefused& expect, const Story& story);
[[nodiscard]] Finding check(const ExpectConflict& expect, const Story& story);

/// @param first  Index of the first of three passes that were run for this; the last two must be
///     quiet (QUI-1). Each record that the connector reports as failing may cost one request a
///     pass.
[[nodiscard]] Finding check_quiet(const Story& story, std::size_t first);

/// A report that the connector leaves in its state directory, or null if it left none that can be
/// read.
[[nodiscard]] Json read_report(const Story& story, const char* file);

/// The items of `object[key]`, or none.
[[nodiscard]] const Json& list_of(const Json& object, const char* key);

}  // namespace lockstep::scenario
