#include "pair_records.h"

#include <set>
#include <utility>

#include "neighbourhood.h"

namespace lockstep {
namespace {

/// How many records that matching has not seen are matched at once.
constexpr std::size_t kAtOnce = 1'000;

/// Takes re-bound, broken, revived and replaced links over. First all old ones go, because a new
/// one may have the id of another old one.
void change_links(Pass& pass, const std::vector<Link>& links,
                  const std::vector<LinkChange>& changes) {
  std::vector<Pair> renewed;
  for (const LinkChange& change : changes) {
    const Link& old = links.at(change.link);
    Pair pair = *pass.state.find_pair(Side::hubspot, old.hubspot_id);
    pass.state.remove_pair(old.hubspot_id);
    if (change.replaced) {
      continue;
    }
    pair.link.hubspot_id = change.hubspot_id;
    pair.link.google_id = change.google_id;
    pair.link.hubspot_gone = change.hubspot_gone;
    pair.link.google_gone = change.google_gone;
    renewed.push_back(std::move(pair));
  }
  for (Pair& pair : renewed) {
    Pair& stored = pass.state.put_pair(std::move(pair.link));
    stored.reconcile = pair.reconcile;
    stored.outcome = pair.outcome;
    stored.journal = std::move(pair.journal);
    stored.needs_look = true;
  }
}

/// Matching has seen these records. One that was deleted, and that no pair remembers, is of no more
/// interest.
void note_matched(SyncState& state, const std::set<RecordKey>& records,
                  const std::set<RecordKey>& creations) {
  for (const RecordKey& key : records) {
    const Record& record = *state.find_record(key.side, key.id);
    const bool creates = creations.contains(key);
    if (record.presence != Presence::live && state.find_pair(key.side, key.id) == nullptr) {
      state.remove_record(key.side, key.id);
    } else if (record.unmatched || record.creates != creates) {
      Record& touched = state.touch_record(key.side, key.id);
      touched.unmatched = false;
      touched.creates = creates;
    }
  }
}

void note_unpaired(Pass& pass, const Unpaired& unpaired) {
  const Record* record = pass.state.find_record(unpaired.side, unpaired.id);
  const Outcome outcome{.state = state_of(unpaired.reason), .reason = unpaired.reason};
  if (record != nullptr && (record->needs_look || record->outcome != outcome)) {
    Record& touched = pass.state.touch_record(unpaired.side, unpaired.id);
    touched.outcome = outcome;
    touched.needs_look = false;
  }
}

void match_around(Pass& pass, const std::vector<RecordKey>& start) {
  const Neighbourhood neighbourhood = neighbourhood_of(pass.state, start);
  const MatchInput input = match_input(pass.state, neighbourhood);
  const MatchResult result = match(input);
  change_links(pass, input.links, result.links);
  for (const Pairing& pairing : result.pairings) {
    pass.state.put_pair({.hubspot_id = pairing.hubspot_id,
                         .google_id = pairing.google_id,
                         .hubspot_gone = false,
                         .google_gone = false,
                         .base = {},
                         .notes = {}});
  }
  for (const Unpaired& unpaired : result.unpaired) {
    note_unpaired(pass, unpaired);
  }
  std::set<RecordKey> creations;
  for (const Creation& creation : result.creations) {
    creations.insert({creation.source, creation.id});
  }
  note_matched(pass.state, neighbourhood.records, creations);
}

}  // namespace

void pair_records(Pass& pass) {
  while (true) {
    const std::vector<RecordKey> start = pass.state.unmatched(kAtOnce);
    if (start.empty() || pass.state.has_failed()) {
      return;
    }
    match_around(pass, start);
    pass.state.relax();
  }
}

}  // namespace lockstep
