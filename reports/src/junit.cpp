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

/// GitLab and a plugin of Jenkins attach the file that "[[ATTACHMENT|path]]" in an output names; a
/// foreign program must not choose one.
std::string without_attachments(std::string text) {
  constexpr std::string_view kMark = "[[ATTACHMENT";
  for (std::size_t at = text.find(kMark); at != std::string::npos; at = text.find(kMark, at)) {
    text.insert(at + 1, " ");
  }
  return text;
}

std::string element(std::string_view name, std::string_view attributes, const std::string& text) {
  const std::string opening = "<" + std::string(name) + std::string(attributes);
  return text.empty()
             ? opening + "/>"
             : opening + ">" + xml_text(without_attachments(text)) + "</" + std::string(name) + ">";
}

/// Writes the cases of one flavour.
class CaseWriter {
 public:
  explicit CaseWriter(JunitFlavour flavour) : is_gitlab_(flavour == JunitFlavour::gitlab) {}

  [[nodiscard]] std::string write(const Case& made) {
    std::string text =
        "  <testcase" + attribute("classname", made.class_name) + attribute("name", made.name);
    if (is_gitlab_ && made.scenario != nullptr) {
      text += attribute("file", made.scenario->file);
    }
    text += ">" + outcome(made);
    if (!made.output.empty()) {
      text += element("system-out", "", bounded(made.output));
    }
    return text + "</testcase>\n";
  }

 private:
  [[nodiscard]] std::string outcome(const Case& made) {
    switch (made.verdict) {
      case Verdict::pass: break;
      case Verdict::warn:
      case Verdict::variant:
        return element("system-out", "",
                       bounded(std::string(to_string(made.verdict)) + ": " + made.body));
      case Verdict::fail: return element("failure", told(made, made.kind), text_of(made));
      case Verdict::config:
      case Verdict::harness_error:
        return element("error", told(made, to_string(made.verdict)), text_of(made));
      case Verdict::waived:
      case Verdict::not_exercised:
      case Verdict::not_applicable:
        return element("skipped", told(made, to_string(made.verdict)),
                       is_gitlab_ ? made.message : "");
    }
    return "";
  }

  [[nodiscard]] std::string told(const Case& made, std::string_view type) const {
    return is_gitlab_ ? attribute("type", type)
                      : attribute("type", type) + attribute("message", made.message);
  }

  [[nodiscard]] std::string text_of(const Case& made) {
    const bool has_message = made.body.find(made.message) != std::string::npos;
    return bounded(has_message ? made.body : made.message + "\n" + made.body);
  }

  /// GitLab reads no more than 30 MB, so there is less of each text once there are many.
  [[nodiscard]] std::string bounded(const std::string& text) {
    if (!is_gitlab_) {
      return text;
    }
    constexpr std::size_t kCharactersMax = 4'000;
    constexpr std::size_t kCharactersOfManyMax = 100;
    constexpr std::size_t kManyBytes = std::size_t{10} << 20U;
    std::string taken =
        shorten(text, text_bytes_ < kManyBytes ? kCharactersMax : kCharactersOfManyMax);
    text_bytes_ += taken.size();
    return taken;
  }

  bool is_gitlab_;
  std::size_t text_bytes_ = 0;  ///< Of the texts so far.
};

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

std::string render_junit(const RunReport& run, JunitFlavour flavour) {
  CaseWriter writer(flavour);
  const std::string details = flavour == JunitFlavour::jenkins ? properties(run) : "";
  Totals all;
  std::string body;
  for (const Suite& suite : make_suites(run)) {
    Totals totals;
    std::string cases;
    for (const Case& made : suite.cases) {
      totals.add(made.verdict);
      all.add(made.verdict);
      cases += writer.write(made);
    }
    body += " <testsuite" + attribute("name", suite.name) + attribute("tests", totals.tests) +
            attribute("failures", totals.failures) + attribute("errors", totals.errors) +
            attribute("skipped", totals.skipped) + ">\n" + details + cases + " </testsuite>\n";
  }
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites" +
         attribute("name", "Lockstep: " + run.connector_name) + attribute("tests", all.tests) +
         attribute("failures", all.failures) + attribute("errors", all.errors) + ">\n" + body +
         "</testsuites>\n";
}

}  // namespace lockstep::report
