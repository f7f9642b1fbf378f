/// Rule ids: the thread from a published fact to the code, the tests and the report.

#pragma once

#include <algorithm>
#include <compare>
#include <optional>
#include <string_view>

#include "lockstep/base/rule_info.h"
#include "lockstep/base/rulebook.h"

namespace lockstep {

/// The id of a rule in kRules. Made by the literal below, or by find_rule from foreign text.
class RuleId {
 public:
  [[nodiscard]] constexpr std::string_view text() const noexcept { return info_->id; }
  [[nodiscard]] constexpr const RuleInfo& info() const noexcept { return *info_; }

  friend constexpr bool operator==(RuleId left, RuleId right) noexcept = default;
  /// The order of the rulebook.
  friend constexpr std::strong_ordering operator<=>(RuleId left, RuleId right) noexcept {
    return left.info_ <=> right.info_;
  }

 private:
  friend consteval RuleId operator""_rule(const char*, std::size_t);
  friend constexpr std::optional<RuleId> find_rule(std::string_view) noexcept;
  explicit constexpr RuleId(const RuleInfo* info) noexcept : info_(info) {}
  const RuleInfo* info_;
};

/// The rule with this id, or nullopt.
[[nodiscard]] constexpr std::optional<RuleId> find_rule(std::string_view id) noexcept {
  const auto* const rule = std::ranges::find(kRules, id, &RuleInfo::id);
  return rule == kRules.end() ? std::nullopt : std::optional(RuleId(rule));
}

/// "MRG-7"_rule. A misspelt or withdrawn rule does not compile.
consteval RuleId operator""_rule(const char* text, std::size_t size) {
  const auto* const rule = std::ranges::find(kRules, std::string_view(text, size), &RuleInfo::id);
  if (rule == kRules.end()) {
    throw "no such rule in kRules";  // Not a constant expression: the compiler stops here.
  }
  return RuleId(rule);
}

}  // namespace lockstep
