/// Many random worlds, and what they found: each failure cut down, and failures of one shape taken
/// together.

#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lockstep/base/result.h"
#include "lockstep/scenario/run.h"

#include "draw.h"

namespace lockstep::explore {

/// A part of a campaign: every `of`-th world, from the `number`-th on, counted from 1.
struct Shard {
  std::uint64_t number = 1;
  std::uint64_t of = 1;

  /// How many of so many worlds it has.
  [[nodiscard]] std::uint64_t share(std::uint64_t runs) const noexcept {
    return runs < number ? 0 : (runs - number) / of + 1;
  }
};

/// More shards than anybody has machines for.
inline constexpr std::uint64_t kShardsMax = 100'000;

/// "2/8". @error invalid_input  Not a part of a whole, or of too many.
[[nodiscard]] Result<Shard> parse_shard(const std::string& text);

/// A connector that is known to be wrong: a campaign that does not find it has searched badly.
struct Canary {
  std::string name;
  scenario::ConnectorFactory make;
};

/// Red worlds of one symptom beyond these are counted and not cut down: it would take minutes.
inline constexpr std::size_t kCutDownMax = 5;

struct CampaignOptions {
  std::string connector;            ///< Whose campaign it is, for people and for the merge.
  bool comes_to_every_rule = true;  ///< If there are enough of the worlds (goals.h).
  std::function<Draft(std::uint64_t seed)> draw = [](std::uint64_t seed) {
    return explore::draw(seed);
  };
  std::string again = "lockstep explore";  ///< The command without its seed.
  std::uint64_t first_seed = 1;
  std::uint64_t runs = 1'000;  ///< Of all shards.
  Shard shard;
  /// Runs that may go into cutting down one finding, and findings of one symptom that are cut down:
  /// a connector that is a program takes seconds for a run.
  std::uint64_t cut_down_runs_max = std::numeric_limits<std::uint64_t>::max();
  std::size_t cut_down_max = kCutDownMax;
  std::optional<Canary> canary{};  ///< Sent into the first worlds of the first shard.
  /// What the fakes' answers are held against; null for nothing.
  std::shared_ptr<const descriptions::ServiceDescriptions> descriptions{};
  /// Asked before each world.
  std::function<bool()> interrupted{};
  /// After each world: how many are done, and how many were red.
  std::function<void(std::uint64_t done, std::uint64_t red)> progress{};
};

/// A red world, cut down.
struct Finding {
  std::string symptom;  ///< "QUI-4 equal"
  std::string shape;    ///< shape_of() the smallest world
  std::uint64_t seed = 0;
  std::string name;      ///< "regressions/1f0c2a9d"
  std::string scenario;  ///< The file. Its comment says what is known of how it was cut down.
  /// Nothing can be left out of it without losing the failure. False: cutting down was broken off,
  /// or the failure did not show again.
  bool minimal = true;
  std::string rule;
  std::string verdict;
  std::string message;
  std::string expected;
  std::string actual;

  friend bool operator==(const Finding&, const Finding&) = default;
};

struct CanaryResult {
  std::string name;
  std::uint64_t worlds = 0;  ///< That it was sent into.
  std::string symptom;       ///< By which it was found; "" if it was not.

  friend bool operator==(const CanaryResult&, const CanaryResult&) = default;
};

struct CampaignResult {
  std::string connector;
  std::string worlds;  ///< Digest: results with another one have other worlds under these seeds.
  bool comes_to_every_rule = true;  ///< As in CampaignOptions.
  std::uint64_t first_seed = 1;
  std::uint64_t runs = 0;
  std::uint64_t shards = 1;
  std::map<std::uint64_t, std::uint64_t> done;  ///< Worlds, by the number of the shard.
  std::uint64_t red = 0;
  std::uint64_t exchanges = 0;
  /// Worlds in which a rule was judged, by rule and by what went wrong there ("truncate",
  /// "crash-connector committed"); "" for all worlds.
  std::map<std::string, std::map<std::string, std::uint64_t>> judged;
  std::map<std::string, std::uint64_t> symptoms;  ///< Worlds by symptom.
  std::vector<Finding> findings;            ///< By symptom and seed; the lowest few of a symptom.
  std::uint64_t repeated = 0;               ///< Worlds that were run twice.
  std::vector<std::uint64_t> unrepeatable;  ///< Seeds of those that went another way then.
  std::optional<CanaryResult> canary;

  friend bool operator==(const CampaignResult&, const CampaignResult&) = default;
};

/// One world in so many is run a second time, and must make the same journal.
inline constexpr std::uint64_t kRepeatEvery = 20;

/// A canary must be found in as many worlds.
inline constexpr std::uint64_t kCanaryBudget = 200;

/// Sends a connector into worlds until one of them is red, and into no more than `budget`.
/// @error unavailable  As ScenarioRunner::make.
[[nodiscard]] Result<CanaryResult> search_for(const Canary& canary, const CampaignOptions& options,
                                              std::uint64_t budget);

/// Runs the worlds of one shard.
/// @error unavailable  As ScenarioRunner::make.
[[nodiscard]] Result<CampaignResult> run_campaign(const scenario::ConnectorFactory& make,
                                                  const CampaignOptions& options);

[[nodiscard]] std::uint64_t worlds_done(const CampaignResult& result);

/// The shards that are missing or not done to their end, for people: "shard 2/4 did 10 of 250
/// worlds". Empty if the campaign is complete.
[[nodiscard]] std::vector<std::string> missing_parts(const CampaignResult& result);

/// Results of shards as one; in any order, and a shard that is there twice counts once. The shards
/// of a campaign give together what it gives in one piece.
/// @error invalid_input  They are of different campaigns, or a shard is there twice and differs.
[[nodiscard]] Result<CampaignResult> merge(std::vector<CampaignResult> results);

/// Why the campaign is red, for people; empty if it is green.
[[nodiscard]] std::vector<std::string> reasons_for_red(const CampaignResult& result);

/// Findings with one symptom and one shape.
struct Bucket {
  Finding finding;  ///< The one with the lowest seed.
  std::size_t worlds = 0;
};

[[nodiscard]] std::vector<Bucket> buckets(const std::vector<Finding>& findings);

}  // namespace lockstep::explore
