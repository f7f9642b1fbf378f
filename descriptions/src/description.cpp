#include "description.h"

#include <algorithm>
#include <limits>

#include "lockstep/base/text.h"
#include "lockstep/sim/route.h"

namespace lockstep::descriptions {

namespace {

bool has_verb(std::string_view path) {
  return path.substr(path.rfind('/') + 1).find(':') != std::string_view::npos;
}

/// Bytes that are no text name nothing: such a path leads nowhere (G7).
bool are_text(const sim::PathCaptures& captures) {
  return std::ranges::all_of(captures,
                             [](const auto& capture) { return is_valid_utf8(capture.second); });
}

}  // namespace

const DescribedOperation* find_operation(const Description& description, Method method,
                                         std::string_view path) {
  const DescribedOperation* found = nullptr;
  std::size_t parameters = std::numeric_limits<std::size_t>::max();
  for (const DescribedOperation& operation : description.operations) {
    if (operation.method != method) {
      continue;
    }
    // A verb that the pattern does not have is not a part of an id (G2).
    if (has_verb(path) && !has_verb(operation.pattern)) {
      continue;
    }
    const auto captures = sim::match_path(operation.pattern, path);
    if (captures && captures->size() < parameters && are_text(*captures)) {
      found = &operation;
      parameters = captures->size();
    }
  }
  return found;
}

}  // namespace lockstep::descriptions
