/// The runs of reports/golden, for tests of renderers. Their foreign text is hostile.

#pragma once

#include "lockstep/report/run_report.h"

namespace lockstep::report {

[[nodiscard]] RunReport whole_run();

/// The same, killed in its middle.
[[nodiscard]] RunReport cut_run();

/// Of a connector whose configuration is wrong.
[[nodiscard]] RunReport unjudged_run();

}  // namespace lockstep::report
