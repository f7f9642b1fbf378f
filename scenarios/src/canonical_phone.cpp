#include "canonical_phone.h"

#include <phonenumbers/phonenumberutil.h>

#include "lockstep/base/text.h"

namespace lockstep::scenario {

std::string canonical_phone(std::string_view number, std::string_view region) {
  using i18n::phonenumbers::PhoneNumber;
  using i18n::phonenumbers::PhoneNumberUtil;
  std::string trimmed(trim(number));
  const PhoneNumberUtil& library = *PhoneNumberUtil::GetInstance();
  PhoneNumber parsed;
  if (library.Parse(trimmed, std::string(region), &parsed) != PhoneNumberUtil::NO_PARSING_ERROR) {
    return trimmed;
  }
  std::string canonical;
  library.Format(parsed, PhoneNumberUtil::E164, &canonical);
  if (!parsed.extension().empty()) {
    canonical += ";ext=" + parsed.extension();
  }
  return canonical;
}

}  // namespace lockstep::scenario
