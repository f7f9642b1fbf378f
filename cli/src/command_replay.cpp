#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <iostream>
#include <memory>
#include <optional>
#include <string>

#include "lockstep/report/foreign_text.h"
#include "lockstep/scenario/load.h"
#include "lockstep/scenario/run.h"

#include "catalogue.h"
#include "command.h"
#include "connector_option.h"
#include "interrupt.h"
#include "lift_option.h"
#include "run_output.h"
#include "specs.h"
#include "store_table.h"

namespace lockstep::cli {
namespace {

struct Options {
  std::vector<std::string> files;
  std::string settings;
  ConnectorOption connector;
  std::uint64_t seed = 1;
  bool json = false;
  std::optional<std::size_t> from;
  std::optional<std::size_t> until;
  std::string specs;
};

/// Scenario files as they are; a recording is lifted first.
Result<std::vector<scenario::Scenario>> scenarios_of(const Options& options) {
  std::vector<scenario::Scenario> scenarios;
  for (const std::string& file : options.files) {
    if (!file.ends_with(".jsonl")) {
      Result<std::vector<scenario::Scenario>> loaded = load_scenarios({file});
      if (!loaded) {
        return loaded;
      }
      std::ranges::move(*loaded, std::back_inserter(scenarios));
      continue;
    }
    const Result<scenario::Lifted> lifted =
        lift_file(file, options.settings, "lifted/" + std::filesystem::path(file).stem().string());
    if (!lifted) {
      return Failure{lifted.error()};
    }
    std::cerr << to_text(lifted->gaps);
    Result<scenario::Scenario> parsed = scenario::parse_scenario(lifted->scenario, file);
    if (!parsed) {
      return Failure{parsed.error()};
    }
    scenarios.push_back(std::move(*parsed));
  }
  return scenarios;
}

/// The world as it is after one step, and what the checks that judge every scenario say of it.
int show_step(const scenario::Scenario& whole, std::size_t step, scenario::Connector& connector,
              const Options& options, const Specs& specs) {
  scenario::Scenario part = whole;
  part.when.resize(step + 1);
  part.then.clear();
  const auto runner = scenario::ScenarioRunner::make(connector, options.seed);
  if (!runner) {
    return report_error(runner.error());
  }
  (*runner)->judge_answers(specs);
  (*runner)->keep_stores();
  (*runner)->let_faults_miss();
  scenario::EventList events;
  const scenario::ScenarioResult result = (*runner)->run(part, events);
  bool is_broken = false;
  nlohmann::ordered_json checks = nlohmann::json::array();
  std::string text;
  for (const scenario::CheckResult& check : result.checks) {
    if (check.verdict == scenario::Verdict::not_exercised) {
      continue;  // Its turn has not come.
    }
    is_broken = is_broken || check.verdict == scenario::Verdict::fail ||
                check.verdict == scenario::Verdict::harness_error;
    text += std::string(to_string(check.verdict)) + "  " + check.rule + "  " +
            report::terminal_line(check.message) + "\n";
    checks.push_back(
        {{"rule", check.rule}, {"verdict", to_string(check.verdict)}, {"message", check.message}});
  }
  if (options.json) {
    const nlohmann::ordered_json json = {
        {"scenario", whole.name},
        {"step", step},
        {"line", whole.when[step].line},
        {"stores", nlohmann::ordered_json::parse(result.stores, nullptr, false)},
        {"checks", checks}};
    std::cout << json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << "\n";
  } else {
    std::cout << report::terminal_line(whole.name) << ", after step " << step << " (line "
              << whole.when[step].line << ")\n"
              << store_table(result.stores) << text << "\n";
  }
  return is_broken ? kFailed : kDone;
}

int show_steps(const std::vector<scenario::Scenario>& scenarios, scenario::Connector& connector,
               const Options& options, const Specs& specs) {
  int code = kDone;
  for (const scenario::Scenario& scenario : scenarios) {
    if (scenario.when.empty()) {
      continue;
    }
    const std::size_t last = scenario.when.size() - 1;
    const std::size_t until = std::min(options.until.value_or(last), last);
    for (std::size_t step = options.from.value_or(until); step <= until && !interrupted(); ++step) {
      const int shown = show_step(scenario, step, connector, options, specs);
      if (shown > kFailed) {
        return shown;
      }
      code = std::max(code, shown);
    }
  }
  return interrupted() ? kIncomplete : code;
}

/// The line that does the same again.
std::string again(const Options& options) {
  std::string line = "lockstep replay";
  for (const std::string& file : options.files) {
    line += " " + report::shell_word(file);
  }
  if (!options.settings.empty()) {
    line += " --settings " + report::shell_word(options.settings);
  }
  if (!options.connector.file.empty()) {
    line += " --connector " + report::shell_word(options.connector.file);
  }
  if (options.connector.in_process) {
    line += " --in-process";
  }
  if (options.from) {
    line += " --from " + std::to_string(*options.from);
  }
  if (options.until) {
    line += " --until " + std::to_string(*options.until);
  }
  if (options.json) {
    line += " --json";
  }
  if (!options.specs.empty()) {
    line += " --specs " + report::shell_word(options.specs);
  }
  return line + " --seed " + std::to_string(options.seed);
}

Result<int> replay(const Options& options, const std::vector<scenario::Scenario>& scenarios,
                   const ChosenConnector& chosen, const Specs& specs) {
  const std::unique_ptr<scenario::Connector> connector = chosen.make();
  if (options.until) {
    catch_interrupts();
    return show_steps(scenarios, *connector, options, specs);
  }
  if (options.from) {
    catch_interrupts();
    if (const int code = show_steps(scenarios, *connector, options, specs); code > kFailed) {
      return code;
    }
  }
  return run_and_print(scenarios, *connector, {options.seed, options.json, specs});
}

int run(const Options& options) {
  const Result<std::vector<scenario::Scenario>> scenarios = scenarios_of(options);
  if (!scenarios) {
    return report_error(scenarios.error());
  }
  const Result<ChosenConnector> chosen = choose_connector(options.connector);
  if (!chosen) {
    return report_error(chosen.error());
  }
  if (!chosen->mistakes.empty()) {
    return report_mistakes(chosen->mistakes);
  }
  const Result<Specs> specs = load_specs(options.specs);
  if (!specs) {
    return report_error(specs.error());
  }
  const Result<int> code = replay(options, *scenarios, *chosen, *specs);
  if (!code) {
    return report_error(code.error());
  }
  (options.json ? std::cerr : std::cout) << "Again: " << again(options) << "\n"
                                         << answers_line(*specs);
  return *code;
}

}  // namespace

void add_replay(CLI::App& app, Action& action) {
  const auto options = std::make_shared<Options>();
  CLI::App* const command =
      app.add_subcommand("replay", "Let a recording, or a scenario lifted from one, happen again");
  command
      ->add_option("FILE", options->files,
                   "Scenario files, folders of them, or recordings (*.jsonl)")
      ->required();
  add_connector_option(*command, options->connector);
  add_lift_settings_option(*command, options->settings);
  command->add_option("--seed", options->seed, "Of everything random")->capture_default_str();
  command->add_option("--until", options->until,
                      "Stop after this step of `when`, counted from 0, and show both services");
  command->add_option("--from", options->from,
                      "Show both services after each step from this one on; what comes before it "
                      "happens, too, and is not shown");
  command->add_flag("--json", options->json, "Print JSON instead of text");
  add_specs_option(*command, options->specs);
  command->footer(
      "Ends with 0 if the outcome is the recorded one, else with 1 and what differs.\n"
      "Examples:\n"
      "  lockstep replay monday.jsonl\n"
      "  lockstep replay monday.jsonc --connector connector.json\n"
      "  lockstep replay monday.jsonc --in-process --until 3\n"
      "  lockstep replay monday.jsonc --in-process --from 2 --until 5");
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace lockstep::cli
