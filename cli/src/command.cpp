#include "command.h"

#include <CLI/CLI.hpp>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <numeric>

#include "lockstep/report/foreign_text.h"

namespace lockstep::cli {
namespace {

/// How many letters must be changed, added or left out to make one text of the other.
std::size_t edit_distance(std::string_view left, std::string_view right) {
  std::vector<std::size_t> row(right.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < left.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < right.size(); ++j) {
      const std::size_t replaced = diagonal + (left[i] == right[j] ? 0U : 1U);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row.back();
}

/// "" where the environment does not have it.
std::string_view variable(const char* name) {
  // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing here changes the environment.
  const char* const value = std::getenv(name);
  return value == nullptr ? std::string_view() : value;
}

/// Whether a stream is a terminal that knows more than to print letters.
bool is_able_terminal(int file_descriptor) {
  const std::string_view term = variable("TERM");
  return is_terminal(file_descriptor) && !term.empty() && term != "dumb";
}

int exit_code_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::invalid_input:
    case ErrorKind::not_found: return kUsage;
    case ErrorKind::conflict:
    case ErrorKind::unauthenticated:
    case ErrorKind::throttled:
    case ErrorKind::unavailable:
    case ErrorKind::outcome_unknown:
    case ErrorKind::expired_cursor:
    case ErrorKind::corrupt_state: return kEnvironment;
  }
  return kInternal;
}

}  // namespace

void add_config_option(CLI::App& command, std::string& config) {
  command.add_option("--config", config, "Configuration file of the connector")
      ->envname("LOCKSTEP_CONFIG")
      ->required();
}

void add_connection_option(CLI::App& command, std::string& connection) {
  command.add_option("--connection", connection, "Its id in the file, if there are several");
}

int report_error(const Error& error) {
  std::cerr << report::terminal_line(error.source.empty() ? "lockstep" : error.source) << ": "
            << report::terminal_line(error.message) << "\n";
  return exit_code_of(error.kind);
}

int report_usage_error(std::string_view message, std::string_view hint) {
  std::cerr << "lockstep: " << report::terminal_line(message);
  if (!hint.empty()) {
    std::cerr << " (" << report::terminal_line(hint) << ")";
  }
  std::cerr << "\n";
  return kUsage;
}

bool is_terminal(int file_descriptor) { return isatty(file_descriptor) == 1; }

bool wants_colour(int file_descriptor) {
  if (!variable("NO_COLOR").empty()) {
    return false;
  }
  const std::string_view forced = variable("CLICOLOR_FORCE");
  return (!forced.empty() && forced != "0") || is_able_terminal(file_descriptor);
}

bool wants_progress(int file_descriptor) {
  const std::string_view ci = variable("CI");
  return is_able_terminal(file_descriptor) && (ci.empty() || ci == "false" || ci == "0");
}

std::string nearest_of(std::string_view text, const std::vector<std::string>& choices) {
  const auto distance = [&](const std::string& choice) { return edit_distance(text, choice); };
  const auto nearest = std::ranges::min_element(choices, {}, distance);
  return nearest != choices.end() && distance(*nearest) <= std::max<std::size_t>(2, text.size() / 3)
             ? *nearest
             : "";
}

}  // namespace lockstep::cli
