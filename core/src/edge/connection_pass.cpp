#include "connection_pass.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "lockstep/base/text.h"
#include "lockstep/core/field.h"

#include "accept_settings.h"
#include "channels.h"
#include "create_records.h"
#include "pair_records.h"
#include "pass.h"
#include "permissions.h"
#include "probe.h"
#include "read_changes.h"
#include "recover.h"
#include "settings_text.h"
#include "waiting_pairs.h"
#include "write_pairs.h"

namespace lockstep {
namespace {

/// Writing may show what asks for another look: a contact that HubSpot already has, an edit that
/// came in between. More rounds than this are left to the next pass.
constexpr int kRoundsMax = 4;

/// Fixed, so that a sync token stays good when mappings change (G81).
std::string google_fields() {
  std::vector<std::string> fields{"clientData", "memberships", "metadata"};
  for (const std::string_view field : mappable_google_fields()) {
    if (std::ranges::find(fields, field) == fields.end()) {
      fields.emplace_back(field);
    }
  }
  std::ranges::sort(fields);
  return join(fields, ",");
}

std::vector<std::string> hubspot_fields(const AcceptedSettings& accepted) {
  std::vector<std::string> properties = hubspot_properties(accepted);
  for (const char* needed : {"email", "hs_additional_emails", "hs_merged_object_ids"}) {
    if (std::ranges::find(properties, needed) == properties.end()) {
      properties.emplace_back(needed);
    }
  }
  std::ranges::sort(properties);
  return properties;
}

/// Saved settings, or a sync that is turned on again, start over: everything is read, and every
/// pair is reconciled (SET-1, SET-4).
bool begin_initial_phase(Pass& pass, const std::string& settings) {
  Progress& progress = pass.state.progress;
  if (progress.initial_done && progress.settings == settings) {
    return false;
  }
  progress.settings = settings;
  progress.initial_done = false;
  return true;
}

/// What is stored was made ready for matching by other settings; what is read from now on is by
/// these.
void refresh_matches(Pass& pass) {
  for (const Side side : {Side::hubspot, Side::google}) {
    for (const std::string& id : pass.state.record_ids(side)) {
      refresh_match(pass, side, id);
      pass.state.relax();
    }
  }
}

bool has_open_creations(const Pass& pass) {
  return std::ranges::any_of(pass.state.creations(), [&](const RecordKey& key) {
    const Record* record = pass.state.find_record(key.side, key.id);
    return record != nullptr && record->presence == Presence::live &&
           pass.state.find_pair(key.side, key.id) == nullptr &&
           record->outcome.state != RecordState::failing;
  });
}

Failure short_consent(Channels& channels, std::string_view service) {
  channels.consent_is_short = true;
  return failure(ErrorKind::unauthenticated,
                 "the consent does not cover what the sync writes; connect the account again and "
                 "allow everything that is asked for",
                 std::string(service));
}

/// Half a consent would make half a sync: nothing is read or written before both are enough
/// (CON-4). HubSpot tells scopes only when asked, so that is asked when the sync starts over.
Result<void> check_consent(const ConnectionRun& run, Channels& channels, bool initial) {
  const Direction direction = direction_of(run.connection.settings);
  const Answer<bool> google = google_permits(channels.google_tokens, direction);
  if (!google) {
    return as_failure(google.error());
  }
  if (!*google) {
    return short_consent(channels, "google");
  }
  if (!initial) {
    return {};
  }
  const Answer<bool> hubspot =
      hubspot_permits(channels.hubspot, channels.hubspot_tokens, direction);
  if (!hubspot) {
    return as_failure(hubspot.error());
  }
  return *hubspot ? Result<void>() : short_consent(channels, "hubspot");
}

Result<void> decide_and_write(Pass& pass) {
  for (int round = 0; round < kRoundsMax; ++round) {
    pair_records(pass);
    if (round == 0) {
      choose_probe(pass);
    }
    if (Result<void> written = write_pairs(pass); !written) {
      return written;
    }
    if (Result<void> created = create_records(pass); !created) {
      return created;
    }
    pass.probe.reset();
    const bool is_done = pass.state.unmatched(1).empty() && pairs_to_look_at(pass).empty() &&
                         !has_open_creations(pass);
    if (is_done || pass.state.has_failed()) {
      break;
    }
  }
  return {};
}

Result<void> run_steps(ConnectionRun& run, Channels& channels, const PassEnd& end) {
  const Result<AcceptedSettings> accepted =
      accept_settings(run.connection.settings, channels.hubspot);
  if (!accepted) {
    return Failure{accepted.error()};
  }
  run.refused = accepted->refused;
  HubSpotClient hubspot(channels.hubspot, hubspot_fields(*accepted));
  GoogleClient google(channels.google, google_fields());
  Pass pass{.accepted = *accepted,
            .phones = run.phones,
            .state = run.state,
            .hubspot = hubspot,
            .google = google,
            .clock = run.services.clock,
            .summary = run.summary,
            .connection = run.connection.id,
            .observer = run.services.observer};
  pass.started = run.services.clock.now();
  ++run.state.progress.passes;
  run.state.progress.last_pass = pass.started;

  const bool initial =
      begin_initial_phase(pass, settings_text(run.connection.settings, run.config.default_region));
  if (Result<void> enough = check_consent(run, channels, initial); !enough) {
    return enough;
  }
  if (initial) {
    refresh_matches(pass);
  }
  if (Result<void> read = read_changes(pass, initial); !read) {
    return read;
  }
  if (initial) {
    pass.state.start_over();
    pass.state.progress.initial_done = true;
  }
  if (Result<void> saved = run.state.save(); !saved) {
    return saved;
  }
  Result<void> ended = end(pass);
  if (ended && pass.has_nameless) {
    return failure(ErrorKind::outcome_unknown,
                   "a list had a contact that does not say who it is; the rest is synced, and the "
                   "list is read again by the next pass",
                   run.connection.id);
  }
  return ended;
}

void pause(ConnectionSummary& summary, PauseReason reason) {
  summary.state = ConnectionState::paused;
  summary.pause_reason = reason;
}

}  // namespace

Result<void> write_everything(Pass& pass) {
  if (Result<void> resolved = resolve_intents(pass); !resolved) {
    return resolved;
  }
  Result<void> done = decide_and_write(pass);
  const Result<void> saved = pass.state.save();
  return done ? saved : done;
}

Result<void> run_connection(ConnectionRun& run, RequestCounts& counts, const PassEnd& end) {
  run.summary.id = run.connection.id;
  if (!run.connection.enabled || direction_of(run.connection.settings) == Direction::none) {
    run.summary.state = ConnectionState::off;
    run.refused = validate(run.connection.settings, {}).refused;
    run.state.progress.initial_done = false;
    return run.state.save();
  }
  for (const auto& [token, service] : {std::pair(&run.connection.hubspot_refresh_token, "hubspot"),
                                       std::pair(&run.connection.google_refresh_token, "google")}) {
    if (token->empty()) {
      run.summary.error =
          Error{ErrorKind::unauthenticated,
                "consent was denied; connect the account and allow the access", service};
      pause(run.summary, PauseReason::permission);
      return {};
    }
  }
  Channels channels(run.config, run.connection, run.services, counts);
  Progress& progress = run.state.progress;
  channels.hubspot.resume({progress.hubspot_requests, progress.hubspot_searches});
  channels.google.resume({progress.google_requests, progress.google_writes});
  const Result<void> done = run_steps(run, channels, end);
  progress.hubspot_requests = channels.hubspot.quota_use().all;
  progress.hubspot_searches = channels.hubspot.quota_use().special;
  progress.google_requests = channels.google.quota_use().all;
  progress.google_writes = channels.google.quota_use().special;
  if (!done) {
    run.summary.error = done.error();
    if (done.error().kind == ErrorKind::unauthenticated) {
      pause(run.summary,
            channels.lack_permission() ? PauseReason::permission : PauseReason::auth_expired);
    }
  }
  return {};
}

}  // namespace lockstep
