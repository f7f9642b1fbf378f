/// Which features a random world has at all.

#pragma once

#include <vector>

#include "lockstep/base/random.h"

#include "draft.h"

namespace lockstep::explore {

/// What a connector claims of that which settings can ask for; a world that asks for more is not
/// applicable to it.
struct Claims {
  std::vector<Direction> directions = {Direction::to_google, Direction::to_hubspot,
                                       Direction::two_way};  ///< At least one, ascending.
  bool filters = true;

  friend bool operator==(const Claims&, const Claims&) = default;
};

/// Worlds with everything in them seldom come to the rare places, so each seed first draws what
/// there is (swarm testing).
struct Features {
  bool edits_hubspot = false;
  bool edits_google = false;
  bool clears = false;
  bool repeats = false;      ///< Values that were there before, or are on the other side.
  bool more_fields = false;  ///< Last name and job title, which share a field of Google's.
  bool numbers = false;      ///< Mobile and fax.
  bool emails = false;       ///< That change.
  bool adds = false;
  bool removes = false;
  bool merges = false;
  bool renames = false;
  bool loses_state = false;
  bool filters = false;
  bool changes_settings = false;
  bool late_edits = false;
  bool faults = false;
  bool crashes = false;
  bool lag = false;
  bool quotas = false;
  bool limit = false;
  bool single_passes = false;
  std::vector<Direction> directions;  ///< To choose from.
};

[[nodiscard]] Features draw_features(const Claims& claims, Random random);

/// The fields that users write.
[[nodiscard]] std::vector<Field> fields_of(const Features& features);

/// Whether a pass may do less than everything.
[[nodiscard]] inline bool disturbs(const Features& features) noexcept {
  return features.faults || features.crashes || features.lag || features.late_edits;
}

[[nodiscard]] inline Service draw_side(Random& random) {
  return random.chance(1, 2) ? Service::hubspot : Service::google;
}

template <class T, std::size_t N>
[[nodiscard]] const T& one_of(Random& random, const T (&list)[N]) {
  return list[random.below(N)];
}

}  // namespace lockstep::explore
