#include "to_scenario.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "expectations.h"
#include "step_json.h"

namespace lockstep::explore {
namespace {

OrderedJson fault_json(const Fault& fault) {
  OrderedJson json = {{"operation", fault.operation}, {"fault", fault.kind}};
  if (!fault.error.empty()) {
    json["error"] = fault.error;
  }
  if (!fault.moment.empty()) {
    json["moment"] = fault.moment;
  }
  if (fault.milliseconds > 0) {
    json["ms"] = fault.milliseconds;
  }
  if (fault.records > 0) {
    json["records"] = fault.records;
  }
  json["first"] = fault.first;
  return json;
}

OrderedJson world_of(const Draft& draft) {
  OrderedJson world = OrderedJson::object();
  if (draft.search_lag > Duration(0)) {
    world["search_lag_ms"] = draft.search_lag.count();
  }
  if (draft.propagation_delay > Duration(0)) {
    world["propagation_delay_ms"] = draft.propagation_delay.count();
  }
  if (draft.has_quotas) {
    world["quotas_enforced"] = true;
  }
  if (draft.google_contacts_max) {
    world["google_contacts_max"] = *draft.google_contacts_max;
  }
  return world;
}

OrderedJson given_of(const Draft& draft) {
  OrderedJson given = OrderedJson::object();
  if (OrderedJson settings = settings_json(draft.settings, false); !settings.empty()) {
    given["settings"] = std::move(settings);
  }
  if (OrderedJson world = world_of(draft); !world.empty()) {
    given["world"] = std::move(world);
  }
  for (const Service side : kServices) {
    OrderedJson contacts = OrderedJson::array();
    for (std::size_t number = 0; number < draft.people.size(); ++number) {
      const Person& person = draft.people[number];
      if (const auto& values = side == Service::hubspot ? person.hubspot : person.google) {
        contacts.push_back(contact_json(draft, side, number, *values));
      }
    }
    if (!contacts.empty()) {
      given[std::string(to_string(side))] = std::move(contacts);
    }
  }
  return given;
}

OrderedJson steps_of(const Draft& draft) {
  OrderedJson steps = OrderedJson::array();
  Model model(draft);
  if (shows_late(draft)) {
    steps.push_back({{"wait", "1h"}});  // What is given has been there for long.
  }
  const auto add = [&](std::vector<OrderedJson> more) {
    for (OrderedJson& step : more) {
      steps.push_back(std::move(step));
    }
  };
  for (const Step& step : draft.steps) {
    add(step_json(draft, model, step));
    model.apply(step);
  }
  add(healing_json(draft));
  steps.back() = {{"sync", 2}};  // Nothing fails any more.
  return steps;
}

std::vector<std::string> rules_of(const OrderedJson& checks) {
  std::vector<std::string> rules;
  for (const OrderedJson& check : checks) {
    const std::string rule = check.at("rule");
    if (std::ranges::find(rules, rule) == rules.end()) {
      rules.push_back(rule);
    }
  }
  return rules;
}

}  // namespace

std::string scenario_text(const Draft& draft, const std::string& name, const std::string& comment) {
  const OrderedJson checks = expectations(draft, reckon(draft).value());
  OrderedJson scenario = {{"scenario", name},
                          {"title", "A random world comes to rest with every edit in it"},
                          {"rules", rules_of(checks)},
                          {"given", given_of(draft)}};
  for (const Fault& fault : draft.faults) {
    scenario["faults"].push_back(fault_json(fault));
  }
  scenario["when"] = steps_of(draft);
  scenario["then"] = checks;
  std::string text;
  for (std::size_t at = 0; at < comment.size();) {
    const std::size_t end = std::min(comment.find('\n', at), comment.size());
    text += "// " + comment.substr(at, end - at) + "\n";
    at = end + 1;
  }
  return text + scenario.dump(2) + "\n";
}

}  // namespace lockstep::explore
