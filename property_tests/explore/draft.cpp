#include "draft.h"

#include <algorithm>

namespace lockstep::explore {

std::string_view to_string(Field field) noexcept {
  switch (field) {
    case Field::firstname: return "firstname";
    case Field::lastname: return "lastname";
    case Field::email: return "email";
    case Field::phone: return "phone";
    case Field::mobilephone: return "mobilephone";
    case Field::fax: return "fax";
    case Field::jobtitle: return "jobtitle";
    case Field::company: return "company";
  }
  return "";
}

Group group_of(Field field) noexcept {
  switch (field) {
    case Field::firstname:
    case Field::lastname: return Group::names;
    case Field::email: return Group::emails;
    case Field::phone:
    case Field::mobilephone:
    case Field::fax: return Group::phones;
    case Field::jobtitle:
    case Field::company: return Group::organizations;
  }
  return Group::names;
}

std::string handle_of(std::size_t person) {
  constexpr std::array kHandles = {"ann", "bob", "cem", "dee", "eve", "fay"};
  return person < kHandles.size() ? kHandles.at(person) : "p" + std::to_string(person);
}

std::string address_of(std::size_t person) {
  const bool is_tagged = person % 3 == 2;  // MAT-2: another address all the same.
  return (is_tagged ? handle_of(0) + "+" : "") + handle_of(person) + "@example.com";
}

bool has_others(bool has_extras, const Values& google) {
  return has_extras && google.contains(Field::phone);
}

bool shows_late(const Draft& draft) {
  return draft.search_lag > Duration(0) || draft.propagation_delay > Duration(0);
}

bool is_disturbed(const Draft& draft) {
  return !draft.faults.empty() || shows_late(draft) ||
         std::ranges::any_of(draft.steps, [](const Step& step) {
           return std::holds_alternative<EditDuring>(step);
         });
}

}  // namespace lockstep::explore
