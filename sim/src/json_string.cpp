#include "json_string.h"

#include <cstddef>

namespace lockstep::sim {
namespace {

void append_escape(std::string& out, char letter) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  switch (letter) {
    case '"': out += "\\\""; return;
    case '\\': out += "\\\\"; return;
    case '\b': out += "\\b"; return;
    case '\f': out += "\\f"; return;
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    default: break;
  }
  const auto code = static_cast<unsigned char>(letter);
  out += "\\u00";
  out += kDigits[code >> 4U];
  out += kDigits[code & 15U];
}

constexpr bool needs_escape(char letter) {
  return letter == '"' || letter == '\\' || static_cast<unsigned char>(letter) < 0x20;
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  std::size_t clean_from = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (needs_escape(text[at])) {
      out.append(text, clean_from, at - clean_from);
      append_escape(out, text[at]);
      clean_from = at + 1;
    }
  }
  out.append(text, clean_from);
  out += '"';
}

}  // namespace lockstep::sim
