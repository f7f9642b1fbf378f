#include "google/multipart.h"

#include <algorithm>

#include "lockstep/base/text.h"

namespace lockstep::sim::google {
namespace {

constexpr std::size_t kFieldsMax = 100;
constexpr std::size_t kLineBytesMax = std::size_t{16} * 1024;
constexpr std::size_t kBoundaryMax = 70;  // RFC 2046, section 5.1.1

/// Takes the first line off `text`, without its end.
std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  if (line.ends_with('\r')) {
    line.remove_suffix(1);
  }
  return line;
}

bool is_field_name(std::string_view name) {
  return !name.empty() && std::ranges::all_of(name, [](char letter) {
    return letter > ' ' && letter < '\x7f' && letter != ':';
  });
}

bool is_boundary(std::string_view text) {
  return !text.empty() && text.size() <= kBoundaryMax &&
         std::ranges::all_of(text, [](char letter) { return letter >= ' ' && letter < '\x7f'; }) &&
         !text.ends_with(' ');
}

std::string_view unquoted(std::string_view value) {
  return value.size() >= 2 && value.starts_with('"') && value.ends_with('"')
             ? value.substr(1, value.size() - 2)
             : value;
}

std::string_view without_line_end(std::string_view text) {
  if (text.ends_with('\n')) {
    text.remove_suffix(1);
  }
  if (text.ends_with('\r')) {
    text.remove_suffix(1);
  }
  return text;
}

}  // namespace

std::optional<MessageText> parse_fields(std::string_view text) {
  MessageText message;
  for (std::size_t fields = 0; !text.empty(); ++fields) {
    const std::string_view line = take_line(text);
    if (line.empty()) {
      break;
    }
    const std::size_t colon = line.find(':');
    if (fields == kFieldsMax || line.size() > kLineBytesMax || colon == std::string_view::npos ||
        !is_field_name(line.substr(0, colon))) {
      return std::nullopt;
    }
    message.headers.insert_or_assign(std::string(line.substr(0, colon)),
                                     std::string(trim(line.substr(colon + 1))));
  }
  message.content = text;
  return message;
}

std::optional<std::string> multipart_boundary(std::string_view content_type) {
  const std::vector<std::string_view> parts = split(content_type, ';');
  if (ascii_lower(trim(parts.front())) != "multipart/mixed") {
    return std::nullopt;
  }
  for (const std::string_view part : parts) {
    const std::string_view parameter = trim(part);
    constexpr std::string_view kName = "boundary=";
    if (ascii_lower(parameter.substr(0, kName.size())) == kName) {
      const std::string_view value = unquoted(parameter.substr(kName.size()));
      return is_boundary(value) ? std::optional(std::string(value)) : std::nullopt;
    }
  }
  return std::nullopt;
}

std::optional<std::vector<std::string_view>> split_multipart(std::string_view body,
                                                             std::string_view boundary,
                                                             std::size_t parts_max) {
  const std::string delimiter = "--" + std::string(boundary);
  std::vector<std::string_view> parts;
  std::optional<std::size_t> start;  // Of the part that is being read.
  for (std::string_view rest = body; !rest.empty();) {
    const std::size_t at = body.size() - rest.size();
    const std::string_view line = take_line(rest);
    if (!line.starts_with(delimiter)) {
      continue;
    }
    const std::string_view tail = trim(line.substr(delimiter.size()));
    if (!tail.empty() && tail != "--") {
      continue;  // Another, longer boundary.
    }
    if (start) {
      if (parts.size() == parts_max) {
        return std::nullopt;
      }
      parts.push_back(without_line_end(body.substr(*start, at - *start)));
    }
    if (tail == "--") {
      return parts;
    }
    start = body.size() - rest.size();
  }
  return std::nullopt;
}

MultipartText join_multipart(const std::vector<std::string>& parts) {
  MultipartText text;
  unsigned long long number = 0;
  do {
    text.boundary = "batch_" + to_hex(number++);
  } while (std::ranges::any_of(parts, [&](const std::string& part) {
    return part.find("--" + text.boundary) != std::string::npos;
  }));
  for (const std::string& part : parts) {
    text.body += "--" + text.boundary + "\r\n" + part + "\r\n";
  }
  text.body += "--" + text.boundary + "--\r\n";
  return text;
}

}  // namespace lockstep::sim::google
