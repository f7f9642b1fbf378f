#include "google/search_text.h"

#include <algorithm>

#include "lockstep/base/text.h"

namespace lockstep::sim::google {
namespace {

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

bool separates_words(char letter) {
  const char lower = ascii_lower_letter(letter);
  const bool is_ascii = static_cast<unsigned char>(letter) < 0x80;
  return is_ascii && !is_digit(letter) && !(lower >= 'a' && lower <= 'z');
}

std::string digits_of(std::string_view text) {
  std::string digits;
  std::ranges::copy_if(text, std::back_inserter(digits), is_digit);
  return digits;
}

}  // namespace

bool has_prefix_phrase(std::string_view text, std::string_view query) {
  const std::string lower = ascii_lower(text);
  const std::string wanted = ascii_lower(query);
  for (std::size_t at = lower.find(wanted); at != std::string::npos;
       at = lower.find(wanted, at + 1)) {
    if (at == 0 || separates_words(lower[at - 1])) {
      return true;
    }
  }
  return false;
}

std::string phone_query_digits(std::string_view query) {
  constexpr std::string_view kPhoneLetters = "0123456789+-.() /";
  return query.find_first_not_of(kPhoneLetters) == std::string_view::npos ? digits_of(query) : "";
}

bool has_digit_prefix(std::string_view phone, std::string_view digits) {
  return digits_of(phone).starts_with(digits);
}

}  // namespace lockstep::sim::google
