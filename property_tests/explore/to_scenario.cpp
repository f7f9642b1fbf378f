#include "to_scenario.h"

#include <array>
#include <utility>
#include <vector>

#include "expectations.h"

namespace lockstep::explore {
namespace {

constexpr std::array kHandles = {"ann", "bob", "cem", "dee", "eve", "fay"};

std::string ref_of(Service side, std::size_t person) {
  return handle_of(person) + (side == Service::hubspot ? "" : "-g");
}

/// How a step means a record: by its name, or where the sync made it by what it holds.
OrderedJson record_of(const Model& model, Service side, std::size_t person) {
  if (model.people()[person].has_ref.at(static_cast<std::size_t>(side))) {
    return ref_of(side, person);
  }
  return {{"email", handle_of(person) + "@example.com"}};
}

OrderedJson hubspot_contact(const Draft& draft, std::size_t person, const Values& values) {
  OrderedJson properties = {{"email", handle_of(person) + "@example.com"}};
  for (const auto& [field, value] : values) {
    properties[std::string(to_string(field))] = value;
  }
  if (draft.has_extras) {
    properties["twitterhandle"] = "@" + handle_of(person);
  }
  return {{"ref", ref_of(Service::hubspot, person)}, {"properties", std::move(properties)}};
}

OrderedJson google_contact(const Draft& draft, std::size_t number, const Values& values) {
  OrderedJson person = {
      {"emailAddresses", OrderedJson::array({{{"value", handle_of(number) + "@example.com"}}})}};
  for (const auto& [field, value] : values) {
    person.update(google_field(field, value));
  }
  if (draft.has_extras) {
    person["nicknames"] = OrderedJson::array({{{"value", "The " + handle_of(number)}}});
    person["userDefined"] = OrderedJson::array({{{"key", "cat"}, {"value", "Tom"}}});
  }
  return {{"ref", ref_of(Service::google, number)}, {"person", std::move(person)}};
}

OrderedJson contact_of(const Draft& draft, Service side, std::size_t person, const Values& values) {
  return side == Service::hubspot ? hubspot_contact(draft, person, values)
                                  : google_contact(draft, person, values);
}

OrderedJson edit_json(const Model& model, const Edit& edit) {
  OrderedJson set;
  if (edit.side == Service::google) {
    set = google_field(edit.field, edit.value);
  } else {
    set[std::string(to_string(edit.field))] =
        edit.value.empty() ? OrderedJson(nullptr) : OrderedJson(edit.value);
  }
  return {{"edit",
           {{std::string(to_string(edit.side)), record_of(model, edit.side, edit.person)},
            {"set", std::move(set)}}}};
}

class StepWriter {
 public:
  StepWriter(const Draft& draft, const Model& before) : draft_(&draft), before_(&before) {}

  OrderedJson operator()(const Sync& sync) const {
    if (is_disturbed(*draft_)) {
      return {{"sync", {{"passes", sync.passes}, {"may_fail", true}}}};
    }
    return {{"sync", sync.passes}};
  }
  OrderedJson operator()(const Wait& wait) const {
    return {{"wait", std::to_string(wait.time.count() / 60'000) + "m"}};
  }
  OrderedJson operator()(const Edit& edit) const { return edit_json(*before_, edit); }
  OrderedJson operator()(const EditDuring& during) const {
    return {{"during",
             {{"operation", during.operation},
              {"call", 1},
              {"moment", during.before ? "before" : "after"},
              {"do", OrderedJson::array({edit_json(*before_, during.edit)})}}}};
  }
  OrderedJson operator()(const Add& add) const {
    return {{"add",
             {{std::string(to_string(add.side)),
               contact_of(*draft_, add.side, add.person, add.values)}}}};
  }
  OrderedJson operator()(const Remove& remove) const {
    const std::string ref = ref_of(remove.side, remove.person);
    return remove.side == Service::hubspot ? OrderedJson{{"delete", {{"hubspot", ref}}}}
                                           : OrderedJson{{"trash", ref}};
  }
  OrderedJson operator()(const Restore& restore) const {
    return {{"restore",
             {{std::string(to_string(restore.side)), ref_of(restore.side, restore.person)}}}};
  }
  OrderedJson operator()(const LoseState& /*lost*/) const { return {{"lose_state", true}}; }

 private:
  const Draft* draft_;
  const Model* before_;
};

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

OrderedJson settings_of(const Draft& draft) {
  OrderedJson settings = OrderedJson::object();
  if (draft.direction == Direction::to_google) {
    settings["google"] = {{"records", "none"}};
  } else if (draft.direction == Direction::to_hubspot) {
    settings["hubspot"] = {{"records", "none"}};
  }
  if (draft.default_app == Service::google) {
    settings["default_app"] = "google";
  }
  return settings;
}

OrderedJson given_of(const Draft& draft) {
  OrderedJson given = OrderedJson::object();
  if (OrderedJson settings = settings_of(draft); !settings.empty()) {
    given["settings"] = std::move(settings);
  }
  OrderedJson world = OrderedJson::object();
  if (draft.search_lag > Duration(0)) {
    world["search_lag_ms"] = draft.search_lag.count();
  }
  if (draft.propagation_delay > Duration(0)) {
    world["propagation_delay_ms"] = draft.propagation_delay.count();
  }
  if (!world.empty()) {
    given["world"] = std::move(world);
  }
  for (const Service side : {Service::hubspot, Service::google}) {
    OrderedJson contacts = OrderedJson::array();
    for (std::size_t number = 0; number < draft.people.size(); ++number) {
      const Person& person = draft.people[number];
      if (const auto& values = side == Service::hubspot ? person.hubspot : person.google) {
        contacts.push_back(contact_of(draft, side, number, *values));
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
  if (draft.search_lag > Duration(0) || draft.propagation_delay > Duration(0)) {
    steps.push_back({{"wait", "1h"}});  // What is given has been there for long.
  }
  for (const Step& step : draft.steps) {
    steps.push_back(std::visit(StepWriter(draft, model), step));
    model.apply(step);
  }
  for (int pass = 0; pass < healing_passes(draft); ++pass) {
    steps.push_back({{"wait", "1h"}});
    steps.push_back({{"sync", {{"passes", 1}, {"may_fail", true}}}});
  }
  if (is_disturbed(draft)) {
    steps.push_back({{"wait", "1h"}});
  }
  steps.push_back({{"sync", 2}});
  return steps;
}

}  // namespace

std::string handle_of(std::size_t person) {
  return person < kHandles.size() ? kHandles.at(person) : "p" + std::to_string(person);
}

std::string scenario_text(const Draft& draft, const std::string& name, const std::string& comment) {
  const OrderedJson checks = expectations(draft, reckon(draft).value());
  std::vector<std::string> rules;
  for (const OrderedJson& check : checks) {
    const std::string rule = check.at("rule");
    if (std::find(rules.begin(), rules.end(), rule) == rules.end()) {
      rules.push_back(rule);
    }
  }
  OrderedJson scenario = {{"scenario", name},
                          {"title", "A random world comes to rest with every edit in it"},
                          {"rules", rules},
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
