#include "google/json_text.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace lockstep::sim::google {
namespace {

/// The length of the JSON string that `text` begins with, quotes included.
std::size_t string_length(std::string_view text) {
  std::size_t at = 1;
  while (at < text.size() && text[at] != '"') {
    at += text[at] == '\\' ? 2U : 1U;
  }
  return std::min(at + 1, text.size());
}

/// A line feed and the deepest indentation that one append can write.
constexpr std::string_view kLine =
    "\n                                                                ";

}  // namespace

JsonLayout::JsonLayout(std::size_t bytes_expected, std::size_t depth) : depth_(depth) {
  out_.reserve(bytes_expected);
}

void JsonLayout::put(std::string_view compact) {
  for (std::size_t at = 0; at < compact.size();) {
    const char letter = compact[at];
    if (letter == '"') {
      const std::size_t length = string_length(compact.substr(at));
      put_final(compact.substr(at, length));
      at += length;
      continue;
    }
    ++at;
    if (letter == '{' || letter == '[') {
      out_ += letter;
      if (at < compact.size() && (compact[at] == '}' || compact[at] == ']')) {
        out_ += compact[at++];
      } else {
        ++depth_;
        put_line();
      }
    } else if (letter == '}' || letter == ']') {
      --depth_;
      put_line();
      out_ += letter;
    } else {
      out_ += letter;
      if (letter == ',') {
        put_line();
      } else if (letter == ':') {
        out_ += ' ';
      }
    }
  }
}

void JsonLayout::put_line() {
  const std::size_t spaces = 2 * depth_;
  const std::size_t at_once = std::min(spaces, kLine.size() - 1);
  out_ += kLine.substr(0, 1 + at_once);
  out_.append(spaces - at_once, ' ');
}

}  // namespace lockstep::sim::google
