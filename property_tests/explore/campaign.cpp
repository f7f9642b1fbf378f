#include "campaign.h"

#include <algorithm>
#include <memory>
#include <set>
#include <utility>

#include "lockstep/base/assert.h"
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

std::string comment_of(const std::string& again, std::uint64_t seed, const Red& red) {
  const scenario::CheckResult& check = red.check;
  std::string text = "Found by " + again + " --seed " + std::to_string(seed) +
                     " --runs 1, and cut down: without any one step, fault or value it holds.\n" +
                     check.rule + ": " + report::terminal_line(check.message);
  if (!check.expected.empty() || !check.actual.empty()) {
    text += "\nexpected: " + report::terminal_line(check.expected) +
            "\nactual:   " + report::terminal_line(check.actual);
  }
  return text;
}

/// @pre The draft's world has the symptom.
Finding cut_down(Lab& lab, const CampaignOptions& options, std::uint64_t seed,
                 const std::string& symptom) {
  const Draft draft = options.draw(seed);
  const std::string drawn_name = name_of(seed);
  const auto fails = [&](const Draft& smaller) {
    return find_symptom(lab.run(smaller, drawn_name), symptom).has_value();
  };
  const Draft smallest = shrink(draft, fails);
  Finding finding;
  finding.symptom = symptom;
  finding.shape = shape_of(smallest);
  finding.seed = seed;
  finding.name = "regressions/" + sha256_hex(scenario_text(smallest, "", "")).substr(0, 8);
  std::optional<Red> red = find_symptom(lab.run(smallest, finding.name), symptom);
  if (!red) {  // It hangs on ids or times that come from the name.
    finding.name = drawn_name;
    red = find_symptom(lab.run(smallest, drawn_name), symptom);
  }
  LOCKSTEP_ASSERT(red.has_value());
  finding.rule = red->check.rule;
  finding.verdict = to_string(red->check.verdict);
  finding.message = red->check.message;
  finding.expected = red->check.expected;
  finding.actual = red->check.actual;
  finding.scenario = scenario_text(smallest, finding.name, comment_of(options.again, seed, *red));
  return finding;
}

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
    for (std::uint64_t at = options_->shard.number - 1; at < options_->runs && !is_interrupted();
         at += options_->shard.of) {
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
  [[nodiscard]] bool is_interrupted() const {
    return options_->interrupted && options_->interrupted();
  }

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
    std::set<std::string> symptoms;
    for (const Red& red : outcome.red) {
      symptoms.insert(red.symptom);
    }
    for (const std::string& symptom : symptoms) {
      ++result_.symptoms[symptom];
      red_seeds_[symptom].push_back(seed);
    }
  }

  void cut_down_all() {
    for (auto& [symptom, seeds] : red_seeds_) {
      seeds.resize(std::min(seeds.size(), kCutDownMax));
      for (const std::uint64_t seed : seeds) {
        if (is_interrupted()) {
          return;
        }
        result_.findings.push_back(cut_down(*lab_, *options_, seed, symptom));
      }
    }
  }

  const CampaignOptions* options_;
  std::unique_ptr<Lab> lab_;
  std::unique_ptr<Lab> digesting_;
  CampaignResult result_;
  std::map<std::string, std::vector<std::uint64_t>> red_seeds_;
};

}  // namespace

Result<CanaryResult> search_for(const Canary& canary, const CampaignOptions& options,
                                std::uint64_t budget) {
  const Result<std::unique_ptr<Lab>> lab = Lab::make(canary.make());
  if (!lab) {
    return Failure{lab.error()};
  }
  CanaryResult found{canary.name, 0, ""};
  while (found.worlds < budget && found.symptom.empty() &&
         !(options.interrupted && options.interrupted())) {
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
  return Campaign(options, std::move(*lab), std::move(*digesting)).run();
}

}  // namespace lockstep::explore
