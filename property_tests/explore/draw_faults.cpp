#include "draw_faults.h"

#include <utility>

namespace lockstep::explore {
namespace {

constexpr std::size_t kFaultsMax = 3;

enum class Target { list, create, update };

void draw_crash(Fault& fault, Random& random) {
  constexpr const char* kMoments[] = {"before", "committed", "after"};
  fault.kind = "crash-connector";
  fault.moment = one_of(random, kMoments);
}

void draw_error(Fault& fault, Service service, Random& random) {
  constexpr const char* kGoogleErrors[] = {"google.unavailable", "google.internal",
                                           "google.rate_limit"};
  constexpr const char* kHubSpotErrors[] = {"hubspot.bad_gateway", "hubspot.unavailable",
                                            "hubspot.rate_limit_secondly"};
  fault.kind = "answer-error";
  fault.error =
      service == Service::google ? one_of(random, kGoogleErrors) : one_of(random, kHubSpotErrors);
}

void draw_delay(Fault& fault, const char* kind, Random& random) {
  fault.kind = kind;
  fault.milliseconds = 1'000 * static_cast<std::int64_t>(1 + random.below(60));
}

/// What fails a request of any kind.
void draw_any(Fault& fault, Service service, Random& random) {
  switch (random.below(7)) {
    case 0: fault.kind = "lose-request"; break;
    case 1: fault.kind = "commit-then-lose-answer"; break;
    case 2: fault.kind = "truncate"; break;
    case 3: draw_delay(fault, "delay", random); break;
    case 4: draw_delay(fault, "stall", random); break;
    case 5: fault.kind = "expire-token"; break;
    default: draw_error(fault, service, random); break;
  }
}

void draw_kind(Fault& fault, Target target, Service service, Random& random) {
  const bool is_special = random.chance(1, target == Target::list ? 2 : 4);
  if (is_special && target == Target::list) {
    if (service == Service::google && random.chance(1, 2)) {
      fault.kind = "expire-sync-token";
    } else {
      fault.kind = "short-page";
      fault.records = 1;
    }
  } else if (is_special && target == Target::update) {
    fault.kind = "duplicate-delivery";
  } else {
    draw_any(fault, service, random);
  }
}

}  // namespace

std::vector<Fault> draw_faults(const Features& features, Random random, std::uint32_t passes) {
  std::vector<Fault> faults;
  if (!features.faults && !features.crashes) {
    return faults;
  }
  const std::size_t count = 1 + random.below(kFaultsMax);
  for (std::size_t at = 0; at < count; ++at) {
    // A list is asked for in every pass; a write may never come.
    const bool is_list = passes > 0 && random.chance(1, 3);
    const Target target = is_list               ? Target::list
                          : random.chance(1, 2) ? Target::create
                                                : Target::update;
    Fault fault;
    fault.first = 1 + static_cast<std::uint32_t>(random.below(is_list ? passes : 3));
    const std::size_t side = random.below(2);
    fault.operation = target == Target::list     ? kLists[side]
                      : target == Target::create ? kCreates[side]
                                                 : kUpdates[side];
    if (features.crashes && (!features.faults || random.chance(1, 2))) {
      draw_crash(fault, random);
    } else {
      draw_kind(fault, target, side == 0 ? Service::google : Service::hubspot, random);
    }
    faults.push_back(std::move(fault));
  }
  return faults;
}

}  // namespace lockstep::explore
