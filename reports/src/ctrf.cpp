#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lockstep/report/render.h"

#include "cases.h"

namespace lockstep::report {
namespace {

using Json = nlohmann::ordered_json;

std::string_view status_of(Verdict verdict) {
  switch (outcome_of(verdict)) {
    case Outcome::passed: return "passed";
    case Outcome::failed: return "failed";
    case Outcome::skipped: break;
  }
  return "skipped";
}

Json lines_of(std::string_view text) {
  Json lines = Json::array();
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

Json test_json(const Suite& suite, const Case& made) {
  Json json{{"name", made.name},
            {"status", status_of(made.verdict)},
            {"duration", 0},
            {"suite", {suite.name}},
            {"rawStatus", to_string(made.verdict)}};
  if (!made.message.empty()) {
    json["message"] = made.message;
  }
  if (!made.body.empty()) {
    json["trace"] = made.body;
  }
  if (!made.output.empty()) {
    json["stdout"] = lines_of(made.output);
  }
  if (!made.kind.empty()) {
    json["tags"] = {made.kind};
  }
  if (made.scenario != nullptr) {
    json["filePath"] = made.scenario->file;
    json["extra"] = {{"scenario", made.scenario->name}, {"virtual_ms", made.scenario->virtual_ms}};
  }
  return json;
}

Json environment_json(const RunReport& run) {
  return {{"reportName", headline(run)},
          {"appName", run.connector_name},
          {"appVersion", run.connector_version},
          {"extra",
           {{"vendor", run.connector_vendor},
            {"claims", run.connector_claims},
            {"transport", run.transport},
            {"seed", std::to_string(run.seed)},
            {"rulebook_version", run.rulebook_version},
            {"complete", run.complete},
            {"certificate", run.certificate},
            {"exit_code", run.exit_code}}}};
}

}  // namespace

std::string render_ctrf(const RunReport& run) {
  Json tests = Json::array();
  Json summary{{"tests", 0},   {"passed", 0}, {"failed", 0}, {"skipped", 0},
               {"pending", 0}, {"other", 0},  {"suites", 0}};
  const std::vector<Suite> suites = make_suites(run);
  for (const Suite& suite : suites) {
    for (const Case& made : suite.cases) {
      Json& count = summary[std::string(status_of(made.verdict))];
      count = count.get<std::size_t>() + 1;
      tests.push_back(test_json(suite, made));
    }
  }
  summary["tests"] = tests.size();
  summary["suites"] = suites.size();
  summary["start"] = 0;
  summary["stop"] = 0;
  const Json json{{"reportFormat", "CTRF"},
                  {"specVersion", "1.0.0"},
                  {"generatedBy", "lockstep"},
                  {"results",
                   {{"tool", {{"name", "lockstep"}, {"version", run.lockstep_version}}},
                    {"summary", std::move(summary)},
                    {"tests", std::move(tests)},
                    {"environment", environment_json(run)}}}};
  return json.dump(1, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace) + "\n";
}

}  // namespace lockstep::report
