/// Reads the append-only event stream of a run, "events.jsonl", into a RunReport.

#pragma once

#include <filesystem>
#include <string_view>

#include "lockstep/base/result.h"
#include "lockstep/report/run_report.h"

namespace lockstep::report {

/// Reads a stream from text; `name` stands in messages.
///
/// A run can be killed at any byte: a last line that is cut short is left out, and a stream
/// without "run_finished" gives a report that is not complete (exit code 5). Members that
/// this version does not know are skipped.
///
/// @error invalid_input  Not an event stream: a broken line that is not the last one, or no
///     "run_started" of a schema that this version reads; `source` is "name:line".
[[nodiscard]] Result<RunReport> read_events(std::string_view text, std::string_view name);

/// read_events of a file's content. @error not_found  The file cannot be read.
[[nodiscard]] Result<RunReport> read_events_file(const std::filesystem::path& path);

}  // namespace lockstep::report
