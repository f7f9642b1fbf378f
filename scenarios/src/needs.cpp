#include "lockstep/scenario/needs.h"

#include <nlohmann/json.hpp>

#include <map>
#include <variant>

#include "connector_config.h"

namespace lockstep::scenario {
namespace {

bool is_on(const Json& filter, const char* key) {
  return filter.is_object() && filter.contains(key) && filter.at(key) == Json(true);
}

/// "all", "none" or "filter"; "" for a drop-down that was never set.
std::string records_of(const Json& connection, const char* side) {
  const auto choice = connection.find(side);
  return choice != connection.end() && choice->is_object() ? choice->value("records", "") : "";
}

bool has_some(const Json& connection, const char* key) {
  const auto found = connection.find(key);
  return found != connection.end() && !found->is_null() && !found->empty();
}

/// What one connection's settings amount to.
void add_needs(const Json& connection, std::set<std::string>& needs) {
  const std::string hubspot = records_of(connection, "hubspot");
  const std::string google = records_of(connection, "google");
  // Off, or not set up: any connector can leave both apps alone.
  if (!is_on(connection, "enabled") || hubspot.empty() || google.empty()) {
    return;
  }
  if (hubspot != "none" && google != "none") {
    needs.emplace("two_way");
  } else if (hubspot != "none") {
    needs.emplace("to_google");
  } else if (google != "none") {
    needs.emplace("to_hubspot");
  }
  if (hubspot == "filter" || google == "filter") {
    needs.emplace("filters");
  }
  if (google == "filter") {
    const Json& choice = connection.at("google");
    const Json filter = choice.contains("filter") ? choice.at("filter") : Json::object();
    if (!is_on(filter, "contacts_folder") && !is_on(filter, "starred")) {
      needs.emplace("other_contacts");
    }
  }
  if (has_some(connection, "custom_mappings")) {
    needs.emplace("custom_mappings");
  }
  if (has_some(connection, "default_lifecycle_stage")) {
    needs.emplace("lifecycle_stage");
  }
  if (!is_on(connection, "only_with_email")) {
    needs.emplace("no_email");
  }
}

}  // namespace

std::set<std::string> needs_of(const Scenario& scenario) {
  std::set<std::string> needs(scenario.needs.begin(), scenario.needs.end());
  if (!scenario.given.accounts.empty()) {
    needs.emplace("several_connections");
  }
  std::map<std::string, Json> connections;
  const auto apply = [&](const std::string& account, const JsonText& patch) {
    Json& connection = connections.try_emplace(account, default_connection()).first->second;
    connection.merge_patch(Json::parse(patch.text));
    return &connection;
  };
  add_needs(*apply(std::string(kMainAccount), scenario.given.settings), needs);
  for (const GivenAccount& account : scenario.given.accounts) {
    add_needs(*apply(account.name, account.settings), needs);
  }
  for (const Step& step : scenario.when) {
    if (const auto* const change = std::get_if<ChangeSettings>(&step.what)) {
      add_needs(*apply(change->account, change->patch), needs);
    }
  }
  return needs;
}

std::string_view claim_of(const Check& check) {
  if (std::holds_alternative<ExpectHealth>(check.what) ||
      std::holds_alternative<ExpectConnection>(check.what)) {
    return "health";
  }
  if (std::holds_alternative<ExpectRefused>(check.what)) {
    return "refused";
  }
  return std::holds_alternative<ExpectConflict>(check.what) ? "conflicts" : "";
}

}  // namespace lockstep::scenario
