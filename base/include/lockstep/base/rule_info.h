/// What a rule of the rulebook consists of.

#pragma once

#include <string_view>

namespace lockstep {

enum class RuleKind {
  must,    ///< The vendor documents it, or breaking it loses, doubles or corrupts a user's data.
  should,  ///< Documented habit, or cost without damage.
  choice,  ///< The documents are silent and this is our pick; never fails a certification.
};

struct RuleArea {
  std::string_view id;     ///< Three letters: "MRG".
  std::string_view title;  ///< "merging"
};

struct RuleInfo {
  std::string_view id;  ///< "<area>-<number>"; never reused, never renumbered.
  RuleKind kind;
  int version;              ///< Of this rule; raised when its text or kind changes.
  std::string_view text;    ///< As the report prints it.
  std::string_view source;  ///< "S7, D52": paragraphs and facts (docs/rulebook.md has the grammar).
};

[[nodiscard]] constexpr std::string_view to_string(RuleKind kind) noexcept {
  switch (kind) {
    case RuleKind::must: return "MUST";
    case RuleKind::should: return "SHOULD";
    case RuleKind::choice: return "CHOICE";
  }
  return "?";
}

/// "MRG" of "MRG-3".
[[nodiscard]] constexpr std::string_view area_of(std::string_view rule_id) noexcept {
  return rule_id.substr(0, rule_id.find('-'));
}

}  // namespace lockstep
