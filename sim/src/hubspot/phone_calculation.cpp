#include "phone_calculation.h"

#include <phonenumbers/phonenumberutil.h>

#include <cstddef>

namespace lockstep::sim::hubspot {

CalculatedPhone calculate_phone(const std::string& text) {
  using i18n::phonenumbers::PhoneNumberUtil;
  constexpr std::size_t kTextMax = 250;  // The library's own bound; longer texts are no numbers.
  CalculatedPhone calculated;
  if (text.empty() || text.size() > kTextMax) {
    return calculated;
  }
  const PhoneNumberUtil& library = *PhoneNumberUtil::GetInstance();
  i18n::phonenumbers::PhoneNumber number;
  if (library.Parse(text, "US", &number) != PhoneNumberUtil::NO_PARSING_ERROR ||
      !library.IsPossibleNumber(number)) {
    return calculated;
  }
  library.Format(number, PhoneNumberUtil::E164, &calculated.international);
  library.GetNationalSignificantNumber(number, &calculated.searchable);
  return calculated;
}

}  // namespace lockstep::sim::hubspot
