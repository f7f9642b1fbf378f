#include "lockstep/base/url.h"

#include <charconv>

#include "lockstep/base/text.h"

namespace lockstep {
namespace {

constexpr std::string_view kHexDigits = "0123456789ABCDEF";

bool is_unreserved(char letter) noexcept {
  return (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z') ||
         (letter >= '0' && letter <= '9') || letter == '-' || letter == '.' || letter == '_' ||
         letter == '~';
}

/// The byte that "%XX" at the start of `text` stands for.
std::optional<char> escaped_byte(std::string_view text) noexcept {
  unsigned value = 0;
  if (text.size() < 3 || text[0] != '%') {
    return std::nullopt;
  }
  const auto parsed = std::from_chars(text.data() + 1, text.data() + 3, value, 16);
  if (parsed.ec != std::errc{} || parsed.ptr != text.data() + 3) {
    return std::nullopt;
  }
  return static_cast<char>(value);
}

std::string form_decode(std::string_view text) {
  std::string decoded;
  while (!text.empty()) {
    const std::optional<char> byte = escaped_byte(text);
    decoded += byte ? *byte : (text[0] == '+' ? ' ' : text[0]);
    text.remove_prefix(byte ? 3 : 1);
  }
  return decoded;
}

}  // namespace

std::string percent_encode(std::string_view text) {
  std::string encoded;
  for (const char letter : text) {
    if (is_unreserved(letter)) {
      encoded += letter;
      continue;
    }
    const auto byte = static_cast<unsigned char>(letter);
    encoded += '%';
    encoded += kHexDigits[byte >> 4U];
    encoded += kHexDigits[byte & 0xFU];
  }
  return encoded;
}

std::optional<std::string> percent_decode(std::string_view text) {
  std::string decoded;
  while (true) {
    const std::size_t escape = text.find('%');
    decoded += text.substr(0, escape);
    if (escape == std::string_view::npos) {
      return decoded;
    }
    text.remove_prefix(escape);
    const std::optional<char> byte = escaped_byte(text);
    if (!byte) {
      return std::nullopt;
    }
    decoded += *byte;
    text.remove_prefix(3);
  }
}

Query parse_query(std::string_view text) {
  Query query;
  for (const std::string_view pair : split(text, '&')) {
    if (pair.empty()) {
      continue;
    }
    const std::size_t equals = pair.find('=');
    const std::string_view value =
        equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1);
    query.emplace_back(form_decode(pair.substr(0, equals)), form_decode(value));
  }
  return query;
}

std::string format_query(const Query& query) {
  std::string text;
  for (const auto& [name, value] : query) {
    text += text.empty() ? "" : "&";
    text += percent_encode(name) + "=" + percent_encode(value);
  }
  return text;
}

std::string format_target(const Request& request) {
  return request.query.empty() ? request.path : request.path + "?" + format_query(request.query);
}

void set_target(Request& request, std::string_view target) {
  const std::size_t mark = target.find('?');
  request.path = target.substr(0, mark);
  request.query = mark == std::string_view::npos ? Query{} : parse_query(target.substr(mark + 1));
}

std::optional<Url> parse_url(std::string_view text) {
  Url url;
  for (const std::string_view scheme : {"http", "https"}) {
    const std::string start = std::string(scheme) + "://";
    if (text.starts_with(start)) {
      url.scheme = scheme;
      text.remove_prefix(start.size());
      break;
    }
  }
  if (url.scheme.empty() || text.find_first_of("@?#") != std::string_view::npos) {
    return std::nullopt;
  }
  url.port = url.scheme == "https" ? 443 : 80;
  const std::size_t slash = text.find('/');
  std::string_view authority = text.substr(0, slash);
  if (slash != std::string_view::npos) {
    url.path = text.substr(slash);
    while (url.path.ends_with('/')) {
      url.path.pop_back();
    }
  }
  const std::size_t colon = authority.rfind(':');
  if (colon != std::string_view::npos && !authority.ends_with(']')) {
    const std::string_view digits = authority.substr(colon + 1);
    const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), url.port);
    if (parsed.ec != std::errc{} || parsed.ptr != digits.data() + digits.size() || url.port < 1 ||
        url.port > 65535) {
      return std::nullopt;
    }
    authority = authority.substr(0, colon);
  }
  url.host = authority;
  return url.host.empty() ? std::nullopt : std::optional(url);
}

}  // namespace lockstep
