#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "lockstep/base/rulebook.h"
#include "lockstep/report/foreign_text.h"
#include "lockstep/report/render.h"
#include "lockstep/scenario/builtin_name.h"

namespace lockstep::report {
namespace {

using scenario::CheckResult;

constexpr std::size_t kFailuresMax = 50;
constexpr std::size_t kNotableMax = 20;
constexpr std::size_t kObstaclesMax = 20;
constexpr std::size_t kPassesMax = 3;
constexpr std::size_t kNameCharactersMax = 120;
constexpr std::size_t kMessageCharactersMax = 400;
constexpr std::size_t kValueCharactersMax = 1'000;
constexpr std::size_t kShortBytesMax = 200;
constexpr std::size_t kJoinedBytesMax = 2'000;

std::string line_of(std::string_view text, std::size_t characters_max = kMessageCharactersMax) {
  return markdown_text(shorten(text, characters_max));
}

std::string name_of(std::string_view text) { return line_of(text, kNameCharactersMax); }

/// Pieces of the page, as many as there may be; what does not fit is counted.
class List {
 public:
  List(std::size_t pieces_max, std::size_t bytes_max)
      : pieces_max_(pieces_max), bytes_max_(bytes_max) {}

  /// Whether the next piece can be taken: if not there is no need to make it.
  bool next() {
    const bool has_room = taken_ < pieces_max_ && text_.size() < bytes_max_;
    ++(has_room ? taken_ : left_out_);
    return has_room;
  }

  void add(std::string_view piece) { text_ += piece; }

  /// All of it, under a heading. @param what  What a piece is: "failed checks".
  [[nodiscard]] std::string under(std::string_view heading, std::string_view what) const {
    if (taken_ == 0) {
      return "";
    }
    std::string text = std::string(heading) + "\n\n" + text_;
    if (left_out_ > 0) {
      text += "\n**And " + std::to_string(left_out_) + " more " + std::string(what) +
              "**, which `index.html` of the same run has.\n";
    }
    return text + "\n";
  }

 private:
  std::size_t pieces_max_;
  std::size_t bytes_max_;
  std::string text_;
  std::size_t taken_ = 0;
  std::size_t left_out_ = 0;
};

// Together with what is bounded by itself, less than kSummaryBytesMax.
constexpr std::size_t kFailureBytesMax = std::size_t{500} * 1024;
constexpr std::size_t kOtherBytesMax = std::size_t{50} * 1024;

std::string joined(const auto& words) {
  std::string text;
  for (const std::string_view word : words) {
    text += (text.empty() ? "" : ", ") + name_of(word);
    if (text.size() > kJoinedBytesMax) {
      return text + " …";
    }
  }
  return text;
}

std::string heading(const RunReport& run) {
  std::string text = "# Lockstep: " + headline(run) + "\n\n**" + name_of(run.connector_name) +
                     "** " + name_of(run.connector_version) + " by " +
                     name_of(run.connector_vendor) + " (" + name_of(run.transport) + ", seed " +
                     std::to_string(run.seed) + ", Lockstep " + name_of(run.lockstep_version) +
                     ")\n\n**" + score(run) + "**. ";
  text +=
      run.certificate ? "Nothing stands in the way of a certificate.\n\n" : "No certificate.\n\n";
  if (!run.complete) {
    text += "The event stream ends before the run did: " +
            std::to_string(count_scenarios(run).total()) + " of " +
            std::to_string(run.scenarios_planned) + " scenarios came to their end.\n\n";
  }
  if (const auto missing = not_claimed(run); !missing.empty()) {
    text += "Not claimed, so not judged: " + joined(missing) + ".\n\n";
  }
  return text;
}

std::string config_mistakes(const RunReport& run) {
  List list(kFailuresMax, kFailureBytesMax);
  for (const scenario::ConfigMistake& mistake : run.config_mistakes) {
    if (list.next()) {
      list.add("- **" + name_of(mistake.where) + "**: " + line_of(mistake.message) + "<br>" +
               line_of(mistake.hint) + "\n");
    }
  }
  return list.under("## What is wrong with the configuration", "mistakes");
}

std::string value_block(std::string_view title, std::string_view value) {
  return std::string(title) + "\n\n" +
         markdown_block(value.empty() ? "(nothing)" : shorten(value, kValueCharactersMax)) + "\n";
}

/// What a check compared: in two lines if it is short, else for those who open it.
std::string comparison(const CheckResult& check) {
  if (check.expected.empty() && check.actual.empty()) {
    return "";
  }
  const auto is_short = [](const std::string& value) {
    return value.size() <= kShortBytesMax && value.find('\n') == std::string::npos;
  };
  if (is_short(check.expected) && is_short(check.actual)) {
    const auto shown = [](const std::string& value) {
      return value.empty() ? "(nothing)" : markdown_text(value);
    };
    return "- expected: " + shown(check.expected) + "\n- actual: " + shown(check.actual) + "\n\n";
  }
  return "<details><summary>expected and actual</summary>\n\n" +
         value_block("Expected:", check.expected) + value_block("Actual:", check.actual) +
         "</details>\n\n";
}

/// How passes of a failing scenario ended, if not as they should and no check says so.
std::string passes(const ScenarioReport& scenario) {
  std::string text;
  std::size_t count = 0;
  for (const scenario::PassEnded& pass : telling_passes(scenario)) {
    if (++count > kPassesMax) {
      continue;
    }
    text += "- " + line_of(describe_pass(pass));
    const std::string_view words = last_words(pass);
    text += words.empty() ? "\n" : "; its last line: " + line_of(words) + "\n";
  }
  if (count > kPassesMax) {
    text += "- and " + std::to_string(count - kPassesMax) + " more passes\n";
  }
  return text.empty() ? "" : text + "\n";
}

std::string leanings(const CheckResult& check) {
  std::string text;
  for (const scenario::Leaning& leaning : check.leans_on) {
    text += (text.empty() ? "Leans on, in the fakes: " : ", ") + name_of(describe_leaning(leaning));
  }
  return text.empty() ? "" : text + "\n\n";
}

std::string failure_piece(const CheckResult& check, const ScenarioReport& scenario) {
  return "### " + std::string(to_string(check.verdict)) + ": " + name_of(check.rule) + " in " +
         name_of(scenario.name) + "\n\n" + describe_step(check.step) + ": " +
         line_of(check.message) + "\n\n" + comparison(check) + leanings(check) + passes(scenario);
}

/// The command that runs one scenario again as it was run.
std::string command_for(const RunReport& run, const ScenarioReport& scenario) {
  std::string command = "lockstep certify --only " +
                        shell_word(shorten(scenario.name, kNameCharactersMax)) + " --seed " +
                        std::to_string(run.seed);
  if (run.connector_name != scenario::kBuiltinConnectorName) {
    command += " --connector connector.json";
  } else if (run.transport == "in-process") {
    command += " --in-process";
  }
  return command + " --out one-scenario";
}

std::string failures(const RunReport& run) {
  List list(kFailuresMax, kFailureBytesMax);
  std::string again;
  for (const ScenarioReport& scenario : run.scenarios) {
    for (const CheckResult& check : scenario.checks) {
      if (outcome_of(check.verdict) != Outcome::failed || !list.next()) {
        continue;
      }
      list.add(failure_piece(check, scenario));
      if (again.empty()) {
        again = "The first of these scenarios again, with every request around it:\n\n```sh\n" +
                command_for(run, scenario) + "\n```\n\n";
      }
    }
  }
  return list.under("## What failed", "failed checks") + again;
}

std::string obstacles(const RunReport& run) {
  List list(kObstaclesMax, kOtherBytesMax);
  for (const std::string& obstacle : run.obstacles) {
    if (list.next()) {
      list.add("- " + line_of(obstacle) + "\n");
    }
  }
  return list.under("## In the way of a certificate", "obstacles");
}

std::string waivers(const RunReport& run) {
  List list(kNotableMax, kOtherBytesMax);
  for (const scenario::WaiverOutcome& outcome : run.waivers) {
    if (!list.next()) {
      continue;
    }
    list.add("- " + name_of(outcome.waiver.rule) + " in " + joined(outcome.waiver.scenarios) +
             ", " + std::to_string(outcome.covered) + " of at most " +
             std::to_string(outcome.waiver.most) + ": " + line_of(describe_waiver(outcome.waiver)) +
             "\n");
    for (const scenario::WaiverOutcome::Mistake& mistake : outcome.mistakes) {
      list.add("  - **" + name_of(mistake.fault) + "**: " + line_of(mistake.message) + "\n");
    }
  }
  return list.under("## Waivers", "waivers");
}

std::string crash_matrix(const RunReport& run) {
  List list(kNotableMax, kOtherBytesMax);
  for (const CrashTable& table : crash_tables(run)) {
    if (list.next()) {
      list.add("- " + name_of(table.scenario) + ": " + std::to_string(table.cells.size()) +
               " deaths, " + std::to_string(table.unharmed) + " of them ok\n");
    }
  }
  return list.under("## Crash matrix", "scenarios");
}

std::string area_table(const RunReport& run) {
  const std::vector<Verdict> columns = verdicts_in(count_rules(run));
  std::string text = "## Rules by area\n\n| area |";
  std::string rule = "|---|";
  for (const Verdict verdict : columns) {
    text += " " + std::string(to_string(verdict)) + " |";
    rule += "---:|";
  }
  text += "\n" + rule + "\n";
  for (const RuleArea& area : kRuleAreas) {
    const VerdictCounts counts = count_rules(run, area.id);
    text += "| " + std::string(area.id) + " " + std::string(area.title) + " |";
    for (const Verdict verdict : columns) {
      text += counts.of(verdict) == 0 ? " |" : " " + std::to_string(counts.of(verdict)) + " |";
    }
    text += "\n";
  }
  return text + "\n";
}

std::string notable(const RunReport& run) {
  List list(kNotableMax, kOtherBytesMax);
  for (const ScenarioReport& scenario : run.scenarios) {
    for (const CheckResult& check : scenario.checks) {
      const bool is_notable = check.verdict == Verdict::warn || check.verdict == Verdict::variant ||
                              check.verdict == Verdict::waived;
      if (is_notable && list.next()) {
        list.add("- " + std::string(to_string(check.verdict)) + ": " + name_of(check.rule) +
                 " in " + name_of(scenario.name) + ": " + line_of(check.message) + "\n");
      }
    }
  }
  return list.under("## Worth a look", "such checks");
}

}  // namespace

std::string render_summary(const RunReport& run) {
  return run.config_mistakes.empty()
             ? heading(run) + failures(run) + obstacles(run) + waivers(run) + area_table(run) +
                   crash_matrix(run) + notable(run)
             : heading(run) + config_mistakes(run);
}

}  // namespace lockstep::report
