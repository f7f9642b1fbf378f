#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <iostream>
#include <memory>
#include <string>

#include "lockstep/report/foreign_text.h"
#include "lockstep/scenario/import_recording.h"

#include "command.h"
#include "counted_progress.h"
#include "redaction_options.h"

namespace lockstep::cli {
namespace {

struct Options {
  std::string file;
  RecordingOptions recording;
  scenario::ImportOptions import;
  bool json = false;
};

Result<void> write(const scenario::Recording& recording, const RecordingOptions& options) {
  Result<std::unique_ptr<RedactedFile>> file = RedactedFile::create(options, recording.made_from);
  if (!file) {
    return Failure{file.error()};
  }
  for (const std::string& what : recording.left_out) {
    if (Result<void> written = (*file)->leave_out(what); !written) {
      return written;
    }
  }
  CountedProgress progress("exchanges written", recording.exchanges.size());
  for (const scenario::RecordedExchange& exchange : recording.exchanges) {
    if (Result<void> written = (*file)->write(exchange); !written) {
      return written;
    }
    progress.done_one();
  }
  return {};
}

int run(const Options& options) {
  const Result<scenario::Recording> recording = scenario::import_file(options.file, options.import);
  if (!recording) {
    return report_error(recording.error());
  }
  if (const Result<void> written = write(*recording, options.recording); !written) {
    return report_error(written.error());
  }
  if (options.json) {
    const nlohmann::ordered_json json{{"recording", options.recording.out},
                                      {"made_from", recording->made_from},
                                      {"exchanges", recording->exchanges.size()},
                                      {"left_out", recording->left_out},
                                      {"redacted", !options.recording.raw}};
    std::cout << json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace)
              << "\n";
    return kDone;
  }
  std::cout << report::terminal_line(options.recording.out) << ": " << recording->exchanges.size()
            << " exchanges\n";
  for (const std::string& what : recording->left_out) {
    std::cout << "  left out: " << report::terminal_line(what) << "\n";
  }
  return kDone;
}

}  // namespace

void add_import(CLI::App& app, Action& action) {
  const auto options = std::make_shared<Options>();
  CLI::App* const command = app.add_subcommand(
      "import", "Make a recording, without the people in it, of a HAR file or a journal");
  command
      ->add_option("FILE", options->file,
                   "HTTP Archive 1.2, perhaps zipped, or a world's journal as JSON Lines")
      ->required();
  add_recording_options(*command, options->recording);
  command->add_option("--hubspot", options->import.hubspot_url,
                      "Where HubSpot was reached, if not at its own host");
  command->add_option("--google", options->import.google_url,
                      "Where Google was reached, if not at its own host");
  command->add_flag("--json", options->json, "Print what was done as JSON");
  command->footer(
      "Requests to other hosts are left out and counted. What a recording keeps and what it does\n"
      "not: docs/recording.md.\n"
      "Examples:\n"
      "  lockstep import capture.har --out monday.jsonl\n"
      "  lockstep import journal.jsonl --out monday.jsonl --keep lifecyclestage");
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace lockstep::cli
