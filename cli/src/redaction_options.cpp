#include "redaction_options.h"

#include <CLI/CLI.hpp>

#include <iostream>
#include <utility>

#include "secret.h"

namespace lockstep::cli {

void add_recording_options(CLI::App& command, RecordingOptions& options) {
  command.add_option("--out", options.out, "The recording to write; it must not be there yet")
      ->required();
  CLI::Option* const key =
      command
          .add_option("--key", options.key,
                      "The key of the pseudonyms; made when missing. Keep it apart from recordings")
          ->capture_default_str();
  CLI::Option* const kept =
      command.add_option("--keep", options.kept,
                         "A property or member whose values stay as they are; may be repeated");
  command.add_option("--region", options.region, "Where numbers without country code are dialled")
      ->capture_default_str();
  command
      .add_flag("--raw", options.raw,
                "Write personal data as it was said. Credentials are dropped all the same")
      ->excludes(key)
      ->excludes(kept);
}

Result<std::unique_ptr<RedactedFile>> RedactedFile::create(const RecordingOptions& options,
                                                           const std::string& made_from) {
  auto file = std::make_unique<RedactedFile>();
  scenario::Recording head;
  head.made_from = made_from;
  if (options.raw) {
    std::cerr << "lockstep: --raw: " << options.out
              << " will hold PERSONAL DATA as it was said: names, addresses, numbers, notes.\n"
                 "  Treat it like the address book itself, and delete it when it has served.\n";
  } else {
    const Result<scenario::RedactionKey> key =
        scenario::RedactionKey::load_or_make(options.key, make_secret());
    if (!key) {
      return Failure{key.error()};
    }
    file->redactor_ = std::make_unique<scenario::Redactor>(
        *key,
        scenario::RedactionOptions{{options.kept.begin(), options.kept.end()}, options.region});
    head.redaction = file->redactor_->note();
  }
  Result<std::unique_ptr<scenario::RecordingWriter>> writer =
      scenario::RecordingWriter::create(options.out, head);
  if (!writer) {
    return Failure{writer.error()};
  }
  file->writer_ = std::move(*writer);
  return file;
}

Result<void> RedactedFile::write(const scenario::RecordedExchange& exchange) {
  return writer_->write(redactor_ ? redactor_->redact(exchange)
                                  : scenario::without_credentials(exchange));
}

}  // namespace lockstep::cli
