#include <string>

#include "lockstep/report/foreign_text.h"
#include "lockstep/report/run_diff.h"

#include "diff/diff_groups.h"
#include "html_page.h"

namespace lockstep::report {
namespace {

/// The page has no script; its style is that of the report, as far as it needs one.
constexpr std::string_view kStyle = R"(
:root { color-scheme: light dark; --ground: #f6f7f9; --surface: #fff; --line: #dde1e8; --ink: #1b2230; --soft: #566074; --bad: #c62f2f; --good: #19804f; --other: #a86200; }
@media (prefers-color-scheme: dark) { :root { --ground: #12151b; --surface: #1a1f28; --line: #2f3745; --ink: #e6eaf2; --soft: #9ba6ba; --bad: #ff7b72; --good: #4cc38a; --other: #e8a93c; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 75rem; padding: 2rem 1.2rem; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; text-transform: capitalize; }
h2.bad { color: var(--bad); } h2.good { color: var(--good); } h2.other { color: var(--other); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; } dt { font-weight: 650; } dd { margin: 0; }
article { background: var(--surface); border: 1px solid var(--line); border-radius: 10px; padding: .8rem 1.2rem; margin: .6rem 0; }
h3 { font-size: 1rem; margin: 0 0 .5rem; } h3 span { font-weight: 400; color: var(--soft); }
.sides { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; } .sides > div { min-width: 0; }
.sides p { margin: 0; overflow-wrap: anywhere; } .sides b { color: var(--soft); }
pre { margin: .4rem 0 0; white-space: pre-wrap; overflow-wrap: anywhere; font: .82rem/1.45 ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
.also, .note { color: var(--soft); font-size: .88rem; } .caveat { color: var(--other); font-weight: 650; }
@media (max-width: 45rem) { .sides { grid-template-columns: 1fr; } }
)";

std::string_view tone_of(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::broken:
    case ChangeKind::failing_differently:
    case ChangeKind::no_longer_waived:
    case ChangeKind::no_longer_exercised: return "bad";
    case ChangeKind::fixed: return "good";
    case ChangeKind::newly_waived:
    case ChangeKind::newly_exercised: break;
  }
  return "other";
}

std::string side(std::string_view name, const Finding& finding) {
  std::string html =
      "<div><p><b>" + std::string(name) + "</b> " + html_text(describe(finding)) + "</p>";
  if (!finding.expected.empty() || !finding.actual.empty()) {
    html += "<pre>expected " + html_text(finding.expected) + "\nactual   " +
            html_text(finding.actual) + "</pre>";
  }
  return html + "</div>";
}

std::string article(const RuleChange& rule) {
  const Change& change = *rule.telling;
  std::string html = "<article><h3>" + html_text(change.rule) + " <span>in " +
                     html_text(change.scenario) + "</span></h3><div class=\"sides\">" +
                     side("A", change.before) + side("B", change.after) + "</div>";
  if (!rule.others.empty()) {
    html += "<p class=\"also\">Also in";
    for (const Change* other : rule.others) {
      html += (other == rule.others.front() ? " " : ", ") + html_text(other->scenario);
    }
    html += "</p>";
  }
  return html + "</article>\n";
}

}  // namespace

std::string diff_html(const RunDiff& diff) {
  std::string body = "<h1>" + html_text(headline(diff)) + "</h1>\n<dl><dt>A</dt><dd>" +
                     html_text(diff.before) + "</dd><dt>B</dt><dd>" + html_text(diff.after) +
                     "</dd></dl>\n";
  for (const std::string& caveat : diff.caveats) {
    body += "<p class=\"caveat\">" + html_text(caveat) + "</p>\n";
  }
  for (const KindGroup& group : groups_of(diff)) {
    body += "<section><h2 class=\"" + std::string(tone_of(group.kind)) + "\">" +
            std::string(to_string(group.kind)) + "</h2>\n";
    for (const RuleChange& rule : group.rules) {
      body += article(rule);
    }
    body += "</section>\n";
  }
  if (!diff.other_requests.empty()) {
    body += "<details class=\"note\"><summary>" + std::to_string(diff.other_requests.size()) +
            " scenarios have the same verdicts by other requests</summary><p>";
    for (const std::string& name : diff.other_requests) {
      body += html_text(name) + "<br>";
    }
    body += "</p></details>\n";
  }
  return static_page("Lockstep: what changed", kStyle, body);
}

}  // namespace lockstep::report
