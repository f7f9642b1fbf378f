/// Puts reports into a folder, whole or not at all.

#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "lockstep/base/result.h"
#include "lockstep/report/run_report.h"

namespace lockstep::report {

/// Writes a file beside its place and renames it there, so that nobody ever reads half of it.
/// @error unavailable  The folder or the disk does not take it; nothing is left behind.
[[nodiscard]] Result<void> write_file(const std::filesystem::path& path, std::string_view content);

/// A form that a run can be rendered to (docs/reports.md).
struct ReportFormat {
  const char* name;  ///< Of `lockstep render --format`.
  const char* file;  ///< Its place in the folder of a report.
  std::string (*render)(const RunReport& run);
};

/// All of them: json, html, junit, junit-gitlab, ctrf, summary and badge.
[[nodiscard]] std::span<const ReportFormat> report_formats();

/// Writes the file of each format into `folder`, which is made when missing.
/// @error unavailable  As write_file.
[[nodiscard]] Result<void> write_reports(const RunReport& run, const std::filesystem::path& folder);

/// Removes the files that write_reports writes, as far as they are there, and nothing else.
/// @error unavailable  One of them cannot be removed.
[[nodiscard]] Result<void> remove_reports(const std::filesystem::path& folder);

}  // namespace lockstep::report
