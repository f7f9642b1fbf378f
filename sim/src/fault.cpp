#include "lockstep/sim/fault.h"

#include <algorithm>
#include <array>
#include <utility>

#include "lockstep/base/assert.h"
#include "lockstep/base/text.h"
#include "lockstep/sim/error_catalogue.h"

namespace lockstep::sim {
namespace {

constexpr std::array<std::string_view, kFaultKindCount> kFaultNames = {
    "answer-error",
    "lose-request",
    "commit-then-lose-answer",
    "delay",
    "stall",
    "truncate",
    "duplicate-delivery",
    "expire-token",
    "expire-sync-token",
    "stale-read",
    "short-page",
    "crash-connector",
};
constexpr std::array<std::string_view, 3> kMomentNames = {"before", "committed", "after"};

template <std::size_t kSize>
std::optional<std::size_t> position(const std::array<std::string_view, kSize>& names,
                                    std::string_view text) noexcept {
  const auto* const found = std::ranges::find(names, text);
  return found == names.end() ? std::nullopt
                              : std::optional(static_cast<std::size_t>(found - names.begin()));
}

template <std::size_t... kIndex>
Fault make_alternative(std::size_t index, std::index_sequence<kIndex...> /*indexes*/) {
  Fault fault;
  ((index == kIndex ? static_cast<void>(fault.emplace<kIndex>()) : static_cast<void>(0)), ...);
  return fault;
}

bool matches_alternative(std::string_view pattern, Service service, std::string_view operation) {
  const std::size_t slash = pattern.find('/');
  if (slash != std::string_view::npos) {
    if (pattern.substr(0, slash) != to_string(service)) {
      return false;
    }
    pattern.remove_prefix(slash + 1);
  }
  if (pattern.ends_with('*')) {
    pattern.remove_suffix(1);
    return operation.starts_with(pattern);
  }
  return pattern == operation;
}

}  // namespace

std::string_view to_string(FaultKind kind) noexcept {
  return kFaultNames.at(static_cast<std::size_t>(kind));
}

std::optional<FaultKind> parse_fault_kind(std::string_view text) noexcept {
  const auto index = position(kFaultNames, text);
  return index ? std::optional(static_cast<FaultKind>(*index)) : std::nullopt;
}

std::string_view to_string(CrashMoment moment) noexcept {
  return kMomentNames.at(static_cast<std::size_t>(moment));
}

std::optional<CrashMoment> parse_crash_moment(std::string_view text) noexcept {
  const auto index = position(kMomentNames, text);
  return index ? std::optional(static_cast<CrashMoment>(*index)) : std::nullopt;
}

Fault make_fault(FaultKind kind) {
  return make_alternative(static_cast<std::size_t>(kind),
                          std::make_index_sequence<kFaultKindCount>());
}

bool matches_operation(std::string_view pattern, Service service, std::string_view operation) {
  return std::ranges::any_of(split(pattern, '|'), [&](std::string_view alternative) {
    return matches_alternative(alternative, service, operation);
  });
}

void FaultPlan::add(FaultRule rule) {
  const auto* const answer = std::get_if<AnswerError>(&rule.fault);
  LOCKSTEP_ASSERT(answer == nullptr || answer->error_id.empty() ||
                  find_error(answer->error_id) != nullptr);
  armed_.push_back({.id = ++last_id_, .rule = std::move(rule)});
}

std::optional<FaultPlan::Due> FaultPlan::next(Service service, std::string_view operation,
                                              std::string_view account) {
  std::optional<Due> due;
  for (std::size_t at = 0; at < armed_.size(); ++at) {
    ArmedFault& armed = armed_[at];
    const bool of_another = !armed.rule.account.empty() && armed.rule.account != account;
    if (of_another || !matches_operation(armed.rule.operation, service, operation)) {
      continue;
    }
    ++armed.requests_seen;
    const bool is_due =
        armed.requests_seen >= armed.rule.first && armed.requests_spoiled < armed.rule.count;
    if (is_due && !due) {
      ++armed.requests_spoiled;
      due = Due{at, armed.rule.fault};
    }
  }
  return due;
}

void FaultPlan::reached(std::size_t rule) {
  LOCKSTEP_ASSERT(rule < armed_.size());
  ++armed_[rule].reached;
}

std::vector<FaultRule> FaultPlan::unreached() const {
  std::vector<FaultRule> rules;
  for (const ArmedFault& armed : armed_) {
    if (armed.reached == 0) {
      rules.push_back(armed.rule);
    }
  }
  return rules;
}

std::uint32_t FaultPlan::times_reached(std::size_t rule) const {
  LOCKSTEP_ASSERT(rule < armed_.size());
  return armed_[rule].reached;
}

bool FaultPlan::remove(std::size_t id) {
  return std::erase_if(armed_, [&](const ArmedFault& armed) { return armed.id == id; }) > 0;
}

bool FaultPlan::contains(FaultKind kind) const {
  return std::ranges::any_of(
      armed_, [&](const ArmedFault& armed) { return kind_of(armed.rule.fault) == kind; });
}

}  // namespace lockstep::sim
