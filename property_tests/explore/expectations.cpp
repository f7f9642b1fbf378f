#include "expectations.h"

#include <algorithm>
#include <utility>

namespace lockstep::explore {
namespace {

/// Checks of one person, by the email that each record surely has.
class PersonChecks {
 public:
  PersonChecks(const Model& end, std::size_t number) : end_(&end), person_(&end.people()[number]) {}

  void add_to(OrderedJson& checks) const {
    if (person_->is_tangled) {
      return;
    }
    for (const Service side : kServices) {
      add_count(side, checks);
    }
    for (const Field field : kFields) {
      add_property(field, checks);
    }
    for (const Group group : kGroups) {
      add_field(group, checks);
    }
    add_equal(checks);
    add_full(checks);
  }

 private:
  [[nodiscard]] std::optional<OrderedJson> query(Service side) const {
    const std::optional<std::string> email = person_->of(Field::email).known(side);
    return email && !email->empty() ? std::optional(OrderedJson{{"email", *email}}) : std::nullopt;
  }

  [[nodiscard]] bool exists() const {
    return std::ranges::any_of(person_->presence,
                               [](Presence presence) { return presence != Presence::absent; });
  }

  /// Whether there is one record too many or too few is about this.
  [[nodiscard]] std::string count_rule() const {
    if (person_->was_removed) {
      return person_->was_restored ? "DEL-4" : "DEL-2";
    }
    if (person_->was_renamed) {
      return "DEL-6";
    }
    if (end_->has_lost_state()) {
      return "MAT-10";
    }
    if (person_->came_back) {
      return "SCO-6";
    }
    if (const std::string filter = filter_rule(); !filter.empty()) {
      return filter;
    }
    if (end_->has_changed_settings()) {
      return "SET-1";
    }
    if (person_->has_ref[0] && person_->has_ref[1]) {
      return "MAT-1";
    }
    return end_->settings().direction == Direction::two_way ? "DIR-1" : "MAT-7";
  }

  /// The filter that keeps a record from being created on the other side.
  [[nodiscard]] std::string filter_rule() const {
    if (person_->on(Service::google) == Presence::absent && end_->settings().lists &&
        !person_->is_listed) {
      return "SCO-9";
    }
    const bool is_out = person_->on(Service::hubspot) == Presence::absent &&
                        end_->settings().stars && !person_->is_starred;
    return is_out ? "SCO-3" : "";
  }

  /// What a value is judged by.
  [[nodiscard]] std::string value_rule(Field field) const {
    if (person_->was_restored) {
      return "DEL-4";
    }
    if (person_->left) {
      return "SCO-5";
    }
    const std::string rule(person_->of(field).rule);
    switch (field) {
      case Field::email: return "MAT-3";
      case Field::mobilephone: return rule.empty() ? "QUI-4" : "PHN-2";
      case Field::fax: return rule.empty() ? "QUI-4" : "PHN-3";
      default: return rule.empty() ? "QUI-4" : rule;
    }
  }

  void add_count(Service side, OrderedJson& checks) const {
    // A record that is not there is known by the address that it would have.
    const Service witness = person_->is_present(side) ? side : other(side);
    const std::optional<OrderedJson> record = query(witness);
    if (!record || !exists() || person_->on(side) == Presence::perhaps) {
      return;
    }
    checks.push_back({{std::string(to_string(side)), *record},
                      {"count", person_->is_present(side) ? 1 : 0},
                      {"rule", count_rule()}});
  }

  void add_property(Field field, OrderedJson& checks) const {
    const std::optional<OrderedJson> record = query(Service::hubspot);
    const std::optional<std::string> value = person_->of(field).known(Service::hubspot);
    if (!person_->is_present(Service::hubspot) || !record || !value) {
      return;
    }
    checks.push_back({{"hubspot", *record},
                      {"is",
                       {{std::string(to_string(field)),
                         value->empty() ? OrderedJson(nullptr) : OrderedJson(*value)}}},
                      {"rule", value_rule(field)}});
  }

  void add_field(Group group, OrderedJson& checks) const {
    const std::optional<OrderedJson> record = query(Service::google);
    if (!person_->is_present(Service::google) || !record) {
      return;
    }
    OrderedJson is = field(group);
    if (is.empty()) {
      return;
    }
    const auto judged = std::ranges::find_if(kFields, [&](Field field) {
      return group_of(field) == group && !person_->of(field).rule.empty();
    });
    const Field first =
        judged != kFields.end() ? *judged : *std::ranges::find(kFields, group, &group_of);
    checks.push_back({{"google", *record}, {"is", std::move(is)}, {"rule", value_rule(first)}});
  }

  /// What Google holds; a field that may be empty or not is left to `equal`, and so are numbers
  /// after the first one, which may stand in any order.
  [[nodiscard]] OrderedJson field(Group group) const {
    OrderedJson item = OrderedJson::object();
    bool may_be_empty = true;
    bool is_certain = true;
    for (const Field field : kFields) {
      if (group_of(field) != group) {
        continue;
      }
      const std::set<std::string> values = person_->of(field).values(Service::google);
      const bool is_empty = *values.begin() == "" && values.size() == 1;
      const bool is_second = field == Field::mobilephone || field == Field::fax;
      if (is_second && !is_empty) {
        return OrderedJson::object();
      }
      is_certain = is_certain && values.size() == 1;
      may_be_empty = may_be_empty && values.contains("");
      if (values.size() == 1 && !is_empty) {
        item[key_of(field)] = *values.begin();
      } else if (!values.contains("")) {
        item[key_of(field)] = {{"one_of", values}};
      }
    }
    const bool may_keep_rest = group == Group::names && end_->has_extras();  // A middle name.
    if (item.empty() && (may_keep_rest || !is_certain || !may_be_empty)) {
      return item;
    }
    OrderedJson list = item.empty() ? OrderedJson(nullptr) : OrderedJson::array({item});
    if ((group == Group::phones || group == Group::emails) && person_->has_others) {
      list.push_back(OrderedJson::object());
    }
    return {{name_of(group), std::move(list)}};
  }

  [[nodiscard]] bool is_equal() const {
    return std::ranges::all_of(person_->fields, [](const Cells& cells) {
      return std::ranges::all_of(cells.possible,
                                 [](const Cell& cell) { return cell.hubspot == cell.google; });
    });
  }

  void add_equal(OrderedJson& checks) const {
    const std::optional<OrderedJson> hubspot = query(Service::hubspot);
    const std::optional<OrderedJson> google = query(Service::google);
    if (person_->is_present(Service::hubspot) && person_->is_present(Service::google) && hubspot &&
        google && is_equal()) {
      checks.push_back(
          {{"equal", {*hubspot, *google}}, {"rule", person_->was_restored ? "DEL-4" : "QUI-4"}});
    }
  }

  void add_full(OrderedJson& checks) const {
    const bool is_lacking = person_->is_present(Service::hubspot) &&
                            person_->on(Service::google) == Presence::absent &&
                            end_->creates_from(Service::hubspot, *person_);
    if (const auto record = query(Service::hubspot);
        record && is_lacking && end_->google_is_full()) {
      checks.push_back({{"health", {{"hubspot", *record}}},
                        {"state", "failing"},
                        {"reason", "STORAGE_LIMIT_EXCEEDED"},
                        {"rule", "LIM-1"}});
    }
  }

  const Model* end_;
  const PersonState* person_;
};

}  // namespace

OrderedJson expectations(const Draft& draft, const Model& end) {
  OrderedJson checks = OrderedJson::array();
  for (std::size_t number = 0; number < end.people().size(); ++number) {
    PersonChecks(end, number).add_to(checks);
  }
  OrderedJson count = OrderedJson::object();
  for (const Service side : kServices) {
    if (const std::optional<std::size_t> records = end.count(side)) {
      count[std::string(to_string(side))] = *records;
    }
  }
  if (!count.empty()) {
    const bool has_merged = std::ranges::any_of(end.people(), &PersonState::is_tangled);
    checks.push_back({{"count", std::move(count)},
                      {"rule", has_merged                  ? "DEL-6"
                               : end.has_lost_state()      ? "MAT-10"
                               : draft.google_contacts_max ? "LIM-1"
                                                           : "MAT-7"}});
  }
  checks.push_back({{"quiet", true}, {"rule", "QUI-1"}});
  return checks;
}

}  // namespace lockstep::explore
