#include "connector_option.h"

#include <CLI/CLI.hpp>

#include <iostream>
#include <utility>

#include "lockstep/report/foreign_text.h"
#include "lockstep/scenario/builtin_connector.h"
#include "lockstep/scenario/preflight.h"
#include "lockstep/scenario/program_connector.h"

#include "command.h"

namespace lockstep::cli {

void add_connector_option(CLI::App& command, ConnectorOption& option) {
  CLI::Option* const file =
      command.add_option("--connector", option.file,
                         "The connector.json of a program (docs/connector_protocol.md); without "
                         "it the built-in engine is meant");
  command
      .add_flag("--in-process", option.in_process,
                "The built-in engine by function calls instead of HTTP on loopback: quicker")
      ->excludes(file);
}

Result<ChosenConnector> choose_connector(const ConnectorOption& option) {
  if (option.file.empty()) {
    const scenario::Door door =
        option.in_process ? scenario::Door::in_process : scenario::Door::http;
    const auto make = [door] { return scenario::make_builtin_connector(door); };
    return ChosenConnector{make, make()->info(), {}};
  }
  scenario::LoadedConnector loaded = scenario::load_connector_file(option.file);
  if (!loaded.file) {
    return ChosenConnector{{}, {}, std::move(loaded.mistakes)};
  }
  ChosenConnector chosen;
  chosen.make = [file = *loaded.file] { return scenario::make_program_connector(file); };
  const std::unique_ptr<scenario::Connector> connector = chosen.make();
  chosen.info = connector->info();
  auto mistakes = scenario::preflight(*connector);
  if (!mistakes) {
    return Failure{mistakes.error()};
  }
  chosen.mistakes = std::move(*mistakes);
  return chosen;
}

std::string to_text(const std::vector<scenario::ConfigMistake>& mistakes) {
  std::string text;
  for (const scenario::ConfigMistake& mistake : mistakes) {
    text += report::terminal_line(mistake.where) + ": " + report::terminal_line(mistake.message) +
            "\n  hint: " + report::terminal_line(mistake.hint) + "\n";
  }
  return text;
}

int report_mistakes(const std::vector<scenario::ConfigMistake>& mistakes) {
  std::cerr << to_text(mistakes) << "lockstep: "
            << (mistakes.size() == 1 ? "1 mistake" : std::to_string(mistakes.size()) + " mistakes")
            << " of configuration; nothing was judged\n";
  return kPreflight;
}

}  // namespace lockstep::cli
