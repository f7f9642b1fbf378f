#include "neighbourhood.h"

#include <utility>

#include "lockstep/core/contact.h"

namespace lockstep {
namespace {

class Walk {
 public:
  explicit Walk(SyncState& state) : state_(state) {}

  Neighbourhood from(const std::vector<RecordKey>& start) {
    for (const RecordKey& key : start) {
      visit_record(key);
    }
    while (!records_ahead_.empty() || !pairs_ahead_.empty()) {
      for (const RecordKey& key : std::exchange(records_ahead_, {})) {
        look_around(key);
      }
      for (const std::string& hubspot_id : std::exchange(pairs_ahead_, {})) {
        look_around_pair(hubspot_id);
      }
    }
    return std::move(found_);
  }

 private:
  void visit_record(const RecordKey& key) {
    if (state_.find_record(key.side, key.id) != nullptr && found_.records.insert(key).second) {
      records_ahead_.push_back(key);
    }
  }

  void visit_pair_of(Side side, const std::string& id) {
    const Pair* const pair = state_.find_pair(side, id);
    if (pair != nullptr && found_.pairs.insert(pair->link.hubspot_id).second) {
      pairs_ahead_.push_back(pair->link.hubspot_id);
    }
  }

  /// The id itself; Google's in either folder (G42).
  static std::vector<std::string> forms_of(Side side, const std::string& id) {
    if (side == Side::hubspot) {
      return {id};
    }
    const std::string key(google_key(id));
    return {"people/" + key, "otherContacts/" + key};
  }

  /// Whoever has or had this id.
  void visit_id(Side side, const std::string& id) {
    for (const std::string& form : forms_of(side, id)) {
      visit_record({side, form});
      visit_pair_of(side, form);
      for (const std::string& successor : state_.ids_with_former(side, form)) {
        visit_record({side, successor});
      }
    }
  }

  void look_around(const RecordKey& key) {
    visit_id(key.side, key.id);
    const Record& record = *state_.find_record(key.side, key.id);
    const Result<MatchRecord> match = parse_match_record(record.match);
    if (record.presence != Presence::live || !match) {
      return;
    }
    for (const std::string& email : match->emails) {
      for (const Side side : {Side::hubspot, Side::google}) {
        for (const std::string& id : state_.ids_with_email(side, email)) {
          visit_record({side, id});
        }
      }
    }
    for (const std::string& former : match->former_ids) {
      visit_id(key.side, former);
    }
  }

  void look_around_pair(const std::string& hubspot_id) {
    const std::string google_id = state_.find_pair(Side::hubspot, hubspot_id)->link.google_id;
    visit_id(Side::hubspot, hubspot_id);
    visit_id(Side::google, google_id);
  }

  SyncState& state_;
  Neighbourhood found_;
  std::vector<RecordKey> records_ahead_;
  std::vector<std::string> pairs_ahead_;
};

}  // namespace

Neighbourhood neighbourhood_of(SyncState& state, const std::vector<RecordKey>& start) {
  return Walk(state).from(start);
}

MatchInput match_input(SyncState& state, const Neighbourhood& neighbourhood) {
  MatchInput input;
  for (const RecordKey& key : neighbourhood.records) {
    const bool of_hubspot = key.side == Side::hubspot;
    const Record& record = *state.find_record(key.side, key.id);
    if (record.presence != Presence::live) {
      (of_hubspot ? input.hubspot_deleted : input.google_deleted).insert(key.id);
    } else if (!record.match.empty()) {
      if (Result<MatchRecord> match = parse_match_record(record.match)) {
        (of_hubspot ? input.hubspot : input.google).push_back(std::move(*match));
      }
    }
  }
  for (const std::string& hubspot_id : neighbourhood.pairs) {
    input.links.push_back(state.find_pair(Side::hubspot, hubspot_id)->link);
  }
  return input;
}

}  // namespace lockstep
