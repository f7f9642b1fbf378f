/// The options of the commands that write recordings.

#pragma once

#include <memory>
#include <string>
#include <vector>

#include "lockstep/base/result.h"
#include "lockstep/scenario/recording_file.h"
#include "lockstep/scenario/redact.h"

namespace CLI {
class App;
}

namespace lockstep::cli {

struct RecordingOptions {
  std::string out;
  std::string key = "lockstep-redaction.key";
  std::vector<std::string> kept;
  std::string region = "US";
  bool raw = false;
};

void add_recording_options(CLI::App& command, RecordingOptions& options);

/// Redacts, unless it is told not to, and writes. Not for several threads at once.
class RedactedFile {
 public:
  /// Reads the key, or makes it, and makes the file. Says loudly on stderr if it is a raw one.
  /// @param made_from  As in Recording.
  [[nodiscard]] static Result<std::unique_ptr<RedactedFile>> create(const RecordingOptions& options,
                                                                    const std::string& made_from);

  Result<void> write(const scenario::RecordedExchange& exchange);
  Result<void> begin_pass() { return writer_->begin_pass(); }
  Result<void> leave_out(const std::string& what) { return writer_->leave_out(what); }

 private:
  std::unique_ptr<scenario::Redactor> redactor_;  ///< Null: raw.
  std::unique_ptr<scenario::RecordingWriter> writer_;
};

}  // namespace lockstep::cli
