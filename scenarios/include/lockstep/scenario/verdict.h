/// What a check said, what that makes of its rule, and what all of it makes of the run.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lockstep/base/clock.h"
#include "lockstep/base/rule_info.h"

namespace lockstep::scenario {

enum class Verdict {
  pass,
  fail,            ///< A MUST does not hold.
  warn,            ///< A SHOULD does not hold.
  variant,         ///< A CHOICE was answered otherwise than we would.
  waived,          ///< A failure that the vendor has declared.
  not_exercised,   ///< The scenario did not come to the point that the rule is about.
  not_applicable,  ///< The connector does not claim what the scenario needs.
  config,          ///< The preflight found a mistake in the configuration.
  harness_error,   ///< The scenario could not be carried out, so nothing is known.
};

inline constexpr std::array kVerdicts = {
    Verdict::pass,           Verdict::fail,   Verdict::warn,
    Verdict::variant,        Verdict::waived, Verdict::not_exercised,
    Verdict::not_applicable, Verdict::config, Verdict::harness_error};

/// "not exercised": the one spelling in every output, events.jsonl included.
[[nodiscard]] std::string_view to_string(Verdict verdict) noexcept;
[[nodiscard]] std::optional<Verdict> parse_verdict(std::string_view text) noexcept;

/// What a check that does not hold means for a rule of this kind: fail, warn or variant.
[[nodiscard]] Verdict verdict_of_broken(RuleKind kind) noexcept;

/// What was being looked at when a check was made.
inline constexpr int kStandingStep = -1;  ///< A checker that judges every scenario.
inline constexpr int kScenarioStep = -2;  ///< The scenario as a whole: set-up, passes, faults.

/// A behaviour of the fakes that a verdict leans on (docs/fidelity.md).
struct Leaning {
  std::string behaviour;  ///< "google.etag.stale-is-refused"
  std::string status;     ///< "documented", "observed", "inferred" or "assumed".

  friend bool operator==(const Leaning&, const Leaning&) = default;
};

/// One check for one rule. All text may come from a foreign program: it is data, never markup.
struct CheckResult {
  std::string rule;  ///< "MRG-3".
  Verdict verdict = Verdict::pass;
  std::string scenario;
  int step = kScenarioStep;  ///< Index in the scenario's `then`, or one of the constants above.
  Instant at{};              ///< Virtual time.
  std::string message;       ///< One sentence.
  std::string expected;      ///< Text, or compact JSON; "" where there is nothing to compare.
  std::string actual;
  std::vector<std::uint64_t> exchanges;  ///< Journal sequence numbers that show it, ascending.
  /// If it is waived: by which of the run's waivers.
  std::optional<std::size_t> waiver{};
  /// Only of checks that do not pass; the least sure first. leanings_of_rule() has the others'.
  std::vector<Leaning> leans_on{};

  friend bool operator==(const CheckResult&, const CheckResult&) = default;
};

/// How often each verdict was given. Indexed by Verdict.
class VerdictCounts {
 public:
  void add(Verdict verdict) noexcept { ++counts_[static_cast<std::size_t>(verdict)]; }
  [[nodiscard]] std::size_t of(Verdict verdict) const noexcept {
    return counts_[static_cast<std::size_t>(verdict)];
  }
  [[nodiscard]] std::size_t total() const noexcept;

  friend bool operator==(const VerdictCounts&, const VerdictCounts&) = default;

 private:
  std::array<std::size_t, kVerdicts.size()> counts_{};
};

/// The one verdict that stands for several, the most telling first: fail, harness error, warn,
/// variant, config, waived, pass, not applicable; not exercised if there is none.
[[nodiscard]] Verdict worst_of(const VerdictCounts& counts) noexcept;

/// A rule over all scenarios of a run.
struct RuleVerdict {
  std::string rule;
  Verdict verdict = Verdict::not_exercised;
  VerdictCounts counts;                ///< Of its checks.
  std::vector<std::string> scenarios;  ///< That gave it a verdict, sorted.

  friend bool operator==(const RuleVerdict&, const RuleVerdict&) = default;
};

/// Every rule of the rulebook, in its order, also those that nothing exercised.
[[nodiscard]] std::vector<RuleVerdict> roll_up(const std::vector<CheckResult>& checks);

/// Whether a certificate may be given. It may not with a `fail` or a `harness error` anywhere, or
/// with a MUST that was `not exercised`. `not applicable` does not stand in its way.
struct Certificate {
  bool granted = false;
  std::vector<std::string> obstacles;  ///< One sentence each; empty if granted.
};
[[nodiscard]] Certificate certificate_for(const std::vector<RuleVerdict>& rules);

/// The exit code that verdicts alone lead to: 1 if a check failed or a scenario could not be
/// carried out, else 0. What was not exercised stands between a run and its certificate, not in its
/// code.
[[nodiscard]] int exit_code_for(const std::vector<RuleVerdict>& rules) noexcept;

}  // namespace lockstep::scenario
