#include "step_json.h"

#include <string>
#include <utility>

namespace lockstep::explore {
namespace {

constexpr const char* kList = "VIP";

std::string ref_of(Service side, std::size_t person) {
  return handle_of(person) + (side == Service::hubspot ? "" : "-g");
}

Values with_address(std::size_t person, Values values) {
  values.try_emplace(Field::email, address_of(person));
  return values;
}

OrderedJson hubspot_contact(const Draft& draft, std::size_t person, const Values& values) {
  OrderedJson properties = OrderedJson::object();
  for (const auto& [field, value] : with_address(person, values)) {
    properties[std::string(to_string(field))] = value;
  }
  if (draft.has_extras) {
    properties["salutation"] = "Dr.";
    properties["twitterhandle"] = "@" + handle_of(person);
  }
  return {{"ref", ref_of(Service::hubspot, person)}, {"properties", std::move(properties)}};
}

OrderedJson google_contact(const Draft& draft, std::size_t number, const Values& values) {
  OrderedJson person = OrderedJson::object();
  const Values all = with_address(number, values);
  for (const Group group : kGroups) {
    const OrderedJson field = google_field(group, all, has_others(draft.has_extras, values));
    if (!field.begin()->is_null()) {
      person.update(field);
    }
  }
  OrderedJson contact = {{"ref", ref_of(Service::google, number)}};
  if (draft.has_extras) {
    if (person.contains("names")) {
      person["names"][0]["middleName"] = "M.";
    }
    person["nicknames"] = OrderedJson::array({{{"value", "The " + handle_of(number)}}});
    person["userDefined"] = OrderedJson::array({{{"key", "cat"}, {"value", "Tom"}}});
    contact["labels"] = {"Friends"};
  }
  contact["person"] = std::move(person);
  return contact;
}

class StepWriter {
 public:
  StepWriter(const Draft& draft, const Model& before) : draft_(&draft), before_(&before) {}

  using Steps = std::vector<OrderedJson>;

  Steps operator()(const Sync& sync) const {
    if (is_disturbed(*draft_)) {
      return {{{"sync", {{"passes", sync.passes}, {"may_fail", true}}}}};
    }
    return {{{"sync", sync.passes}}};
  }
  Steps operator()(const Settle& /*settle*/) const { return healing_json(*draft_); }
  Steps operator()(const Wait& wait) const {
    return {{{"wait", std::to_string(wait.time.count() / 60'000) + "m"}}};
  }
  Steps operator()(const Edit& edit) const { return {edit_json(edit)}; }
  Steps operator()(const EditDuring& during) const {
    return {{{"during",
              {{"operation", during.operation},
               {"call", 1},
               {"moment", during.before ? "before" : "after"},
               {"do", OrderedJson::array({edit_json(during.edit)})}}}}};
  }
  Steps operator()(const Add& add) const {
    return {{{"add",
              {{std::string(to_string(add.side)),
                contact_json(*draft_, add.side, add.person, add.values)}}}}};
  }
  Steps operator()(const Remove& remove) const {
    const std::string ref = ref_of(remove.side, remove.person);
    return {remove.side == Service::hubspot ? OrderedJson{{"delete", {{"hubspot", ref}}}}
                                            : OrderedJson{{"trash", ref}}};
  }
  Steps operator()(const Restore& restore) const {
    return {{{"restore",
              {{std::string(to_string(restore.side)), ref_of(restore.side, restore.person)}}}}};
  }
  Steps operator()(const EmptyTrash& /*empty*/) const { return {{{"empty_trash", true}}}; }
  Steps operator()(const Merge& merge) const {
    return {{{"merge",
              {{std::string(to_string(merge.side)),
                OrderedJson::array(
                    {record(merge.side, merge.person), record(merge.side, merge.other)})}}}}};
  }
  Steps operator()(const Rename& rename) const {
    return {{{"change_resource_name", record(Service::google, rename.person)}}};
  }
  Steps operator()(const Enlist& enlist) const {
    const OrderedJson who = OrderedJson::array({record(Service::hubspot, enlist.person)});
    return {{{"list", {{"name", kList}, {enlist.is_listed ? "add" : "remove", who}}}}};
  }
  Steps operator()(const Star& star) const {
    return {{{star.is_starred ? "star" : "unstar", record(Service::google, star.person)}}};
  }
  Steps operator()(const ChangeSettings& change) const {
    return {{{"settings", settings_json(change.settings, true)}}};
  }
  Steps operator()(const LoseState& /*lost*/) const { return {{{"lose_state", true}}}; }

 private:
  /// How a step means a record: by its name, or where the sync made it by what it holds.
  [[nodiscard]] OrderedJson record(Service side, std::size_t number) const {
    const PersonState& person = before_->people()[number];
    if (person.has_ref_on(side)) {
      return ref_of(side, number);
    }
    return {{"email", person.of(Field::email).known(side).value()}};
  }

  [[nodiscard]] OrderedJson edit_json(const Edit& edit) const {
    OrderedJson set;
    if (edit.side == Service::google) {
      set = google_field(group_of(edit.field), after(edit),
                         before_->people()[edit.person].has_others);
    } else {
      set[std::string(to_string(edit.field))] =
          edit.value.empty() ? OrderedJson(nullptr) : OrderedJson(edit.value);
    }
    return {{"edit",
             {{std::string(to_string(edit.side)), record(edit.side, edit.person)},
              {"set", std::move(set)}}}};
  }

  /// The field and its siblings in Google after the edit.
  [[nodiscard]] Values after(const Edit& edit) const {
    Values values;
    for (const Field field : kFields) {
      if (group_of(field) == group_of(edit.field) && field != edit.field) {
        values[field] = before_->people()[edit.person].of(field).known(Service::google).value();
      }
    }
    values[edit.field] = edit.value;
    return values;
  }

  const Draft* draft_;
  const Model* before_;
};

/// A drop-down: which records flow from the side. @param filter  If there is one.
OrderedJson drop_down(bool flows, bool filters, OrderedJson filter, bool whole) {
  OrderedJson side = {{"records", !flows ? "none" : filters ? "filter" : "all"}};
  if (flows && filters) {
    side["filter"] = std::move(filter);
  } else if (whole) {
    side["filter"] = nullptr;
  }
  return side;
}

}  // namespace

std::vector<OrderedJson> step_json(const Draft& draft, const Model& before, const Step& step) {
  return std::visit(StepWriter(draft, before), step);
}

OrderedJson contact_json(const Draft& draft, Service side, std::size_t person,
                         const Values& values) {
  OrderedJson contact = side == Service::hubspot ? hubspot_contact(draft, person, values)
                                                 : google_contact(draft, person, values);
  const Person& given = draft.people[person];
  if (side == Service::hubspot && given.hubspot && given.is_listed) {
    contact["lists"] = {kList};
  }
  if (side == Service::google && given.google && given.is_starred) {
    contact["starred"] = true;
  }
  return contact;
}

OrderedJson settings_json(const Settings& settings, bool whole) {
  const bool to_google =
      settings.direction == Direction::two_way || settings.direction == Direction::to_google;
  const bool to_hubspot =
      settings.direction == Direction::two_way || settings.direction == Direction::to_hubspot;
  OrderedJson patch = OrderedJson::object();
  if (whole || !settings.enabled) {
    patch["enabled"] = settings.enabled;
  }
  if (whole || !to_google || settings.lists) {
    patch["hubspot"] = drop_down(to_google, settings.lists, {{"list", kList}}, whole);
  }
  if (whole || !to_hubspot || settings.stars) {
    patch["google"] = drop_down(to_hubspot, settings.stars, {{"starred", true}}, whole);
  }
  if (whole || settings.default_app == Service::google) {
    patch["default_app"] = to_string(settings.default_app);
  }
  return patch;
}

std::vector<OrderedJson> healing_json(const Draft& draft) {
  std::vector<OrderedJson> steps;
  for (int pass = 0; pass < healing_passes(draft); ++pass) {
    steps.push_back({{"wait", "1h"}});
    steps.push_back({{"sync", {{"passes", 1}, {"may_fail", true}}}});
  }
  if (is_disturbed(draft)) {
    steps.push_back({{"wait", "1h"}});
    steps.push_back({{"sync", {{"passes", 2}, {"may_fail", true}}}});
  } else {
    steps.push_back({{"sync", 2}});
  }
  return steps;
}

}  // namespace lockstep::explore
