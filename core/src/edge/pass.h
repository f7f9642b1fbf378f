/// What the steps of one connection's pass share.

#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "lockstep/base/clock.h"
#include "lockstep/core/engine.h"
#include "lockstep/core/match.h"
#include "lockstep/core/phone.h"
#include "lockstep/core/settings.h"

#include "answer.h"
#include "google_client.h"
#include "hubspot_client.h"
#include "sync_state.h"

namespace lockstep {

struct Pass {
  const AcceptedSettings& accepted;
  const PhoneNumbers& phones;
  SyncState& state;
  HubSpotClient& hubspot;
  GoogleClient& google;
  Clock& clock;
  ConnectionSummary& summary;

  const std::string& connection;     ///< Its id.
  PassObserver* observer = nullptr;  ///< May be null.

  Instant started = {};
  std::set<std::string> list_members = {};  ///< Of the list that the filter names.

  /// The failing record that may be tried again without a change (QUI-1).
  std::optional<RecordKey> probe = std::nullopt;
  bool looked_for_new_google = false;      ///< See look_for_new_google.
  std::set<std::string> missing_people{};  ///< Of pairs, that Google did not find when asked.
  bool has_nameless = false;               ///< A list had a record that does not say who it is.
  int unavailable = 0;                     ///< Calls in a row whose retries were used up.
};

/// Tells whoever waits how far a step has come. @param total  0 where it is not known.
void tell_progress(const Pass& pass, PassStep step, std::size_t done, std::size_t total = 0);

/// How many calls may come to nothing before the service counts as down and the pass ends.
inline constexpr int kUnavailableMax = 3;

/// Ends the pass for errors that say nothing about a single record: a revoked grant, a rate limit
/// that outlasted the retries, a service that is down. Success for all others.
[[nodiscard]] Result<void> end_pass_if_hopeless(Pass& pass, const ApiError& error);

/// The Failure of a call that the pass cannot go on without.
[[nodiscard]] Failure as_failure(const ApiError& error);

// Observing: what a service says of a record becomes the record, unless it is older than what is
// known already, as lagging indexes and delayed lists are (ROB-5). Each tells whether something
// changed, and notes it for deciding and matching.

bool observe_hubspot(Pass& pass, const Json& contact);
bool observe_google(Pass& pass, const Json& person);

/// The record does not exist any more: positive evidence only, never absence (DEL-3).
bool observe_missing(Pass& pass, Side side, const std::string& id, Presence presence);

/// What HubSpot holds after a confirmed write, whose answer shows a part of it (F36).
void observe_hubspot_write(Pass& pass, const std::string& id,
                           const std::map<std::string, std::string>& sent, const Json& answer);

/// Reads a stored record. nullopt if it is not there or makes no sense.
[[nodiscard]] std::optional<HubSpotContact> stored_contact(const Pass& pass, const std::string& id);
[[nodiscard]] std::optional<GooglePerson> stored_person(const Pass& pass, const std::string& id);

/// Whether what a service told last of one of the pair's records cannot be believed: then nothing
/// is decided about the pair.
[[nodiscard]] bool is_unreadable(const Pass& pass, const Link& link);

/// The same as stored_contact() and stored_person(), of a record that was told of in order last;
/// nullopt otherwise: what is stored is older than what happened since.
[[nodiscard]] std::optional<HubSpotContact> believed_contact(const Pass& pass,
                                                             const std::string& id);
[[nodiscard]] std::optional<GooglePerson> believed_person(const Pass& pass, const std::string& id);

/// The record, and its pair if it has one, are to be decided upon. @pre The record exists.
void call_for_look(Pass& pass, Side side, const std::string& id);

/// Recomputes what matching needs of a record, after its settings or lists have changed.
void refresh_match(Pass& pass, Side side, const std::string& id);

}  // namespace lockstep
