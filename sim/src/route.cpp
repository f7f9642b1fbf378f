#include "lockstep/sim/route.h"

#include "lockstep/base/assert.h"
#include "lockstep/base/url.h"

namespace lockstep::sim {
namespace {

/// Matches one segment, which holds at most one capture: "people:batchGet", "{id}:updateContact".
bool match_segment(std::string_view pattern, std::string_view segment, PathCaptures& captures) {
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
  std::optional<std::string> value = percent_decode(segment);
  if (!value) {
    return false;
  }
  captures.emplace(pattern.substr(open + 1, close - open - 1), std::move(*value));
  return true;
}

}  // namespace

std::optional<PathCaptures> match_path(std::string_view pattern, std::string_view path) {
  PathCaptures captures;
  while (true) {
    const std::size_t pattern_end = pattern.find('/');
    const std::size_t path_end = path.find('/');
    const bool last = pattern_end == std::string_view::npos;
    if (last != (path_end == std::string_view::npos) ||
        !match_segment(pattern.substr(0, pattern_end), path.substr(0, path_end), captures)) {
      return std::nullopt;
    }
    if (last) {
      return captures;
    }
    pattern.remove_prefix(pattern_end + 1);
    path.remove_prefix(path_end + 1);
  }
}

}  // namespace lockstep::sim
