#include "json_place.h"

#include <algorithm>

namespace lockstep {
namespace {

/// Walks over JSON that is known to be well-formed.
class Walker {
 public:
  explicit Walker(std::string_view text) : text_(text) {}

  [[nodiscard]] std::size_t line() const {
    return 1 +
           static_cast<std::size_t>(std::count(text_.begin(), text_.begin() + position(), '\n'));
  }

  /// Goes to the member or element `step` of the value that begins here; false if there is none.
  bool enter(const std::string& step) {
    skip_blanks();
    const char opening = peek();
    if (opening != '{' && opening != '[') {
      return false;
    }
    ++at_;
    for (std::size_t number = 0;; ++number) {
      skip_blanks();
      if (peek() == '}' || peek() == ']' || at_ >= text_.size()) {
        return false;
      }
      const std::size_t start = at_;
      bool found = opening == '[' && std::to_string(number) == step;
      if (opening == '{') {
        found = skip_string() == step;
        skip_blanks();
        ++at_;  // ':'
      }
      if (found) {
        name_at_ = start;
        return true;
      }
      skip_value();
      skip_blanks();
      if (peek() == ',') {
        ++at_;
      }
    }
  }

 private:
  [[nodiscard]] std::ptrdiff_t position() const {
    return static_cast<std::ptrdiff_t>(std::min(name_at_, text_.size()));
  }
  [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  void skip_blanks() {
    while (at_ < text_.size() &&
           std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos) {
      ++at_;
    }
  }

  /// @return The content, escapes as they stand.
  std::string_view skip_string() {
    const std::size_t from = ++at_;
    while (at_ < text_.size() && text_[at_] != '"') {
      at_ += text_[at_] == '\\' ? 2U : 1U;
    }
    const std::string_view content = text_.substr(from, std::min(at_, text_.size()) - from);
    ++at_;
    return content;
  }

  void skip_value() {
    skip_blanks();
    std::size_t depth = 0;
    do {
      const char letter = peek();
      if (letter == '"') {
        skip_string();
        continue;
      }
      if (letter == '{' || letter == '[') {
        ++depth;
      } else if (letter == '}' || letter == ']') {
        if (depth == 0) {
          return;
        }
        --depth;
      } else if (letter == ',' && depth == 0) {
        return;
      }
      ++at_;
    } while (at_ < text_.size());
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t name_at_ = 0;
};

}  // namespace

std::size_t find_line(std::string_view text, const JsonPath& path) {
  Walker walker(text);
  for (const std::string& step : path) {
    if (!walker.enter(step)) {
      break;
    }
  }
  return walker.line();
}

std::string to_string(const JsonPath& path) {
  std::string text;
  for (const std::string& step : path) {
    const bool is_number =
        !step.empty() && step.find_first_not_of("0123456789") == std::string::npos;
    if (is_number) {
      text += '[' + step + ']';
    } else {
      text += (text.empty() ? "" : ".") + step;
    }
  }
  return text;
}

}  // namespace lockstep
