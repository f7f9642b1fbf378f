#include "recording/pseudonyms.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "lockstep/base/text.h"
#include "lockstep/base/url.h"

#include "recording/api_words.h"
#include "recording/fake_date.h"

namespace lockstep::scenario {
namespace {

bool is_ascii_digit(char32_t code) { return code >= U'0' && code <= U'9'; }

bool is_number(const std::u32string& word) { return std::ranges::all_of(word, is_ascii_digit); }

/// Shifts of the numbers of birthdays: at least a month, less than a year.
int days_from(const Keyed& keyed) {
  const int days = 30 + static_cast<int>(keyed.number("days", "") % 300);
  return keyed.number("sign", "") % 2 == 0 ? days : -days;
}

}  // namespace

Pseudonyms::Pseudonyms(const std::string& key, const std::string& region)
    : keyed_(key), phones_(keyed_, region), days_(days_from(keyed_)) {}

// A Feistel network over the letters that can change: each round adds to one half what follows from
// the other, so that different words of one shape stay different.
void Pseudonyms::permute(std::u32string& codes, bool is_number) {
  constexpr int kRounds = 8;
  std::vector<std::size_t> places;
  std::string shape;
  for (std::size_t at = 0; at < codes.size(); ++at) {
    const std::vector<char32_t>& alphabet = alphabets_.of(codes[at]);
    append_utf8(shape, alphabet.front());
    // A number that begins with 0 goes on doing so: else two numbers could meet.
    const bool is_leading_zero = is_number && at == 0 && codes.size() > 1 && codes[0] == U'0';
    if (alphabet.size() > 1 && !is_leading_zero) {
      places.push_back(at);
    }
  }
  const bool first_is_no_zero = is_number && codes.size() > 1;
  const std::size_t middle = places.size() / 2;
  for (int round = 0; round < kRounds; ++round) {
    const bool left = round % 2 == 0;
    const std::size_t begin = left ? 0 : middle;
    const std::size_t end = left ? middle : places.size();
    std::string other = shape + static_cast<char>('0' + round) + '/';
    for (std::size_t at = left ? middle : 0; at < (left ? places.size() : middle); ++at) {
      append_utf8(other, codes[places[at]]);
    }
    const std::vector<std::uint32_t> numbers = keyed_.numbers("word", other, end - begin);
    for (std::size_t at = begin; at < end; ++at) {
      const std::vector<char32_t>& alphabet = alphabets_.of(codes[places[at]]);
      const std::size_t skipped = first_is_no_zero && places[at] == 0 ? 1 : 0;
      const auto index = static_cast<std::size_t>(
          std::ranges::lower_bound(alphabet, codes[places[at]]) - alphabet.begin());
      const std::size_t count = alphabet.size() - skipped;
      codes[places[at]] =
          alphabet[(index - skipped + numbers[at - begin] % count) % count + skipped];
    }
  }
}

std::string Pseudonyms::word(const std::u32string& word) {
  if (const auto known = made_.find(word); known != made_.end()) {
    return known->second;
  }
  std::u32string codes;
  std::vector<bool> upper;
  for (const char32_t code : word) {
    const Letter letter = letter_of(code);
    codes += letter.code;
    upper.push_back(letter.is_upper);
  }
  permute(codes, is_number(word));
  std::string fake;
  for (std::size_t at = 0; at < codes.size(); ++at) {
    append_utf8(fake, code_of({codes[at], upper[at]}));
  }
  constexpr std::size_t kKeptMax = 100'000;
  if (made_.size() < kKeptMax) {
    made_.emplace(word, fake);
  }
  return fake;
}

std::string Pseudonyms::replaced_words(std::string_view text, Known known) {
  std::string replaced;
  std::u32string run;
  const auto flush = [&] {
    if (run.empty()) {
      return;
    }
    std::string original;
    std::string folded;
    for (const char32_t code : run) {
      append_utf8(original, code);
      append_utf8(folded, letter_of(code).code);
    }
    if (known == Known::replaced) {
      seen_.insert(folded);
    }
    const bool may_stay =
        known == Known::kept || (known == Known::kept_unless_seen && !seen_.contains(folded));
    const bool stays = may_stay && is_api_word(folded);
    replaced += stays ? original : word(run);
    run.clear();
  };
  for (const char32_t code : code_points(text)) {
    if (is_of_a_word(code)) {
      run += code;
      continue;
    }
    flush();
    append_utf8(replaced, code);
  }
  flush();
  return replaced;
}

std::string Pseudonyms::words(std::string_view text) {
  return replaced_words(text, Known::replaced);
}

std::string Pseudonyms::constant(std::string_view text) {
  return replaced_words(text, Known::kept);
}

std::string Pseudonyms::text(std::string_view text) {
  const std::string_view inner = trim(text);
  if (std::ranges::count(inner, '@') == 1 && inner.find_first_of(" \t\r\n<>,;:") == inner.npos) {
    return email(text);
  }
  return with_patterns(text, Known::replaced);
}

std::string Pseudonyms::message(std::string_view text) {
  return with_patterns(text, Known::kept_unless_seen);
}

std::string Pseudonyms::with_patterns(std::string_view text, Known known) {
  const bool keeps_known = known != Known::replaced;
  constexpr std::string_view kEnds = " \t\r\n<>()[]{}\"',;:";
  constexpr std::string_view kPhoneBegins = "+(0123456789";
  std::string replaced;
  std::size_t plain = 0;  // What was not replaced yet begins here.
  const auto put = [&](std::size_t begin, std::size_t end, const std::string& fake) {
    replaced += replaced_words(text.substr(plain, begin - plain), known) + fake;
    plain = end;
  };
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view rest = text.substr(at);
    const bool is_url = rest.starts_with("https://") || rest.starts_with("http://");
    std::size_t end = is_url ? std::min(text.find_first_of(" \t\r\n<>\"')", at), text.size())
                             : std::min(text.find_first_of(kEnds, at), text.size());
    const std::string_view token = text.substr(at, end - at);
    if (is_url) {
      if (!keeps_known || !is_api_url(token)) {
        put(at, end, url(token));
      } else {
        put(at, end, std::string(token));
      }
    } else if (std::ranges::count(token, '@') == 1 && token.front() != '@' && token.back() != '@') {
      const std::size_t dots = token.size() - (token.find_last_not_of('.') + 1);
      put(at, end - dots, email(token.substr(0, token.size() - dots)));
    } else if (!token.empty() && kPhoneBegins.find(text[at]) != kPhoneBegins.npos) {
      end = std::min(text.find_first_not_of("+()0123456789 ./-", at), text.size());
      std::string_view number = text.substr(at, end - at);
      number = number.substr(0, number.find_last_of("0123456789") + 1);
      // A shorter number could be anything.
      constexpr std::size_t kDigitsMin = 9;
      const bool is_phone = !keeps_known && number.size() >= kDigitsMin && phones_.is_valid(number);
      end = is_phone ? at + number.size()
                     : std::min(at + std::max<std::size_t>(token.size(), 1), text.size());
      if (is_phone) {
        put(at, end, phone(number));
      }
    }
    at = std::max(end, at + 1);
  }
  put(text.size(), text.size(), "");
  return replaced;
}

std::string Pseudonyms::local_part(std::string_view local) {
  // Dots say nothing at some providers: they are set aside and put back, so that two spellings of
  // one mailbox stay that.
  std::u32string letters;
  for (const char32_t code : code_points(local)) {
    letters += code == U'.' ? std::u32string() : std::u32string(1, code);
  }
  std::u32string fake;
  for (const char32_t code : code_points(word(letters))) {
    fake += code;
  }
  std::string dotted;
  std::size_t at = 0;
  for (const char32_t code : code_points(local)) {
    append_utf8(dotted, code == U'.' ? code : fake[at++]);
  }
  return dotted;
}

std::string Pseudonyms::domain(std::string_view domain) {
  const bool is_domain = domain.find('.') != domain.npos && domain.front() != '.' &&
                         domain.back() != '.' && domain.find("..") == domain.npos &&
                         domain.find_first_of(" _/\\@\"'<>") == domain.npos;
  if (!is_domain) {
    return words(domain);  // It leads nowhere, and goes on doing so.
  }
  std::string folded;
  std::vector<bool> upper;
  for (const char32_t code : code_points(domain)) {
    const Letter letter = letter_of(code);
    append_utf8(folded, letter.code);
    upper.push_back(letter.is_upper);
  }
  const std::vector<std::uint32_t> numbers = keyed_.numbers("domain", folded, 13);
  std::string fake;
  for (std::size_t at = 0; at < 12; ++at) {
    fake += static_cast<char>('a' + numbers[at] % 26);
  }
  constexpr std::string_view kReserved[] = {".example.com", ".example.net", ".example.org"};
  fake += kReserved[numbers[12] % 3];
  // Which letters are capitals follows those of the original, folded to the length of this one.
  for (std::size_t at = 0; at < upper.size(); ++at) {
    char& letter = fake[at % fake.size()];
    if (upper[at] && letter >= 'a' && letter <= 'z') {
      letter = static_cast<char>(letter - 'a' + 'A');
    }
  }
  return fake;
}

std::string Pseudonyms::email(std::string_view email) {
  const std::string_view inner = trim(email);
  const std::size_t at = inner.find('@');
  if (at == inner.npos || at == 0 || at + 1 == inner.size() ||
      inner.find('@', at + 1) != inner.npos) {
    return words(email);
  }
  const auto begin = static_cast<std::size_t>(inner.data() - email.data());
  const std::string_view local = inner.substr(0, at);
  const std::size_t plus = std::min(local.find('+', 1), local.size());
  return std::string(email.substr(0, begin)) + local_part(local.substr(0, plus)) +
         words(local.substr(plus)) + "@" + domain(inner.substr(at + 1)) +
         std::string(email.substr(begin + inner.size()));
}

std::string Pseudonyms::phone(std::string_view phone) {
  const std::string_view inner = trim(phone);
  const std::optional<std::string> fake = phones_.fake(inner);
  if (!fake) {
    return words(phone);
  }
  const auto begin = static_cast<std::size_t>(inner.data() - phone.data());
  return std::string(phone.substr(0, begin)) + *fake +
         std::string(phone.substr(begin + inner.size()));
}

std::string Pseudonyms::url(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == url.npos) {
    return words(url);
  }
  const std::size_t host = scheme + 3;
  const std::size_t host_end = std::min(url.find_first_of(":/?#", host), url.size());
  std::string fake = words(url.substr(0, scheme)) + "://";
  if (url.starts_with("http://") || url.starts_with("https://")) {
    fake = std::string(url.substr(0, host));
  }
  const std::string_view name = url.substr(host, host_end - host);
  fake += name.empty() ? "" : domain(name);
  std::string part;
  const auto flush = [&] {
    const std::optional<std::string> decoded = percent_decode(part);
    fake += decoded && *decoded != part && is_valid_utf8(*decoded) ? percent_encode(text(*decoded))
                                                                   : words(part);
    part.clear();
  };
  for (const char letter : url.substr(host_end)) {
    if (std::string_view(":/?#&=").find(letter) == std::string_view::npos) {
      part += letter;
      continue;
    }
    flush();
    fake += letter;
  }
  flush();
  return fake;
}

std::string Pseudonyms::date(std::string_view date) {
  const std::optional<std::string> moved = moved_date(trim(date), days_);
  return moved ? *moved : words(date);
}

std::string Pseudonyms::resource_name(std::string_view name) {
  std::string fake;
  bool is_first = true;
  for (const std::string_view part : split(name, '/')) {
    const bool is_contact = part.size() > 1 && part.front() == 'c' &&
                            std::ranges::all_of(part.substr(1), [](char letter) {
                              return letter >= '0' && letter <= '9';
                            });
    fake += is_first ? "" : "/";
    fake += is_api_word(part) ? std::string(part)
            : is_contact      ? "c" + words(part.substr(1))
                              : words(part);
    is_first = false;
  }
  return fake;
}

std::string Pseudonyms::hexadecimal_id(std::string_view id) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(id.data(), id.data() + id.size(), number, 16);
  constexpr std::uint64_t kOneDigitLess = 10'000'000'000'000'000'000ULL;
  if (error != std::errc() || end != id.data() + id.size() || number >= kOneDigitLess ||
      to_hex(number) != id) {
    return words(id);
  }
  std::uint64_t fake = 0;
  const std::string digits = words(std::to_string(number));
  std::from_chars(digits.data(), digits.data() + digits.size(), fake);
  return to_hex(fake);
}

std::string Pseudonyms::placeholder(std::string_view kind, std::string_view value) {
  if (value.empty() || value == "***") {
    return std::string(value);
  }
  auto& known = placeholders_[std::string(kind)];
  const std::size_t next = known.size() + 1;
  const std::size_t number = known.emplace(std::string(value), next).first->second;
  return "<" + std::string(kind) + ":" + std::to_string(number) + ">";
}

}  // namespace lockstep::scenario
