#include "campaign.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "lockstep/base/digest.h"
#include "lockstep/report/foreign_text.h"

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

constexpr const char* kMinimal = "and cut down: without any one step, fault or value it holds.";
constexpr const char* kBrokenOff = "and cut down in part: more of it may be needless.";
constexpr const char* kGone = "and did not show when the world was run again.";

std::string comment_of(const std::string& again, std::uint64_t seed, const Red& red,
                       const char* how) {
  const scenario::CheckResult& check = red.check;
  std::string text = "Found by " + again + " --seed " + std::to_string(seed) + " --runs 1, " + how +
                     "\n" + check.rule + ": " + report::terminal_line(check.message);
  if (!check.expected.empty() || !check.actual.empty()) {
    text += "\nexpected: " + report::terminal_line(check.expected) +
            "\nactual:   " + report::terminal_line(check.actual);
  }
  return text;
}

bool is_interrupted(const CampaignOptions& options) {
  return options.interrupted && options.interrupted();
}

/// @param first  As the world had it when it was found.
Finding cut_down(Lab& lab, const CampaignOptions& options, std::uint64_t seed, const Red& first) {
  const Draft draft = options.draw(seed);
  const std::string drawn_name = name_of(seed);
  Finding finding;
  std::uint64_t runs = 0;
  const auto fails = [&](const Draft& smaller) {
    if (runs == options.cut_down_runs_max || is_interrupted(options)) {
      finding.minimal = false;
      return false;  // The part stays.
    }
    ++runs;
    return find_symptom(lab.run(smaller, drawn_name), first.symptom).has_value();
  };
  Draft smallest = shrink(draft, fails);
  const char* how = finding.minimal ? kMinimal : kBrokenOff;
  finding.name = "regressions/" + sha256_hex(scenario_text(smallest, "", "")).substr(0, 8);
  std::optional<Red> red = find_symptom(lab.run(smallest, finding.name), first.symptom);
  if (!red) {  // It hangs on ids or times that come from the name.
    finding.name = drawn_name;
    red = find_symptom(lab.run(smallest, drawn_name), first.symptom);
  }
  if (!red) {  // A connector that goes another way each time.
    smallest = draft;
    red = first;
    how = kGone;
    finding.minimal = false;
  }
  finding.symptom = first.symptom;
  finding.shape = shape_of(smallest);
  finding.seed = seed;
  finding.rule = red->check.rule;
  finding.verdict = to_string(red->check.verdict);
  finding.message = red->check.message;
  finding.expected = red->check.expected;
  finding.actual = red->check.actual;
  finding.scenario =
      scenario_text(smallest, finding.name, comment_of(options.again, seed, *red, how));
  return finding;
}

struct RedWorld {
  std::uint64_t seed = 0;
  Red first;
};

class Campaign {
 public:
  Campaign(const CampaignOptions& options, std::unique_ptr<Lab> lab, std::unique_ptr<Lab> digesting)
      : options_(&options), lab_(std::move(lab)), digesting_(std::move(digesting)) {
    digesting_->digest_journals();
    result_.connector = options.connector;
    result_.worlds =
        sha256_hex(scenario_text(options.draw(options.first_seed), "explored", "")).substr(0, 16);
    result_.comes_to_every_rule = options.comes_to_every_rule;
    result_.first_seed = options.first_seed;
    result_.runs = options.runs;
    result_.shards = options.shard.of;
  }

  Result<CampaignResult> run() {
    std::uint64_t& done = result_.done[options_->shard.number];
    for (std::uint64_t at = options_->shard.number - 1;
         at < options_->runs && !is_interrupted(*options_); at += options_->shard.of) {
      run_world(options_->first_seed + at);
      ++done;
      if (options_->progress) {
        options_->progress(done, result_.red);
      }
    }
    cut_down_all();
    if (options_->canary && options_->shard.number == 1) {
      Result<CanaryResult> found = search_for(*options_->canary, *options_, kCanaryBudget);
      if (!found) {
        return Failure{found.error()};
      }
      result_.canary = std::move(*found);
    }
    return std::move(result_);
  }

 private:
  void run_world(std::uint64_t seed) {
    const Draft draft = options_->draw(seed);
    const std::string name = name_of(seed);
    if (seed % kRepeatEvery != 0) {
      note(seed, lab_->run(draft, name));
      return;
    }
    const Outcome first = digesting_->run(draft, name);
    const bool is_repeatable = digesting_->run(draft, name).journal_sha256 == first.journal_sha256;
    ++result_.repeated;
    if (!is_repeatable) {
      result_.unrepeatable.push_back(seed);
    }
    note(seed, first);
  }

  void note(std::uint64_t seed, const Outcome& outcome) {
    result_.exchanges += outcome.exchanges;
    for (const std::string& rule : outcome.judged) {
      std::map<std::string, std::uint64_t>& worlds = result_.judged[rule];
      ++worlds[""];
      for (const std::string& trouble : outcome.troubles) {
        ++worlds[trouble];
      }
    }
    result_.red += static_cast<std::uint64_t>(!outcome.red.empty());
    std::map<std::string, const Red*> symptoms;
    for (const Red& red : outcome.red) {
      symptoms.emplace(red.symptom, &red);
    }
    for (const auto& [symptom, red] : symptoms) {
      ++result_.symptoms[symptom];
      if (std::vector<RedWorld>& worlds = red_worlds_[symptom];
          worlds.size() < options_->cut_down_max) {
        worlds.push_back({seed, *red});
      }
    }
  }

  void cut_down_all() {
    for (const auto& [symptom, worlds] : red_worlds_) {
      for (const auto& [seed, first] : worlds) {
        if (is_interrupted(*options_)) {
          return;
        }
        result_.findings.push_back(cut_down(*lab_, *options_, seed, first));
      }
    }
  }

  const CampaignOptions* options_;
  std::unique_ptr<Lab> lab_;
  std::unique_ptr<Lab> digesting_;
  CampaignResult result_;
  std::map<std::string, std::vector<RedWorld>> red_worlds_;  ///< By symptom; those to cut down.
};

}  // namespace

Result<CanaryResult> search_for(const Canary& canary, const CampaignOptions& options,
                                std::uint64_t budget) {
  const Result<std::unique_ptr<Lab>> lab = Lab::make(canary.make());
  if (!lab) {
    return Failure{lab.error()};
  }
  CanaryResult found{canary.name, 0, ""};
  while (found.worlds < budget && found.symptom.empty() && !is_interrupted(options)) {
    const std::uint64_t seed = options.first_seed + found.worlds++;
    const Outcome outcome = (*lab)->run(options.draw(seed), name_of(seed));
    found.symptom = outcome.red.empty() ? "" : outcome.red.front().symptom;
  }
  return found;
}

Result<CampaignResult> run_campaign(const scenario::ConnectorFactory& make,
                                    const CampaignOptions& options) {
  Result<std::unique_ptr<Lab>> lab = Lab::make(make());
  Result<std::unique_ptr<Lab>> digesting = Lab::make(make());
  for (const auto* const made : {&lab, &digesting}) {
    if (!*made) {
      return Failure{made->error()};
    }
  }
  (*lab)->judge_answers(options.descriptions);
  return Campaign(options, std::move(*lab), std::move(*digesting)).run();
}

}  // namespace lockstep::explore
