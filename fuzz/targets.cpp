#include "targets.h"

#include <algorithm>
#include <array>

namespace lockstep::fuzz {
namespace {

constexpr std::array kTargets = {
    Target{"control_request", control_request}, Target{"google_batch", google_batch},
    Target{"google_body", google_body},         Target{"google_masks", google_masks},
    Target{"google_request", google_request},   Target{"google_tokens", google_tokens},
    Target{"hubspot_body", hubspot_body},       Target{"hubspot_request", hubspot_request},
    Target{"hubspot_search", hubspot_search},   Target{"hubspot_tokens", hubspot_tokens},
    Target{"recording_har", recording_har},     Target{"recording_lines", recording_lines},
    Target{"request_head", request_head},
};

bool everything = false;

}  // namespace

void check_everything() noexcept { everything = true; }
bool checks_everything() noexcept { return everything; }

std::span<const Target> targets() { return kTargets; }

const Target* find_target(std::string_view name) {
  const auto* const found = std::ranges::find(kTargets, name, &Target::name);
  return found == kTargets.end() ? nullptr : found;
}

}  // namespace lockstep::fuzz
