/// What one connection remembers between passes: observations, never work.

#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "lockstep/base/clock.h"
#include "lockstep/core/link.h"
#include "lockstep/core/record_state.h"
#include "lockstep/core/side.h"

#include "limit_cause.h"

namespace lockstep {

enum class Presence {
  live,
  gone,    ///< Deleted, and may come back: HubSpot's recycle bin, Google's Trash (DEL-4).
  purged,  ///< Deleted for good.
};

/// How a record, or a pair, stands.
struct Outcome {
  RecordState state = RecordState::pending;
  Reason reason = Reason::none;
  LimitCause cause = LimitCause::none;
  std::int64_t attempted = 0;  ///< The number of the pass that last tried to write it.

  friend bool operator==(const Outcome&, const Outcome&) = default;
};

/// A record of one side as last observed.
struct Record {
  std::string body;  ///< JSON of the API.
  Instant modified;  ///< By the service's clock.
  Presence presence = Presence::live;
  bool is_listed = false;  ///< HubSpot: a member of the list that the filter names.
  bool needs_look = true;  ///< Observed anew, and not yet decided upon.
  std::string match;       ///< to_text(MatchRecord); "": it takes no part in matching.
  Outcome outcome;         ///< While it is not paired.
};

/// A pair as stored.
struct Pair {
  Link link;
  bool needs_look = true;

  /// Old differences are still to be reconciled: set for every pair when settings were saved or
  /// the sync was turned on again, until the pair is done (SET-1, SET-4).
  bool reconcile = false;
  Outcome outcome;

  /// What is being written and what to remember when it is confirmed (journal.h): set before the
  /// writes go out, empty when their outcome is known (ROB-1).
  std::string journal;
};

/// A create that was about to be sent. It is journalled before, and removed when the new record's
/// link is stored: what is left over after a crash may or may not have happened (ROB-1, ROB-2).
struct Intent {
  std::int64_t id = 0;
  Side target = Side::google;
  std::string source_id;
  std::string journal;  ///< As in Pair: the write, and the link without the new record's id.
  Instant at;
};

/// A conflict that was decided (MRG-14).
struct ConflictRecord {
  std::string hubspot_id;
  std::string google_id;
  std::string field;
  std::optional<std::string> base;
  std::optional<std::string> hubspot;
  std::optional<std::string> google;
  Side kept = Side::hubspot;
  std::string rule;
  Instant at;
};

/// Where reading stands. Members are stored one by one under their names.
struct Progress {
  std::int64_t passes = 0;
  std::string settings;           ///< Fingerprint of what the last initial phase ran with.
  bool initial_done = false;      ///< False: the next pass reads everything (SET-1, SET-4).
  std::string google_sync_token;  ///< "": a full read.
  std::string other_sync_token;
  bool hubspot_listed = false;  ///< HubSpot was read in full once; search carries on from there.
  Instant hubspot_seen;         ///< The newest modification that was seen, by HubSpot's clock.
  Instant hubspot_seen_at;      ///< When it was first seen, by our clock.
  bool hubspot_seen_settled = false;  ///< Search was asked again once its lag was over.
  Instant google_seen;                ///< The newest modification seen, by Google's clock.
  bool google_full = false;           ///< The account's limit stopped the last create (LIM-1).
  std::int64_t google_full_at = 0;    ///< The pass in which that was.
  bool hubspot_full = false;          ///< The same for HubSpot (LIM-9).
  std::int64_t hubspot_full_at = 0;
};

using RecordMap = std::map<std::string, Record>;

/// All of it in memory. Whoever changes something takes it with a `touch` or `put` function,
/// which notes it for the next save.
class SyncState {
 public:
  Progress progress;

  [[nodiscard]] const RecordMap& records(Side side) const { return records_[index(side)]; }
  [[nodiscard]] const Record* find_record(Side side, const std::string& id) const;
  Record& touch_record(Side side, const std::string& id);  ///< Made if missing.
  void remove_record(Side side, const std::string& id);

  [[nodiscard]] const std::map<std::string, Pair>& pairs() const { return pairs_; }
  [[nodiscard]] const Pair* find_pair(Side side, const std::string& id) const;
  /// @pre The pair exists. Its link's ids must not be changed: see put_pair.
  Pair& touch_pair(const std::string& hubspot_id);
  /// Adds a pair. @pre neither record is paired (MAT-9)
  Pair& put_pair(Link link);
  void remove_pair(const std::string& hubspot_id);

  [[nodiscard]] const std::map<std::int64_t, Intent>& intents() const { return intents_; }
  Intent& add_intent(Side target, const std::string& source_id, Instant at);
  Intent& touch_intent(std::int64_t id);
  void remove_intent(std::int64_t id);

  [[nodiscard]] const std::vector<ConflictRecord>& conflicts() const { return conflicts_; }
  void add_conflict(ConflictRecord conflict) { conflicts_.push_back(std::move(conflict)); }

 private:
  friend class Store;
  static std::size_t index(Side side) { return side == Side::hubspot ? 0 : 1; }

  std::array<RecordMap, 2> records_;
  std::map<std::string, Pair> pairs_;                ///< By HubSpot id.
  std::map<std::string, std::string> google_pairs_;  ///< Google id to HubSpot id.
  std::map<std::int64_t, Intent> intents_;
  std::int64_t next_intent_ = 1;
  std::vector<ConflictRecord> conflicts_;

  // What the next save writes.
  std::array<std::set<std::string>, 2> dirty_records_;
  std::set<std::string> dirty_pairs_;
  std::set<std::int64_t> dirty_intents_;
  std::size_t conflicts_saved_ = 0;
};

}  // namespace lockstep
