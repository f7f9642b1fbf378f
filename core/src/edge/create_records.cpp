#include "create_records.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

#include "lockstep/core/match.h"
#include "lockstep/core/plan.h"

#include "google_person.h"
#include "google_writes.h"
#include "journal.h"
#include "json_text.h"
#include "pair_plans.h"
#include "probe.h"
#include "read_changes.h"
#include "recover.h"

namespace lockstep {
namespace {

constexpr std::size_t kChunk = 100;

/// Above this a mark of some bytes could push a contact over Google's limit of 131,072 (LIM-4).
constexpr std::size_t kMarkedBytesMax = 120'000;

/// One creation on its way.
struct Job {
  RecordKey source;
  std::optional<PairPlan> plan = std::nullopt;  ///< Set before anything is written.
  std::int64_t intent = 0;
};

Outcome full_outcome(const Pass& pass, Side target) {
  return {.state = RecordState::failing,
          .reason = target == Side::google ? Reason::storage_limit_exceeded : Reason::contact_limit,
          .cause = LimitCause::account,
          .attempted = pass.state.progress.passes};
}

void close_source(Pass& pass, const RecordKey& source, Outcome outcome) {
  Record& record = pass.state.touch_record(source.side, source.id);
  record.outcome = outcome;
  record.needs_look = false;
}

/// Reads the sources of a chunk afresh. Those that changed drop out: matching sees them first.
Result<void> read_sources(Pass& pass, Side side, std::vector<Job>& jobs) {
  std::vector<std::string> ids;
  for (const Job& job : jobs) {
    if (side == Side::hubspot || job.source.id.starts_with("people/")) {
      ids.push_back(job.source.id);
    }
  }
  const auto read = side == Side::hubspot ? pass.hubspot.read(ids) : pass.google.get(ids);
  if (!read) {
    return as_failure(read.error());
  }
  std::set<std::string> changed;
  for (const auto& [id, body] : *read) {
    const std::string before = pass.state.find_record(side, id)->match;
    if (body && side == Side::hubspot) {
      observe_hubspot(pass, *body);
    } else if (body) {
      observe_google(pass, *body);
    }
    const bool found =
        body && text_member(*body, side == Side::hubspot ? "id" : "resourceName") == id;
    // What Google lacks is not there yet, or not any more: a tombstone would tell (G86).
    if (!found && (body || side == Side::hubspot)) {
      observe_missing(pass, side, id, Presence::gone);
    }
    if (!found || pass.state.find_record(side, id)->match != before) {
      changed.insert(id);
    }
  }
  std::erase_if(jobs, [&](const Job& job) { return changed.contains(job.source.id); });
  return {};
}

/// Plans the creations of a chunk and journals them.
void plan_jobs(Pass& pass, std::vector<Job>& jobs) {
  std::erase_if(jobs, [&](Job& job) {
    job.plan = plan_creation_of(pass, job.source);
    if (!job.plan) {
      return true;
    }
    if (job.plan->empty()) {
      close_source(pass, job.source, {.state = job.plan->state, .reason = job.plan->reason});
      return true;
    }
    Intent& intent =
        pass.state.add_intent(opposite(job.source.side), job.source.id, pass.clock.now());
    intent.journal = to_journal(pass, *job.plan);
    job.intent = intent.id;
    return false;
  });
}

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

void pair_created(Pass& pass, Job& job, Link link) {
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
  pair.outcome = {.state = job.plan->state, .reason = job.plan->reason};
  pass.state.touch_record(job.source.side, job.source.id).needs_look = false;
  pass.state.touch_record(target.side, target.id).needs_look = false;
}

/// HubSpot already has a contact with this email: that one is the partner (MAT-7), unless it is
/// another's (MAT-9).
Result<void> pair_existing(Pass& pass, const Job& job, const ApiError& error) {
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

/// Stores what became of a create that failed. @return An error that ends the pass.
Result<void> note_refusal(Pass& pass, const Job& job, const ApiError& error) {
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

Result<void> create_in_hubspot(Pass& pass, std::vector<Job>& jobs) {
  std::vector<HubSpotWriteInput> inputs;
  for (const Job& job : jobs) {
    inputs.push_back({"", job.plan->hubspot->properties});
  }
  const std::vector<Answer<Json>> answers = pass.hubspot.write(inputs);
  Result<void> end;
  for (std::size_t at = 0; at < jobs.size(); ++at) {
    Job& job = jobs[at];
    if (!answers[at]) {
      Result<void> noted = note_refusal(pass, job, answers[at].error());
      if (end && !noted) {
        end = std::move(noted);
      }
      continue;
    }
    const std::string id = text_member(*answers[at], "id");
    observe_hubspot_write(pass, id, job.plan->hubspot->properties, *answers[at]);
    const WriteResults results{.hubspot_done = true,
                               .google_done = false,
                               .hubspot_answer = stored_contact(pass, id),
                               .google_answer = std::nullopt};
    pair_created(pass, job, settle(pass.accepted, pass.phones, *job.plan, results));
    full_flag(pass, Side::hubspot) = false;
    ++pass.summary.hubspot.created;
  }
  return end;
}

Result<void> create_in_google(Pass& pass, std::vector<Job>& jobs) {
  std::vector<Json> people;
  for (const Job& job : jobs) {
    Json person = parse_json(job.plan->google->person).value_or(Json::object());
    const bool has_email = !member(person, "emailAddresses").empty();
    if (!has_email && job.plan->google->person.size() < kMarkedBytesMax) {
      set_mark(person, mark_of_intent(pass.state.intents().at(job.intent)));
    }
    people.push_back(std::move(person));
  }
  const auto answers = create_google(pass.google, people, [](const ApiError& error) {
    return error.error.kind != ErrorKind::invalid_input || error.cause == LimitCause::account;
  });
  Result<void> end;
  for (std::size_t at = 0; at < jobs.size(); ++at) {
    Job& job = jobs[at];
    if (!answers[at]) {  // Not sent.
      pass.state.remove_intent(job.intent);
      continue;
    }
    const Answer<Json>& answer = *answers[at];
    if (!answer) {
      Result<void> noted = note_refusal(pass, job, answer.error());
      if (end && !noted) {
        end = std::move(noted);
      }
      continue;
    }
    observe_google(pass, *answer);
    Result<GooglePerson> person = parse_google_person(*answer);
    const WriteResults results{
        .hubspot_done = false,
        .google_done = true,
        .hubspot_answer = std::nullopt,
        .google_answer = person ? std::optional(std::move(*person)) : std::nullopt};
    pair_created(pass, job, settle(pass.accepted, pass.phones, *job.plan, results));
    full_flag(pass, Side::google) = false;
    ++pass.summary.google.created;
  }
  return end;
}

Result<void> create_chunk(Pass& pass, Side source, std::vector<Job> jobs) {
  if (Result<void> read = read_sources(pass, source, jobs); !read) {
    return read;
  }
  if (source == Side::hubspot && !pass.looked_for_new_google) {
    pass.looked_for_new_google = true;
    const Result<bool> found =
        look_for_new_google(pass, pass.state.progress.google_seen + Duration(1));
    if (!found) {
      return Failure{found.error()};
    }
    if (*found) {
      return {};  // Matching sees them first.
    }
  }
  plan_jobs(pass, jobs);
  if (Result<void> saved = pass.state.save(Durability::machine); !saved) {
    return saved;
  }
  if (jobs.empty()) {
    return {};
  }
  Result<void> end =
      source == Side::hubspot ? create_in_google(pass, jobs) : create_in_hubspot(pass, jobs);
  if (Result<void> saved = pass.state.save(); !saved) {
    return saved;
  }
  return end ? resolve_intents(pass) : end;
}

/// Creates in chunks until done, or until the target is full.
Result<void> create_all(Pass& pass, Side source, const std::vector<RecordKey>& sources) {
  const Side target = opposite(source);
  for (std::size_t from = 0; from < sources.size(); from += kChunk) {
    if (from > 0 && full_flag(pass, target)) {
      break;
    }
    std::vector<Job> jobs;
    for (std::size_t at = from; at < std::min(sources.size(), from + kChunk); ++at) {
      jobs.push_back({.source = sources[at]});
    }
    if (Result<void> created = create_chunk(pass, source, std::move(jobs)); !created) {
      return created;
    }
  }
  return {};
}

/// While the target is full, one attempt speaks for all; those that wait are failing with it.
Result<void> create_while_full(Pass& pass, Side source, std::vector<RecordKey> sources) {
  const Side target = opposite(source);
  const auto probe = std::ranges::find_if(
      sources, [&](const RecordKey& key) { return pass.probe == std::optional(key); });
  if (probe != sources.end()) {
    const RecordKey first = *probe;
    sources.erase(probe);
    if (Result<void> created = create_all(pass, source, {first}); !created) {
      return created;
    }
    if (!full_flag(pass, target)) {
      return create_all(pass, source, sources);
    }
  }
  return {};
}

/// Those that may be tried: failing ones only when they have changed, as the probe, or when a limit
/// of the account has moved.
std::vector<RecordKey> sources_of(Pass& pass, Side source) {
  std::vector<RecordKey> sources;
  for (const RecordKey& key : pass.state.creations()) {
    if (key.side != source || !is_single(pass, key)) {
      continue;
    }
    const Record& record = *pass.state.find_record(key.side, key.id);
    const bool waits_for_change = record.outcome.state == RecordState::failing &&
                                  !record.needs_look &&
                                  !is_account_wide(record.outcome.reason, record.outcome.cause);
    if (!waits_for_change || pass.probe == std::optional(key)) {
      sources.push_back(key);
    }
  }
  return sources;
}

Result<void> create_from(Pass& pass, Side source) {
  const Side target = opposite(source);
  const std::vector<RecordKey> sources = sources_of(pass, source);
  const bool was_full = full_flag(pass, target);
  Result<void> created =
      was_full ? create_while_full(pass, source, sources) : create_all(pass, source, sources);
  if (!created) {
    return created;
  }
  if (full_flag(pass, target)) {
    for (const RecordKey& key : sources) {
      const Record* record = pass.state.find_record(key.side, key.id);
      if (is_single(pass, key) &&
          (record->needs_look || record->outcome.state != RecordState::failing)) {
        close_source(pass, key, full_outcome(pass, target));
      }
    }
  }
  return {};
}

}  // namespace

std::optional<PairPlan> plan_creation_of(const Pass& pass, const RecordKey& source) {
  const bool from_hubspot = source.side == Side::hubspot;
  const auto contact = from_hubspot ? stored_contact(pass, source.id) : std::nullopt;
  const auto person = from_hubspot ? std::nullopt : stored_person(pass, source.id);
  if (!contact && !person) {
    return std::nullopt;
  }
  return plan_pair(pass.accepted, pass.phones,
                   {.hubspot = contact ? &*contact : nullptr,
                    .google = person ? &*person : nullptr,
                    .link = nullptr,
                    .reconcile = false});
}

std::vector<RecordKey> creations_due(Pass& pass, Side source) {
  std::vector<RecordKey> sources = sources_of(pass, source);
  if (full_flag(pass, opposite(source))) {
    std::erase_if(sources, [&](const RecordKey& key) { return pass.probe != std::optional(key); });
  }
  return sources;
}

Result<void> create_records(Pass& pass) {
  if (Result<void> created = create_from(pass, Side::google); !created) {
    return created;
  }
  return create_from(pass, Side::hubspot);
}

}  // namespace lockstep
