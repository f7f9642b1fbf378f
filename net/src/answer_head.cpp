#include "answer_head.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "lockstep/base/reason_phrase.h"

namespace lockstep {
namespace {

constexpr std::array<std::string_view, 4> kFramingFields = {"connection", "content-length",
                                                            "keep-alive", "transfer-encoding"};
constexpr std::string_view kLineEnd = "\r\n";

bool is_framing(std::string_view name) {
  constexpr HeaderLess kLess;
  return std::ranges::any_of(kFramingFields, [&](std::string_view framing) {
    return framing.size() == name.size() && !kLess(framing, name) && !kLess(name, framing);
  });
}

bool breaks_line(std::string_view text) {
  return text.find_first_of(kLineEnd) != std::string_view::npos;
}

}  // namespace

std::string answer_head(const Response& response, bool closes) {
  std::string head;
  head.reserve(512);
  head += "HTTP/1.1 ";
  head += std::to_string(response.status);
  head += ' ';
  head += reason_phrase(response.status);
  head += kLineEnd;
  for (const auto& [name, value] : response.headers) {
    if (is_framing(name) || breaks_line(name) || breaks_line(value)) {
      continue;
    }
    head += name;
    head += ": ";
    head += value;
    head += kLineEnd;
  }
  if (may_have_body(response.status)) {
    head += "Content-Length: ";
    head += std::to_string(response.body.size());
    head += kLineEnd;
  }
  if (closes) {
    head += "Connection: close\r\n";
  }
  head += kLineEnd;
  return head;
}

bool may_have_body(int status) noexcept { return status >= 200 && status != 204 && status != 304; }

}  // namespace lockstep
