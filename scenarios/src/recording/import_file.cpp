#include <nlohmann/json.hpp>

#include "lockstep/scenario/import_recording.h"

#include "recording/bounded_file.h"
#include "recording/strict_json.h"
#include "recording/zipped_file.h"

namespace lockstep::scenario {
namespace {

/// The first line, if it is a JSON object of its own; else null.
Json first_line(std::string_view text) {
  const std::string_view line = text.substr(0, text.find('\n'));
  // Journals and recordings begin so; a whole HAR in one line need not be read twice.
  const bool may_be = line.starts_with(R"({"sequence":)") || line.starts_with(R"({"event":)");
  const Result<Json> json = may_be ? parse_strict(line, "") : Result<Json>(Json());
  return json ? *json : Json();
}

}  // namespace

Result<Recording> import_file(const std::filesystem::path& file, const ImportOptions& options) {
  Result<std::string> text = read_bounded(file, kImportBytesMax);
  if (!text) {
    return Failure{text.error()};
  }
  if (is_zip(*text)) {
    text = unzip_one(*text, {kImportBytesMax, kZipRatioMax}, file.string());
    if (!text) {
      return Failure{text.error()};
    }
  }
  const Json first = first_line(*text);
  if (first.contains("event")) {
    return failure(ErrorKind::invalid_input,
                   "not a HAR file and not a journal of a world, but a stream of events or a "
                   "recording, which needs no import",
                   file.string());
  }
  return first.contains("sequence") || text->starts_with(R"({"sequence":)")
             ? import_journal(*text, file.string())
             : import_har(*text, file.string(), options);
}

}  // namespace lockstep::scenario
