#include <map>
#include <string>
#include <string_view>

#include "lockstep/base/assert.h"
#include "lockstep/report/foreign_text.h"
#include "lockstep/report/render.h"

#include "html_page.h"
#include "page.h"
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

/// The page with each place "{{name}}" filled. One pass: what is filled in is not looked at again.
std::string fill(std::string_view page, const std::map<std::string, std::string>& places) {
  std::string out;
  for (std::size_t open = page.find("{{"); open != std::string_view::npos; open = page.find("{{")) {
    const std::size_t close = page.find("}}", open);
    LOCKSTEP_ASSERT(close != std::string_view::npos);
    out += page.substr(0, open);
    out += places.at(std::string(page.substr(open + 2, close - open - 2)));
    page.remove_prefix(close + 2);
  }
  return out + std::string(page);
}

}  // namespace

std::string render_html(const RunReport& run) {
  return fill(kPageHtml, {{"style_hash", csp_hash(kPageStyle)},
                          {"script_hash", csp_hash(kPageScript)},
                          {"title", html_text(run.connector_name)},
                          {"style", std::string(kPageStyle)},
                          {"script", std::string(kPageScript)},
                          {"plain_summary", html_text(render_terminal(run, {}))},
                          {"data", inert_json(report_json(run, -1))}});
}

}  // namespace lockstep::report
