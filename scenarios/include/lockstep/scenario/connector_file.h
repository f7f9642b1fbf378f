/// connector.json: who a foreign connector is, how it is started, and what it claims.
///
/// docs/connector_protocol.md is written for those who write one.

#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lockstep/base/clock.h"
#include "lockstep/scenario/connector.h"

namespace lockstep::scenario {

enum class ProgramMode {
  process_per_pass,  ///< Started for each pass.
  long_running,      ///< Started once a scenario, and told of each pass.
};

/// @invariant command is not empty
struct ConnectorFile {
  ConnectorInfo info;
  std::vector<std::string> command;         ///< As written.
  std::filesystem::path program;            ///< command[0], found: a path from the root.
  std::filesystem::path working_directory;  ///< A path from the root.
  std::map<std::string, std::string> environment;
  ProgramMode mode = ProgramMode::process_per_pass;
  Duration start_time{10'000};  ///< Real time, as the next.
  Duration pass_time{60'000};
  std::size_t output_bytes_max = std::size_t{16} << 20U;
  std::filesystem::path path;      ///< Of this file.
  std::vector<std::string> files;  ///< That make up the program, by their path from its folder.
};

/// Something that is wrong before anything can be judged.
struct ConfigMistake {
  std::string where;    ///< "connector.json:4", or "node" for a program.
  std::string message;  ///< What is wrong.
  std::string hint;     ///< What to do about it.
};

struct LoadedConnector {
  std::optional<ConnectorFile> file;    ///< Absent if there is a mistake.
  std::vector<ConfigMistake> mistakes;  ///< All that could be found, in the order of the file.
};

/// Reads the text of a connector.json. @param path  The file's; other paths start from its folder.
[[nodiscard]] LoadedConnector parse_connector_file(std::string_view text,
                                                   const std::filesystem::path& path);

/// parse_connector_file of a file's content; of a folder, of the connector.json in it.
[[nodiscard]] LoadedConnector load_connector_file(const std::filesystem::path& path);

}  // namespace lockstep::scenario
