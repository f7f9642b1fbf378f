// Reads the bytes as an HTTP archive that somebody sent, and makes a recording of it.

#include "lockstep/scenario/import_recording.h"
#include "lockstep/scenario/recording_file.h"
#include "lockstep/scenario/redact.h"

#include "targets.h"

namespace lockstep::fuzz {
namespace {

constexpr std::string_view kKey = "0123456789abcdef0123456789abcdef";

}  // namespace

Finding recording_har(std::string_view bytes) {
  const Result<scenario::Recording> imported = scenario::import_har(bytes, "capture.har");
  if (!imported) {
    return imported.error().message.empty() ? Finding("refused without a word") : Finding();
  }
  const scenario::Recording redacted =
      scenario::redact(*imported, scenario::RedactionKey(std::string(kKey)));
  if (redacted.exchanges.size() != imported->exchanges.size()) {
    return "an exchange got lost when it was redacted";
  }
  const std::string file = scenario::to_json_lines(redacted);
  const Result<scenario::Recording> read = scenario::parse_recording(file, "r.jsonl");
  if (!read) {
    return "what was written cannot be read: " + read.error().message;
  }
  return scenario::to_json_lines(*read) == file ? Finding()
                                                : Finding("a recording comes back otherwise");
}

}  // namespace lockstep::fuzz
