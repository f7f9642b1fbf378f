/// The pages that are more than a report: whole files of HTML, which ask nothing of anybody but
/// whoever serves them.

#pragma once

#include <string_view>

namespace lockstep::report {

/// The console of `lockstep serve`, one file with its style and script in it. Its content security
/// policy is a meta element: scripts and styles by their hash, requests to its own origin only.
/// The same bytes in every process of one build.
[[nodiscard]] std::string_view console_page();

}  // namespace lockstep::report
