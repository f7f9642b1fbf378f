#include "campaign.h"

#include <algorithm>
#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <thread>
#include <utility>

#include "lockstep/base/assert.h"
#include "lockstep/base/digest.h"

#include "draw.h"
#include "lab.h"
#include "shrink.h"
#include "to_scenario.h"

namespace lockstep::explore {
namespace {

std::string name_of(std::uint64_t seed) { return "explored/" + std::to_string(seed); }

std::optional<Red> find_symptom(const Outcome& outcome, const std::string& symptom) {
  const auto found = std::ranges::find(outcome.red, symptom, &Red::symptom);
  return found == outcome.red.end() ? std::nullopt : std::optional(*found);
}

std::string comment_of(std::uint64_t seed, const Red& red) {
  const scenario::CheckResult& check = red.check;
  std::string text = "Found by lockstep explore --seed " + std::to_string(seed) +
                     " --runs 1, and cut down: without any one step, fault or value it holds.\n" +
                     check.rule + ": " + check.message;
  if (!check.expected.empty() || !check.actual.empty()) {
    text += "\nexpected: " + check.expected + "\nactual:   " + check.actual;
  }
  return text;
}

/// @pre The draft's world has the symptom.
Finding cut_down(Lab& lab, const Draft& draft, std::uint64_t seed, const std::string& symptom) {
  const std::string drawn_name = name_of(seed);
  const auto fails = [&](const Draft& smaller) {
    return find_symptom(lab.run(smaller, drawn_name), symptom).has_value();
  };
  const Draft smallest = shrink(draft, fails);
  Finding finding;
  finding.symptom = symptom;
  finding.shape = shape_of(smallest);
  finding.seed = seed;
  finding.worlds = 1;
  finding.name = "regressions/" + sha256_hex(scenario_text(smallest, "", "")).substr(0, 8);
  std::optional<Red> red = find_symptom(lab.run(smallest, finding.name), symptom);
  if (!red) {  // It hangs on ids or times that come from the name.
    finding.name = drawn_name;
    red = find_symptom(lab.run(smallest, drawn_name), symptom);
  }
  LOCKSTEP_ASSERT(red.has_value());
  finding.check = red->check;
  finding.scenario = scenario_text(smallest, finding.name, comment_of(seed, *red));
  return finding;
}

/// What one world of a campaign gave.
struct WorldResult {
  Outcome outcome;
  bool is_repeated = false;
  bool is_repeatable = true;
};

class Campaign {
 public:
  Campaign(const scenario::ConnectorFactory& make, const CampaignOptions& options)
      : make_(&make), options_(&options) {}

  Result<CampaignResult> run() {
    {
      std::vector<std::jthread> workers;
      for (std::size_t job = 0; job < std::max<std::size_t>(1, options_->jobs); ++job) {
        workers.emplace_back([this] { work(); });
      }
    }
    if (!error_) {
      cut_down_all();
    }
    if (error_) {
      return Failure{*error_};
    }
    return std::move(result_);
  }

 private:
  std::unique_ptr<Lab> make_lab() {
    Result<std::unique_ptr<Lab>> lab = Lab::make((*make_)());
    if (lab) {
      return std::move(*lab);
    }
    const std::scoped_lock lock(mutex_);
    error_ = lab.error();
    return nullptr;
  }

  void work() {
    const std::unique_ptr<Lab> lab = make_lab();
    const std::unique_ptr<Lab> second = lab != nullptr ? make_lab() : nullptr;
    if (second == nullptr) {
      return;
    }
    second->digest_journals();
    for (std::uint64_t at = next_++; at < options_->runs; at = next_++) {
      if (options_->interrupted && options_->interrupted()) {
        return;
      }
      const std::uint64_t seed = options_->first_seed + at;
      const Draft draft = draw(seed);
      WorldResult world;
      world.is_repeated = seed % kRepeatEvery == 0;
      if (world.is_repeated) {
        world.outcome = second->run(draft, name_of(seed));
        world.is_repeatable =
            second->run(draft, name_of(seed)).journal_sha256 == world.outcome.journal_sha256;
      } else {
        world.outcome = lab->run(draft, name_of(seed));
      }
      note(seed, world);
    }
  }

  void note(std::uint64_t seed, const WorldResult& world) {
    const std::scoped_lock lock(mutex_);
    ++result_.done;
    result_.exchanges += world.outcome.exchanges;
    for (const auto& [rule, checks] : world.outcome.held) {
      ++result_.held[rule];
    }
    result_.red += static_cast<std::uint64_t>(!world.outcome.red.empty());
    result_.repeated += static_cast<std::uint64_t>(world.is_repeated);
    if (!world.is_repeatable) {
      result_.unrepeatable.push_back(seed);
    }
    std::set<std::string> symptoms;
    for (const Red& red : world.outcome.red) {
      symptoms.insert(red.symptom);
    }
    for (const std::string& symptom : symptoms) {
      red_seeds_[symptom].push_back(seed);
    }
    if (options_->progress) {
      options_->progress(result_.done, result_.red);
    }
  }

  /// The lowest seeds of each symptom, whichever worker met them first.
  void cut_down_all() {
    std::ranges::sort(result_.unrepeatable);
    const std::unique_ptr<Lab> lab = red_seeds_.empty() ? nullptr : make_lab();
    for (auto& [symptom, seeds] : red_seeds_) {
      result_.symptoms[symptom] = seeds.size();
      std::ranges::sort(seeds);
      seeds.resize(std::min(seeds.size(), kCutDownMax));
      for (const std::uint64_t seed : seeds) {
        if (lab == nullptr || (options_->interrupted && options_->interrupted())) {
          return;
        }
        add(cut_down(*lab, draw(seed), seed, symptom));
      }
    }
  }

  void add(Finding finding) {
    const auto known = std::ranges::find_if(result_.findings, [&](const Finding& other) {
      return other.symptom == finding.symptom && other.shape == finding.shape;
    });
    if (known != result_.findings.end()) {
      ++known->worlds;
    } else {
      result_.findings.push_back(std::move(finding));
    }
  }

  const scenario::ConnectorFactory* make_;
  const CampaignOptions* options_;
  std::atomic<std::uint64_t> next_ = 0;
  std::mutex mutex_;  ///< Guards what is below while workers run.
  CampaignResult result_;
  std::map<std::string, std::vector<std::uint64_t>> red_seeds_;
  std::optional<Error> error_;
};

}  // namespace

Result<CampaignResult> run_campaign(const scenario::ConnectorFactory& make,
                                    const CampaignOptions& options) {
  return Campaign(make, options).run();
}

}  // namespace lockstep::explore
