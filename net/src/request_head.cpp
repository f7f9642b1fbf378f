#include "request_head.h"

#include <algorithm>
#include <charconv>

#include "lockstep/base/text.h"

namespace lockstep {
namespace {

constexpr std::string_view kLineEnd = "\r\n";
constexpr HttpRefusal kMalformed{400, "malformed request"};
constexpr HttpRefusal kTargetTooLong{414, "request target too long"};
constexpr HttpRefusal kHeadersTooLarge{431, "too many or too large header fields"};

/// Method and version around the longest target that is allowed.
constexpr std::size_t kRequestLineExtra = 32;

bool is_token_letter(char letter) noexcept {
  constexpr std::string_view kMarks = "!#$%&'*+-.^_`|~";
  return (letter >= '0' && letter <= '9') || (letter >= 'A' && letter <= 'Z') ||
         (letter >= 'a' && letter <= 'z') || kMarks.find(letter) != std::string_view::npos;
}

bool is_control(char letter) noexcept {
  return (static_cast<unsigned char>(letter) < 0x20 && letter != '\t') || letter == '\x7F';
}

/// Cuts the line that `text` starts with off it; the last line has no end.
std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find(kLineEnd);
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + kLineEnd.size());
  return line;
}

/// "http://host/path" becomes "/path": proxies send the former, and servers must take it.
std::string_view origin_form(std::string_view target) {
  constexpr std::string_view kScheme = "http://";
  if (!target.starts_with(kScheme)) {
    return target;
  }
  const std::size_t slash = target.find('/', kScheme.size());
  return slash == std::string_view::npos ? std::string_view("/") : target.substr(slash);
}

std::optional<HttpRefusal> read_request_line(std::string_view line, std::size_t target_bytes_max,
                                             RequestHead& head) {
  if (line.size() > target_bytes_max + kRequestLineExtra) {
    return kTargetTooLong;
  }
  const std::vector<std::string_view> parts = split(line, ' ');
  if (parts.size() != 3 || parts[0].empty() || !std::ranges::all_of(parts[0], is_token_letter) ||
      std::ranges::any_of(parts[1], is_control) || !parts[2].starts_with("HTTP/")) {
    return kMalformed;
  }
  if (parts[1].size() > target_bytes_max) {
    return kTargetTooLong;
  }
  if (parts[2] != "HTTP/1.1" && parts[2] != "HTTP/1.0") {
    return HttpRefusal{505, "only HTTP/1.1 is spoken here"};
  }
  head.method = parts[0];
  head.target = origin_form(parts[1]);
  head.keep_alive = parts[2] == "HTTP/1.1";
  return head.target.starts_with('/') || head.target == "*" ? std::nullopt
                                                            : std::optional(kMalformed);
}

bool read_field(std::string_view line, Headers& headers) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0) {
    return false;
  }
  const std::string_view name = line.substr(0, colon);
  const std::string_view value = trim(line.substr(colon + 1));
  if (!std::ranges::all_of(name, is_token_letter) || std::ranges::any_of(value, is_control)) {
    return false;
  }
  const auto [field, is_new] = headers.emplace(name, value);
  if (!is_new) {
    field->second += ", " + std::string(value);
  }
  return true;
}

/// How long the body is. Two answers to that question are an attack (request smuggling).
std::optional<HttpRefusal> read_framing(RequestHead& head) {
  const auto encoding = find_value(head.headers, "Transfer-Encoding");
  const auto length = find_value(head.headers, "Content-Length");
  if (encoding && length) {
    return kMalformed;
  }
  if (encoding) {
    head.chunked = ascii_lower(*encoding) == "chunked";
    return head.chunked ? std::nullopt
                        : std::optional(HttpRefusal{501, "unknown transfer encoding"});
  }
  if (length) {
    std::size_t bytes = 0;
    const auto parsed = std::from_chars(length->data(), length->data() + length->size(), bytes);
    if (parsed.ec != std::errc{} || parsed.ptr != length->data() + length->size()) {
      return kMalformed;
    }
    head.content_length = bytes;
  }
  return std::nullopt;
}

}  // namespace

std::variant<RequestHead, HttpRefusal> parse_request_head(std::string_view text,
                                                          std::size_t target_bytes_max) {
  RequestHead head;
  if (const auto refusal = read_request_line(take_line(text), target_bytes_max, head)) {
    return *refusal;
  }
  if (text.size() > kHeaderBytesMax) {
    return kHeadersTooLarge;
  }
  std::size_t fields = 0;
  for (std::string_view line = take_line(text); !line.empty(); line = take_line(text)) {
    if (++fields > kHeaderFieldsMax) {
      return kHeadersTooLarge;
    }
    if (!read_field(line, head.headers)) {
      return kMalformed;
    }
  }
  if (const auto refusal = read_framing(head)) {
    return *refusal;
  }
  if (const auto connection = find_value(head.headers, "Connection")) {
    head.keep_alive = head.keep_alive && ascii_lower(*connection) != "close";
  }
  return head;
}

std::optional<HttpRefusal> refuse_oversized_head(std::string_view head,
                                                 std::size_t target_bytes_max) {
  const std::size_t line_end = head.find(kLineEnd);
  const std::size_t line_size = std::min(line_end, head.size());
  if (line_size > target_bytes_max + kRequestLineExtra) {
    return kTargetTooLong;
  }
  const std::size_t fields_start = std::min(line_size + kLineEnd.size(), head.size());
  return head.size() - fields_start > kHeaderBytesMax ? std::optional(kHeadersTooLarge)
                                                      : std::nullopt;
}

}  // namespace lockstep
