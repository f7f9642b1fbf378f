#include "probe.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace lockstep {
namespace {

struct Candidate {
  std::int64_t attempted;
  RecordKey key;
};

/// Whether nothing but the limit of a full account keeps the record from being created.
bool waits_for_room(const Record& record) {
  return record.outcome.state != RecordState::failing || record.needs_look ||
         is_account_wide(record.outcome.reason, record.outcome.cause);
}

}  // namespace

bool is_single(const Pass& pass, const RecordKey& source) {
  const Record* record = pass.state.find_record(source.side, source.id);
  return record != nullptr && record->presence == Presence::live &&
         pass.state.find_pair(source.side, source.id) == nullptr;
}

bool& full_flag(Pass& pass, Side target) {
  Progress& progress = pass.state.progress;
  return target == Side::google ? progress.google_full : progress.hubspot_full;
}

void choose_probe(Pass& pass) {
  std::vector<Candidate> candidates;
  if (const auto pair = pass.state.next_failing_pair()) {
    candidates.push_back({pair->outcome.attempted, {Side::hubspot, pair->hubspot_id}});
  }
  std::array<std::optional<Candidate>, 2> groups;
  for (const RecordKey& key : pass.state.creations()) {
    const Record* record = pass.state.find_record(key.side, key.id);
    if (record == nullptr || !is_single(pass, key)) {
      continue;
    }
    if (full_flag(pass, opposite(key.side)) && waits_for_room(*record)) {
      // The group waits since its last attempt, whoever made it; its next one is made by the
      // record that has waited longest.
      auto& group = groups.at(key.side == Side::hubspot ? 0 : 1);
      if (!group || record->outcome.attempted < group->attempted) {
        group = Candidate{record->outcome.attempted, key};
      }
    } else if (record->outcome.state == RecordState::failing && !record->needs_look) {
      candidates.push_back({record->outcome.attempted, key});
    }
  }
  for (std::size_t at = 0; at < groups.size(); ++at) {
    if (groups.at(at)) {
      const std::int64_t last =
          at == 0 ? pass.state.progress.google_full_at : pass.state.progress.hubspot_full_at;
      candidates.push_back({last, groups.at(at)->key});
    }
  }
  const auto first = std::ranges::min_element(candidates, {}, [](const Candidate& candidate) {
    return std::tie(candidate.attempted, candidate.key);
  });
  pass.probe = first == candidates.end() ? std::nullopt : std::optional(first->key);
}

}  // namespace lockstep
