#include "lockstep/report/foreign_text.h"

#include <algorithm>
#include <cstdint>
#include <optional>

namespace lockstep::report {
namespace {

struct CodePoint {
  char32_t value = 0;
  std::size_t bytes = 1;
  bool valid = false;  ///< False: one byte that is not part of well-formed UTF-8.
};

/// The length that a lead byte announces, and its payload; nullopt for any other byte.
std::optional<CodePoint> lead_byte(unsigned char byte) {
  if (byte < 0x80) {
    return CodePoint{byte, 1, true};
  }
  if (byte >= 0xC2 && byte < 0xE0) {
    return CodePoint{static_cast<char32_t>(byte & 0x1F), 2, true};
  }
  if (byte >= 0xE0 && byte < 0xF0) {
    return CodePoint{static_cast<char32_t>(byte & 0x0F), 3, true};
  }
  if (byte >= 0xF0 && byte < 0xF5) {
    return CodePoint{static_cast<char32_t>(byte & 0x07), 4, true};
  }
  return std::nullopt;
}

CodePoint decode(std::string_view text) {
  const auto first = static_cast<unsigned char>(text.front());
  const CodePoint broken{first, 1, false};
  std::optional<CodePoint> point = lead_byte(first);
  if (!point || point->bytes > text.size()) {
    return broken;
  }
  for (std::size_t at = 1; at < point->bytes; ++at) {
    const auto next = static_cast<unsigned char>(text[at]);
    if ((next & 0xC0) != 0x80) {
      return broken;
    }
    point->value = (point->value << 6) | (next & 0x3F);
  }
  const bool overlong =
      (point->bytes == 3 && point->value < 0x800) || (point->bytes == 4 && point->value < 0x10000);
  const bool surrogate = point->value >= 0xD800 && point->value < 0xE000;
  return overlong || surrogate || point->value > 0x10FFFF ? broken : *point;
}

std::string hex(char32_t value, int digits) {
  std::string text;
  for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
    text += "0123456789abcdef"[(value >> shift) & 0xF];
  }
  return text;
}

std::string visible_escape(const CodePoint& point) {
  if (point.value < 0x100) {
    return "\\x" + hex(point.value, 2);
  }
  return point.value < 0x10000 ? "\\u" + hex(point.value, 4) : "\\U" + hex(point.value, 8);
}

/// Characters that change how the text around them is shown: line and paragraph separators,
/// directional marks, embeddings, overrides and isolates.
bool reorders(char32_t value) {
  return (value >= 0x2028 && value <= 0x202E) || (value >= 0x2066 && value <= 0x2069) ||
         value == 0x200E || value == 0x200F || value == 0x061C;
}

bool is_control(char32_t value) { return value < 0x20 || (value >= 0x7F && value < 0xA0); }

bool is_xml_character(char32_t value) {
  return value == '\t' || value == '\n' || value == '\r' ||
         (value >= 0x20 && value != 0xFFFE && value != 0xFFFF);
}

/// `text`, each code point replaced by what `show` makes of it; nullopt keeps it.
template <class Show>
std::string rewrite(std::string_view text, Show show) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const CodePoint point = decode(text);
    const std::optional<std::string> shown = show(point);
    out += shown ? std::string_view(*shown) : text.substr(0, point.bytes);
    text.remove_prefix(point.bytes);
  }
  return out;
}

std::optional<std::string> markup(char32_t value) {
  switch (value) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    default: return std::nullopt;
  }
}

}  // namespace

std::string terminal_line(std::string_view text) {
  return rewrite(text, [](const CodePoint& point) -> std::optional<std::string> {
    switch (point.value) {
      case '\n': return "\\n";
      case '\r': return "\\r";
      case '\t': return "\\t";
      default: break;
    }
    if (!point.valid || is_control(point.value) || reorders(point.value)) {
      return visible_escape(point);
    }
    return std::nullopt;
  });
}

std::string shorten(std::string_view text, std::size_t characters_max) {
  std::string_view rest = text;
  for (std::size_t count = 0; count < characters_max && !rest.empty(); ++count) {
    rest.remove_prefix(decode(rest).bytes);
  }
  return rest.empty() ? std::string(text)
                      : std::string(text.substr(0, text.size() - rest.size())) + " …";
}

std::string xml_text(std::string_view text) {
  return rewrite(text, [](const CodePoint& point) -> std::optional<std::string> {
    if (!point.valid || !is_xml_character(point.value)) {
      return visible_escape(point);
    }
    switch (point.value) {  // As they stand, a parser would make blanks or line feeds of them.
      case '\n': return "&#10;";
      case '\r': return "&#13;";
      case '\t': return "&#9;";
      default: return markup(point.value);
    }
  });
}

std::string markdown_text(std::string_view text) {
  return rewrite(terminal_line(text), [](const CodePoint& point) -> std::optional<std::string> {
    constexpr std::u32string_view kMarkup = U"\\`*_[]<>#|~&:.";  // ':' and '.' for bare links.
    switch (point.value) {
      case '@': return "@<!-- -->";  // GitHub looks for mentions after the markup is gone.
      case '$': return "&#36;";      // And for formulas before it is read.
      default: break;
    }
    return kMarkup.find(point.value) == std::u32string_view::npos
               ? std::nullopt
               : std::optional("\\" + std::string(1, static_cast<char>(point.value)));
  });
}

std::string markdown_block(std::string_view text) {
  std::size_t longest = 2;
  std::size_t backticks = 0;
  for (const char letter : text) {
    backticks = letter == '`' ? backticks + 1 : 0;
    longest = std::max(longest, backticks);
  }
  const std::string fence(longest + 1, '`');
  std::string block = fence + "text\n";
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    block += terminal_line(text.substr(0, end)) + "\n";
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return block + fence + "\n";
}

std::string shell_word(std::string_view text) {
  std::string line = terminal_line(text);
  const auto is_plain = [](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
           (letter >= '0' && letter <= '9') ||
           std::string_view("/._-").find(letter) != std::string_view::npos;
  };
  if (!line.empty() && line.front() != '-' && std::ranges::all_of(line, is_plain)) {
    return line;
  }
  std::string word = "'";
  for (const char letter : line) {
    word += letter == '\'' ? "'\\''" : std::string(1, letter);
  }
  return word + "'";
}

std::string html_text(std::string_view text) {
  return rewrite(text, [](const CodePoint& point) -> std::optional<std::string> {
    if (!point.valid || point.value == 0) {
      return "\uFFFD";
    }
    return markup(point.value);
  });
}

}  // namespace lockstep::report
