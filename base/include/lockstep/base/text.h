/// Small operations on bytes and UTF-8 that every module needs.

#pragma once

#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace lockstep {

[[nodiscard]] constexpr char ascii_lower_letter(char letter) noexcept {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

/// Lower-cases A to Z and leaves every other byte alone.
[[nodiscard]] std::string ascii_lower(std::string_view text);

/// `text` without ASCII white space (space, tab, CR, LF, FF, VT) at both ends.
[[nodiscard]] std::string_view trim(std::string_view text) noexcept;

/// The parts between separators; "" gives one empty part. They lead into `text`, which therefore
/// must not be a temporary: a range-for would not keep it.
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);
template <std::same_as<std::string> Temporary>
std::vector<std::string_view> split(Temporary&& text, char separator) = delete;

[[nodiscard]] std::string join(const std::vector<std::string>& parts, std::string_view separator);

/// True if `text` is well-formed UTF-8 (no overlong forms, no surrogates, at most U+10FFFF).
[[nodiscard]] bool is_valid_utf8(std::string_view text) noexcept;

/// The number of code points. @pre is_valid_utf8(text)
[[nodiscard]] std::size_t code_point_count(std::string_view text) noexcept;

/// Lower-case hexadecimal of a number, without leading zeros.
[[nodiscard]] std::string to_hex(unsigned long long number);

}  // namespace lockstep
