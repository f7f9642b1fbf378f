#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "lockstep/base/rulebook.h"
#include "lockstep/report/foreign_text.h"
#include "lockstep/report/render.h"

namespace lockstep::report {
namespace {

using scenario::CheckResult;

/// One test case: a rule in a scenario that judged it.
struct Case {
  std::string class_name;
  std::string name;
  Verdict verdict = Verdict::not_exercised;
  std::string kind;     ///< "MUST", as the type of a failure.
  std::string message;  ///< Of the first check that tells the verdict.
  std::string body;     ///< All such checks in full.
};

struct Suite {
  std::string name;
  std::vector<Case> cases;
};

using ChecksByRule = std::map<std::string, std::vector<const CheckResult*>>;

std::string describe(const CheckResult& check) {
  std::string text = check.scenario + " " + describe_step(check.step) + ": " + check.message + "\n";
  if (!check.expected.empty() || !check.actual.empty()) {
    const auto shown = [](const std::string& value) { return value.empty() ? "(nothing)" : value; };
    text += "expected: " + shown(check.expected) + "\nactual:   " + shown(check.actual) + "\n";
  }
  return text;
}

Case case_of(const RuleReport& rule, const ScenarioReport& scenario,
             const std::vector<const CheckResult*>& checks) {
  VerdictCounts counts;
  for (const CheckResult* check : checks) {
    counts.add(check->verdict);
  }
  Case made{"lockstep." + std::string(area_of(rule.id)),
            rule.id + " " + scenario.name,
            worst_of(counts),
            std::string(to_string(rule.kind)),
            "",
            ""};
  for (const CheckResult* check : checks) {
    if (check->verdict == made.verdict && made.verdict != Verdict::pass) {
      made.message += made.message.empty() ? check->message : "";
      made.body += describe(*check);
    }
  }
  return made;
}

std::string attribute(std::string_view name, std::string_view value) {
  return " " + std::string(name) + "=\"" + xml_text(value) + "\"";
}

std::string attribute(std::string_view name, std::size_t value) {
  return attribute(name, std::to_string(value));
}

std::string element(std::string_view name, const Case& made, std::string_view type) {
  return "<" + std::string(name) + attribute("type", type) + attribute("message", made.message) +
         ">" + xml_text(made.body) + "</" + std::string(name) + ">";
}

std::string render(const Case& made) {
  std::string text =
      "  <testcase" + attribute("classname", made.class_name) + attribute("name", made.name) + ">";
  switch (made.verdict) {
    case Verdict::pass: break;
    case Verdict::warn:
    case Verdict::variant:
      text += "<system-out>" + xml_text(std::string(to_string(made.verdict)) + ": " + made.body) +
              "</system-out>";
      break;
    case Verdict::fail: text += element("failure", made, made.kind); break;
    case Verdict::config:
    case Verdict::harness_error: text += element("error", made, to_string(made.verdict)); break;
    case Verdict::waived:
    case Verdict::not_exercised:
    case Verdict::not_applicable:
      text += "<skipped" + attribute("type", to_string(made.verdict)) +
              attribute("message", made.message) + "/>";
      break;
  }
  return text + "</testcase>\n";
}

struct Totals {
  std::size_t tests = 0;
  std::size_t failures = 0;
  std::size_t errors = 0;
  std::size_t skipped = 0;

  void add(Verdict verdict) {
    ++tests;
    failures += static_cast<std::size_t>(verdict == Verdict::fail);
    errors +=
        static_cast<std::size_t>(verdict == Verdict::config || verdict == Verdict::harness_error);
    skipped += static_cast<std::size_t>(outcome_of(verdict) == Outcome::skipped);
  }
};

/// What no rule's case tells: scenarios that could not be carried out and have no check that says
/// so, and a run that did not come to its end.
Suite broken_scenarios(const RunReport& run) {
  Suite suite{"run", {}};
  for (const ScenarioReport& scenario : run.scenarios) {
    const bool told = std::ranges::find(scenario.checks, Verdict::harness_error,
                                        &CheckResult::verdict) != scenario.checks.end();
    if (!scenario.verdict) {
      suite.cases.push_back({"lockstep.run", scenario.name, Verdict::harness_error, "",
                             "the run ended in the middle of this scenario", ""});
    } else if (*scenario.verdict == Verdict::harness_error && !told) {
      suite.cases.push_back({"lockstep.run", scenario.name, Verdict::harness_error, "",
                             "the scenario could not be carried out", ""});
    }
  }
  if (!run.complete) {
    suite.cases.push_back({"lockstep.run", "the run comes to its end", Verdict::harness_error, "",
                           "the event stream ends before the run did",
                           std::to_string(run.scenarios.size()) + " of " +
                               std::to_string(run.scenarios_planned) + " scenarios were started"});
  }
  return suite;
}

void add_cases(Suite& suite, const RuleReport& rule, const RunReport& run,
               const std::map<std::string, ChecksByRule>& checks) {
  const std::size_t before = suite.cases.size();
  for (const ScenarioReport& scenario : run.scenarios) {
    const auto of_scenario = checks.find(scenario.name);
    if (of_scenario == checks.end()) {
      continue;
    }
    if (const auto found = of_scenario->second.find(rule.id); found != of_scenario->second.end()) {
      suite.cases.push_back(case_of(rule, scenario, found->second));
    }
  }
  if (suite.cases.size() == before) {
    suite.cases.push_back({"lockstep." + std::string(area_of(rule.id)), rule.id, rule.verdict, "",
                           "no scenario of this run judged the rule", ""});
  }
}

/// The suites in the order of the rulebook's areas; one more for rules that it does not have.
std::vector<Suite> make_suites(const RunReport& run) {
  std::map<std::string, ChecksByRule> checks;
  for (const ScenarioReport& scenario : run.scenarios) {
    for (const CheckResult& check : scenario.checks) {
      checks[scenario.name][check.rule].push_back(&check);
    }
  }
  std::vector<Suite> suites;
  for (const RuleReport& rule : run.rules) {
    const auto* const area = std::ranges::find(kRuleAreas, area_of(rule.id), &RuleArea::id);
    const std::string name = area == kRuleAreas.end()
                                 ? "other rules"
                                 : std::string(area->id) + " " + std::string(area->title);
    if (suites.empty() || suites.back().name != name) {
      suites.push_back({name, {}});
    }
    add_cases(suites.back(), rule, run, checks);
  }
  if (Suite broken = broken_scenarios(run); !broken.cases.empty()) {
    suites.push_back(std::move(broken));
  }
  return suites;
}

std::string properties(const RunReport& run) {
  const auto property = [](std::string_view name, std::string_view value) {
    return "   <property" + attribute("name", name) + attribute("value", value) + "/>\n";
  };
  return "  <properties>\n" + property("connector", run.connector_name) +
         property("connector_version", run.connector_version) +
         property("transport", run.transport) + property("seed", std::to_string(run.seed)) +
         property("rulebook_version", std::to_string(run.rulebook_version)) +
         property("lockstep_version", run.lockstep_version) + "  </properties>\n";
}

}  // namespace

std::string render_junit(const RunReport& run) {
  Totals all;
  std::string body;
  for (const Suite& suite : make_suites(run)) {
    Totals totals;
    std::string cases;
    for (const Case& made : suite.cases) {
      totals.add(made.verdict);
      all.add(made.verdict);
      cases += render(made);
    }
    body += " <testsuite" + attribute("name", suite.name) + attribute("tests", totals.tests) +
            attribute("failures", totals.failures) + attribute("errors", totals.errors) +
            attribute("skipped", totals.skipped) + ">\n" + properties(run) + cases +
            " </testsuite>\n";
  }
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites" +
         attribute("name", "Lockstep: " + run.connector_name) + attribute("tests", all.tests) +
         attribute("failures", all.failures) + attribute("errors", all.errors) + ">\n" + body +
         "</testsuites>\n";
}

}  // namespace lockstep::report
