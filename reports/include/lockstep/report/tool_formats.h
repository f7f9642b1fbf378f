/// A run in the forms that the tools of others read: traces, HTTP Archives, Allure. All are pure
/// functions of it.

#pragma once

#include <span>
#include <string>

#include "lockstep/report/package.h"
#include "lockstep/report/run_report.h"

namespace lockstep::report {

/// Trace events for Perfetto and chrome://tracing: of each scenario one process a lane (HubSpot,
/// connector, Google), with a slice for each request, marks for users' actions, faults and crashes,
/// and arrows from cause to effect. `ts` is virtual time in microseconds since 1970; the length of
/// a slice says nothing. It shows the entries that the stream holds.
[[nodiscard]] std::string render_chrome_trace(const RunReport& run,
                                              std::span<const ScenarioReport* const> scenarios);

/// The exchanges of a scenario that the stream holds, as HAR 1.2 (scenario::to_har).
[[nodiscard]] std::string render_har(const ScenarioReport& scenario);

/// A folder of Allure results: `UUID-result.json` for each case of render_junit, with its checks as
/// steps, and what a failed one has to show as attachments. Every name is made from hashes, so the
/// same run gives the same files. Times are virtual.
[[nodiscard]] Package render_allure(const RunReport& run);

}  // namespace lockstep::report
