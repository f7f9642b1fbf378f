#include "google/phone_canonical.h"

#include <phonenumbers/phonenumberutil.h>

#include <cstddef>

namespace lockstep::sim::google {
namespace {

constexpr std::size_t kKnownMax = 100'000;

std::string to_e164(const std::string& value, const std::string& region) {
  using i18n::phonenumbers::PhoneNumberUtil;
  constexpr std::size_t kTextMax = 250;  // The library's own bound; longer texts are no numbers.
  if (value.size() > kTextMax) {
    return {};
  }
  const PhoneNumberUtil& library = *PhoneNumberUtil::GetInstance();
  i18n::phonenumbers::PhoneNumber number;
  if (library.Parse(value, region, &number) != PhoneNumberUtil::NO_PARSING_ERROR ||
      !library.IsPossibleNumber(number)) {
    return {};
  }
  std::string canonical_form;
  library.Format(number, PhoneNumberUtil::E164, &canonical_form);
  return canonical_form;
}

}  // namespace

const std::string& PhoneCanonicaliser::canonical_form(const std::string& value) {
  const auto known = known_.find(value);
  if (known != known_.end()) {
    return known->second;
  }
  if (known_.size() >= kKnownMax) {
    known_.clear();
  }
  return known_.emplace(value, to_e164(value, region_)).first->second;
}

}  // namespace lockstep::sim::google
