#include "expectations.h"

#include <algorithm>
#include <utility>

#include "to_scenario.h"

namespace lockstep::explore {
namespace {

constexpr Service kServices[] = {Service::hubspot, Service::google};

std::set<std::string> values_on(const std::set<Cell>& cells, Service side) {
  std::set<std::string> values;
  for (const Cell& cell : cells) {
    values.insert(side == Service::hubspot ? cell.hubspot : cell.google);
  }
  return values;
}

/// Whether there is one record too many or too few is about this.
std::string count_rule(const Draft& draft, const Model& end, std::size_t number) {
  const PersonState& person = end.people()[number];
  if (person.was_removed) {
    return person.was_restored ? "DEL-4" : "DEL-2";
  }
  if (end.has_lost_state()) {
    return "MAT-10";
  }
  if (person.has_ref[0] && person.has_ref[1]) {
    return "MAT-1";
  }
  return draft.direction == Direction::two_way ? "DIR-1" : "MAT-7";
}

std::string value_rule(const Draft& draft, const PersonState& person) {
  if (person.was_restored) {
    return "DEL-4";
  }
  if (person.was_cleared) {
    return "MRG-10";
  }
  return draft.direction == Direction::two_way ? "QUI-4" : "DIR-7";
}

OrderedJson query(std::size_t number) { return {{"email", handle_of(number) + "@example.com"}}; }

/// The key under which a Google field holds the value.
std::string inner_name(Field field) {
  switch (field) {
    case Field::firstname: return "givenName";
    case Field::company: return "name";
    case Field::phone: return "value";
  }
  return "";
}

/// What Google holds; a field that may be empty or not is left to `equal`.
OrderedJson google_values(const PersonState& person) {
  OrderedJson fields = OrderedJson::object();
  for (const auto& [field, cells] : person.cells) {
    const std::set<std::string> values = values_on(cells, Service::google);
    if (values.size() == 1) {
      fields.update(google_field(field, *values.begin()));
    } else if (!values.contains("")) {
      fields[google_name(field)] = {{{inner_name(field), {{"one_of", values}}}}};
    }
  }
  return fields;
}

OrderedJson hubspot_values(const PersonState& person) {
  OrderedJson properties = OrderedJson::object();
  for (const auto& [field, cells] : person.cells) {
    const std::set<std::string> values = values_on(cells, Service::hubspot);
    if (values.size() == 1) {
      const std::string& value = *values.begin();
      properties[std::string(to_string(field))] =
          value.empty() ? OrderedJson(nullptr) : OrderedJson(value);
    }
  }
  return properties;
}

void add_person(const Draft& draft, const Model& end, std::size_t number, OrderedJson& checks) {
  const PersonState& person = end.people()[number];
  const bool exists = std::ranges::any_of(
      person.presence, [](Presence presence) { return presence != Presence::absent; });
  if (!exists) {
    return;
  }
  for (const Service side : kServices) {
    checks.push_back({{std::string(to_string(side)), query(number)},
                      {"count", person.is_present(side) ? 1 : 0},
                      {"rule", count_rule(draft, end, number)}});
  }
  for (const Service side : kServices) {
    if (!person.is_present(side)) {
      continue;
    }
    OrderedJson values = side == Service::hubspot ? hubspot_values(person) : google_values(person);
    if (!values.empty()) {
      checks.push_back({{std::string(to_string(side)), query(number)},
                        {"is", std::move(values)},
                        {"rule", value_rule(draft, person)}});
    }
  }
  const bool is_pair = person.is_present(Service::hubspot) && person.is_present(Service::google);
  if (is_pair && draft.direction == Direction::two_way) {
    checks.push_back(
        {{"equal", {query(number), query(number)}}, {"rule", value_rule(draft, person)}});
  }
}

}  // namespace

std::string google_name(Field field) {
  switch (field) {
    case Field::firstname: return "names";
    case Field::company: return "organizations";
    case Field::phone: return "phoneNumbers";
  }
  return "";
}

OrderedJson google_field(Field field, const std::string& value) {
  if (value.empty()) {
    return {{google_name(field), nullptr}};
  }
  return {{google_name(field), OrderedJson::array({{{inner_name(field), value}}})}};
}

OrderedJson expectations(const Draft& draft, const Model& end) {
  OrderedJson checks = OrderedJson::array();
  std::size_t hubspot = 0;
  std::size_t google = 0;
  for (std::size_t number = 0; number < end.people().size(); ++number) {
    add_person(draft, end, number, checks);
    hubspot += end.people()[number].is_present(Service::hubspot) ? 1U : 0U;
    google += end.people()[number].is_present(Service::google) ? 1U : 0U;
  }
  checks.push_back({{"count", {{"hubspot", hubspot}, {"google", google}}},
                    {"rule", end.has_lost_state() ? "MAT-10" : "MAT-7"}});
  checks.push_back({{"quiet", true}, {"rule", "QUI-1"}});
  return checks;
}

}  // namespace lockstep::explore
