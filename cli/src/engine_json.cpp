#include <nlohmann/json.hpp>

#include "lockstep/base/timestamp.h"

#include "engine_text.h"

namespace lockstep::cli {
namespace {

using Json = nlohmann::ordered_json;

Json or_null(const std::optional<std::string>& text) { return text ? Json(*text) : Json(); }
Json or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }

std::string document(const Json& json) {
  return json.dump(1, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace) + "\n";
}

Json to_json(const PlannedField& field) {
  return {{"field", field.field},
          {"write_to", to_string(field.write_to)},
          {"base", or_null(field.base)},
          {"hubspot", or_null(field.hubspot)},
          {"google", or_null(field.google)},
          {"rule", field.rule.text()}};
}

Json to_json(const PlannedWrite& write) {
  Json fields = Json::array();
  for (const PlannedField& field : write.fields) {
    fields.push_back(to_json(field));
  }
  return {{"hubspot_id", or_null(write.hubspot_id)},
          {"google_id", or_null(write.google_id)},
          {"fields", std::move(fields)}};
}

Json to_json(const ConnectionPlan& connection) {
  Json writes = Json::array();
  for (const PlannedWrite& write : connection.writes) {
    writes.push_back(to_json(write));
  }
  Json json{{"id", connection.id},           {"state", to_string(connection.state)},
            {"pause_reason", nullptr},       {"writes", std::move(writes)},
            {"refused", connection.refused}, {"error", nullptr}};
  if (connection.pause_reason) {
    json["pause_reason"] = to_string(*connection.pause_reason);
  }
  if (connection.error) {
    json["error"] = {{"kind", to_string(connection.error->kind)},
                     {"message", connection.error->message},
                     {"source", connection.error->source}};
  }
  return json;
}

Json to_json(const StateCounts& counts) {
  return {{"in_sync", counts.in_sync},
          {"excluded", counts.excluded},
          {"failing", counts.failing},
          {"pending", counts.pending}};
}

Json to_json(const ReasonCount& reason) {
  return {{"state", reason.state},          {"reason", or_null(reason.reason)},
          {"cause", or_null(reason.cause)}, {"message", reason.message},
          {"remedies", reason.remedies},    {"count", reason.count}};
}

Json to_json(const ConnectionStatus& connection) {
  Json reasons = Json::array();
  for (const ReasonCount& reason : connection.reasons) {
    reasons.push_back(to_json(reason));
  }
  return {
      {"id", connection.id},
      {"enabled", connection.enabled},
      {"last_pass", connection.last_pass ? Json(format_timestamp(*connection.last_pass)) : Json()},
      {"state", or_null(connection.state)},
      {"pause_reason", or_null(connection.pause_reason)},
      {"error", or_null(connection.error)},
      {"counts", to_json(connection.counts)},
      {"reasons", std::move(reasons)},
      {"conflicts", connection.conflicts},
      {"open_creates", connection.open_creates}};
}

Json to_json(const StoryField& field) {
  return {{"field", field.field},
          {"met", field.met},
          {"hubspot", or_null(field.hubspot)},
          {"hubspot_base", or_null(field.hubspot_base)},
          {"google", or_null(field.google)},
          {"google_base", or_null(field.google_base)}};
}

Json to_json(const StoryConflict& conflict) {
  return {{"at", format_timestamp(conflict.at)},
          {"field", conflict.field},
          {"base", or_null(conflict.base)},
          {"hubspot", or_null(conflict.hubspot)},
          {"google", or_null(conflict.google)},
          {"kept", to_string(conflict.kept)},
          {"rule", conflict.rule}};
}

Json to_json(const StoryWrite& write) {
  Json changes = Json::array();
  for (const StoryChange& change : write.changes) {
    changes.push_back({{"field", change.field},
                       {"from", or_null(change.from)},
                       {"to", or_null(change.to)},
                       {"rule", change.rule}});
  }
  return {{"at", format_timestamp(write.at)},
          {"side", to_string(write.side)},
          {"created", write.created},
          {"changes", std::move(changes)}};
}

Json to_json(const ContactStory& story) {
  Json json{{"connection", story.connection},
            {"hubspot_id", or_null(story.hubspot_id)},
            {"google_id", or_null(story.google_id)},
            {"hubspot_presence", or_null(story.hubspot_presence)},
            {"google_presence", or_null(story.google_presence)},
            {"state", story.state},
            {"reason", or_null(story.reason)},
            {"cause", or_null(story.cause)},
            {"message", story.message},
            {"remedies", story.remedies},
            {"interrupted", story.interrupted},
            {"fields", Json::array()},
            {"conflicts", Json::array()},
            {"writes", Json::array()}};
  for (const StoryField& field : story.fields) {
    json["fields"].push_back(to_json(field));
  }
  for (const StoryConflict& conflict : story.conflicts) {
    json["conflicts"].push_back(to_json(conflict));
  }
  for (const StoryWrite& write : story.writes) {
    json["writes"].push_back(to_json(write));
  }
  return json;
}

template <class Item>
Json all_of(const std::vector<Item>& items) {
  Json list = Json::array();
  for (const Item& item : items) {
    list.push_back(to_json(item));
  }
  return list;
}

}  // namespace

std::string to_json_text(const PassPlan& plan) {
  return document({{"connections", all_of(plan.connections)}, {"requests", plan.requests}});
}

std::string to_json_text(const std::vector<ConnectionStatus>& connections) {
  return document({{"connections", all_of(connections)}});
}

std::string to_json_text(const std::vector<ContactStory>& stories) {
  return document({{"contacts", all_of(stories)}});
}

}  // namespace lockstep::cli
