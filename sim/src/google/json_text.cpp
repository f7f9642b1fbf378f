#include "google/json_text.h"

#include <algorithm>
#include <cstddef>

namespace lockstep::sim::google {
namespace {

/// The length of the JSON string that `text` begins with, quotes included.
std::size_t string_length(std::string_view text) {
  std::size_t at = 1;
  while (at < text.size() && text[at] != '"') {
    at += text[at] == '\\' ? 2U : 1U;
  }
  return at + 1;
}

/// A line feed and the deepest indentation that one append can write.
constexpr std::string_view kLine =
    "\n                                                                ";

void append_line(std::string& out, std::size_t depth) {
  const std::size_t spaces = 2 * depth;
  const std::size_t at_once = std::min(spaces, kLine.size() - 1);
  out += kLine.substr(0, 1 + at_once);
  out.append(spaces - at_once, ' ');
}

}  // namespace

std::string pretty_print(std::string_view compact) {
  std::string out;
  out.reserve(compact.size() * 2);
  std::size_t depth = 0;
  for (std::size_t at = 0; at < compact.size();) {
    const char letter = compact[at];
    if (letter == '"') {
      const std::size_t length = string_length(compact.substr(at));
      out.append(compact, at, length);
      at += length;
      continue;
    }
    ++at;
    if (letter == '{' || letter == '[') {
      out += letter;
      if (at < compact.size() && (compact[at] == '}' || compact[at] == ']')) {
        out += compact[at++];
      } else {
        append_line(out, ++depth);
      }
    } else if (letter == '}' || letter == ']') {
      append_line(out, --depth);
      out += letter;
    } else {
      out += letter;
      if (letter == ',') {
        append_line(out, depth);
      } else if (letter == ':') {
        out += ' ';
      }
    }
  }
  out += '\n';
  return out;
}

}  // namespace lockstep::sim::google
