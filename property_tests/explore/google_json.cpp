#include "google_json.h"

#include <algorithm>

namespace lockstep::explore {
namespace {

std::string value_in(const Values& values, Field field) {
  const auto found = values.find(field);
  return found == values.end() ? "" : found->second;
}

OrderedJson numbers(const Values& values, bool others) {
  OrderedJson list = OrderedJson::array();
  const auto add = [&](const std::string& number, const char* type) {
    if (!number.empty()) {
      list.push_back({{"value", number}});
      if (*type != '\0') {
        list.back()["type"] = type;
      }
    }
  };
  add(value_in(values, Field::phone), "");
  add(value_in(values, Field::mobilephone), "mobile");
  add(value_in(values, Field::fax), "workFax");
  if (others) {
    add("+1 415 555 0999", "work");
  }
  return list;
}

OrderedJson one_item(Group group, const Values& values) {
  OrderedJson item = OrderedJson::object();
  for (const Field field : kFields) {
    const std::string value = value_in(values, field);
    if (group_of(field) == group && !value.empty()) {
      item[key_of(field)] = value;
    }
  }
  return item.empty() ? OrderedJson::array() : OrderedJson::array({item});
}

}  // namespace

std::string name_of(Group group) {
  switch (group) {
    case Group::names: return "names";
    case Group::emails: return "emailAddresses";
    case Group::phones: return "phoneNumbers";
    case Group::organizations: return "organizations";
  }
  return "";
}

std::string key_of(Field field) {
  switch (field) {
    case Field::firstname: return "givenName";
    case Field::lastname: return "familyName";
    case Field::jobtitle: return "title";
    case Field::company: return "name";
    case Field::email:
    case Field::phone:
    case Field::mobilephone:
    case Field::fax: return "value";
  }
  return "";
}

OrderedJson google_field(Group group, const Values& values, bool others) {
  OrderedJson list = group == Group::phones ? numbers(values, others) : one_item(group, values);
  if (group == Group::emails && others) {
    list.push_back({{"value", "home." + value_in(values, Field::email)}});
  }
  return {{name_of(group), list.empty() ? OrderedJson(nullptr) : std::move(list)}};
}

}  // namespace lockstep::explore
