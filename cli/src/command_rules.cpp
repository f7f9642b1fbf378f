#include <CLI/CLI.hpp>

#include <algorithm>
#include <iostream>
#include <memory>

#include "lockstep/base/rulebook.h"
#include "lockstep/report/rulebook_page.h"

#include "command.h"

namespace lockstep::cli {
namespace {

struct Options {
  std::string area;
  bool markdown = false;
  bool json = false;
};

int run(const Options& options) {
  if (!options.area.empty() &&
      std::ranges::find(kRuleAreas, options.area, &RuleArea::id) == kRuleAreas.end()) {
    std::vector<std::string> areas;
    for (const RuleArea& area : kRuleAreas) {
      areas.emplace_back(area.id);
    }
    std::string all;
    for (const std::string& area : areas) {
      all += (all.empty() ? "areas: " : ", ") + area;
    }
    return report_usage_error("there is no area \"" + options.area + "\"", all);
  }
  std::cout << (options.json       ? report::rulebook_json(options.area)
                : options.markdown ? report::rulebook_markdown(options.area)
                                   : report::rulebook_text(options.area));
  return kDone;
}

}  // namespace

void add_rules(CLI::App& app, Action& action) {
  const auto options = std::make_shared<Options>();
  CLI::App* const command = app.add_subcommand("rules", "Print the rulebook");
  command->add_option("--area", options->area, "Only one area, such as MRG");
  CLI::Option* const markdown =
      command->add_flag("--markdown", options->markdown, "As Markdown (docs/rulebook.md)");
  command->add_flag("--json", options->json, "As JSON")->excludes(markdown);
  command->footer("Examples:\n  lockstep rules --area PHN\n  lockstep rules --json");
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace lockstep::cli
