#include "settings_page.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>
#include <vector>

#include "lockstep/base/text.h"
#include "lockstep/core/config_changes.h"
#include "lockstep/core/setting_names.h"
#include "lockstep/report/foreign_text.h"

namespace lockstep::cli {
namespace {

using Json = nlohmann::ordered_json;
using report::terminal_line;

std::string state_of(const ConnectionConfig& connection) {
  if (!connection.is_set_up) {
    return "not set up";
  }
  return connection.enabled ? "on" : "off";
}

std::string_view mode_of(Direction direction) {
  switch (direction) {
    case Direction::none: return "nothing";
    case Direction::to_hubspot: return "Google to HubSpot";
    case Direction::to_google: return "HubSpot to Google";
    case Direction::both: return "two-way";
  }
  return "";
}

std::string drop_down(RecordScope records, const std::vector<std::string>& conditions) {
  if (records != RecordScope::filter) {
    return records == RecordScope::all ? "all contacts" : "no contacts";
  }
  return conditions.empty() ? "a filter without conditions: all contacts"
                            : "filter: " + join(conditions, " and ");
}

std::string hubspot_drop_down(const HubSpotScope& scope) {
  std::vector<std::string> conditions;
  if (scope.list) {
    conditions.push_back("in list " + *scope.list);
  }
  for (const PropertyFilter& filter : scope.properties) {
    conditions.push_back(filter.property + (filter.op == PropertyFilter::Operator::known
                                                ? " is known"
                                                : " = " + filter.value));
  }
  return drop_down(scope.records, conditions);
}

std::string google_drop_down(const GoogleScope& scope) {
  std::vector<std::string> conditions;
  if (scope.contacts_folder) {
    conditions.emplace_back("in the Contacts folder");
  }
  if (scope.starred) {
    conditions.emplace_back("starred");
  }
  return drop_down(scope.records, conditions);
}

std::string_view arrow_of(Direction direction) {
  switch (direction) {
    case Direction::none: return "--";
    case Direction::to_hubspot: return "<-";
    case Direction::to_google: return "->";
    case Direction::both: return "<>";
  }
  return "";
}

std::string google_name(const FieldMapping& mapping) {
  const GooglePath& path = mapping.google;
  if (mapping.kind == FieldKind::phone) {  // S16
    return path.field + (mapping.id == "phone"         ? ", the first"
                         : mapping.id == "mobilephone" ? ", labelled mobile"
                                                       : ", labelled fax");
  }
  return path.members == std::vector<std::string>{"value"}
             ? path.field
             : path.field + "." + join(path.members, ", ");
}

std::string padded(std::string text, std::size_t width) {
  text.resize(std::max(text.size(), width), ' ');
  return text;
}

std::string mapping_table(const Mappings& mappings) {
  std::size_t width = 0;
  for (const FieldMapping& mapping : mappings) {
    width = std::max(width, terminal_line(join(mapping.hubspot_properties, ", ")).size());
  }
  std::string text;
  for (const FieldMapping& mapping : mappings) {
    text += "    " + padded(terminal_line(join(mapping.hubspot_properties, ", ")), width) + "  " +
            std::string(arrow_of(mapping.direction)) + "  " + google_name(mapping) +
            (mapping.custom ? "" : "  (default, locked)") + "\n";
  }
  return text;
}

std::string line(std::string_view name, std::string_view value) {
  return "  " + padded(std::string(name), 15) + "  " + terminal_line(value) + "\n";
}

}  // namespace

std::string settings_page(const ConnectionConfig& connection, const AcceptedSettings& accepted) {
  const SyncSettings& settings = accepted.settings;
  std::string text =
      "connection " + terminal_line(connection.id) + ": " + state_of(connection) + "\n";
  text += line("sync", mode_of(accepted.direction));
  text += line("HubSpot", hubspot_drop_down(settings.hubspot));
  text += line("Google", google_drop_down(settings.google));
  text += line("in a conflict", settings.default_app == Side::hubspot ? "HubSpot's value stands"
                                                                      : "Google's value stands");
  text += line("plan", name_of(kPlanNames, settings.plan));
  text += line("without email", settings.only_with_email ? "stay out" : "sync, too");
  if (settings.default_lifecycle_stage) {
    text += line("new in HubSpot", "lifecycle stage " + *settings.default_lifecycle_stage);
  }
  text += "  mappings, HubSpot and Google\n" + mapping_table(accepted.mappings);
  for (const Refusal& refusal : accepted.refused) {
    text += "  refused: " + terminal_line(refusal.setting) + ": " + terminal_line(refusal.reason) +
            " (" + std::string(refusal.rule.text()) + ")\n";
  }
  return text;
}

std::string settings_document(const ConnectionConfig& connection,
                              const AcceptedSettings& accepted) {
  Json mappings = Json::array();
  for (const FieldMapping& mapping : accepted.mappings) {
    mappings.push_back(
        {{"hubspot", mapping.hubspot_properties},
         {"google", {{"field", mapping.google.field}, {"members", mapping.google.members}}},
         {"direction", to_string(mapping.direction)},
         {"custom", mapping.custom}});
  }
  Json refused = Json::array();
  for (const Refusal& refusal : accepted.refused) {
    refused.push_back(
        {{"setting", refusal.setting}, {"rule", refusal.rule.text()}, {"reason", refusal.reason}});
  }
  const Json json{{"connection", connection.id},
                  {"set_up", connection.is_set_up},
                  {"on", connection.enabled},
                  {"direction", to_string(accepted.direction)},
                  {"settings", Json::parse(settings_json_text(accepted.settings))},
                  {"mappings", std::move(mappings)},
                  {"refused", std::move(refused)}};
  return json.dump(1, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace) + "\n";
}

}  // namespace lockstep::cli
