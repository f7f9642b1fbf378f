#include "lift_option.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "lockstep/report/foreign_text.h"
#include "lockstep/scenario/recording_file.h"

#include "package_options.h"

namespace lockstep::cli {

void add_lift_settings_option(CLI::App& command, std::string& settings) {
  command.add_option("--settings", settings,
                     "File with the settings of the recorded connection, as \"settings\" of a "
                     "scenario; without it the direction is that of the recorded writes");
}

Result<scenario::Lifted> lift_file(const std::string& recording, const std::string& settings,
                                   const std::string& name) {
  scenario::LiftOptions options;
  options.name = name;
  if (!settings.empty()) {
    const Result<std::string> text = read_file(settings);
    if (!text) {
      return Failure{text.error()};
    }
    const auto json = nlohmann::json::parse(*text, nullptr, false, /*ignore_comments=*/true);
    if (!json.is_object()) {
      return failure(ErrorKind::invalid_input,
                     "settings are one JSON object, as \"settings\" of a scenario", settings);
    }
    options.settings.text = json.dump();
  }
  const Result<scenario::Recording> read = scenario::read_recording(recording);
  if (!read) {
    return Failure{read.error()};
  }
  return scenario::lift(*read, options);
}

std::string to_text(const std::vector<scenario::FidelityGap>& gaps) {
  constexpr std::size_t kCharactersMax = 120;
  const auto shown = [](const std::string& foreign) {
    return report::terminal_line(report::shorten(foreign, kCharactersMax));
  };
  std::string text;
  for (const scenario::FidelityGap& gap : gaps) {
    text += "gap at exchange " + std::to_string(gap.exchange) + ": " + shown(gap.what) +
            "; expected " + shown(gap.expected) + ", actual " + shown(gap.actual) + "\n";
  }
  return text;
}

}  // namespace lockstep::cli
