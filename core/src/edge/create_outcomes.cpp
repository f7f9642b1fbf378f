#include "create_outcomes.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

#include "lockstep/core/match.h"

#include "json_text.h"
#include "pair_plans.h"
#include "probe.h"

namespace lockstep {
namespace {

/// Whether a new record has no email that its source has not: matching around the source has seen
/// everyone then whom the new one could have been matched with.
bool brings_no_email(Pass& pass, const RecordKey& source, const RecordKey& created) {
  const auto match_of = [&](const RecordKey& key) {
    const Record* const record = pass.state.find_record(key.side, key.id);
    return parse_match_record(record == nullptr ? "" : record->match);
  };
  const Result<MatchRecord> old = match_of(source);
  const Result<MatchRecord> made = match_of(created);
  return old && made && made->former_ids.empty() &&
         std::ranges::all_of(made->emails, [&](const std::string& email) {
           return std::ranges::find(old->emails, email) != old->emails.end();
         });
}

/// HubSpot already has a contact with this email: that one is the partner (MAT-7), unless it is
/// another's (MAT-9).
Result<void> pair_existing(Pass& pass, const Creating& job, const ApiError& error) {
  pass.state.remove_intent(job.intent);
  std::string id = error.existing_id;
  if (id.empty() && job.plan->hubspot->properties.contains("email")) {
    const auto found = pass.hubspot.find_by_email(job.plan->hubspot->properties.at("email"));
    if (!found) {
      return as_failure(found.error());
    }
    id = *found ? text_member(**found, "id") : "";
  }
  std::string own_id;
  if (!id.empty()) {
    const auto contacts = pass.hubspot.read({id});
    if (!contacts) {
      return as_failure(contacts.error());
    }
    for (const auto& [asked, contact] : *contacts) {
      if (contact) {
        observe_hubspot(pass, *contact);
        own_id = text_member(*contact, "id");
      }
    }
  }
  if (own_id.empty() || pass.state.find_pair(Side::hubspot, own_id) != nullptr) {
    close_source(pass, job.source,
                 {.state = RecordState::failing,
                  .reason = Reason::duplicate_record,
                  .cause = LimitCause::none,
                  .attempted = pass.state.progress.passes});
    return {};
  }
  Link link;
  link.hubspot_id = own_id;
  link.google_id = job.source.id;
  pass.state.put_pair(std::move(link));
  return {};
}

}  // namespace

void close_source(Pass& pass, const RecordKey& source, Outcome outcome) {
  Record& record = pass.state.touch_record(source.side, source.id);
  record.outcome = outcome;
  record.needs_look = false;
}

void pair_created(Pass& pass, Creating& job, Link link) {
  link.hubspot_id = job.source.side == Side::hubspot ? job.source.id : link.hubspot_id;
  link.google_id = job.source.side == Side::google ? job.source.id : link.google_id;
  pass.state.remove_intent(job.intent);
  const RecordKey target{opposite(job.source.side),
                         job.source.side == Side::hubspot ? link.google_id : link.hubspot_id};
  if (pass.state.find_pair(Side::hubspot, link.hubspot_id) != nullptr ||
      pass.state.find_pair(Side::google, link.google_id) != nullptr) {
    return;  // Cannot be, unless a service gives a new record an old one's id.
  }
  note_write(pass, link, *job.plan, target.side, /*created=*/true);
  if (brings_no_email(pass, job.source, target)) {
    pass.state.touch_record(target.side, target.id).unmatched = false;
  }
  Pair& pair = pass.state.put_pair(std::move(link));
  pair.needs_look = false;
  pair.outcome = pass.state.unreadable().contains(target)
                     ? Outcome{.state = RecordState::failing, .reason = Reason::unreadable}
                     : Outcome{.state = job.plan->state, .reason = job.plan->reason};
  pass.state.touch_record(job.source.side, job.source.id).needs_look = false;
  pass.state.touch_record(target.side, target.id).needs_look = false;
}

Result<void> note_refusal(Pass& pass, const Creating& job, const ApiError& error) {
  const Side target = opposite(job.source.side);
  if (target == Side::hubspot && error.reason == Reason::duplicate_record) {
    return pair_existing(pass, job, error);
  }
  if (error.error.kind == ErrorKind::outcome_unknown) {
    return end_pass_if_hopeless(pass, error);  // The intent stays.
  }
  pass.state.remove_intent(job.intent);
  if (is_account_wide(error.reason, error.cause)) {
    full_flag(pass, target) = true;
    (target == Side::google ? pass.state.progress.google_full_at
                            : pass.state.progress.hubspot_full_at) = pass.state.progress.passes;
  }
  if (error.error.kind == ErrorKind::invalid_input || error.error.kind == ErrorKind::not_found) {
    pass.unavailable = 0;
    close_source(pass, job.source,
                 {.state = RecordState::failing,
                  .reason = error.reason == Reason::none ? Reason::invalid_value : error.reason,
                  .cause = error.cause,
                  .attempted = pass.state.progress.passes});
    return {};
  }
  return end_pass_if_hopeless(pass, error);
}

}  // namespace lockstep
