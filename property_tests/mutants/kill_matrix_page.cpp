#include "kill_matrix_page.h"

#include <nlohmann/json.hpp>

#include <algorithm>

#include "lockstep/base/rulebook.h"

namespace lockstep::mutants {
namespace {

std::vector<std::string> killers_by_rule(const Fate& fate) {
  std::vector<std::string> scenarios;
  for (const Kill& kill : fate.kills) {
    if (kill.rules.contains(std::string(fate.mutant->rule.text()))) {
      scenarios.push_back(kill.scenario);
    }
  }
  return scenarios;
}

std::size_t count_killed(const std::vector<Fate>& fates) {
  return static_cast<std::size_t>(std::ranges::count_if(fates, &Fate::is_killed));
}

std::string share(const std::vector<Fate>& fates) {
  return std::to_string(count_killed(fates)) + " of " + std::to_string(fates.size()) +
         " mutants are killed by the rule that they break";
}

/// What a survivor was caught by, if by anything.
std::string other_rules(const Fate& fate) {
  std::set<std::string> rules;
  for (const Kill& kill : fate.kills) {
    rules.insert(kill.rules.begin(), kill.rules.end());
  }
  std::string text;
  for (const std::string& rule : rules) {
    text += (text.empty() ? "" : ", ") + rule;
  }
  return text;
}

}  // namespace

std::string matrix_text(const std::vector<Fate>& fates, bool full) {
  std::string survivors;
  std::string killed;
  for (const Fate& fate : fates) {
    const std::string line = std::string(fate.mutant->id);
    if (fate.is_killed()) {
      const std::vector<std::string> killers = killers_by_rule(fate);
      killed += "killed    " + line + "  by " + killers.front() +
                (killers.size() > 1 ? " and " + std::to_string(killers.size() - 1) + " more" : "") +
                "\n";
    } else {
      const std::string others = other_rules(fate);
      survivors += "SURVIVED  " + line + "  after " + std::to_string(fate.scenarios) +
                   " scenarios" + (others.empty() ? "" : ", caught by other rules: " + others) +
                   "\n          " + std::string(fate.mutant->defect) + "\n";
    }
  }
  std::string covering;
  if (full) {
    const std::vector<std::string> chosen = covering_set(fates);
    covering = "\n" + std::to_string(chosen.size()) + " scenarios kill all that are killed:\n";
    for (const std::string& scenario : chosen) {
      covering += "  " + scenario + "\n";
    }
  }
  return survivors + killed + covering + "\n" + share(fates) + "\n";
}

std::string matrix_json(const std::vector<Fate>& fates) {
  using Ordered = nlohmann::ordered_json;
  Ordered list = Ordered::array();
  for (const Fate& fate : fates) {
    Ordered kills = Ordered::array();
    for (const Kill& kill : fate.kills) {
      kills.push_back({{"scenario", kill.scenario}, {"rules", kill.rules}});
    }
    list.push_back({{"id", fate.mutant->id},
                    {"rule", fate.mutant->rule.text()},
                    {"kind", to_string(fate.mutant->rule.info().kind)},
                    {"defect", fate.mutant->defect},
                    {"killed", fate.is_killed()},
                    {"scenarios_run", fate.scenarios},
                    {"kills", std::move(kills)}});
  }
  return Ordered{{"mutants", std::move(list)},
                 {"killed", count_killed(fates)},
                 {"total", fates.size()},
                 {"covering_set", covering_set(fates)}}
             .dump(1) +
         "\n";
}

std::string matrix_markdown(const std::vector<Fate>& fates) {
  const std::vector<std::string> covering = covering_set(fates);
  std::string page =
      "# Mutants: does the catalogue catch wrong connectors?\n\n"
      "Each mutant is the built-in engine with one defect in one rule. It counts as killed only by "
      "a "
      "check of that very rule.\n\n**" +
      share(fates) + ".** " + std::to_string(covering.size()) +
      " scenarios are enough to kill all of those.\n\n"
      "Made by `lockstep mutants --full --format markdown`, which runs every mutant against every "
      "scenario that judges its rule: those that name it, and for a rule that every scenario "
      "judges "
      "all but those of more than " +
      std::to_string(kContactsMax) +
      " generated contacts. `--format json` has which rules turned red in which scenario.\n\n"
      "| rule | mutant | what it does | killed by | scenarios that turn red |\n"
      "| --- | --- | --- | --- | --- |\n";
  for (const Fate& fate : fates) {
    const std::vector<std::string> killers = killers_by_rule(fate);
    page += "| " + std::string(fate.mutant->rule.text()) + " | `" + std::string(fate.mutant->id) +
            "` | " + std::string(fate.mutant->defect) + " | " +
            (killers.empty()
                 ? "**nothing**"
                 : "`" + killers.front() + "`" +
                       (killers.size() > 1 ? " and " + std::to_string(killers.size() - 1) + " more"
                                           : "")) +
            " | " + std::to_string(fate.kills.size()) + " |\n";
  }
  page += "\n## The covering set\n\n";
  for (const std::string& scenario : covering) {
    page += "- `" + scenario + "`\n";
  }
  return page;
}

}  // namespace lockstep::mutants
