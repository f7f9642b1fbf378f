/// Which connector a command is about: the built-in engine, or the program of a connector.json.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lockstep/scenario/connector_file.h"
#include "lockstep/scenario/run.h"

namespace CLI {
class App;
}

namespace lockstep::cli {

/// The options --connector and --in-process.
struct ConnectorOption {
  std::string file;         ///< "": the built-in engine.
  bool in_process = false;  ///< Only of the built-in engine.
};

void add_connector_option(CLI::App& command, ConnectorOption& option);

/// A connector that is ready to be judged, or what is wrong with its configuration.
struct ChosenConnector {
  scenario::ConnectorFactory make;  ///< Empty if there is nothing to start.
  scenario::ConnectorInfo info;
  std::vector<scenario::ConfigMistake> mistakes;
};

/// Reads the connector's file, if it is one, and runs the preflight.
/// @error unavailable  The machine has no port or no disk for it.
[[nodiscard]] Result<ChosenConnector> choose_connector(const ConnectorOption& option);

/// For a person, a mistake a line with its hint; foreign text is harmless in it.
[[nodiscard]] std::string to_text(const std::vector<scenario::ConfigMistake>& mistakes);

/// Prints the mistakes to stderr and gives the exit code that they lead to.
[[nodiscard]] int report_mistakes(const std::vector<scenario::ConfigMistake>& mistakes);

}  // namespace lockstep::cli
