/// Recordings as files: JSON Lines, a header first, written so that a torn file stays readable.

#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "lockstep/base/result.h"
#include "lockstep/scenario/recording.h"

namespace lockstep::scenario {

/// Raised when a reader of the old form could not read the new one.
inline constexpr int kRecordingSchema = 1;

/// A larger file is refused before it is read.
inline constexpr std::size_t kRecordingBytesMax = std::size_t{256} * 1024 * 1024;

/// The lines of a file, each one JSON object without its line feed
/// (scenarios/schema/recording.schema.json). Bytes of bodies that are not UTF-8 stand there as
/// base64, so that nothing is lost.
///
///     {"event":"recording","format":"lockstep-recording","schema":1,"made_from":"proxy",
///      "redaction":{"key_id":"…","kept":[]}}
///     {"event":"pass"}
///     {"event":"exchange","at":"…Z","service":"google","request":{"method":"GET","target":"/v1/…",
///      "headers":{…},"body":""},"response":{"status":200,"headers":{…},"body":"{…}"}}
///     {"event":"left_out","what":"3 requests to other hosts"}
[[nodiscard]] std::string recording_header(const Recording& recording);
[[nodiscard]] std::string to_json_line(const RecordedExchange& exchange);
[[nodiscard]] std::string pass_line();
[[nodiscard]] std::string left_out_line(std::string_view what);

/// A whole recording, each line with its line feed. Same recording, same bytes.
[[nodiscard]] std::string to_json_lines(const Recording& recording);

/// The inverse. A text that ends inside a line, be it the header, gives what stands before that
/// line, and says so in `left_out`. Lines in another order than that of `at` are put into it.
///
/// @param source  Stands in messages.
/// @error invalid_input  Not a recording, another schema, or a whole line that is wrong; `source`
///     is "file:line".
[[nodiscard]] Result<Recording> parse_recording(std::string_view text, const std::string& source);

/// @error not_found      The file cannot be read.
/// @error invalid_input  As parse_recording, or it is larger than kRecordingBytesMax.
[[nodiscard]] Result<Recording> read_recording(const std::filesystem::path& file);

/// Writes a recording line by line. Each line is with the system before the next call: what is
/// lost with the program is at most the line under way. Not for several threads at once.
class RecordingWriter {
 public:
  /// Makes `file`, for its owner alone, and writes the header.
  /// @param head  Only `made_from` and `redaction` count.
  /// @error invalid_input  The file is there already.
  /// @error unavailable  The folder or the disk does not take it.
  [[nodiscard]] static Result<std::unique_ptr<RecordingWriter>> create(
      const std::filesystem::path& file, const Recording& head);
  ~RecordingWriter();
  RecordingWriter(const RecordingWriter&) = delete;
  RecordingWriter& operator=(const RecordingWriter&) = delete;

  /// @error unavailable  The disk does not take it.
  Result<void> write(const RecordedExchange& exchange);
  Result<void> begin_pass();
  Result<void> leave_out(std::string_view what);

 private:
  RecordingWriter(int descriptor, std::string name);
  Result<void> write_line(std::string line);

  int descriptor_;
  std::string name_;
};

}  // namespace lockstep::scenario
