#include "create_records.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

#include "create_outcomes.h"
#include "google_person.h"
#include "google_writes.h"
#include "journal.h"
#include "json_text.h"
#include "probe.h"
#include "read_changes.h"
#include "recover.h"

namespace lockstep {
namespace {

constexpr std::size_t kChunk = 100;

/// Above this a mark of some bytes could push a contact over Google's limit of 131,072 (LIM-4).
constexpr std::size_t kMarkedBytesMax = 120'000;

Outcome full_outcome(const Pass& pass, Side target) {
  return {.state = RecordState::failing,
          .reason = target == Side::google ? Reason::storage_limit_exceeded : Reason::contact_limit,
          .cause = LimitCause::account,
          .attempted = pass.state.progress.passes};
}

/// Reads the sources of a chunk afresh. Those that changed drop out: matching sees them first.
Result<void> read_sources(Pass& pass, Side side, std::vector<Creating>& jobs) {
  std::vector<std::string> ids;
  for (const Creating& job : jobs) {
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
    if (!found || pass.state.unreadable().contains({side, id}) ||
        pass.state.find_record(side, id)->match != before) {
      changed.insert(id);
    }
  }
  std::erase_if(jobs, [&](const Creating& job) {
    const bool was_read = side == Side::google || read->contains(job.source.id);
    return changed.contains(job.source.id) || !was_read;
  });
  return {};
}

/// Plans the creations of a chunk and journals them.
void plan_jobs(Pass& pass, std::vector<Creating>& jobs) {
  std::erase_if(jobs, [&](Creating& job) {
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

Result<void> create_in_hubspot(Pass& pass, std::vector<Creating>& jobs) {
  std::vector<HubSpotWriteInput> inputs;
  for (const Creating& job : jobs) {
    inputs.push_back({"", job.plan->hubspot->properties});
  }
  const std::vector<Answer<Json>> answers = pass.hubspot.write(inputs);
  Result<void> end;
  for (std::size_t at = 0; at < jobs.size(); ++at) {
    Creating& job = jobs[at];
    if (!answers[at]) {
      Result<void> noted = note_refusal(pass, job, answers[at].error());
      if (end && !noted) {
        end = std::move(noted);
      }
      continue;
    }
    const std::string id = text_member(*answers[at], "id");
    if (id.empty()) {
      const ApiError nameless{.error = {ErrorKind::outcome_unknown,
                                        "HubSpot's answer to a create has no id",
                                        "crm.contacts.create"}};
      Result<void> noted = note_refusal(pass, job, nameless);
      if (end && !noted) {
        end = std::move(noted);
      }
      continue;
    }
    observe_hubspot_write(pass, id, job.plan->hubspot->properties, *answers[at]);
    const WriteResults results{.hubspot_done = true,
                               .google_done = false,
                               .hubspot_answer = believed_contact(pass, id),
                               .google_answer = std::nullopt};
    Link link = settle(pass.accepted, pass.phones, *job.plan, results);
    link.hubspot_id = id;
    pair_created(pass, job, std::move(link));
    full_flag(pass, Side::hubspot) = false;
    ++pass.summary.hubspot.created;
  }
  return end;
}

Result<void> create_in_google(Pass& pass, std::vector<Creating>& jobs) {
  std::vector<Json> people;
  for (const Creating& job : jobs) {
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
    Creating& job = jobs[at];
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
    const std::string name = text_member(*answer, "resourceName");
    const WriteResults results{.hubspot_done = false,
                               .google_done = true,
                               .hubspot_answer = std::nullopt,
                               .google_answer = believed_person(pass, name)};
    Link link = settle(pass.accepted, pass.phones, *job.plan, results);
    link.google_id = name;
    pair_created(pass, job, std::move(link));
    full_flag(pass, Side::google) = false;
    ++pass.summary.google.created;
  }
  return end;
}

Result<void> create_chunk(Pass& pass, Side source, std::vector<Creating> jobs) {
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
    std::vector<Creating> jobs;
    for (std::size_t at = from; at < std::min(sources.size(), from + kChunk); ++at) {
      jobs.push_back({.source = sources[at]});
    }
    tell_progress(pass, PassStep::creating, from, sources.size());
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
