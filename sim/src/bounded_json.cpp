#include "bounded_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace lockstep::sim {
namespace {

/// The greatest depth of brackets outside strings. Behind the first error of a malformed text the
/// number means nothing, which does no harm: such a text is refused either way.
std::size_t nesting_depth(std::string_view text) noexcept {
  std::size_t depth = 0;
  std::size_t deepest = 0;
  bool in_string = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char letter = text[at];
    if (in_string) {
      at += letter == '\\' ? 1U : 0U;
      in_string = letter != '"';
      continue;
    }
    in_string = letter == '"';
    if (letter == '[' || letter == '{') {
      deepest = std::max(deepest, ++depth);
    } else if ((letter == ']' || letter == '}') && depth > 0) {
      --depth;
    }
  }
  return deepest;
}

}  // namespace

std::optional<nlohmann::json> parse_bounded(std::string_view text, std::size_t depth_max) {
  if (nesting_depth(text) > depth_max) {
    return std::nullopt;
  }
  nlohmann::json parsed = nlohmann::json::parse(text, nullptr, /*allow_exceptions=*/false);
  return parsed.is_discarded() ? std::nullopt : std::optional(std::move(parsed));
}

}  // namespace lockstep::sim
