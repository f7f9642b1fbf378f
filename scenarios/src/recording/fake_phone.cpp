#include "recording/fake_phone.h"

#include <phonenumbers/phonenumberutil.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <span>
#include <utility>

namespace lockstep::scenario {
namespace {

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

const PhoneNumberUtil& library() { return *PhoneNumberUtil::GetInstance(); }

/// A range that a country's regulator keeps for fiction; '#' is any digit, 'A' one of an area code.
struct FictionRange {
  int country;
  std::string_view national;
};

// NANPA, Ofcom, ARCEP, ACMA and the Bundesnetzagentur keep these. Ranges of mobile numbers are not
// among them: the library calls those of the United Kingdom and France invalid.
constexpr std::array kFictionRanges = {
    FictionRange{1, "AAA55501##"},  FictionRange{44, "2079460###"}, FictionRange{44, "1134960###"},
    FictionRange{44, "1144960###"}, FictionRange{44, "1154960###"}, FictionRange{44, "1164960###"},
    FictionRange{44, "1174960###"}, FictionRange{44, "1184960###"}, FictionRange{44, "1214960###"},
    FictionRange{44, "1314960###"}, FictionRange{44, "1414960###"}, FictionRange{44, "1514960###"},
    FictionRange{44, "1614960###"}, FictionRange{33, "19900####"},  FictionRange{33, "26191####"},
    FictionRange{61, "25550####"},  FictionRange{61, "35550####"},  FictionRange{49, "3023125###"},
    FictionRange{49, "8999998###"}, FictionRange{49, "6990009###"}};

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

std::string digits_of(std::string_view text) {
  std::string digits;
  std::ranges::copy_if(text, std::back_inserter(digits), is_digit);
  return digits;
}

std::string filled(std::string_view pattern, std::span<const std::uint32_t> numbers) {
  std::string digits(pattern);
  std::size_t at = 0;
  for (char& digit : digits) {
    if (digit == 'A' || digit == '#') {
      const std::uint32_t number = numbers[at++ % numbers.size()];
      const bool leads = digit == 'A' && &digit == digits.data();
      digit = static_cast<char>(leads ? '2' + number % 8 : '0' + number % 10);
    }
  }
  return digits;
}

}  // namespace

struct FakePhones::Parsed {
  PhoneNumber number;
  std::string national;
  std::string e164;
  bool valid = false;
};

FakePhones::FakePhones(Keyed keyed, std::string region)
    : keyed_(std::move(keyed)), region_(std::move(region)) {}

std::optional<FakePhones::Parsed> FakePhones::parse(const std::string& phone,
                                                    const std::string& region) const {
  constexpr std::size_t kLongest = 250;  // What the library reads.
  Parsed parsed;
  if (phone.size() > kLongest ||
      library().Parse(phone, region, &parsed.number) != PhoneNumberUtil::NO_PARSING_ERROR ||
      !library().IsPossibleNumber(parsed.number)) {
    return std::nullopt;
  }
  library().GetNationalSignificantNumber(parsed.number, &parsed.national);
  library().Format(parsed.number, PhoneNumberUtil::E164, &parsed.e164);
  parsed.valid = library().IsValidNumber(parsed.number);
  return parsed;
}

bool FakePhones::is_valid(std::string_view phone) const {
  const std::optional<Parsed> parsed = parse(std::string(phone), region_);
  return parsed && parsed->valid;
}

const std::string& FakePhones::national_of(const Parsed& parsed) {
  if (const auto known = nationals_.find(parsed.e164); known != nationals_.end()) {
    return known->second;
  }
  constexpr int kAttemptsInRanges = 400;
  constexpr int kAttempts = 2'000;
  const int country = parsed.number.country_code();
  std::vector<std::string> patterns;
  for (const FictionRange& range : kFictionRanges) {
    if (parsed.valid && range.country == country &&
        range.national.size() == parsed.national.size()) {
      patterns.emplace_back(range.national);
    }
  }
  // What a number begins with decides whether it is one.
  const std::size_t kept = parsed.national.size() < 8 ? 0 : 3;
  const std::string open =
      parsed.national.substr(0, kept) + std::string(parsed.national.size() - kept, '#');
  std::string national;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    const std::vector<std::uint32_t> numbers =
        keyed_.numbers("phone", parsed.e164 + '/' + std::to_string(attempt), 16);
    const bool in_range = !patterns.empty() && attempt < kAttemptsInRanges;
    national = filled(in_range ? patterns[numbers[15] % patterns.size()] : open, numbers);
    const std::string e164 = '+' + std::to_string(country) + national;
    const std::optional<Parsed> candidate = parse(e164, "ZZ");
    if (candidate && candidate->e164 == e164 && candidate->valid == parsed.valid &&
        e164 != parsed.e164 && !taken_.contains(e164)) {
      break;
    }
  }
  taken_.insert('+' + std::to_string(country) + national);
  by_national_.emplace(parsed.national, national);
  return nationals_.emplace(parsed.e164, national).first->second;
}

std::optional<std::string> FakePhones::fake(std::string_view phone) {
  std::string text(phone);
  // HubSpot also tells national numbers without anything around them.
  if (const auto known = by_national_.find(text); known != by_national_.end()) {
    return known->second;
  }
  const std::optional<Parsed> parsed = parse(text, region_);
  if (!parsed) {
    return std::nullopt;
  }
  const std::string& national = national_of(*parsed);
  const std::string country = std::to_string(parsed->number.country_code());
  const std::string extension = digits_of(parsed->number.extension());
  const std::string digits = digits_of(text);
  const bool has_country = text.find('+') != std::string::npos && digits.starts_with(country);
  const std::size_t place = digits.find(parsed->national, has_country ? country.size() : 0);
  std::string fake_extension;
  for (const std::uint32_t number : keyed_.numbers("extension", extension, extension.size())) {
    fake_extension += static_cast<char>('0' + number % 10);
  }
  if (place == std::string::npos || digits.size() != place + national.size() + extension.size() ||
      !digits.ends_with(extension)) {
    return '+' + country + national + (extension.empty() ? "" : ";ext=" + fake_extension);
  }
  const std::string fake_digits = digits.substr(0, place) + national + fake_extension;
  std::size_t at = 0;
  for (char& letter : text) {
    letter = is_digit(letter) ? fake_digits[at++] : letter;
  }
  return text;
}

}  // namespace lockstep::scenario
