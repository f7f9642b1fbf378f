/// Puts reports into a folder, whole or not at all.

#pragma once

#include <filesystem>
#include <string_view>

#include "lockstep/base/result.h"
#include "lockstep/report/run_report.h"

namespace lockstep::report {

/// Writes a file beside its place and renames it there, so that nobody ever reads half of it.
/// @error unavailable  The folder or the disk does not take it; nothing is left behind.
[[nodiscard]] Result<void> write_file(const std::filesystem::path& path, std::string_view content);

/// Writes report.json, junit.xml and index.html into `folder`, which is made when missing.
/// @error unavailable  As write_file.
[[nodiscard]] Result<void> write_reports(const RunReport& run, const std::filesystem::path& folder);

}  // namespace lockstep::report
