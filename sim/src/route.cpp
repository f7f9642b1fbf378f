#include "lockstep/sim/route.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "lockstep/base/assert.h"
#include "lockstep/base/url.h"

namespace lockstep::sim {
namespace {

constexpr std::size_t kCapturesMax = 4;

struct Capture {
  std::string_view name;
  std::string_view value;  ///< Percent-encoded.
};

/// What a path captures, without a copy: most rows of a table do not match.
struct Captured {
  std::array<Capture, kCapturesMax> captures;
  std::size_t count = 0;
};

/// Matches one segment, which holds at most one capture: "people:batchGet", "{id}:updateContact".
bool match_segment(std::string_view pattern, std::string_view segment, Captured& captured) {
  const std::size_t open = pattern.find('{');
  if (open == std::string_view::npos) {
    return pattern == segment;
  }
  const std::size_t close = pattern.find('}', open);
  LOCKSTEP_ASSERT(close != std::string_view::npos);
  const std::string_view before = pattern.substr(0, open);
  const std::string_view after = pattern.substr(close + 1);
  if (segment.size() <= before.size() + after.size() || !segment.starts_with(before) ||
      !segment.ends_with(after)) {
    return false;
  }
  segment.remove_prefix(before.size());
  segment.remove_suffix(after.size());
  captured.captures.at(captured.count++) = {pattern.substr(open + 1, close - open - 1), segment};
  return true;
}

bool match_segments(std::string_view pattern, std::string_view path, Captured& captured) {
  while (true) {
    const std::size_t pattern_end = pattern.find('/');
    const std::size_t path_end = path.find('/');
    const bool last = pattern_end == std::string_view::npos;
    if (last != (path_end == std::string_view::npos) ||
        !match_segment(pattern.substr(0, pattern_end), path.substr(0, path_end), captured)) {
      return false;
    }
    if (last) {
      return true;
    }
    pattern.remove_prefix(pattern_end + 1);
    path.remove_prefix(path_end + 1);
  }
}

}  // namespace

std::optional<PathCaptures> match_path(std::string_view pattern, std::string_view path) {
  const std::size_t literal = std::min(pattern.find('{'), pattern.size());
  Captured captured;
  if (path.substr(0, literal) != pattern.substr(0, literal) ||
      !match_segments(pattern, path, captured)) {
    return std::nullopt;
  }
  PathCaptures decoded;
  for (const Capture& capture : std::span(captured.captures).first(captured.count)) {
    std::optional<std::string> value = percent_decode(capture.value);
    if (!value) {
      return std::nullopt;
    }
    decoded.emplace(capture.name, std::move(*value));
  }
  return decoded;
}

}  // namespace lockstep::sim
