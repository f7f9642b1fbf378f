#include <CLI/CLI.hpp>

#include <algorithm>
#include <iostream>
#include <memory>

#include "lockstep/base/rule.h"
#include "lockstep/base/text.h"
#include "lockstep/report/foreign_text.h"
#include "lockstep/report/rulebook_page.h"
#include "lockstep/scenario/article.h"

#include "catalogue.h"
#include "command.h"

namespace lockstep::cli {
namespace {

using scenario::Scenario;

struct Options {
  std::string rule;
  std::string suites;
};

std::string upper(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char letter) {
    return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
  });
  return out;
}

/// Names it in its "rules", or in a check.
bool judges(const Scenario& scenario, RuleId rule) {
  const auto has = [&](const std::vector<RuleId>& rules) {
    return std::ranges::find(rules, rule) != rules.end();
  };
  return has(scenario.rules) || std::ranges::any_of(scenario.then, has, &scenario::Check::rules);
}

template <class Fits>
int print_scenarios(const Options& options, std::string_view what, Fits fits) {
  const Result<std::vector<Scenario>> scenarios = load_catalogue(options.suites);
  if (!scenarios) {
    return report_error(scenarios.error());
  }
  std::string lines;
  std::size_t count = 0;
  for (const Scenario& scenario : *scenarios) {
    if (fits(scenario)) {
      ++count;
      lines += "  " + report::terminal_line(scenario.name) + "\n      " +
               report::terminal_line(scenario.title) + "\n";
    }
  }
  std::cout << (count == 0 ? "No scenario of the catalogue " + std::string(what) + " it.\n"
                           : "Scenarios: " + std::to_string(count) + "\n\n" + lines);
  return kDone;
}

int explain_paragraph(const Options& options, const scenario::ArticleParagraph& paragraph) {
  std::cout << paragraph.id << "  paragraph of the help article\n\n  " << paragraph.text << "\n\n";
  return print_scenarios(options, "goes through", [&](const Scenario& scenario) {
    return std::ranges::find(scenario.article, paragraph.id) != scenario.article.end();
  });
}

int run(const Options& options) {
  const std::string id = upper(trim(options.rule));
  if (const auto* const paragraph = scenario::find_paragraph(id)) {
    return explain_paragraph(options, *paragraph);
  }
  const std::optional<RuleId> rule = find_rule(id);
  if (!rule) {
    std::vector<std::string> ids;
    for (const RuleInfo& info : kRules) {
      ids.emplace_back(info.id);
    }
    const std::string nearest = nearest_of(id, ids);
    return report_usage_error(
        "there is no rule \"" + options.rule + "\"",
        nearest.empty() ? "lockstep rules lists them" : "did you mean " + nearest + "?");
  }
  std::cout << report::rule_text(*rule) << "\n";
  return print_scenarios(options, "judges",
                         [&](const Scenario& scenario) { return judges(scenario, *rule); });
}

}  // namespace

void add_explain(CLI::App& app, Action& action) {
  const auto options = std::make_shared<Options>();
  CLI::App* const command = app.add_subcommand(
      "explain", "Print a rule, where it comes from, and the scenarios that judge it");
  command->add_option("RULE", options->rule, "Such as MRG-7; or a paragraph of the article: S16")
      ->required();
  command->add_option("--suites", options->suites, "Folder of another catalogue");
  command->footer("Examples:\n  lockstep explain MRG-7\n  lockstep explain S16");
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace lockstep::cli
