#include "workshop.h"

#include <algorithm>
#include <numeric>
#include <variant>

namespace lockstep::scenario {
namespace {

/// Whether a pass reads the contacts of a fill. Trash it cannot see, and Other contacts only few
/// settings read.
bool is_read(const Fill& fill) {
  return fill.side == Service::hubspot || fill.folder == sim::GoogleFolder::contacts;
}

/// How much there is to do in a scenario, as far as its file shows: contacts that are made, and
/// contacts that a pass reads.
std::size_t weight(const Scenario& scenario) {
  std::size_t passes = 0;
  for (const Step& step : scenario.when) {
    if (const auto* sync = std::get_if<SyncPasses>(&step.what)) {
      passes += static_cast<std::size_t>(sync->passes);
    }
  }
  std::size_t contacts = 0;
  for (const Fill& fill : scenario.given.fill) {
    contacts += fill.count * (is_read(fill) ? 1 + passes : 1);
  }
  return contacts;
}

/// 0, 1, 2 …
std::vector<std::size_t> first_numbers(std::size_t count) {
  std::vector<std::size_t> numbers(count);
  std::iota(numbers.begin(), numbers.end(), std::size_t{0});
  return numbers;
}

}  // namespace

Schedule::Schedule(const std::vector<Scenario>& scenarios)
    : in_order_(first_numbers(scenarios.size())),
      heaviest_first_(in_order_),
      taken_(scenarios.size(), false) {
  std::ranges::stable_sort(heaviest_first_, std::ranges::greater{},
                           [&](std::size_t index) { return weight(scenarios[index]); });
}

std::optional<std::size_t> Schedule::take(bool first_worker) {
  for (const std::size_t index : first_worker ? in_order_ : heaviest_first_) {
    if (!taken_[index]) {
      taken_[index] = true;
      return index;
    }
  }
  return std::nullopt;
}

}  // namespace lockstep::scenario
