#include "lockstep/report/read_events.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <utility>
#include <variant>

#include "lockstep/base/rule.h"
#include "lockstep/scenario/events.h"
#include "lockstep/scenario/leaning.h"

#include "read_exchange.h"

namespace lockstep::report {
namespace {

using namespace scenario;  // NOLINT(google-build-using-namespace): the events are named as there.

/// Takes events in their order and keeps what a report needs.
class Reader {
 public:
  void operator()(RunStarted& event) {
    run_.lockstep_version = std::move(event.lockstep_version);
    run_.rulebook_version = event.rulebook_version;
    run_.connector_name = std::move(event.connector_name);
    run_.connector_version = std::move(event.connector_version);
    run_.connector_vendor = std::move(event.connector_vendor);
    run_.connector_claims = std::move(event.claims);
    run_.transport = std::move(event.transport);
    run_.seed = event.seed;
    run_.scenarios_planned = event.scenarios;
    run_.whole = event.whole;
    run_.scenarios_sha256 = std::move(event.scenarios_sha256);
    run_.rulebook_sha256 = std::move(event.rulebook_sha256);
    run_.fidelity_sha256 = std::move(event.fidelity_sha256);
    run_.today = std::move(event.today);
    run_.crash_scenarios = std::move(event.crash_scenarios);
  }

  void operator()(ConfigMistakeFound& event) {
    run_.config_mistakes.push_back(std::move(event.mistake));
  }

  void operator()(ScenarioStarted& event) {
    ScenarioReport& scenario = run_.scenarios.emplace_back();
    scenario.name = std::move(event.scenario);
    scenario.title = std::move(event.title);
    scenario.file = std::move(event.file);
    scenario.rules = std::move(event.rules);
    scenario.article = std::move(event.article);
  }

  void operator()(ExchangeSeen& event) {
    scenario_of(event.scenario).exchanges.push_back(read_exchange(event.sequence, event.entry));
  }

  void operator()(EvidenceBegun& event) {
    EvidenceReport& evidence = scenario_of(event.scenario).evidence;
    evidence.entries_left_out = event.entries_left_out;
    evidence.records_left_out = event.records_left_out;
    evidence.memory_is_told = event.memory_is_told;
  }

  void operator()(RecordSeen& event) {
    scenario_of(event.scenario).evidence.records.push_back(std::move(event));
  }

  void operator()(PassSeen& event) {
    scenario_of(event.scenario).evidence.passes.push_back(std::move(event));
  }

  void operator()(BaseSeen& event) {
    scenario_of(event.scenario).evidence.bases.push_back(std::move(event));
  }

  void operator()(PassEnded& event) {
    scenario_of(event.scenario).pass_ends.push_back(std::move(event));
  }

  void operator()(CheckMade& event) {
    scenario_of(event.check.scenario).checks.push_back(std::move(event.check));
  }

  void operator()(ScenarioFinished& event) {
    ScenarioReport& scenario = scenario_of(event.scenario);
    scenario.verdict = event.verdict;
    scenario.exchange_count = event.exchanges;
    scenario.virtual_ms = event.virtual_ms;
    scenario.journal_sha256 = std::move(event.journal_sha256);
  }

  void operator()(CrashLived& event) { run_.crash_cells.push_back(std::move(event.cell)); }

  void operator()(WaiverJudged& event) { run_.waivers.push_back(std::move(event.outcome)); }

  void operator()(RunFinished& event) {
    // An interrupted run ends in order too; it is complete only if nothing of it is missing.
    run_.complete = event.exit_code != 5;
    run_.exit_code = event.exit_code;
    run_.certificate = event.certificate;
    run_.obstacles = std::move(event.obstacles);
    rules_ = std::move(event.rules);
  }

  RunReport finish() && {
    std::vector<CheckResult> checks;
    for (ScenarioReport& scenario : run_.scenarios) {
      std::ranges::sort(scenario.exchanges, {}, &ExchangeReport::sequence);
      checks.insert(checks.end(), scenario.checks.begin(), scenario.checks.end());
    }
    if (rules_.empty()) {  // Cut short before the end: what is known so far.
      rules_ = roll_up(checks);
    }
    if (!run_.complete) {
      run_.certificate = false;
      run_.obstacles = {"The run did not come to its end."};
    }
    add_rules();
    return std::move(run_);
  }

 private:
  ScenarioReport& scenario_of(const std::string& name) {
    const auto found = std::find_if(run_.scenarios.rbegin(), run_.scenarios.rend(),
                                    [&](const ScenarioReport& it) { return it.name == name; });
    if (found != run_.scenarios.rend()) {
      return *found;
    }
    ScenarioReport& scenario = run_.scenarios.emplace_back();
    scenario.name = name;
    return scenario;
  }

  void add_rules() {
    const auto rank = [](const RuleVerdict& verdict) {
      const auto* const rule = std::ranges::find(kRules, verdict.rule, &RuleInfo::id);
      return rule - kRules.begin();
    };
    std::ranges::stable_sort(rules_, {}, rank);
    std::size_t next = 0;
    for (const RuleInfo& info : kRules) {
      RuleReport& rule = run_.rules.emplace_back();
      rule.id = info.id;
      rule.kind = info.kind;
      rule.text = info.text;
      rule.source = info.source;
      rule.leans_on = scenario::leanings_of_rule(info.id);
      if (next < rules_.size() && rules_[next].rule == info.id) {
        take(rule, rules_[next++]);
      }
    }
    for (; next < rules_.size(); ++next) {
      RuleReport& rule = run_.rules.emplace_back();
      rule.id = rules_[next].rule;
      take(rule, rules_[next]);
    }
  }

  static void take(RuleReport& rule, RuleVerdict& verdict) {
    rule.verdict = verdict.verdict;
    rule.checks = verdict.counts;
    rule.scenarios = std::move(verdict.scenarios);
  }

  RunReport run_;
  std::vector<RuleVerdict> rules_;
};

Failure broken(std::string_view name, std::size_t line, std::string message) {
  return failure(ErrorKind::invalid_input, std::move(message),
                 std::string(name) + ":" + std::to_string(line));
}

}  // namespace

Result<RunReport> read_events(std::string_view text, std::string_view name) {
  Reader reader;
  std::size_t line_number = 0;
  for (std::size_t at = 0; at < text.size();) {
    ++line_number;
    const std::size_t end = text.find('\n', at);
    const bool cut = end == std::string_view::npos;
    const std::string_view line = text.substr(at, cut ? end : end - at);
    at = cut ? text.size() : end + 1;
    if (line.empty()) {
      continue;
    }
    Result<Event> event = parse_event(line);
    if (!event) {
      if (cut && line_number > 1) {
        break;
      }
      return broken(name, line_number, event.error().message);
    }
    const auto* const started = std::get_if<RunStarted>(&event.value());
    if ((line_number == 1) != (started != nullptr)) {
      return broken(name, line_number,
                    "not an event stream of one run: run_started must be its first line");
    }
    if (started != nullptr && started->schema != kEventSchema) {
      return broken(name, line_number,
                    "events of schema " + std::to_string(started->schema) +
                        ", but this version reads schema " + std::to_string(kEventSchema));
    }
    std::visit(reader, event.value());
  }
  if (line_number == 0) {
    return broken(name, 1, "empty: a run writes run_started first");
  }
  return std::move(reader).finish();
}

Result<RunReport> read_events_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::string text(std::istreambuf_iterator<char>(in), {});
  if (!in.is_open() || in.bad()) {
    return failure(ErrorKind::not_found, "cannot read this file", path.string());
  }
  return read_events(text, path.string());
}

}  // namespace lockstep::report
