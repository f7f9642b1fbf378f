#include "lockstep/scenario/waiver.h"

#include <algorithm>
#include <map>
#include <utility>

#include "lockstep/scenario/load.h"

namespace lockstep::scenario {
namespace {

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return std::to_string(count) + ' ' + std::string(count == 1 ? one : many);
}

bool concerns(const Waiver& waiver, const CheckResult& check) {
  return waiver.rule == check.rule &&
         std::ranges::any_of(waiver.scenarios, [&](const std::string& pattern) {
           return matches_pattern(pattern, check.scenario);
         });
}

}  // namespace

std::string_view to_string(WaiverFault fault) noexcept {
  switch (fault) {
    case WaiverFault::stale: return "stale";
    case WaiverFault::expired: return "expired";
    case WaiverFault::over_broad: return "over-broad";
    case WaiverFault::differently: return "failing differently";
  }
  return "?";
}

Waiving::Waiving(std::vector<Waiver> waivers, std::string today)
    : waivers_(std::move(waivers)), today_(std::move(today)), uses_(waivers_.size()) {}

void Waiving::apply(CheckResult& check) {
  if (check.verdict != Verdict::fail && check.verdict != Verdict::pass) {
    return;
  }
  std::size_t* missed = nullptr;  ///< Why the nearest waiver does not cover it.
  Use* other_message = nullptr;
  for (std::size_t at = 0; at < waivers_.size(); ++at) {
    const Waiver& waiver = waivers_[at];
    Use& use = uses_[at];
    if (!concerns(waiver, check)) {
      continue;
    }
    use.judged = true;
    if (check.verdict == Verdict::pass) {
      continue;
    }
    if (!check.message.starts_with(waiver.message)) {
      other_message = other_message == nullptr ? &use : other_message;
    } else if (is_over(waiver)) {
      missed = missed == nullptr ? &use.late : missed;
    } else if (use.covered == waiver.most) {
      missed = &use.beyond;
    } else {
      ++use.covered;
      check.verdict = Verdict::waived;
      check.waiver = at;
      return;
    }
  }
  if (missed != nullptr) {
    ++*missed;
  } else if (other_message != nullptr && other_message->different++ == 0) {
    other_message->differing = check.scenario + ": " + check.message;
  }
}

std::vector<WaiverOutcome> Waiving::outcomes(bool whole) const {
  std::vector<WaiverOutcome> outcomes;
  for (std::size_t at = 0; at < waivers_.size(); ++at) {
    const Use& use = uses_[at];
    WaiverOutcome outcome{waivers_[at], use.covered, {}};
    const auto add = [&](WaiverFault fault, std::string message) {
      outcome.mistakes.push_back({std::string(to_string(fault)), std::move(message)});
    };
    if (is_over(waivers_[at])) {
      add(WaiverFault::expired,
          "its last day was " + waivers_[at].expires + "; " +
              counted(use.late, "check fails", "checks fail") +
              " that it would cover: mend them, or have its owner set another day");
    }
    if (use.beyond > 0) {
      add(WaiverFault::over_broad,
          counted(use.beyond, "more check fits it", "more checks fit it") + " than the " +
              std::to_string(waivers_[at].most) +
              " that it may cover: look at them before \"most\" is raised");
    }
    if (use.different > 0) {
      add(WaiverFault::differently, counted(use.different, "check fails", "checks fail") +
                                        " with another message than the waived one, first " +
                                        use.differing);
    }
    const bool is_quiet = use.covered + use.beyond + use.late + use.different == 0;
    if (whole && is_quiet) {
      add(WaiverFault::stale, use.judged
                                  ? "nothing that it waives fails any more: take it out"
                                  : "no scenario that it names judges its rule: take it out, or "
                                    "correct the names");
    }
    outcomes.push_back(std::move(outcome));
  }
  return outcomes;
}

std::vector<Waiver> mended(const std::vector<WaiverOutcome>& outcomes,
                           const std::vector<CheckResult>& checks, const std::string& expires) {
  std::vector<Waiver> waivers;
  for (const WaiverOutcome& outcome : outcomes) {
    const bool is_stale = std::ranges::any_of(outcome.mistakes, [](const auto& mistake) {
      return mistake.fault == to_string(WaiverFault::stale);
    });
    if (!is_stale) {
      waivers.push_back(outcome.waiver);
      waivers.back().most = outcome.covered == 0 ? outcome.waiver.most : outcome.covered;
    }
  }
  std::map<std::pair<std::string, std::string>, Waiver> added;  ///< By rule and message.
  for (const CheckResult& check : checks) {
    const bool is_near = std::ranges::any_of(waivers, [&](const Waiver& waiver) {
      return concerns(waiver, check) && check.message.starts_with(waiver.message);
    });
    if (check.verdict != Verdict::fail || is_near) {
      continue;
    }
    Waiver& waiver = added[{check.rule, check.message}];
    waiver.most = waiver.rule.empty() ? 1 : waiver.most + 1;
    waiver.rule = check.rule;
    waiver.message = check.message;
    waiver.expires = expires;
    if (waiver.scenarios.empty() || waiver.scenarios.back() != check.scenario) {
      waiver.scenarios.push_back(check.scenario);
    }
  }
  for (auto& [key, waiver] : added) {
    waivers.push_back(std::move(waiver));
  }
  return waivers;
}

}  // namespace lockstep::scenario
