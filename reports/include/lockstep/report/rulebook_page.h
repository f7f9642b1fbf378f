/// The rulebook for readers: on a terminal, as Markdown (docs/rulebook.md), as JSON.

#pragma once

#include <string>
#include <string_view>

#include "lockstep/base/rule.h"

namespace lockstep::report {

/// Every rule, or those of one area, one paragraph a rule. @pre `area` is "" or a known area id
[[nodiscard]] std::string rulebook_text(std::string_view area);
[[nodiscard]] std::string rulebook_markdown(std::string_view area);

/// One rule in full: kind, area, version, text and source.
[[nodiscard]] std::string rule_text(RuleId rule);

/// {"rulebook_version":1,"areas":[{"id","title"}],"rules":[{"id","kind","version","text",
/// "source"}]}
[[nodiscard]] std::string rulebook_json(std::string_view area);

}  // namespace lockstep::report
