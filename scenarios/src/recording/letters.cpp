#include "recording/letters.h"

#include <utf8proc.h>

namespace lockstep::scenario {
namespace {

utf8proc_int32_t signed_code(char32_t code) { return static_cast<utf8proc_int32_t>(code); }
char32_t lower(char32_t code) { return static_cast<char32_t>(utf8proc_tolower(signed_code(code))); }
char32_t upper(char32_t code) { return static_cast<char32_t>(utf8proc_toupper(signed_code(code))); }

int byte_count(char32_t code) {
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}

/// A lower-case letter with exactly one upper-case partner.
bool has_two_cases(char32_t code) {
  return lower(code) == code && upper(code) != code && lower(upper(code)) == code;
}

bool has_diacritic(char32_t code) {
  const utf8proc_property_t* const property = utf8proc_get_property(signed_code(code));
  return property->decomp_seqindex != UINT16_MAX && property->decomp_type == 0;
}

enum class Sort : std::uint64_t { fixed, digit, cased, lone };

Sort sort_of(char32_t code) {
  switch (utf8proc_category(signed_code(code))) {
    case UTF8PROC_CATEGORY_ND: return Sort::digit;
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO: return has_two_cases(code) ? Sort::cased : Sort::lone;
    default: return Sort::fixed;
  }
}

/// What two letters must have in common to stand for each other.
std::uint64_t group_of(char32_t code, Sort sort) {
  constexpr unsigned kBlockBits = 7;
  const std::uint64_t block = code >> kBlockBits;
  const auto bytes = static_cast<std::uint64_t>(byte_count(code) * 8 + byte_count(upper(code)));
  return (((block * 4 + static_cast<std::uint64_t>(sort)) * 2 + (has_diacritic(code) ? 1U : 0U))
          << 8U) +
         bytes;
}

}  // namespace

std::vector<char32_t> code_points(std::string_view text) {
  std::vector<char32_t> codes;
  codes.reserve(text.size());
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  for (std::size_t at = 0; at < text.size();) {
    utf8proc_int32_t code = 0;
    const utf8proc_ssize_t size =
        utf8proc_iterate(bytes + at, static_cast<utf8proc_ssize_t>(text.size() - at), &code);
    if (size <= 0) {
      break;
    }
    codes.push_back(static_cast<char32_t>(code));
    at += static_cast<std::size_t>(size);
  }
  return codes;
}

void append_utf8(std::string& text, char32_t code) {
  utf8proc_uint8_t bytes[4];
  const utf8proc_ssize_t size = utf8proc_encode_char(signed_code(code), bytes);
  text.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
}

bool is_of_a_word(char32_t code) {
  const auto category = utf8proc_category(signed_code(code));
  return sort_of(code) != Sort::fixed || category == UTF8PROC_CATEGORY_MN ||
         category == UTF8PROC_CATEGORY_MC;
}

Letter letter_of(char32_t code) {
  const char32_t small = lower(code);
  const bool is_upper = small != code && has_two_cases(small) && upper(small) == code;
  return {is_upper ? small : code, is_upper};
}

char32_t code_of(const Letter& letter) {
  return letter.is_upper ? upper(letter.code) : letter.code;
}

const std::vector<char32_t>& Alphabets::of(char32_t code) {
  const Sort sort = sort_of(code);
  const std::uint64_t key = sort == Sort::fixed ? code : group_of(code, sort) + (1ULL << 40U);
  std::vector<char32_t>& group = groups_[key];
  if (!group.empty()) {
    return group;
  }
  if (sort == Sort::fixed) {
    group.push_back(code);
    return group;
  }
  const char32_t begin = code & ~char32_t{0x7F};
  for (char32_t other = begin; other < begin + 0x80; ++other) {
    if (sort_of(other) == sort && group_of(other, sort) == group_of(code, sort) &&
        letter_of(other).code == other) {
      group.push_back(other);
    }
  }
  return group;
}

}  // namespace lockstep::scenario
