#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>
#include <utility>

#include "lockstep/base/rulebook.h"
#include "lockstep/base/timestamp.h"
#include "lockstep/report/render.h"
#include "lockstep/scenario/article.h"

#include "evidence_json.h"
#include "json_parts.h"
#include "report_json.h"

namespace lockstep::report {
namespace {

using Json = nlohmann::ordered_json;

Json message_json(const MessageReport& message) {
  Json headers = Json::object();
  for (const auto& [name, value] : message.headers) {
    headers[name] = value;
  }
  return {{"headers", std::move(headers)}, {"body", message.body}};
}

Json exchange_json(const ExchangeReport& exchange) {
  Json json{{"sequence", exchange.sequence},
            {"at", exchange.at},
            {"source", exchange.source},
            {"operation", exchange.operation}};
  if (!exchange.method.empty()) {
    json["mutation"] = exchange.mutation;
    json["times_delivered"] = exchange.times_delivered;
    json["outcome"] = exchange.outcome;
    json["request"] = message_json(exchange.request);
    json["request"]["method"] = exchange.method;
    json["request"]["target"] = exchange.target;
    json["response"] = nullptr;
    if (exchange.status != 0) {
      json["response"] = message_json(exchange.response);
      json["response"]["status"] = exchange.status;
    }
  }
  if (!exchange.fault.empty()) {
    json["fault"] = exchange.fault;
  }
  if (!exchange.details.empty()) {
    json["details"] = exchange.details;
  }
  return json;
}

Json check_json(const scenario::CheckResult& check) {
  Json json{{"rule", check.rule},       {"verdict", to_string(check.verdict)},
            {"step", check.step},       {"at", format_timestamp(check.at)},
            {"message", check.message}, {"expected", check.expected},
            {"actual", check.actual},   {"exchanges", check.exchanges}};
  if (check.waiver) {
    json["waiver"] = *check.waiver;
  }
  if (!check.leans_on.empty()) {
    json["leans_on"] = leanings_json<Json>(check.leans_on);
  }
  return json;
}

Json crash_matrix_json(const RunReport& run) {
  Json tables = Json::array();
  for (const CrashTable& table : crash_tables(run)) {
    Json cells = Json::array();
    for (const scenario::CrashCell* const cell : table.cells) {
      cells.push_back({{"request", cell->request},
                       {"operation", cell->operation},
                       {"phase", cell->phase},
                       {"outcome", cell->outcome},
                       {"detail", cell->detail}});
    }
    tables.push_back({{"scenario", table.scenario}, {"cells", std::move(cells)}});
  }
  return tables;
}

Json waivers_json(const RunReport& run) {
  Json waivers = Json::array();
  for (const scenario::WaiverOutcome& outcome : run.waivers) {
    Json json = waiver_json<Json>(outcome);
    json["mistakes"] = Json::array();
    for (const scenario::WaiverOutcome::Mistake& mistake : outcome.mistakes) {
      json["mistakes"].push_back({{"fault", mistake.fault}, {"message", mistake.message}});
    }
    waivers.push_back(std::move(json));
  }
  return waivers;
}

Json pass_json(const scenario::PassEnded& pass) {
  return {{"pass", pass.pass},
          {"end", pass.end},
          {"message", pass.message},
          {"words", pass.words},
          {"left_processes", pass.left_processes}};
}

Json scenario_json(const ScenarioReport& scenario) {
  Json json{{"name", scenario.name},
            {"title", scenario.title},
            {"file", scenario.file},
            {"rules", scenario.rules},
            {"article", scenario.article},
            {"verdict", scenario.verdict ? Json(to_string(*scenario.verdict)) : Json(nullptr)},
            {"exchange_count", scenario.exchange_count},
            {"virtual_ms", scenario.virtual_ms},
            {"journal_sha256", scenario.journal_sha256},
            {"pass_ends", Json::array()},
            {"checks", Json::array()}};
  for (const scenario::PassEnded& pass : scenario.pass_ends) {
    json["pass_ends"].push_back(pass_json(pass));
  }
  for (const scenario::CheckResult& check : scenario.checks) {
    json["checks"].push_back(check_json(check));
  }
  json["exchanges"] = Json::array();
  for (const ExchangeReport& exchange : scenario.exchanges) {
    json["exchanges"].push_back(exchange_json(exchange));
  }
  json["evidence"] = evidence_json<Json>(scenario.evidence);
  return json;
}

Json rule_json(const RuleReport& rule) {
  return {{"id", rule.id},
          {"area", area_of(rule.id)},
          {"kind", to_string(rule.kind)},
          {"text", rule.text},
          {"source", rule.source},
          {"verdict", to_string(rule.verdict)},
          {"checks", counts_json<Json>(rule.checks)},
          {"scenarios", rule.scenarios},
          {"leans_on", leanings_json<Json>(rule.leans_on)}};
}

Json config_mistakes_json(const RunReport& run) {
  Json mistakes = Json::array();
  for (const scenario::ConfigMistake& mistake : run.config_mistakes) {
    mistakes.push_back(
        {{"where", mistake.where}, {"message", mistake.message}, {"hint", mistake.hint}});
  }
  return mistakes;
}

Json areas_json(const RunReport& run) {
  Json areas = Json::array();
  for (const RuleArea& area : kRuleAreas) {
    areas.push_back({{"id", area.id},
                     {"title", area.title},
                     {"rules", counts_json<Json>(count_rules(run, area.id))}});
  }
  return areas;
}

/// The paragraphs of the article, and which scenarios exercise them.
Json article_json(const RunReport& run) {
  Json article = Json::array();
  for (const scenario::ArticleParagraph& paragraph : scenario::kArticle) {
    Json scenarios = Json::array();
    for (const ScenarioReport& scenario : run.scenarios) {
      if (std::ranges::find(scenario.article, paragraph.id) != scenario.article.end()) {
        scenarios.push_back(scenario.name);
      }
    }
    article.push_back({{"id", paragraph.id}, {"text", paragraph.text}, {"scenarios", scenarios}});
  }
  return article;
}

Json run_json(const RunReport& run) {
  return {{"lockstep_version", run.lockstep_version},
          {"rulebook_version", run.rulebook_version},
          {"connector",
           {{"name", run.connector_name},
            {"version", run.connector_version},
            {"vendor", run.connector_vendor},
            {"claims", run.connector_claims},
            {"not_claimed", not_claimed(run)}}},
          {"transport", run.transport},
          // As text: JavaScript and others would round a number of 64 bits.
          {"seed", std::to_string(run.seed)},
          {"scenarios_planned", run.scenarios_planned},
          {"whole", run.whole},
          {"scenarios_sha256", run.scenarios_sha256},
          {"rulebook_sha256", run.rulebook_sha256},
          {"fidelity_sha256", run.fidelity_sha256},
          {"complete", run.complete},
          {"exit_code", run.exit_code},
          {"headline", headline(run)},
          {"certificate", run.certificate},
          {"obstacles", run.obstacles}};
}

}  // namespace

std::string report_json(const RunReport& run, int indent) {
  Json json{{"format", "lockstep-report"}, {"schema", 1}, {"run", run_json(run)}};
  json["counts"] = {{"rules", counts_json<Json>(count_rules(run))},
                    {"scenarios", counts_json<Json>(count_scenarios(run))},
                    {"checks", counts_json<Json>(count_checks(run))}};
  json["config_mistakes"] = config_mistakes_json(run);
  json["waivers"] = waivers_json(run);
  json["crash_matrix"] = crash_matrix_json(run);
  json["areas"] = areas_json(run);
  json["rules"] = Json::array();
  for (const RuleReport& rule : run.rules) {
    json["rules"].push_back(rule_json(rule));
  }
  json["scenarios"] = Json::array();
  for (const ScenarioReport& scenario : run.scenarios) {
    json["scenarios"].push_back(scenario_json(scenario));
  }
  json["article"] = article_json(run);
  return json.dump(indent, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace);
}

std::string render_json(const RunReport& run) { return report_json(run, 1) + "\n"; }

}  // namespace lockstep::report
