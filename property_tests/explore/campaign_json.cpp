#include "campaign_json.h"

#include <nlohmann/json.hpp>

#include <utility>

namespace lockstep::explore {
namespace {

using Json = nlohmann::ordered_json;

Json to_json(const Finding& finding) {
  return {
      {"symptom", finding.symptom},   {"shape", finding.shape},     {"rule", finding.rule},
      {"verdict", finding.verdict},   {"message", finding.message}, {"expected", finding.expected},
      {"actual", finding.actual},     {"seed", finding.seed},       {"name", finding.name},
      {"scenario", finding.scenario}, {"minimal", finding.minimal}};
}

Finding to_finding(const Json& json) {
  return {.symptom = json.at("symptom"),
          .shape = json.at("shape"),
          .seed = json.at("seed"),
          .name = json.at("name"),
          .scenario = json.at("scenario"),
          .minimal = json.at("minimal"),
          .rule = json.at("rule"),
          .verdict = json.at("verdict"),
          .message = json.at("message"),
          .expected = json.at("expected"),
          .actual = json.at("actual")};
}

/// Keys of JSON are texts.
Json done_json(const std::map<std::uint64_t, std::uint64_t>& done) {
  Json json = Json::array();
  for (const auto& [shard, worlds] : done) {
    json.push_back({{"shard", shard}, {"worlds", worlds}});
  }
  return json;
}

CampaignResult to_result(const Json& json) {
  CampaignResult result;
  result.connector = json.at("connector");
  result.worlds = json.at("worlds");
  result.comes_to_every_rule = json.at("comes_to_every_rule");
  result.first_seed = json.at("first_seed");
  result.runs = json.at("runs");
  result.shards = json.at("shards");
  for (const Json& part : json.at("done")) {
    result.done[part.at("shard").get<std::uint64_t>()] = part.at("worlds");
  }
  result.red = json.at("red");
  result.exchanges = json.at("requests");
  result.repeated = json.at("repeated");
  result.unrepeatable = json.at("unrepeatable").get<std::vector<std::uint64_t>>();
  result.symptoms = json.at("symptoms").get<std::map<std::string, std::uint64_t>>();
  result.judged =
      json.at("judged").get<std::map<std::string, std::map<std::string, std::uint64_t>>>();
  for (const Json& finding : json.at("findings")) {
    result.findings.push_back(to_finding(finding));
  }
  if (const Json& canary = json.at("canary"); !canary.is_null()) {
    result.canary = {canary.at("name"), canary.at("worlds"), canary.at("symptom")};
  }
  return result;
}

}  // namespace

std::string to_line(const CampaignResult& result) {
  Json findings = Json::array();
  for (const Finding& finding : result.findings) {
    findings.push_back(to_json(finding));
  }
  const Json canary = result.canary ? Json{{"name", result.canary->name},
                                           {"worlds", result.canary->worlds},
                                           {"symptom", result.canary->symptom}}
                                    : Json(nullptr);
  const Json json = {{"connector", result.connector},
                     {"worlds", result.worlds},
                     {"comes_to_every_rule", result.comes_to_every_rule},
                     {"first_seed", result.first_seed},
                     {"runs", result.runs},
                     {"shards", result.shards},
                     {"done", done_json(result.done)},
                     {"red", result.red},
                     {"requests", result.exchanges},
                     {"repeated", result.repeated},
                     {"unrepeatable", result.unrepeatable},
                     {"canary", canary},
                     {"symptoms", result.symptoms},
                     {"judged", result.judged},
                     {"findings", std::move(findings)}};
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<CampaignResult> parse_campaign(std::string_view text, const std::string& source) {
  try {
    CampaignResult result = to_result(Json::parse(text));
    for (const auto& [number, worlds] : result.done) {
      if (number == 0 || number > result.shards || result.shards > kShardsMax) {
        return failure(ErrorKind::invalid_input,
                       "is of shard " + std::to_string(number) + " of " +
                           std::to_string(result.shards) + ", which there cannot be",
                       source);
      }
    }
    return result;
  } catch (const Json::exception& error) {
    return failure(ErrorKind::invalid_input,
                   std::string("is not the result of lockstep explore --json: ") + error.what(),
                   source);
  }
}

}  // namespace lockstep::explore
