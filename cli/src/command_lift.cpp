#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <iostream>
#include <memory>
#include <string>

#include "lockstep/report/foreign_text.h"
#include "lockstep/report/write.h"
#include "lockstep/scenario/load.h"

#include "command.h"
#include "lift_option.h"

namespace lockstep::cli {
namespace {

struct Options {
  std::string recording;
  std::string out;
  std::string settings;
  bool json = false;
};

std::string to_json(const Options& options, const std::vector<scenario::FidelityGap>& gaps) {
  nlohmann::ordered_json json = {{"scenario", options.out}, {"gaps", nlohmann::json::array()}};
  for (const scenario::FidelityGap& gap : gaps) {
    json["gaps"].push_back({{"exchange", gap.exchange},
                            {"what", gap.what},
                            {"expected", gap.expected},
                            {"actual", gap.actual}});
  }
  return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace);
}

int run(const Options& options) {
  const std::string stem = std::filesystem::path(options.out).stem().string();
  const Result<scenario::Lifted> lifted =
      lift_file(options.recording, options.settings, "lifted/" + stem);
  if (!lifted) {
    return report_error(lifted.error());
  }
  // Settings that no connection can have show here, and recordings that are too large.
  if (const auto parsed = scenario::parse_scenario(lifted->scenario, options.out); !parsed) {
    return report_error(parsed.error());
  }
  if (const auto written = report::write_file(options.out, lifted->scenario); !written) {
    return report_error(written.error());
  }
  if (options.json) {
    std::cout << to_json(options, lifted->gaps) << "\n";
    return kDone;
  }
  std::cout << to_text(lifted->gaps) << "Scenario: " << report::terminal_line(options.out) << ", "
            << lifted->gaps.size() << " fidelity gaps\n"
            << "Replay:   lockstep replay " << report::shell_word(options.out) << "\n";
  return kDone;
}

}  // namespace

void add_lift(CLI::App& app, Action& action) {
  const auto options = std::make_shared<Options>();
  CLI::App* const command =
      app.add_subcommand("lift", "Make a scenario of a recording, to replay and to edit");
  command
      ->add_option("RECORDING", options->recording, "A recording of `lockstep record` or `import`")
      ->required();
  command->add_option("--out", options->out, "The scenario file that is written")->required();
  add_lift_settings_option(*command, options->settings);
  command->add_flag("--json", options->json, "Print the fidelity gaps as JSON instead of text");
  command->footer(
      "What neither the fakes nor any action of a user explains is a fidelity gap: it is printed,\n"
      "and stands in the file's comment. docs/replaying.md goes through it.\n"
      "Examples:\n"
      "  lockstep lift monday.jsonl --out monday.jsonc\n"
      "  lockstep lift monday.jsonl --out monday.jsonc --settings settings.json");
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace lockstep::cli
