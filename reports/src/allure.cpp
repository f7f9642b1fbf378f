#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "lockstep/base/digest.h"
#include "lockstep/base/timestamp.h"
#include "lockstep/report/tool_formats.h"

#include "cases.h"

namespace lockstep::report {
namespace {

using Json = nlohmann::ordered_json;

/// Allure's five statuses: "broken" is for what could not be judged.
std::string_view status_of(Verdict verdict) {
  if (verdict == Verdict::harness_error || verdict == Verdict::config) {
    return "broken";
  }
  switch (outcome_of(verdict)) {
    case Outcome::passed: return "passed";
    case Outcome::failed: return "failed";
    case Outcome::skipped: break;
  }
  return "skipped";
}

std::string_view severity_of(std::string_view kind) {
  return kind == "MUST" ? "critical" : kind == "SHOULD" ? "normal" : "minor";
}

/// An identifier in the form of a UUID (version 8: of one's own making) from a digest.
std::string uuid_of(std::string_view text) {
  std::string hex = sha256_hex(text).substr(0, 32);
  hex[12] = '8';
  hex[16] = "89ab"[static_cast<std::size_t>(hex[16]) % 4];
  return hex.substr(0, 8) + "-" + hex.substr(8, 4) + "-" + hex.substr(12, 4) + "-" +
         hex.substr(16, 4) + "-" + hex.substr(20);
}

/// Virtual times of a scenario in milliseconds since 1970; both 0 where nothing was timed.
struct Span {
  std::int64_t start = 0;
  std::int64_t stop = 0;
};

Span span_of(const ScenarioReport* scenario) {
  Span span;
  if (scenario == nullptr) {
    return span;
  }
  for (const scenario::CheckResult& check : scenario->checks) {
    span.stop = std::max(span.stop, to_epoch_ms(check.at));
  }
  span.start =
      std::max<std::int64_t>(0, span.stop - std::max<std::int64_t>(0, scenario->virtual_ms));
  return span;
}

Json details_json(std::string_view message, std::string_view trace) {
  Json json = Json::object();
  if (!message.empty()) {
    json["message"] = message;
  }
  if (!trace.empty()) {
    json["trace"] = trace;
  }
  return json;
}

std::string trace_of(const scenario::CheckResult& check) {
  return check.expected.empty() && check.actual.empty()
             ? ""
             : "expected: " + check.expected + "\nactual: " + check.actual;
}

/// The checks of the case's rule, in their order.
Json steps_json(const Case& made, std::string_view rule) {
  Json steps = Json::array();
  if (made.scenario == nullptr) {
    return steps;
  }
  for (const scenario::CheckResult& check : made.scenario->checks) {
    if (check.rule != rule) {
      continue;
    }
    const std::int64_t time = std::max<std::int64_t>(0, to_epoch_ms(check.at));
    steps.push_back({{"name", describe_step(check.step) + ": " + check.message},
                     {"status", status_of(check.verdict)},
                     {"statusDetails", details_json("", trace_of(check))},
                     {"stage", "finished"},
                     {"start", time},
                     {"stop", time},
                     {"steps", Json::array()},
                     {"attachments", Json::array()},
                     {"parameters", Json::array()}});
  }
  return steps;
}

Json label(std::string_view name, std::string_view value) {
  return {{"name", name}, {"value", value}};
}

/// Writes the files of one run.
class ResultFolder {
 public:
  explicit ResultFolder(const RunReport& run) : run_(&run) {}

  void add(const Suite& suite, const Case& made) {
    const std::string history = sha256_hex(made.class_name + "\n" + made.name);
    const std::string uuid = uuid_of(history + "\n" + run_->connector_name + "\n" +
                                     run_->connector_version + "\n" + std::to_string(run_->seed));
    const std::string rule = made.name.substr(0, made.name.find(' '));
    const Span span = span_of(made.scenario);
    Json json{{"uuid", uuid},
              {"historyId", history},
              {"testCaseId", history},
              {"fullName", made.class_name + "." + made.name},
              {"name", made.name},
              {"status", status_of(made.verdict)},
              {"statusDetails", details_json(made.message, made.body)},
              {"stage", "finished"},
              {"start", span.start},
              {"stop", span.stop},
              {"labels", labels_json(suite, made)},
              {"links", Json::array()},
              {"parameters", parameters_json()},
              {"steps", steps_json(made, rule)},
              {"attachments", attachments_json(made, uuid)}};
    files_[uuid + "-result.json"] =
        json.dump(1, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace) + "\n";
  }

  [[nodiscard]] Package take() && { return std::move(files_); }

 private:
  [[nodiscard]] Json labels_json(const Suite& suite, const Case& made) const {
    Json labels{label("framework", "lockstep"), label("parentSuite", run_->connector_name),
                label("suite", suite.name), label("tag", to_string(made.verdict))};
    if (!made.kind.empty()) {
      labels.push_back(label("severity", severity_of(made.kind)));
      labels.push_back(label("tag", made.kind));
    }
    if (made.scenario != nullptr) {
      labels.push_back(label("subSuite", made.scenario->name));
      for (const std::string& paragraph : made.scenario->article) {
        labels.push_back(label("story", paragraph));
      }
    }
    return labels;
  }

  /// Excluded, so that another seed or version is the same test with another outcome.
  [[nodiscard]] Json parameters_json() const {
    const auto parameter = [](std::string_view name, const std::string& value) {
      return Json{{"name", name}, {"value", value}, {"excluded", true}};
    };
    return {parameter("connector version", run_->connector_version),
            parameter("transport", run_->transport), parameter("seed", std::to_string(run_->seed))};
  }

  /// What the program wrote, and the exchanges of the scenario: once for all its cases.
  Json attachments_json(const Case& made, const std::string& uuid) {
    Json attachments = Json::array();
    if (outcome_of(made.verdict) != Outcome::failed) {
      return attachments;
    }
    if (!made.output.empty()) {
      attachments.push_back(
          attach("how passes ended", uuid + "-attachment.txt", "text/plain", made.output));
    }
    if (made.scenario != nullptr && !made.scenario->exchanges.empty()) {
      const std::string file = uuid_of("har\n" + made.scenario->name) + "-attachment.har";
      attachments.push_back(
          attach("exchanges (HAR)", file, "application/json",
                 files_.contains(file) ? files_[file] : render_har(*made.scenario)));
    }
    return attachments;
  }

  Json attach(std::string_view name, const std::string& file, std::string_view type,
              std::string content) {
    files_.insert_or_assign(file, std::move(content));
    return {{"name", name}, {"source", file}, {"type", type}};
  }

  const RunReport* run_;
  Package files_;
};

}  // namespace

Package render_allure(const RunReport& run) {
  ResultFolder folder(run);
  for (const Suite& suite : make_suites(run)) {
    for (const Case& made : suite.cases) {
      folder.add(suite, made);
    }
  }
  return std::move(folder).take();
}

}  // namespace lockstep::report
