#include "lockstep/sim/route.h"

#include "lockstep/base/assert.h"
#include "lockstep/base/text.h"
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
  const std::vector<std::string_view> patterns = split(pattern, '/');
  const std::vector<std::string_view> segments = split(path, '/');
  if (patterns.size() != segments.size()) {
    return std::nullopt;
  }
  PathCaptures captures;
  for (std::size_t at = 0; at < patterns.size(); ++at) {
    if (!match_segment(patterns[at], segments[at], captures)) {
      return std::nullopt;
    }
  }
  return captures;
}

}  // namespace lockstep::sim
