#include "json_text.h"

namespace lockstep::sim::hubspot {
namespace {

void append_escaped(std::string& out, char letter) {
  constexpr std::string_view kHex = "0123456789abcdef";
  switch (letter) {
    case '"': out += "\\\""; return;
    case '\\': out += "\\\\"; return;
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    default: break;
  }
  const auto byte = static_cast<unsigned char>(letter);
  out += "\\u00";
  out += kHex[byte >> 4U];
  out += kHex[byte & 0xFU];
}

bool needs_escape(char letter) {
  return letter == '"' || letter == '\\' || static_cast<unsigned char>(letter) < 0x20;
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  std::size_t clean_from = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (needs_escape(text[at])) {
      out.append(text, clean_from, at - clean_from);
      append_escaped(out, text[at]);
      clean_from = at + 1;
    }
  }
  out.append(text, clean_from);
  out += '"';
}

void append_json_name(std::string& out, std::string_view name) {
  if (!out.empty() && out.back() != '{' && out.back() != '[') {
    out += ',';
  }
  append_json_string(out, name);
  out += ':';
}

}  // namespace lockstep::sim::hubspot
