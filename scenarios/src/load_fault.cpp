#include <utility>

#include "lockstep/sim/error_catalogue.h"

#include "load_parts.h"

namespace lockstep::scenario {
namespace {

using sim::FaultKind;

std::vector<std::string> fault_names() {
  std::vector<std::string> names;
  for (std::size_t kind = 0; kind < sim::kFaultKindCount; ++kind) {
    names.emplace_back(to_string(static_cast<FaultKind>(kind)));
  }
  return names;
}

void check_error_id(ObjectReader& reader, const std::string& id) {
  std::vector<std::string> known;
  for (const sim::CataloguedError& error : sim::error_catalogue()) {
    known.emplace_back(error.id);
  }
  if (!id.empty() && sim::find_error(id) == nullptr) {
    reader.mistakes().add(reader.line(),
                          "the error catalogue has no \"" + id + '"' + did_you_mean(id, known));
  }
}

sim::Fault load_answer_error(ObjectReader& reader, LoadContext& context) {
  sim::AnswerError error;
  error.error_id = reader.text("error").value_or("");
  check_error_id(reader, error.error_id);
  error.status = static_cast<int>(reader.count("status", 599).value_or(0));
  if (const Node* const headers = reader.find("headers")) {
    for (auto& [name, value] : load_properties(*headers, context)) {
      error.headers[name] = value.value_or("");
    }
  }
  if (const Node* const body = reader.find("body")) {
    error.body = body->is_text() ? body->scalar.get<std::string>() : to_json(*body).dump();
    error.headers.try_emplace("Content-Type", "application/json; charset=UTF-8");
  }
  if (error.error_id.empty() == (error.status == 0)) {
    context.mistakes.add(reader.line(),
                         R"(answer-error needs either "error" (of the catalogue) or "status")");
  }
  if (error.status != 0 && error.status < 100) {
    context.mistakes.add(reader.line(), "a status has three digits");
  }
  return error;
}

/// Reads the parameters that belong to this kind of fault.
sim::Fault load_parameters(FaultKind kind, ObjectReader& reader, LoadContext& context) {
  sim::Fault fault = sim::make_fault(kind);
  if (kind == FaultKind::answer_error) {
    return load_answer_error(reader, context);
  }
  if (auto* const delay = std::get_if<sim::Delay>(&fault)) {
    delay->time = reader.duration("ms").value_or(delay->time);
  } else if (auto* const stall = std::get_if<sim::Stall>(&fault)) {
    stall->time = reader.duration("ms").value_or(stall->time);
  } else if (auto* const stale = std::get_if<sim::StaleRead>(&fault)) {
    stale->age = reader.duration("ms").value_or(stale->age);
  } else if (auto* const page = std::get_if<sim::ShortPage>(&fault)) {
    page->records = reader.count("records", 1000).value_or(page->records);
  } else if (auto* const crash = std::get_if<sim::CrashConnector>(&fault)) {
    if (const Node* const moment = reader.find("moment")) {
      const auto name =
          load_choice(*moment, "\"moment\"", {"before", "committed", "after"}, context);
      crash->moment = sim::parse_crash_moment(name.value_or("")).value_or(crash->moment);
    }
  }
  return fault;
}

}  // namespace

std::optional<sim::FaultRule> load_fault(const Node& node, LoadContext& context) {
  ObjectReader reader(node, context.mistakes, "a fault");
  if (!reader.is_object()) {
    return std::nullopt;
  }
  std::string operation = reader.required_text("operation");
  check_operation(node, operation, context);
  std::string account = load_account(reader, context, "");
  const auto first = reader.count("first").value_or(1);
  const auto count = reader.count("count").value_or(1);
  if (first == 0 || count == 0) {
    context.mistakes.add(node.line, R"("first" and "count" are counted from 1)");
  }
  std::optional<FaultKind> kind;
  if (const Node* const fault = reader.require("fault")) {
    kind =
        sim::parse_fault_kind(load_choice(*fault, "a fault", fault_names(), context).value_or(""));
  }
  if (!kind) {
    return std::nullopt;
  }
  sim::Fault fault = load_parameters(*kind, reader, context);
  reader.finish();
  return sim::FaultRule{std::move(operation), std::move(fault), static_cast<std::uint32_t>(first),
                        static_cast<std::uint32_t>(count), std::move(account)};
}

}  // namespace lockstep::scenario
