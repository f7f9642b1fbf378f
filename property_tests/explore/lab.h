/// Runs random worlds against a connector, and says what was red.

#pragma once

#include <cstddef>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "lockstep/base/result.h"
#include "lockstep/scenario/run.h"

#include "draft.h"

namespace lockstep::explore {

struct Red {
  scenario::CheckResult check;
  /// "QUI-4 equal": which rule is broken, and by what kind of check that was found. Worlds with
  /// nothing else in common may have met the same bug.
  std::string symptom;
};

struct Outcome {
  /// Checks that do not hold, also those that the rulebook leaves to a connector; and a world that
  /// could not be carried out, which is a mistake of the harness.
  std::vector<Red> red;
  std::set<std::string> judged;  ///< Rules that a check held or did not hold for.
  /// What went wrong of what should, and what was seen late: "truncate", "crash-connector
  /// committed", "search lag".
  std::set<std::string> troubles;
  std::size_t exchanges = 0;
  std::string
      journal_sha256;  ///< If it was asked for: same digest, same requests at the same times.
};

/// One connector and the worlds that it is put into, one after the other. For one thread.
class Lab {
 public:
  /// @error unavailable  As ScenarioRunner::make.
  static Result<std::unique_ptr<Lab>> make(std::unique_ptr<scenario::Connector> connector);

  /// @param name  Of the world: ids and times in it come from here.
  [[nodiscard]] Outcome run(const Draft& draft, const std::string& name);
  /// The same for a scenario file's text, which must be right.
  [[nodiscard]] Outcome run_text(const std::string& text);
  /// From now on an answer of the fakes that these do not allow is red; null asks nothing.
  void judge_answers(std::shared_ptr<const descriptions::ServiceDescriptions> descriptions);

  /// From now on outcomes carry the digest of the journal.
  void digest_journals();

 private:
  explicit Lab(std::unique_ptr<scenario::Connector> connector);

  std::unique_ptr<scenario::Connector> connector_;
  std::unique_ptr<scenario::ScenarioRunner> runner_;
};

}  // namespace lockstep::explore
