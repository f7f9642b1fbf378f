/// Updates of several Google contacts, in as few requests as possible, each outcome on its own.

#pragma once

#include <functional>
#include <string>
#include <vector>

#include "lockstep/core/plan.h"

#include "answer.h"
#include "google_client.h"

namespace lockstep {

struct GoogleUpdate {
  std::string name;
  GoogleWrite write;
};

/// Fewer than this go one by one: a batch costs as much quota as six single writes (G105).
inline constexpr std::size_t kGoogleBatchFrom = 6;

/// One after the other (ROB-10), those with the same mask together. A refused batch has written
/// nothing (G20), so the contact to blame is looked for and the others go again.
/// @return The stored person or the error of each, in the order given.
[[nodiscard]] std::vector<Answer<Json>> update_google(GoogleClient& google,
                                                      const std::vector<GoogleUpdate>& updates);

/// The same for creations. `stop` is asked before each request after the first refusal: true
/// leaves the rest unsent, as nullopt.
[[nodiscard]] std::vector<std::optional<Answer<Json>>> create_google(
    GoogleClient& google, const std::vector<Json>& people,
    const std::function<bool(const ApiError&)>& stop);

}  // namespace lockstep
