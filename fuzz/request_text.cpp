#include "request_text.h"

#include <algorithm>
#include <string>

#include "lockstep/base/text.h"
#include "lockstep/base/url.h"

namespace lockstep::fuzz {
namespace {

constexpr std::string_view kBetween = "\n###\n";

/// What stands before `end`, which is cut off with it; everything where it is missing.
std::string_view take_until(std::string_view& text, std::string_view end) {
  const std::size_t at = std::min(text.find(end), text.size());
  const std::string_view taken = text.substr(0, at);
  text.remove_prefix(std::min(at + end.size(), text.size()));
  return taken;
}

Request read_request(std::string_view text) {
  Request request;
  std::string_view line = take_until(text, "\n");
  request.method = parse_method(take_until(line, " ")).value_or(Method::get);
  set_target(request, line);
  while (!text.empty() && !text.starts_with('\n')) {
    std::string_view field = take_until(text, "\n");
    if (field.find(':') != std::string_view::npos) {
      const std::string name(take_until(field, ":"));
      request.headers[name] = trim(field);
    }
  }
  text.remove_prefix(text.empty() ? 0 : 1);
  request.body = text;
  return request;
}

}  // namespace

std::vector<Request> read_requests(std::string_view text, std::size_t requests_max) {
  std::vector<Request> requests;
  do {
    requests.push_back(read_request(take_until(text, kBetween)));
  } while (!text.empty() && requests.size() < requests_max);
  return requests;
}

}  // namespace lockstep::fuzz
