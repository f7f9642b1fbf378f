/// What all commands of `lockstep` share: how they are found, and how they end.

#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "lockstep/base/error.h"

namespace CLI {
class App;
}

namespace lockstep::cli {

// How `lockstep` ends. The form of the output never changes the code.
inline constexpr int kDone = 0;      ///< All required checks hold.
inline constexpr int kFailed = 1;    ///< A verdict failed, or a pass did not come to its end.
inline constexpr int kUsage = 2;     ///< The command line, a scenario or a settings file is wrong.
inline constexpr int kInternal = 3;  ///< A bug of this program.
inline constexpr int kEnvironment = 4;  ///< Port taken, disk full, damaged state, no service.
inline constexpr int kIncomplete = 5;   ///< Interrupted; what is done is written.
inline constexpr int kPreflight = 6;    ///< A connector's configuration is wrong.

/// The command that the command line names, ready to run.
using Action = std::function<int()>;

/// Each adds its command to `app`; parsing a line that names it fills `action`.
void add_rules(CLI::App& app, Action& action);
void add_explain(CLI::App& app, Action& action);
void add_fidelity(CLI::App& app, Action& action);
void add_run(CLI::App& app, Action& action);
void add_mutants(CLI::App& app, Action& action);
void add_explore(CLI::App& app, Action& action);
void add_merge(CLI::App& app, Action& action);
void add_certify(CLI::App& app, Action& action);
void add_check(CLI::App& app, Action& action);
void add_verify(CLI::App& app, Action& action);
void add_diff(CLI::App& app, Action& action);
void add_serve(CLI::App& app, Action& action);
void add_record(CLI::App& app, Action& action);
void add_import(CLI::App& app, Action& action);
void add_lift(CLI::App& app, Action& action);
void add_replay(CLI::App& app, Action& action);
void add_drift(CLI::App& app, Action& action);
void add_connect(CLI::App& app, Action& action);
void add_settings(CLI::App& app, Action& action);
void add_on_and_off(CLI::App& app, Action& action);
void add_sync(CLI::App& app, Action& action);
void add_status(CLI::App& app, Action& action);
void add_explain_contact(CLI::App& app, Action& action);
void add_render(CLI::App& app, Action& action);

/// The option of every command that works with a connector's configuration file.
void add_config_option(CLI::App& command, std::string& config);
/// The option of those that work with one connection of it: "" for the only one.
void add_connection_option(CLI::App& command, std::string& connection);

/// Prints one line to stderr, "file:line: message" or "lockstep: message", and gives the exit code
/// that the error leads to.
[[nodiscard]] int report_error(const Error& error);

/// The same for a mistake on the command line. @param hint  What to do instead; "" for nothing.
[[nodiscard]] int report_usage_error(std::string_view message, std::string_view hint);

/// Whether a stream wants colours: a terminal whose TERM is not "dumb", or any with CLICOLOR_FORCE;
/// none with NO_COLOR, which goes before all else.
[[nodiscard]] bool wants_colour(int file_descriptor);

/// Whether a line on a stream may be written over and over: on a terminal whose TERM is not "dumb",
/// and not where CI keeps what is written.
[[nodiscard]] bool wants_progress(int file_descriptor);
[[nodiscard]] bool is_terminal(int file_descriptor);

/// Of `choices`, the one that a slip of the pen may have meant, or "".
[[nodiscard]] std::string nearest_of(std::string_view text,
                                     const std::vector<std::string>& choices);

}  // namespace lockstep::cli
