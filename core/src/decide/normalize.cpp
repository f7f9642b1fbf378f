#include "lockstep/core/normalize.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>
#include <optional>

#include "lockstep/base/text.h"

namespace lockstep {
namespace {

const utf8proc_uint8_t* bytes_of(std::string_view text) noexcept {
  return reinterpret_cast<const utf8proc_uint8_t*>(text.data());  // NOLINT: utf8proc's own type.
}

std::string_view text_of(const utf8proc_uint8_t* bytes, utf8proc_ssize_t size) noexcept {
  return {reinterpret_cast<const char*>(bytes),  // NOLINT: utf8proc's own type.
          static_cast<std::size_t>(size)};
}

/// NFC; the text itself if it is not UTF-8.
std::string compose(std::string_view text) {
  utf8proc_uint8_t* result = nullptr;
  const utf8proc_ssize_t size =
      utf8proc_map(bytes_of(text), static_cast<utf8proc_ssize_t>(text.size()), &result,
                   static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(result, &std::free);
  if (size < 0 || result == nullptr) {
    return std::string(text);
  }
  return std::string(text_of(result, size));
}

struct Decoded {
  utf8proc_int32_t code_point;
  std::size_t size;
};

/// The code point at the start; nullopt at the end and for bytes that are not UTF-8.
std::optional<Decoded> decode(std::string_view text) noexcept {
  utf8proc_int32_t code_point = -1;
  const utf8proc_ssize_t size =
      utf8proc_iterate(bytes_of(text), static_cast<utf8proc_ssize_t>(text.size()), &code_point);
  if (size <= 0) {
    return std::nullopt;
  }
  return Decoded{code_point, static_cast<std::size_t>(size)};
}

bool is_blank(utf8proc_int32_t code_point) noexcept {
  if ((code_point >= 0x09 && code_point <= 0x0D) || code_point == 0x85) {
    return true;
  }
  const utf8proc_category_t category = utf8proc_category(code_point);
  return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL ||
         category == UTF8PROC_CATEGORY_ZP;
}

bool is_continuation(char byte) noexcept {
  return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

/// The size of the blank at the end, or 0.
std::size_t blank_at_end(std::string_view text) noexcept {
  std::size_t start = text.size();
  for (int steps = 0; start > 0 && steps < 4; ++steps) {
    --start;
    if (!is_continuation(text[start])) {
      break;
    }
  }
  const auto last = decode(text.substr(start));
  return last && last->size == text.size() - start && is_blank(last->code_point) ? last->size : 0;
}

/// Most text is, and needs none of Unicode's tables.
bool is_ascii(std::string_view text) noexcept {
  return std::ranges::all_of(text,
                             [](char byte) { return static_cast<unsigned char>(byte) < 0x80; });
}

std::string_view trim_ascii(std::string_view text) noexcept {
  constexpr std::string_view kBlanks = "\t\n\v\f\r ";
  const std::size_t first = text.find_first_not_of(kBlanks);
  return first == std::string_view::npos
             ? std::string_view()
             : text.substr(first, text.find_last_not_of(kBlanks) + 1 - first);
}

}  // namespace

std::string_view trim_blanks(std::string_view text) noexcept {
  for (auto first = decode(text); first && is_blank(first->code_point); first = decode(text)) {
    text.remove_prefix(first->size);
  }
  for (std::size_t blank = blank_at_end(text); blank > 0; blank = blank_at_end(text)) {
    text.remove_suffix(blank);
  }
  return text;
}

std::string normal_text(std::string_view text) {
  if (is_ascii(text)) {
    return std::string(trim_ascii(text));
  }
  const std::string composed = compose(text);
  return std::string(trim_blanks(composed));
}

std::string normal_email(std::string_view email) {
  if (is_ascii(email)) {
    return ascii_lower(trim_ascii(email));
  }
  const std::string normal = normal_text(email);
  if (!is_valid_utf8(normal)) {
    return ascii_lower(normal);
  }
  std::string lower;
  std::string_view rest = normal;
  while (const auto next = decode(rest)) {
    std::array<utf8proc_uint8_t, 4> buffer{};
    const utf8proc_ssize_t size =
        utf8proc_encode_char(utf8proc_tolower(next->code_point), buffer.data());
    lower.append(text_of(buffer.data(), size));
    rest.remove_prefix(next->size);
  }
  return normal_text(lower);
}

}  // namespace lockstep
