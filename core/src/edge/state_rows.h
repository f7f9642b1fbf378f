/// What one connection remembers between passes, row by row: observations, never work.

#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "lockstep/base/clock.h"
#include "lockstep/core/link.h"
#include "lockstep/core/record_state.h"
#include "lockstep/core/side.h"

#include "limit_cause.h"

namespace lockstep {

struct RecordKey {
  Side side = Side::hubspot;
  std::string id;

  friend auto operator<=>(const RecordKey&, const RecordKey&) = default;
};

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

/// A record of one side as last observed. Its JSON is kept apart: most steps do without it.
struct Record {
  Instant modified;  ///< By the service's clock.
  Presence presence = Presence::live;
  bool is_listed = false;  ///< HubSpot: a member of the list that the filter names.
  bool needs_look = true;  ///< Observed anew, and not yet decided upon.
  bool unmatched = true;   ///< Matching has not seen it as it is now.
  bool creates = false;    ///< Matching wants it to be created on the other side.
  std::string match;       ///< to_text(MatchRecord); "": it takes no part in matching.
  Outcome outcome;         ///< While it is not paired.
};

/// A pair as stored.
struct Pair {
  Link link;
  bool needs_look = true;  ///< One of its records, or itself, is not yet decided upon.

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

/// A write that a service confirmed, and why it was made.
struct WriteRecord {
  std::string hubspot_id;
  std::string google_id;
  Side side = Side::hubspot;  ///< Where it was written.
  bool created = false;
  std::string changes;  ///< JSON: [{"field","from","to","rule"}], null where there was nothing.
  Instant at;
};

/// One record, or pair, as health shows it: every one that still exists in one of the apps, once.
struct RecordHealth {
  std::string hubspot_id;  ///< "" for none.
  std::string google_id;
  Outcome outcome;
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
  std::int64_t hubspot_live = -1;     ///< How many contacts are live; -1: not counted yet.
  std::int64_t hubspot_surplus = 0;   ///< By how many the index had more, after the last look.
  Instant archived_read_at;           ///< When the recycle bin was last listed.
  Instant google_seen;                ///< The newest modification seen, by Google's clock.
  bool google_full = false;           ///< The account's limit stopped the last create (LIM-1).
  std::int64_t google_full_at = 0;    ///< The pass in which that was.
  bool hubspot_full = false;          ///< The same for HubSpot (LIM-9).
  std::int64_t hubspot_full_at = 0;

  // Until when the services' windows would stay used up: see QuotaUse.
  Instant hubspot_requests;
  Instant hubspot_searches;
  Instant google_requests;
  Instant google_writes;

  // How the last pass ended, in the words of the reports; "" before the first.
  Instant last_pass;
  std::string last_state;
  std::string last_pause_reason;
  std::string last_error;

  // How many records are in which state (HLT-1).
  std::int64_t in_sync = 0;
  std::int64_t excluded = 0;
  std::int64_t failing = 0;
  std::int64_t pending = 0;
};

}  // namespace lockstep
