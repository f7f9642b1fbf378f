#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "lockstep/base/rulebook.h"
#include "lockstep/report/foreign_text.h"
#include "lockstep/report/render.h"

namespace lockstep::report {
namespace {

using scenario::CheckResult;

constexpr std::size_t kMessageCharactersMax = 200;
constexpr std::size_t kValueCharactersMax = 120;
constexpr std::size_t kAreaTitleWidth = 26;
constexpr std::size_t kObstaclesMax = 12;
constexpr std::size_t kPassesMax = 3;

std::string_view colour_of(Verdict verdict) {
  switch (outcome_of(verdict)) {
    case Outcome::failed: return "\x1b[1;31m";
    case Outcome::skipped: return "\x1b[2m";
    case Outcome::passed: break;
  }
  return verdict == Verdict::pass ? "\x1b[32m" : "\x1b[33m";
}

std::string paint(std::string_view text, std::string_view colour, const TerminalStyle& style) {
  return style.colour ? std::string(colour) + std::string(text) + "\x1b[0m" : std::string(text);
}

std::string bold(std::string_view text, const TerminalStyle& style) {
  return paint(text, "\x1b[1m", style);
}

std::string pad(std::string_view text, std::size_t width) {
  return std::string(text) + std::string(width > text.size() ? width - text.size() : 0, ' ');
}

std::string pad_left(std::string_view text, std::size_t width) {
  return std::string(width > text.size() ? width - text.size() : 0, ' ') + std::string(text);
}

std::string shown(std::string_view text, std::size_t characters_max) {
  return text.empty() ? "(nothing)" : terminal_line(shorten(text, characters_max));
}

/// What of the fakes the check leans on and nobody has seen: a failure may be theirs.
std::string leaning_line(const CheckResult& check) {
  std::string text;
  for (const scenario::Leaning& leaning : check.leans_on) {
    if (leaning.status == "assumed" && text.size() < kMessageCharactersMax) {
      text += (text.empty() ? " | leans on what is assumed: " : ", ") + leaning.behaviour;
    }
  }
  return outcome_of(check.verdict) == Outcome::failed ? terminal_line(text) : "";
}

std::string check_line(const CheckResult& check, const TerminalStyle& style) {
  std::string line =
      "  " + paint(pad(to_string(check.verdict), 13), colour_of(check.verdict), style) + " " +
      bold(pad(terminal_line(check.rule), 7), style) + " " + terminal_line(check.scenario) + " " +
      describe_step(check.step) + ": " + shown(check.message, kMessageCharactersMax);
  if (!check.expected.empty() || !check.actual.empty()) {
    line += " | expected " + shown(check.expected, kValueCharactersMax) + " | actual " +
            shown(check.actual, kValueCharactersMax);
  }
  return line + leaning_line(check) + "\n";
}

/// How passes ended, if not as they should and no check says so: often the reason of what failed.
std::string pass_lines(const ScenarioReport& scenario) {
  const std::string indent(16, ' ');
  std::string lines;
  std::size_t count = 0;
  for (const scenario::PassEnded& pass : telling_passes(scenario)) {
    if (++count > kPassesMax) {
      continue;
    }
    lines += indent + shown(describe_pass(pass), kMessageCharactersMax);
    if (const std::string_view words = last_words(pass); !words.empty()) {
      lines += " | its last line: " + shown(words, kMessageCharactersMax);
    }
    lines += "\n";
  }
  return count <= kPassesMax ? lines
                             : lines + indent + "and " + std::to_string(count - kPassesMax) +
                                   " more passes that did not simply end\n";
}

/// The checks with one of `verdicts`, in the order of the run.
std::string check_lines(const ScenarioReport& scenario, const std::vector<Verdict>& verdicts,
                        const TerminalStyle& style) {
  std::string lines;
  for (const CheckResult& check : scenario.checks) {
    if (std::ranges::find(verdicts, check.verdict) != verdicts.end()) {
      lines += check_line(check, style);
    }
  }
  return lines;
}

std::string failures(const RunReport& run, const TerminalStyle& style) {
  std::string lines;
  for (const ScenarioReport& scenario : run.scenarios) {
    const std::string checks =
        check_lines(scenario, {Verdict::fail, Verdict::config, Verdict::harness_error}, style);
    lines += checks.empty() ? "" : checks + pass_lines(scenario);
  }
  return lines.empty() ? "" : bold("What failed", style) + "\n" + lines + "\n";
}

std::string joined(const auto& words) {
  std::string text;
  for (const std::string_view word : words) {
    text += (text.empty() ? "" : ", ") + terminal_line(word);
  }
  return text;
}

/// How many deaths changed nothing; those that did are among what failed.
std::string crash_matrix(const RunReport& run, const TerminalStyle& style) {
  std::string lines;
  for (const CrashTable& table : crash_tables(run)) {
    const std::size_t harmed = table.cells.size() - table.unharmed;
    lines +=
        "  " + terminal_line(table.scenario) + ": " + std::to_string(table.cells.size()) +
        " deaths, " +
        (harmed == 0 ? paint("all ok", colour_of(Verdict::pass), style)
                     : paint(std::to_string(harmed) + " not ok", colour_of(Verdict::fail), style)) +
        "\n";
  }
  return lines.empty() ? "" : bold("Crash matrix", style) + "\n" + lines + "\n";
}

/// Every waiver, as it is printed on the certificate, and what is wrong with it.
std::string waivers(const RunReport& run, const TerminalStyle& style) {
  std::string lines;
  for (const scenario::WaiverOutcome& outcome : run.waivers) {
    const scenario::Waiver& waiver = outcome.waiver;
    lines += "  " + bold(pad(terminal_line(waiver.rule), 7), style) + " covers " +
             std::to_string(outcome.covered) + " of at most " + std::to_string(waiver.most) +
             ", until " + terminal_line(waiver.expires) + ", " +
             shown(waiver.owner, kValueCharactersMax) + ": " +
             shown(waiver.reason, kMessageCharactersMax) + "\n";
    for (const scenario::WaiverOutcome::Mistake& mistake : outcome.mistakes) {
      lines += std::string(10, ' ') +
               paint(terminal_line(mistake.fault), colour_of(Verdict::fail), style) + ": " +
               shown(mistake.message, kMessageCharactersMax) + "\n";
    }
  }
  return lines.empty() ? "" : bold("Waivers", style) + "\n" + lines + "\n";
}

std::string notable(const RunReport& run, const TerminalStyle& style) {
  std::string lines;
  for (const ScenarioReport& scenario : run.scenarios) {
    lines += check_lines(scenario, {Verdict::warn, Verdict::variant}, style);
  }
  return lines.empty() ? ""
                       : bold("What does not fail a certification, but is worth a look", style) +
                             "\n" + lines + "\n";
}

std::string heading(const RunReport& run, const TerminalStyle& style) {
  std::string text = bold("Lockstep " + terminal_line(run.lockstep_version), style) + ": " +
                     terminal_line(run.connector_name) + " " +
                     terminal_line(run.connector_version) + " (" + terminal_line(run.transport) +
                     "), rulebook " + std::to_string(run.rulebook_version) + ", seed " +
                     std::to_string(run.seed) + "\n";
  if (const auto missing = not_claimed(run); !missing.empty()) {
    text += "It claims " +
            (run.connector_claims.empty() ? "nothing" : joined(run.connector_claims)) +
            "; not claimed, so not judged: " + joined(missing) + "\n";
  }
  return text + "\n";
}

std::string config_mistakes(const RunReport& run, const TerminalStyle& style) {
  std::string text = bold("What is wrong with the configuration", style) + "\n";
  for (const scenario::ConfigMistake& mistake : run.config_mistakes) {
    text += "  " + terminal_line(mistake.where) + ": " + terminal_line(mistake.message) +
            "\n    hint: " + terminal_line(mistake.hint) + "\n";
  }
  return text + "\n" + paint(headline(run), colour_of(Verdict::config), style) + "\n";
}

std::string area_table(const RunReport& run, const TerminalStyle& style) {
  const std::vector<Verdict> columns = verdicts_in(count_rules(run));
  std::string title = pad("rules by area", 4 + kAreaTitleWidth);
  for (const Verdict verdict : columns) {
    title += "  " + std::string(to_string(verdict));
  }
  std::string table = bold(title, style) + "\n";
  for (const RuleArea& area : kRuleAreas) {
    const VerdictCounts counts = count_rules(run, area.id);
    table += pad(area.id, 4) + pad(area.title, kAreaTitleWidth);
    for (const Verdict verdict : columns) {
      const std::size_t count = counts.of(verdict);
      const std::string cell =
          pad_left(count == 0 ? "-" : std::to_string(count), to_string(verdict).size());
      table += "  " + (count == 0 ? cell : paint(cell, colour_of(verdict), style));
    }
    table += "\n";
  }
  return table + "\n";
}

struct Summed {
  std::size_t passed = 0;
  std::size_t failed = 0;
  std::size_t skipped = 0;
};

Summed sum_up(const VerdictCounts& counts) {
  Summed summed;
  for (const Verdict verdict : scenario::kVerdicts) {
    switch (outcome_of(verdict)) {
      case Outcome::passed: summed.passed += counts.of(verdict); break;
      case Outcome::failed: summed.failed += counts.of(verdict); break;
      case Outcome::skipped: summed.skipped += counts.of(verdict); break;
    }
  }
  return summed;
}

std::string in_words(const Summed& summed, const TerminalStyle& style) {
  const auto part = [&](std::size_t count, std::string_view word, std::string_view colour) {
    const std::string text = std::to_string(count) + " " + std::string(word);
    return count == 0 ? text : paint(text, colour, style);
  };
  return part(summed.passed, "passed", "\x1b[32m") + ", " +
         part(summed.failed, "failed", "\x1b[1;31m") + ", " +
         part(summed.skipped, "skipped", "\x1b[2m");
}

std::string certificate_line(const RunReport& run, const TerminalStyle& style) {
  if (run.certificate) {
    return paint("Nothing stands in the way of a certificate.", "\x1b[32m", style) + "\n\n";
  }
  std::string lines;
  const std::size_t shown_count = std::min(run.obstacles.size(), kObstaclesMax);
  for (std::size_t at = 0; at < shown_count; ++at) {
    lines += "  " + terminal_line(run.obstacles[at]) + "\n";
  }
  if (shown_count < run.obstacles.size()) {
    lines += "  and " + std::to_string(run.obstacles.size() - shown_count) + " more\n";
  }
  return lines.empty() ? "" : bold("In the way of a certificate", style) + "\n" + lines + "\n";
}

std::string closing_lines(const RunReport& run, const TerminalStyle& style) {
  std::string text;
  if (!run.complete) {
    text += paint("Incomplete: " + std::to_string(count_scenarios(run).total()) + " of " +
                      std::to_string(run.scenarios_planned) +
                      " scenarios came to their end; the rest of the run is missing.",
                  "\x1b[1;31m", style) +
            "\n";
  }
  return text + "Rules:     " + in_words(sum_up(count_rules(run)), style) + "\n" +
         "Scenarios: " + in_words(sum_up(count_scenarios(run)), style) + "\n";
}

}  // namespace

std::string render_terminal(const RunReport& run, const TerminalStyle& style) {
  if (!run.config_mistakes.empty()) {
    return heading(run, style) + config_mistakes(run, style);
  }
  std::string text =
      heading(run, style) + failures(run, style) + waivers(run, style) + notable(run, style);
  if (style.certification) {
    text += area_table(run, style) + crash_matrix(run, style) + certificate_line(run, style);
  }
  return text + closing_lines(run, style);
}

std::string render_scenario_line(const ScenarioReport& scenario, const TerminalStyle& style) {
  const Verdict verdict = scenario.verdict.value_or(Verdict::harness_error);
  return paint(pad(to_string(verdict), 14), colour_of(verdict), style) + " " +
         terminal_line(scenario.name);
}

}  // namespace lockstep::report
