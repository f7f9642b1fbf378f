#include <algorithm>
#include <utility>

#include "lockstep/sim/fault_json.h"

#include "load_parts.h"

namespace lockstep::scenario {
namespace {

using What = decltype(Check::what);

constexpr std::size_t kNoLimit = 1'000'000'000;

std::optional<std::vector<std::string>> sorted_texts(ObjectReader& reader, std::string_view key) {
  if (reader.find(key) == nullptr) {
    return std::nullopt;
  }
  std::vector<std::string> texts = reader.texts(key);
  std::ranges::sort(texts);
  return texts;
}

std::optional<What> load_record(ObjectReader& reader, LoadContext& context) {
  const auto query = load_sided_query(reader, context);
  if (!query) {
    return std::nullopt;
  }
  ExpectRecord expect;
  expect.side = query->side;
  expect.record = query->record;
  expect.count = reader.count("count", kNoLimit);
  const Node* const is = reader.find("is");
  if (query->side == Service::hubspot) {
    if (is != nullptr) {
      expect.properties = load_properties(*is, context);
    }
    expect.lists = sorted_texts(reader, "lists");
  } else {
    if (is != nullptr) {
      check_person_fields(*is, context);
      for (const NodeMember& member : is->members) {
        expect.fields.emplace_back(member.key, JsonText{to_json(member.value).dump()});
      }
    }
    expect.starred = reader.flag("starred");
    expect.folder = load_folder(reader, "folder");
    expect.labels = sorted_texts(reader, "labels");
  }
  if (!expect.count && is == nullptr && !expect.starred && !expect.folder && !expect.labels &&
      !expect.lists) {
    context.mistakes.add(reader.line(), R"(a check of a record needs "is", "count" or another )"
                                        "expectation");
  }
  return expect;
}

std::optional<What> load_count(const Node& node, LoadContext& context) {
  ObjectReader reader(node, context.mistakes, "\"count\"");
  ExpectCount expect;
  expect.account = load_account(reader, context);
  expect.hubspot = reader.count("hubspot", kNoLimit);
  expect.google = reader.count("google", kNoLimit);
  expect.google_other = reader.count("google_other", kNoLimit);
  expect.google_trash = reader.count("google_trash", kNoLimit);
  reader.finish();
  if (!expect.hubspot && !expect.google && !expect.google_other && !expect.google_trash) {
    context.mistakes.add(node.line, "\"count\" needs a number of something");
  }
  return expect;
}

std::optional<What> load_unchanged(const Node& node, LoadContext& context) {
  ObjectReader reader(node, context.mistakes, "\"unchanged\"");
  const auto query = load_sided_query(reader, context);
  reader.finish();
  return query ? std::optional<What>(ExpectUnchanged{query->side, query->record}) : std::nullopt;
}

std::optional<std::size_t> load_since(ObjectReader& reader, std::size_t steps) {
  const auto since = reader.count("since", kNoLimit);
  if (since && *since >= steps) {
    reader.mistakes().add(reader.line(),
                          "\"since\" is the index of a step of \"when\", counted "
                          "from 0, and there are " +
                              std::to_string(steps));
  }
  return since;
}

std::optional<What> load_writes(const Node& node, std::size_t steps, LoadContext& context) {
  ObjectReader reader(node, context.mistakes, "\"writes\"");
  ExpectWrites expect;
  expect.account = load_account(reader, context, "");
  expect.hubspot = reader.count("hubspot", kNoLimit);
  expect.google = reader.count("google", kNoLimit);
  expect.since = load_since(reader, steps);
  expect.by_record = reader.flag("by_record").value_or(false);
  reader.finish();
  if (!expect.hubspot && !expect.google) {
    context.mistakes.add(node.line, R"("writes" needs "hubspot" or "google")");
  }
  return expect;
}

std::optional<What> load_requests(const Node& node, std::size_t steps, LoadContext& context) {
  ObjectReader reader(node, context.mistakes, "\"requests\"");
  ExpectRequests expect;
  expect.operation = reader.required_text("operation");
  sim::check_operation(node, context.mistakes, expect.operation);
  expect.account = load_account(reader, context, "");
  expect.answered = reader.count("answered", 599);
  expect.at_least = reader.count("at_least", kNoLimit);
  expect.at_most = reader.count("at_most", kNoLimit);
  if (const auto exactly = reader.count("exactly", kNoLimit)) {
    expect.at_least = exactly;
    expect.at_most = exactly;
  }
  expect.since = load_since(reader, steps);
  reader.finish();
  if (!expect.at_least && !expect.at_most) {
    context.mistakes.add(node.line, R"("requests" needs "exactly", "at_least" or "at_most")");
  }
  return expect;
}

std::optional<What> load_equal(const Node& node, LoadContext& context) {
  if (!node.is_array() || node.items.size() != 2) {
    context.mistakes.add(node.line, "\"equal\" must be a list of a HubSpot and a Google record");
    return std::nullopt;
  }
  const Node* hubspot = &node.items.front();
  const Node* google = &node.items.back();
  if (hubspot->is_text()) {
    const auto place = place_of_ref(*hubspot, context);
    if (place && place->side == Service::google) {
      std::swap(hubspot, google);
    }
  }
  return ExpectEqual{load_query(*hubspot, Service::hubspot, context),
                     load_query(*google, Service::google, context)};
}

std::optional<What> load_quiet(const Node& node, LoadContext& context) {
  if (node.kind != Node::Kind::scalar || node.scalar != true) {
    context.mistakes.add(node.line, "\"quiet\" can only be true");
  }
  return ExpectQuiet{};
}

std::optional<What> load_health(const Node& node, ObjectReader& check, LoadContext& context) {
  ObjectReader reader(node, context.mistakes, "\"health\"");
  const auto query = load_reported_query(reader, context);
  reader.finish();
  ExpectHealth expect;
  if (const Node* const state = check.require("state")) {
    expect.state =
        load_choice(*state, "a state", {"in_sync", "excluded", "failing", "pending"}, context)
            .value_or("");
  }
  expect.reason = check.text("reason");
  expect.cause = check.text("cause");
  expect.message = check.text("message");
  expect.remedies_at_least = check.count("remedies_at_least");
  if (!query) {
    return std::nullopt;
  }
  expect.side = query->side;
  expect.record = query->record;
  return expect;
}

std::optional<What> load_connection(const Node& node, LoadContext& context) {
  ObjectReader reader(node, context.mistakes, "\"connection\"");
  ExpectConnection expect;
  expect.account = load_account(reader, context);
  if (const Node* const state = reader.require("state")) {
    expect.state = load_choice(*state, "a state", {"ok", "paused", "off"}, context).value_or("");
  }
  expect.reason = reader.text("reason");
  if (const Node* const counts = reader.find("counts")) {
    ObjectReader inner(*counts, context.mistakes, "\"counts\"");
    for (const char* const name : {"in_sync", "excluded", "failing", "pending"}) {
      if (const auto count = inner.count(name, kNoLimit)) {
        expect.counts[name] = *count;
      }
    }
    inner.finish();
  }
  reader.finish();
  return expect;
}

std::optional<What> load_refused(const Node& node, LoadContext& context) {
  ObjectReader reader(node, context.mistakes, "\"refused\"");
  ExpectRefused expect;
  expect.account = load_account(reader, context);
  expect.none = reader.flag("none").value_or(false);
  expect.rule = reader.text("rule").value_or("");
  expect.setting = reader.text("setting");
  reader.finish();
  if (!expect.rule.empty() && !find_rule(expect.rule)) {
    context.mistakes.add(node.line, "the rulebook has no rule \"" + expect.rule + '"');
  }
  return expect;
}

std::optional<What> load_conflict(const Node& node, LoadContext& context) {
  ObjectReader reader(node, context.mistakes, "\"conflict\"");
  const auto query = load_reported_query(reader, context);
  ExpectConflict expect;
  expect.field = reader.required_text("field");
  if (const Node* const kept = reader.find("kept")) {
    expect.kept = load_choice(*kept, "\"kept\"", {"hubspot", "google"}, context);
  }
  expect.lost = reader.text("lost");
  reader.finish();
  if (!query) {
    return std::nullopt;
  }
  expect.side = query->side;
  expect.record = query->record;
  return expect;
}

std::optional<What> load_what(ObjectReader& reader, std::size_t steps, LoadContext& context) {
  if (reader.find("hubspot") != nullptr || reader.find("google") != nullptr) {
    return load_record(reader, context);
  }
  if (const Node* const node = reader.find("count")) {
    return load_count(*node, context);
  }
  if (const Node* const node = reader.find("unchanged")) {
    return load_unchanged(*node, context);
  }
  if (const Node* const node = reader.find("writes")) {
    return load_writes(*node, steps, context);
  }
  if (const Node* const node = reader.find("requests")) {
    return load_requests(*node, steps, context);
  }
  if (const Node* const node = reader.find("equal")) {
    return load_equal(*node, context);
  }
  if (const Node* const node = reader.find("quiet")) {
    return load_quiet(*node, context);
  }
  if (const Node* const node = reader.find("health")) {
    return load_health(*node, reader, context);
  }
  if (const Node* const node = reader.find("connection")) {
    return load_connection(*node, context);
  }
  if (const Node* const node = reader.find("refused")) {
    return load_refused(*node, context);
  }
  if (const Node* const node = reader.find("conflict")) {
    return load_conflict(*node, context);
  }
  return std::nullopt;
}

/// The rules that the check speaks for: its own, or all of the scenario's.
std::vector<RuleId> load_check_rules(ObjectReader& reader, LoadContext& context) {
  const Node* const node = reader.find("rule");
  if (node == nullptr) {
    return context.rules;
  }
  std::vector<std::string> names;
  for (const RuleId rule : context.rules) {
    names.emplace_back(rule.text());
  }
  const auto name = read_text(*node, context.mistakes, "\"rule\"");
  const auto rule = find_rule(name.value_or(""));
  if (!name || !rule || std::ranges::find(context.rules, *rule) == context.rules.end()) {
    if (name) {
      context.mistakes.add(node->line, "\"rule\" must be one of the scenario's \"rules\", and \"" +
                                           *name + "\" is not" + did_you_mean(*name, names));
    }
    return context.rules;
  }
  return {*rule};
}

}  // namespace

std::optional<Check> load_check(const Node& node, std::size_t steps, LoadContext& context) {
  ObjectReader reader(node, context.mistakes, "a check");
  if (!reader.is_object()) {
    return std::nullopt;
  }
  Check check;
  check.line = node.line;
  check.rules = load_check_rules(reader, context);
  check.note = reader.text("note").value_or("");
  auto what = load_what(reader, steps, context);
  reader.finish();
  if (!what) {
    context.mistakes.add(node.line, "nothing is checked here");
    return std::nullopt;
  }
  check.what = std::move(*what);
  return check;
}

}  // namespace lockstep::scenario
