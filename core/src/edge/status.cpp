#include "lockstep/core/status.h"

#include <algorithm>
#include <tuple>

#include "lockstep/core/state_files.h"

#include "limit_cause.h"
#include "sync_state.h"

namespace lockstep {
namespace {

std::vector<ReasonCount> count_reasons(SyncState& state) {
  using Key = std::tuple<RecordState, Reason, LimitCause>;
  std::map<Key, std::size_t> counts;
  state.visit_health([&](const RecordHealth& row) {
    if (row.outcome.state != RecordState::in_sync) {
      ++counts[{row.outcome.state, row.outcome.reason, row.outcome.cause}];
    }
  });
  std::vector<ReasonCount> reasons;
  for (const auto& [key, count] : counts) {
    const auto& [record_state, reason, cause] = key;
    ReasonCount entry{.state = std::string(to_string(record_state)),
                      .reason = std::string(to_string(reason)),
                      .cause = std::string(to_string(cause)),
                      .message = std::string(message_of(reason)),
                      .remedies = {},
                      .count = count};
    for (const std::string_view remedy : remedies_of(reason)) {
      entry.remedies.emplace_back(remedy);
    }
    reasons.push_back(std::move(entry));
  }
  std::ranges::stable_sort(reasons, std::ranges::greater(), &ReasonCount::count);
  return reasons;
}

}  // namespace

Result<std::vector<ConnectionStatus>> status_of(const Config& config) {
  std::vector<ConnectionStatus> all;
  for (const ConnectionConfig& connection : config.connections) {
    Result<SyncState> state = SyncState::open_copy(state_path(config.state_dir, connection.id));
    if (!state) {
      return Failure{state.error()};
    }
    const Progress& progress = state->progress;
    all.push_back({.id = connection.id,
                   .enabled = connection.enabled,
                   .last_pass = progress.last_state.empty() ? std::nullopt
                                                            : std::optional(progress.last_pass),
                   .state = progress.last_state,
                   .pause_reason = progress.last_pause_reason,
                   .error = progress.last_error,
                   .counts = state->counts(),
                   .reasons = count_reasons(*state),
                   .conflicts = state->conflicts().size(),
                   .open_creates = state->intents().size()});
  }
  return all;
}

}  // namespace lockstep
