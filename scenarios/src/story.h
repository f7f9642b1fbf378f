/// Everything that the judge may look at: what was meant to happen, what happened, and what is
/// left.

#pragma once

#include <nlohmann/json.hpp>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "lockstep/scenario/connector.h"
#include "lockstep/scenario/scenario.h"

#include "json.h"
#include "stage.h"

namespace lockstep::scenario {

/// One pass of the connector.
struct PassRecord {
  std::size_t journal_begin = 0;  ///< Index of its first journal entry.
  std::size_t journal_end = 0;
  std::map<std::string, Json> connections;  ///< The settings in force, by account.
  PassOutcome outcome;
};

struct Story {
  const Scenario* scenario = nullptr;
  Stage* stage = nullptr;
  std::filesystem::path state_dir;
  std::vector<PassRecord> passes;
  std::vector<std::size_t> step_begin;  ///< Journal size when each step of `when` began.

  /// Every settings object that was ever in force for a pass or will be for the next, by account.
  std::map<std::string, std::vector<Json>> settings;

  /// The settings of all accounts one after the other.
  [[nodiscard]] std::vector<Json> all_settings() const;

  [[nodiscard]] const sim::Journal& journal() const { return stage->world().journal(); }
};

/// What a checker found. `exercised` is false where the scenario did not come to the point.
struct Finding {
  bool holds = true;
  bool exercised = true;
  std::string message;
  std::string expected;
  std::string actual;
  std::vector<std::uint64_t> exchanges;
};

[[nodiscard]] inline Finding held(std::string message) {
  Finding finding;
  finding.message = std::move(message);
  return finding;
}
[[nodiscard]] inline Finding broken(std::string message, std::string expected, std::string actual,
                                    std::vector<std::uint64_t> exchanges = {}) {
  return {false,
          true,
          std::move(message),
          std::move(expected),
          std::move(actual),
          std::move(exchanges)};
}

/// True if the entry is a request of the connector to one of the services.
[[nodiscard]] inline bool is_request(const sim::JournalEntry& entry) {
  return entry.source == "hubspot" || entry.source == "google";
}

/// Sequence numbers of the last few mutating requests that name one of `needles`, or of the last
/// few mutating requests at all if none does.
[[nodiscard]] std::vector<std::uint64_t> writes_about(const sim::Journal& journal,
                                                      const std::vector<std::string>& needles);

/// A member that is text, or "".
[[nodiscard]] std::string text_member(const Json& object, std::string_view key);

/// `text`, cut after so many bytes for a person to read.
[[nodiscard]] std::string shortened(const std::string& text, std::size_t bytes = 2000);

}  // namespace lockstep::scenario
