#include "program/report_files.h"

#include <array>
#include <string>

#include "lockstep/sim/object_reader.h"

namespace lockstep::scenario {
namespace {

using sim::Mistakes;
using sim::Node;
using sim::ObjectReader;

constexpr std::array kStates = {"in_sync", "excluded", "failing", "pending"};

const std::vector<std::string>& record_states() {
  static const std::vector<std::string> kNames(kStates.begin(), kStates.end());
  return kNames;
}

const std::vector<std::string>& connection_states() {
  static const std::vector<std::string> kNames = {"ok", "off", "paused"};
  return kNames;
}

const std::vector<std::string>& sides() {
  static const std::vector<std::string> kNames = {"hubspot", "google"};
  return kNames;
}

/// A member that is text or null; it may be missing.
void read_text_or_null(ObjectReader& reader, const char* key) {
  const Node* const node = reader.find(key);
  if (node != nullptr && !node->is_null() && !node->is_text()) {
    reader.mistake(*node, std::string("\"") + key + "\" must be text or null");
  }
}

void read_choice(ObjectReader& reader, const char* key, const std::vector<std::string>& names) {
  if (const Node* const node = reader.require(key)) {
    static_cast<void>(
        sim::read_choice(*node, reader.mistakes(), std::string("\"") + key + '"', names));
  }
}

void read_record(const Node& node, Mistakes& mistakes) {
  ObjectReader reader(node, mistakes, "a record");
  const Node* const hubspot = reader.require("hubspot_id");
  const Node* const google = reader.require("google_id");
  read_text_or_null(reader, "hubspot_id");
  read_text_or_null(reader, "google_id");
  if (hubspot != nullptr && google != nullptr && hubspot->is_null() && google->is_null()) {
    reader.mistake(node, "a record has at least one of hubspot_id and google_id");
  }
  read_choice(reader, "state", record_states());
  for (const char* const key : {"reason", "cause", "message"}) {
    read_text_or_null(reader, key);
  }
  static_cast<void>(reader.texts("remedies"));
}

void read_connection(const Node& node, Mistakes& mistakes) {
  ObjectReader reader(node, mistakes, "a connection");
  static_cast<void>(reader.required_text("id"));
  read_choice(reader, "connection_state", connection_states());
  read_text_or_null(reader, "reason");
  if (const Node* const counts = reader.require("counts")) {
    ObjectReader numbers(*counts, mistakes, "\"counts\"");
    for (const char* const state : kStates) {
      static_cast<void>(numbers.require(state));
      static_cast<void>(numbers.count(state));
    }
    numbers.finish();
  }
  static_cast<void>(reader.require("records"));
  for (const Node& record : reader.list("records")) {
    read_record(record, mistakes);
  }
}

void read_refusal(const Node& node, Mistakes& mistakes) {
  ObjectReader reader(node, mistakes, "a refusal");
  for (const char* const key : {"connection", "setting", "rule", "reason"}) {
    static_cast<void>(reader.required_text(key));
  }
}

void read_conflict(const Node& node, Mistakes& mistakes) {
  ObjectReader reader(node, mistakes, "a conflict");
  for (const char* const key : {"connection", "hubspot_id", "google_id", "field"}) {
    static_cast<void>(reader.required_text(key));
  }
  for (const char* const key : {"base", "hubspot", "google", "rule", "at"}) {
    read_text_or_null(reader, key);
  }
  read_choice(reader, "kept", sides());
}

struct Form {
  std::string_view name;
  const char* list;
  void (*read)(const Node&, Mistakes&);
};

constexpr std::array kForms = {Form{"health.json", "connections", read_connection},
                               Form{"refused.json", "refused", read_refusal},
                               Form{"conflicts.json", "conflicts", read_conflict}};

}  // namespace

std::vector<ConfigMistake> report_mistakes(std::string_view name, std::string_view text) {
  const std::string file(name);
  const std::string hint = "its schema is scenarios/schema/" + file.substr(0, file.find('.')) +
                           ".schema.json; an example stands in docs/connector_protocol.md";
  sim::NodeLimits limits;
  limits.bytes_max = std::size_t{64} << 20U;
  const Result<Node> root = sim::parse_node(text, file, limits);
  if (!root) {
    return {{root.error().source, root.error().message, hint}};
  }
  Mistakes mistakes;
  for (const Form& form : kForms) {
    if (form.name != name) {
      continue;
    }
    ObjectReader reader(*root, mistakes, file);
    static_cast<void>(reader.require(form.list));
    for (const Node& item : reader.list(form.list)) {
      form.read(item, mistakes);
    }
  }
  std::vector<ConfigMistake> found;
  for (const Mistakes::Mistake& mistake : mistakes.all()) {
    found.push_back({file + ':' + std::to_string(mistake.line), mistake.message, hint});
  }
  return found;
}

}  // namespace lockstep::scenario
