#include "lockstep/scenario/events.h"

#include <nlohmann/json.hpp>

#include <ostream>

#include "lockstep/base/rule.h"
#include "lockstep/base/timestamp.h"

namespace lockstep::scenario {
namespace {

using Json = nlohmann::ordered_json;

std::string_view kind_of(std::string_view rule_id) {
  const auto rule = find_rule(rule_id);
  return rule ? to_string(rule->info().kind) : "";
}

Json to_json(const VerdictCounts& counts) {
  Json json = Json::object();
  for (const Verdict verdict : kVerdicts) {
    if (counts.of(verdict) > 0) {
      json[std::string(to_string(verdict))] = counts.of(verdict);
    }
  }
  return json;
}

Json to_json(const RunStarted& event) {
  return {{"event", "run_started"},
          {"schema", event.schema},
          {"lockstep_version", event.lockstep_version},
          {"rulebook_version", event.rulebook_version},
          {"connector",
           {{"name", event.connector_name},
            {"version", event.connector_version},
            {"vendor", event.connector_vendor},
            {"claims", event.claims}}},
          {"transport", event.transport},
          {"seed", event.seed},
          {"scenarios", event.scenarios},
          {"whole", event.whole},
          {"scenarios_sha256", event.scenarios_sha256},
          {"rulebook_sha256", event.rulebook_sha256},
          {"fidelity_sha256", event.fidelity_sha256},
          {"today", event.today},
          {"crash_scenarios", event.crash_scenarios}};
}

Json to_json(const ConfigMistakeFound& event) {
  return {{"event", "config_mistake"},
          {"verdict", to_string(Verdict::config)},
          {"where", event.mistake.where},
          {"message", event.mistake.message},
          {"hint", event.mistake.hint}};
}

Json to_json(const ScenarioStarted& event) {
  return {{"event", "scenario_started"}, {"scenario", event.scenario}, {"title", event.title},
          {"rules", event.rules},        {"article", event.article},   {"file", event.file}};
}

Json to_json(const EvidenceBegun& event) {
  return {{"event", "evidence"},
          {"scenario", event.scenario},
          {"entries_left_out", event.entries_left_out},
          {"records_left_out", event.records_left_out},
          {"memory_is_told", event.memory_is_told}};
}

Json to_json(const RecordSeen& event) {
  return {{"event", "record"},
          {"scenario", event.scenario},
          {"sequence", event.sequence},
          {"side", event.side},
          {"account", event.account},
          {"id", event.id},
          {"state", Json::parse(event.state, nullptr, false)}};
}

Json to_json(const PassSeen& event) {
  return {{"event", "pass"},      {"scenario", event.scenario}, {"pass", event.pass},
          {"first", event.first}, {"last", event.last},         {"end", event.end}};
}

Json to_json(const BaseSeen& event) {
  const RememberedContact& contact = event.contact;
  const auto value = [](const std::optional<std::string>& text) {
    return text ? Json(*text) : Json(nullptr);
  };
  Json json{{"event", "base"},
            {"scenario", event.scenario},
            {"pass", event.pass},
            {"connection", contact.connection},
            {"hubspot_id", contact.hubspot_id},
            {"google_id", contact.google_id},
            {"fields", Json::array()}};
  for (const RememberedContact::Field& field : contact.fields) {
    json["fields"].push_back({{"field", field.name},
                              {"hubspot", value(field.hubspot)},
                              {"google", value(field.google)}});
  }
  return json;
}

Json to_json(const ExchangeSeen& event) {
  Json entry = Json::parse(event.entry, nullptr, false);
  return {{"event", "exchange"},
          {"scenario", event.scenario},
          {"sequence", event.sequence},
          {"entry", entry.is_discarded() ? Json(event.entry) : std::move(entry)}};
}

Json to_json(const PassEnded& event) {
  return {{"event", "pass_ended"},
          {"scenario", event.scenario},
          {"pass", event.pass},
          {"end", event.end},
          {"message", event.message},
          {"words", event.words},
          {"left_processes", event.left_processes}};
}

Json to_json(const CrashLived& event) {
  return {{"event", "crash"},
          {"scenario", event.cell.scenario},
          {"request", event.cell.request},
          {"operation", event.cell.operation},
          {"phase", event.cell.phase},
          {"outcome", event.cell.outcome},
          {"detail", event.cell.detail}};
}

Json to_json(const CheckMade& event) {
  const CheckResult& check = event.check;
  Json json{{"event", "check"},
            {"scenario", check.scenario},
            {"rule", check.rule},
            {"kind", kind_of(check.rule)},
            {"verdict", to_string(check.verdict)},
            {"step", check.step},
            {"at", format_timestamp(check.at)},
            {"message", check.message},
            {"expected", check.expected},
            {"actual", check.actual},
            {"exchanges", check.exchanges}};
  if (check.waiver) {
    json["waiver"] = *check.waiver;
  }
  if (!check.leans_on.empty()) {
    json["leans_on"] = Json::array();
    for (const Leaning& leaning : check.leans_on) {
      json["leans_on"].push_back({{"behaviour", leaning.behaviour}, {"status", leaning.status}});
    }
  }
  return json;
}

Json to_json(const ScenarioFinished& event) {
  return {{"event", "scenario_finished"},          {"scenario", event.scenario},
          {"verdict", to_string(event.verdict)},   {"checks", event.checks},
          {"exchanges", event.exchanges},          {"virtual_ms", event.virtual_ms},
          {"journal_sha256", event.journal_sha256}};
}

Json to_json(const WaiverJudged& event) {
  const Waiver& waiver = event.outcome.waiver;
  Json json{{"event", "waiver"},
            {"rule", waiver.rule},
            {"scenarios", waiver.scenarios},
            {"message", waiver.message},
            {"reason", waiver.reason},
            {"issue", waiver.issue},
            {"owner", waiver.owner},
            {"expires", waiver.expires},
            {"most", waiver.most},
            {"covered", event.outcome.covered},
            {"mistakes", Json::array()}};
  for (const WaiverOutcome::Mistake& mistake : event.outcome.mistakes) {
    json["mistakes"].push_back({{"fault", mistake.fault}, {"message", mistake.message}});
  }
  return json;
}

Json to_json(const RunFinished& event) {
  Json rules = Json::array();
  for (const RuleVerdict& rule : event.rules) {
    rules.push_back({{"id", rule.rule},
                     {"kind", kind_of(rule.rule)},
                     {"verdict", to_string(rule.verdict)},
                     {"counts", to_json(rule.counts)},
                     {"scenarios", rule.scenarios}});
  }
  return {{"event", "run_finished"},
          {"exit_code", event.exit_code},
          {"certificate", event.certificate},
          {"obstacles", event.obstacles},
          {"verdicts", to_json(event.verdicts)},
          {"scenario_verdicts", to_json(event.scenario_verdicts)},
          {"rules", std::move(rules)}};
}

}  // namespace

std::string to_json_line(const Event& event) {
  // Text of foreign programs need not be UTF-8; what is not is replaced, never refused.
  return std::visit([](const auto& value) { return to_json(value); }, event)
      .dump(-1, ' ', false, Json::error_handler_t::replace);
}

void JsonLinesSink::write(const Event& event) {
  *out_ << to_json_line(event) << '\n';
  if (std::holds_alternative<ScenarioFinished>(event) ||
      std::holds_alternative<RunFinished>(event)) {
    out_->flush();
  }
}

}  // namespace lockstep::scenario
