/// report.json as text, for the file and for the data block of the page.

#pragma once

#include <string>

#include "lockstep/report/run_report.h"

namespace lockstep::report {

/// @param indent  Blanks a level, or -1 for one line.
[[nodiscard]] std::string report_json(const RunReport& run, int indent);

}  // namespace lockstep::report
