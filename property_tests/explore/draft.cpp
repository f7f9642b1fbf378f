#include "draft.h"

#include <algorithm>

namespace lockstep::explore {

std::string_view to_string(Field field) noexcept {
  switch (field) {
    case Field::firstname: return "firstname";
    case Field::company: return "company";
    case Field::phone: return "phone";
  }
  return "";
}

bool is_disturbed(const Draft& draft) {
  return !draft.faults.empty() || draft.search_lag > Duration(0) ||
         draft.propagation_delay > Duration(0) ||
         std::ranges::any_of(draft.steps, [](const Step& step) {
           return std::holds_alternative<EditDuring>(step);
         });
}

}  // namespace lockstep::explore
