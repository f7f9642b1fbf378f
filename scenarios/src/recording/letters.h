/// Code points in the groups in which one may stand for another: same script, same case, with or
/// without diacritics, the same number of bytes.

#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace lockstep::scenario {

struct Letter {
  char32_t code = 0;      ///< In lower case where there are two.
  bool is_upper = false;  ///< The text has the upper one.
};

/// @pre is_valid_utf8(text)
[[nodiscard]] std::vector<char32_t> code_points(std::string_view text);
void append_utf8(std::string& text, char32_t code);

/// Letters, marks and digits: what words consist of.
[[nodiscard]] bool is_of_a_word(char32_t code);

[[nodiscard]] Letter letter_of(char32_t code);
[[nodiscard]] char32_t code_of(const Letter& letter);

/// The groups; filled as they are asked for. Not for several threads at once.
class Alphabets {
 public:
  /// The letters that may stand for this one, itself among them, in order. Alone: it stays.
  [[nodiscard]] const std::vector<char32_t>& of(char32_t code);

 private:
  std::map<std::uint64_t, std::vector<char32_t>> groups_;
};

}  // namespace lockstep::scenario
