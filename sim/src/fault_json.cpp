#include "lockstep/sim/fault_json.h"

#include <nlohmann/json.hpp>

#include <string>
#include <utility>
#include <vector>

#include "lockstep/sim/error_catalogue.h"
#include "lockstep/sim/operations.h"

namespace lockstep::sim {
namespace {

std::vector<std::string> fault_names() {
  std::vector<std::string> names;
  for (std::size_t kind = 0; kind < kFaultKindCount; ++kind) {
    names.emplace_back(to_string(static_cast<FaultKind>(kind)));
  }
  return names;
}

void check_error_id(ObjectReader& reader, const std::string& id) {
  std::vector<std::string> known;
  for (const CataloguedError& error : error_catalogue()) {
    known.emplace_back(error.id);
  }
  if (!id.empty() && find_error(id) == nullptr) {
    reader.mistakes().add(reader.line(),
                          "the error catalogue has no \"" + id + '"' + did_you_mean(id, known));
  }
}

Headers read_headers(const Node& node, Mistakes& mistakes) {
  const ObjectReader reader(node, mistakes, "headers");
  Headers headers;
  for (const NodeMember& member : node.members) {
    headers[member.key] =
        read_text(member.value, mistakes, '"' + member.key + '"').value_or(std::string());
  }
  return headers;
}

Fault read_answer_error(ObjectReader& reader) {
  AnswerError error;
  error.error_id = reader.text("error").value_or("");
  check_error_id(reader, error.error_id);
  error.status = static_cast<int>(reader.count("status", 599).value_or(0));
  if (const Node* const headers = reader.find("headers")) {
    error.headers = read_headers(*headers, reader.mistakes());
  }
  if (const Node* const body = reader.find("body")) {
    error.body = body->is_text() ? body->scalar.get<std::string>() : to_json(*body).dump();
    error.headers.try_emplace("Content-Type", "application/json; charset=UTF-8");
  }
  if (error.error_id.empty() == (error.status == 0)) {
    reader.mistakes().add(reader.line(),
                          R"(answer-error needs either "error" (of the catalogue) or "status")");
  }
  if (error.status != 0 && error.status < 100) {
    reader.mistakes().add(reader.line(), "a status has three digits");
  }
  return error;
}

/// Reads the parameters that belong to this kind of fault.
Fault read_parameters(FaultKind kind, ObjectReader& reader) {
  Fault fault = make_fault(kind);
  if (kind == FaultKind::answer_error) {
    return read_answer_error(reader);
  }
  if (auto* const delay = std::get_if<Delay>(&fault)) {
    delay->time = reader.duration("ms").value_or(delay->time);
  } else if (auto* const stall = std::get_if<Stall>(&fault)) {
    stall->time = reader.duration("ms").value_or(stall->time);
  } else if (auto* const stale = std::get_if<StaleRead>(&fault)) {
    stale->age = reader.duration("ms").value_or(stale->age);
  } else if (auto* const page = std::get_if<ShortPage>(&fault)) {
    page->records = reader.count("records", 1000).value_or(page->records);
  } else if (auto* const crash = std::get_if<CrashConnector>(&fault)) {
    if (const Node* const moment = reader.find("moment")) {
      const auto name =
          read_choice(*moment, reader.mistakes(), "\"moment\"", {"before", "committed", "after"});
      crash->moment = parse_crash_moment(name.value_or("")).value_or(crash->moment);
    }
  }
  return fault;
}

void write_parameters(nlohmann::ordered_json& json, const Fault& fault) {
  if (const auto* const error = std::get_if<AnswerError>(&fault)) {
    if (!error->error_id.empty()) {
      json["error"] = error->error_id;
      return;
    }
    json["status"] = error->status;
    json["headers"] = nlohmann::ordered_json::object();
    for (const auto& [name, value] : error->headers) {
      json["headers"][name] = value;
    }
    json["body"] = error->body;
  } else if (const auto* const delay = std::get_if<Delay>(&fault)) {
    json["ms"] = delay->time.count();
  } else if (const auto* const stall = std::get_if<Stall>(&fault)) {
    json["ms"] = stall->time.count();
  } else if (const auto* const stale = std::get_if<StaleRead>(&fault)) {
    json["ms"] = stale->age.count();
  } else if (const auto* const page = std::get_if<ShortPage>(&fault)) {
    json["records"] = page->records;
  } else if (const auto* const crash = std::get_if<CrashConnector>(&fault)) {
    json["moment"] = to_string(crash->moment);
  }
}

}  // namespace

void check_operation(const Node& node, Mistakes& mistakes, std::string_view pattern) {
  if (!pattern.empty() && !is_known_operation_pattern(pattern)) {
    mistakes.add(node.line, "no service has the operation \"" + std::string(pattern) + '"' +
                                did_you_mean(pattern, known_operations()));
  }
}

std::optional<FaultRule> read_fault_rule(ObjectReader& reader) {
  FaultRule rule;
  rule.operation = reader.required_text("operation");
  if (const Node* const operation = reader.find("operation")) {
    check_operation(*operation, reader.mistakes(), rule.operation);
  }
  rule.first = static_cast<std::uint32_t>(reader.count("first").value_or(1));
  rule.count = static_cast<std::uint32_t>(reader.count("count").value_or(1));
  if (rule.first == 0 || rule.count == 0) {
    reader.mistakes().add(reader.line(), R"("first" and "count" are counted from 1)");
  }
  const Node* const fault = reader.require("fault");
  const auto name = fault == nullptr
                        ? std::nullopt
                        : read_choice(*fault, reader.mistakes(), "a fault", fault_names());
  const std::optional<FaultKind> kind = parse_fault_kind(name.value_or(""));
  if (!kind) {
    return std::nullopt;
  }
  rule.fault = read_parameters(*kind, reader);
  return rule;
}

nlohmann::ordered_json fault_json(const FaultRule& rule) {
  nlohmann::ordered_json json{{"operation", rule.operation},
                              {"fault", to_string(kind_of(rule.fault))}};
  write_parameters(json, rule.fault);
  json["first"] = rule.first;
  json["count"] = rule.count;
  if (!rule.account.empty()) {
    json["account"] = rule.account;
  }
  return json;
}

}  // namespace lockstep::sim
