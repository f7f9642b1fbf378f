// Reads the bytes as the head of an HTTP request, as they arrive at a socket.

#include "request_head.h"

#include <algorithm>
#include <array>
#include <variant>

#include "lockstep/base/url.h"

#include "targets.h"

namespace lockstep::fuzz {
namespace {

constexpr std::size_t kTargetBytesMax = 256;
constexpr std::array kStatuses = {400, 414, 431, 501, 505};

bool is_printable(char letter) {
  return static_cast<unsigned char>(letter) >= 0x20 && letter != '\x7f';
}

Finding broken_head(const RequestHead& head) {
  if (head.method.empty() || head.target.empty() || head.target.size() > kTargetBytesMax ||
      (head.target != "*" && head.target.front() != '/')) {
    return "a head without method or target";
  }
  if (head.chunked && head.content_length) {
    return "two answers to how long the body is";
  }
  if (head.headers.size() > kHeaderFieldsMax) {
    return "more header fields than there may be";
  }
  for (const auto& [name, value] : head.headers) {
    if (name.empty() || !std::ranges::all_of(name + value, [](char letter) {
          return is_printable(letter) || letter == '\t';
        })) {
      return "a header field with control characters: " + name;
    }
  }
  // What the socket makes of it, and the way back: the journal and its archives print targets.
  Request request;
  set_target(request, head.target);
  Request again;
  set_target(again, format_target(request));
  return again.path == request.path && again.query == request.query
             ? Finding()
             : Finding("the target " + head.target + " does not survive being printed");
}

}  // namespace

Finding request_head(std::string_view bytes) {
  const auto early = refuse_oversized_head(bytes, kTargetBytesMax);
  const auto parsed = parse_request_head(bytes, kTargetBytesMax);
  const auto* const refusal = std::get_if<HttpRefusal>(&parsed);
  if (early && refusal == nullptr) {
    return "a head was refused before its end and taken as a whole";
  }
  if (refusal != nullptr) {
    return std::ranges::count(kStatuses, refusal->status) == 1
               ? Finding()
               : Finding("refused with " + std::to_string(refusal->status));
  }
  return broken_head(std::get<RequestHead>(parsed));
}

}  // namespace lockstep::fuzz
