/// Waivers: failures that a vendor has declared, with a reason, an owner and an end.
///
/// docs/waivers.md is written for those who keep them.

#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "lockstep/base/result.h"
#include "lockstep/scenario/scenario.h"
#include "lockstep/scenario/verdict.h"

namespace lockstep::scenario {

/// What may fail, and until when. @invariant every text is filled in, `most` is at least 1
struct Waiver {
  std::string rule;                    ///< "MAP-1": a MUST, for nothing else fails.
  std::vector<std::string> scenarios;  ///< Patterns, see matches_pattern.
  std::string message;                 ///< How the message of a check that is waived begins.
  std::string reason;
  std::string issue;     ///< Where it is tracked: a URL of http or https.
  std::string owner;     ///< Who answers for it.
  std::string expires;   ///< The last day on which it holds: "2027-03-31".
  std::size_t most = 1;  ///< Checks that it covers.
  int line = 0;          ///< Of the file; 0 where it comes from none.

  friend bool operator==(const Waiver&, const Waiver&) = default;
};

/// Why a waiver fails the run.
enum class WaiverFault {
  stale,        ///< What it waives does not fail any more, or is not judged any more.
  expired,      ///< Its last day is over: it covers nothing.
  over_broad,   ///< More checks fit it than `most`; those beyond are not covered.
  differently,  ///< Its rule fails in its scenarios with another message, which it does not cover.
};

[[nodiscard]] std::string_view to_string(WaiverFault fault) noexcept;

/// What became of a waiver in a run.
struct WaiverOutcome {
  Waiver waiver;
  std::size_t covered = 0;  ///< Checks.
  struct Mistake {
    std::string fault;    ///< to_string(WaiverFault).
    std::string message;  ///< What is wrong and what to do about it. May quote foreign text.

    friend bool operator==(const Mistake&, const Mistake&) = default;
  };
  std::vector<Mistake> mistakes;

  friend bool operator==(const WaiverOutcome&, const WaiverOutcome&) = default;
};

/// Applies waivers to the checks of a run, in the order of the run.
class Waiving {
 public:
  /// @param today  "2026-11-28".
  Waiving(std::vector<Waiver> waivers, std::string today);

  /// Makes a check that fails, and that a waiver covers, a waived one. The first waiver that has
  /// room for it takes it.
  void apply(CheckResult& check);

  /// What became of each waiver. @param whole  The whole catalogue was run, to its end: otherwise
  /// nothing can be called stale.
  [[nodiscard]] std::vector<WaiverOutcome> outcomes(bool whole) const;

 private:
  struct Use {
    bool judged = false;  ///< A check of its rule in one of its scenarios passed or failed.
    std::size_t covered = 0;
    std::size_t beyond = 0;  ///< Checks that fit, but for `most`.
    std::size_t late = 0;    ///< Checks that fit, but for the date.
    std::size_t different = 0;
    std::string differing;  ///< The first of these, "scenario: message".
  };

  [[nodiscard]] bool is_over(const Waiver& waiver) const { return waiver.expires < today_; }

  std::vector<Waiver> waivers_;
  std::string today_;
  std::vector<Use> uses_;
};

/// Reads a file of waivers. @param file  Stands in messages.
/// @error invalid_input  Not such a file; `source` is "file:line".
[[nodiscard]] Result<std::vector<Waiver>> parse_waivers(std::string_view text,
                                                        std::string_view file);

/// parse_waivers of a file's content. @error not_found  It cannot be read.
[[nodiscard]] Result<std::vector<Waiver>> load_waivers(const std::filesystem::path& file);

/// The text of a file with these waivers, which parse_waivers reads. A text that is not filled in
/// stays empty, so that the file is refused until somebody has filled it in.
[[nodiscard]] std::string to_text(const std::vector<Waiver>& waivers);

/// The waivers that fit a run: without the stale ones, `most` down to what they covered, and a new
/// one for each rule and message that fails in it. Of a new one only rule, scenarios, message,
/// expires and most are filled in. What is expired or too broad is left for its owner.
/// @param checks  Of the run, after Waiving. @param expires  Of the new ones.
[[nodiscard]] std::vector<Waiver> mended(const std::vector<WaiverOutcome>& outcomes,
                                         const std::vector<CheckResult>& checks,
                                         const std::string& expires);

/// "2027-02-29" and the like are no days.
[[nodiscard]] bool is_day(std::string_view text);

}  // namespace lockstep::scenario
