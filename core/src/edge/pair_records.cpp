#include "pair_records.h"

#include <utility>

namespace lockstep {
namespace {

void collect_side(const Pass& pass, Side side, MatchInput& input) {
  auto& matchable = side == Side::hubspot ? input.hubspot : input.google;
  auto& deleted = side == Side::hubspot ? input.hubspot_deleted : input.google_deleted;
  for (const auto& [id, record] : pass.state.records(side)) {
    if (record.presence != Presence::live) {
      deleted.insert(id);
    } else if (!record.match.empty()) {
      if (Result<MatchRecord> match = parse_match_record(record.match)) {
        matchable.push_back(std::move(*match));
      }
    }
  }
}

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

/// A record that was deleted, and that no pair remembers, is of no more interest.
void forget_deleted(Pass& pass, Side side) {
  std::vector<std::string> forgotten;
  for (const auto& [id, record] : pass.state.records(side)) {
    if (record.presence != Presence::live && pass.state.find_pair(side, id) == nullptr) {
      forgotten.push_back(id);
    }
  }
  for (const std::string& id : forgotten) {
    pass.state.remove_record(side, id);
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

}  // namespace

void pair_records(Pass& pass) {
  if (!pass.match_again) {
    return;
  }
  pass.match_again = false;
  MatchInput input;
  collect_side(pass, Side::hubspot, input);
  collect_side(pass, Side::google, input);
  for (const auto& [id, pair] : pass.state.pairs()) {
    input.links.push_back(pair.link);
  }
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
  pass.creations.clear();
  for (const Creation& creation : result.creations) {
    pass.creations.push_back({creation.source, creation.id});
  }
  for (const Unpaired& unpaired : result.unpaired) {
    note_unpaired(pass, unpaired);
  }
  forget_deleted(pass, Side::hubspot);
  forget_deleted(pass, Side::google);
}

}  // namespace lockstep
