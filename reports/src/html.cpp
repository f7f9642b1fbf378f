#include <string>
#include <string_view>

#include "lockstep/report/foreign_text.h"
#include "lockstep/report/render.h"

#include "html_page.h"
#include "report_json.h"

namespace lockstep::report {
namespace {

/// JSON that can stand in a script element: nothing in it ends the element or opens a comment.
std::string inert_json(std::string_view json) {
  std::string text;
  text.reserve(json.size());
  for (const char letter : json) {
    if (letter == '<') {
      text += "\\u003c";
    } else {
      text += letter;
    }
  }
  return text;
}

}  // namespace

std::string render_html(const RunReport& run) {
  return bundled_page("report", {{"title", html_text(run.connector_name)},
                                 {"plain_summary", html_text(render_terminal(run, {}))},
                                 {"data", inert_json(report_json(run, -1))}});
}

}  // namespace lockstep::report
