/// What the report's page shows, as its data block holds it.

#pragma once

#include <span>
#include <string>
#include <string_view>

#include "lockstep/report/run_report.h"

namespace lockstep::report {

/// Base64 of the text in gzip form: a tenth of its size, and nothing in it that HTML could read.
/// Same text, same bytes.
[[nodiscard]] std::string packed(std::string_view text);

/// {"runs":[report.json …],"diff":diff.json or null,"mutants":mutants_json()}. @param diff  JSON;
/// "" for none.
[[nodiscard]] std::string page_data(std::span<const RunReport> runs, std::string_view diff);

/// The table of docs/mutants.md by rule: {"DEL-1":[{"name","what","killed_by","scenarios"}]}.
[[nodiscard]] std::string mutants_json(std::string_view markdown);

}  // namespace lockstep::report
