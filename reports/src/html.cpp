#include <span>
#include <string>
#include <string_view>

#include "lockstep/report/foreign_text.h"
#include "lockstep/report/render.h"
#include "lockstep/report/run_diff.h"

#include "html_page.h"
#include "page_data.h"

namespace lockstep::report {
std::string render_html(const RunReport& run) { return render_comparison({&run, 1}); }

std::string render_comparison(std::span<const RunReport> runs) {
  std::string title;
  std::string summary;
  for (const RunReport& run : runs) {
    title += (title.empty() ? "" : ", ") + run.connector_name;
    summary += (summary.empty() ? "" : "\n") + render_terminal(run, {});
  }
  const std::string diff = runs.size() == 2 ? diff_json(compare(runs[0], runs[1])) : "";
  return bundled_page("report", {{"title", "Lockstep report: " + html_text(title)},
                                 {"plain_summary", html_text(summary)},
                                 {"data", packed(page_data(runs, diff))}});
}

std::string diff_html(const RunDiff& diff) {
  return bundled_page("report", {{"title", "Lockstep: what changed"},
                                 {"plain_summary", html_text(diff_text(diff, false))},
                                 {"data", packed(page_data({}, diff_json(diff)))}});
}

}  // namespace lockstep::report
