#include <string>
#include <string_view>

#include "lockstep/report/foreign_text.h"
#include "lockstep/report/render.h"

#include "cases.h"

namespace lockstep::report {
namespace {

std::string attribute(std::string_view name, std::string_view value) {
  return " " + std::string(name) + "=\"" + xml_text(value) + "\"";
}

std::string attribute(std::string_view name, std::size_t value) {
  return attribute(name, std::to_string(value));
}

std::string element(std::string_view name, const Case& made, std::string_view type) {
  return "<" + std::string(name) + attribute("type", type) + attribute("message", made.message) +
         ">" + xml_text(made.body) + "</" + std::string(name) + ">";
}

std::string render(const Case& made) {
  std::string text =
      "  <testcase" + attribute("classname", made.class_name) + attribute("name", made.name) + ">";
  switch (made.verdict) {
    case Verdict::pass: break;
    case Verdict::warn:
    case Verdict::variant:
      text += "<system-out>" + xml_text(std::string(to_string(made.verdict)) + ": " + made.body) +
              "</system-out>";
      break;
    case Verdict::fail: text += element("failure", made, made.kind); break;
    case Verdict::config:
    case Verdict::harness_error: text += element("error", made, to_string(made.verdict)); break;
    case Verdict::waived:
    case Verdict::not_exercised:
    case Verdict::not_applicable:
      text += "<skipped" + attribute("type", to_string(made.verdict)) +
              attribute("message", made.message) + "/>";
      break;
  }
  if (!made.output.empty()) {
    text += "<system-out>" + xml_text(made.output) + "</system-out>";
  }
  return text + "</testcase>\n";
}

struct Totals {
  std::size_t tests = 0;
  std::size_t failures = 0;
  std::size_t errors = 0;
  std::size_t skipped = 0;

  void add(Verdict verdict) {
    ++tests;
    failures += static_cast<std::size_t>(verdict == Verdict::fail);
    errors +=
        static_cast<std::size_t>(verdict == Verdict::config || verdict == Verdict::harness_error);
    skipped += static_cast<std::size_t>(outcome_of(verdict) == Outcome::skipped);
  }
};

std::string properties(const RunReport& run) {
  const auto property = [](std::string_view name, std::string_view value) {
    return "   <property" + attribute("name", name) + attribute("value", value) + "/>\n";
  };
  return "  <properties>\n" + property("connector", run.connector_name) +
         property("connector_version", run.connector_version) +
         property("transport", run.transport) + property("seed", std::to_string(run.seed)) +
         property("rulebook_version", std::to_string(run.rulebook_version)) +
         property("lockstep_version", run.lockstep_version) + "  </properties>\n";
}

}  // namespace

std::string render_junit(const RunReport& run) {
  Totals all;
  std::string body;
  for (const Suite& suite : make_suites(run)) {
    Totals totals;
    std::string cases;
    for (const Case& made : suite.cases) {
      totals.add(made.verdict);
      all.add(made.verdict);
      cases += render(made);
    }
    body += " <testsuite" + attribute("name", suite.name) + attribute("tests", totals.tests) +
            attribute("failures", totals.failures) + attribute("errors", totals.errors) +
            attribute("skipped", totals.skipped) + ">\n" + properties(run) + cases +
            " </testsuite>\n";
  }
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites" +
         attribute("name", "Lockstep: " + run.connector_name) + attribute("tests", all.tests) +
         attribute("failures", all.failures) + attribute("errors", all.errors) + ">\n" + body +
         "</testsuites>\n";
}

}  // namespace lockstep::report
