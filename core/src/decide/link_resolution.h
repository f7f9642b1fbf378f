/// Where the records of a link are now: re-bound, gone, back, or where they were.

#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "lockstep/core/match.h"

namespace lockstep {

struct LinkResolution {
  LinkChange change;  ///< The link as it is now, changed or not.

  /// Index of the live record in MatchInput; nullopt: gone, or not seen (DEL-3).
  std::optional<std::size_t> hubspot;
  std::optional<std::size_t> google;
};

/// One resolution a link, in the order of MatchInput::links. No record is in two of them: where a
/// merge made two links meet in one record, the link that knew the record by this id keeps it,
/// then the one whose other record lives, then the one whose email the record has kept; the other
/// link's record counts as deleted (A16).
[[nodiscard]] std::vector<LinkResolution> resolve_links(const MatchInput& input);

}  // namespace lockstep
