#include "write_pairs.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

#include "lockstep/core/plan.h"

#include "google_person.h"
#include "google_writes.h"
#include "journal.h"
#include "json_text.h"
#include "pair_plans.h"
#include "waiting_pairs.h"

namespace lockstep {
namespace {

/// Pairs that are read, journalled and written together: both services read 100 at once, and the
/// window between reading and writing stays short (KEP-5).
constexpr std::size_t kChunk = 100;

/// How often a contact that changes under our hands is read and planned again in one pass.
constexpr int kStaleRetriesMax = 4;

/// One pair on its way through a chunk.
struct Job {
  std::string hubspot_id;
  std::string google_id;
  std::optional<PairPlan> plan = std::nullopt;  ///< Set before anything is written.
  WriteResults results = {};
  std::optional<ApiError> error = std::nullopt;  ///< Of the write that failed.
};

/// Google does not find the contact. It is asked for again in the next pass, and not written to
/// before it is there.
void await_person(Pass& pass, const std::string& hubspot_id) {
  Pair& pair = pass.state.touch_pair(hubspot_id);
  pass.missing_people.insert(pair.link.google_id);
  pair.needs_look = true;
  pair.outcome = {.state = RecordState::failing,
                  .reason = Reason::not_found,
                  .attempted = pass.state.progress.passes};
}

/// Closes the pairs that need no write, and returns those that do.
std::vector<Job> jobs_of(Pass& pass) {
  std::vector<Job> jobs;
  for (const std::string& id : pairs_to_look_at(pass)) {
    pass.state.relax();
    const Pair* const found = pass.state.find_pair(Side::hubspot, id);
    if (found == nullptr) {
      continue;  // It could not be read.
    }
    const Pair& pair = *found;
    if (pair.link.hubspot_gone || pair.link.google_gone) {
      close_pair(pass, id, pair.link,
                 {.state = RecordState::excluded, .reason = Reason::counterpart_deleted});
      continue;
    }
    if (!is_live(pass, Side::hubspot, id) || !is_live(pass, Side::google, pair.link.google_id)) {
      continue;  // Matching decides about it first.
    }
    if (is_unreadable(pass, pair.link)) {
      continue;
    }
    if (pair.journal.empty()) {
      const std::optional<PairPlan> plan = plan_stored(pass, pair);
      if (plan && plan->empty()) {
        close_unwritten(pass, *plan);
        continue;
      }
    }
    jobs.push_back({.hubspot_id = id, .google_id = pair.link.google_id});
  }
  return jobs;
}

/// Reads the records of a chunk afresh. Pairs whose records turn out to be gone, or to have
/// another id, drop out: matching has the word.
Result<void> read_afresh(Pass& pass, std::vector<Job>& jobs) {
  std::vector<std::string> names;
  std::vector<std::string> ids;
  for (const Job& job : jobs) {
    ids.push_back(job.hubspot_id);
    if (job.google_id.starts_with("people/")) {
      names.push_back(job.google_id);
    }
  }
  const auto people = pass.google.get(names);
  if (!people) {
    return as_failure(people.error());
  }
  for (const auto& [name, person] : *people) {
    if (!person) {
      // Not yet, or not any more? A tombstone in the next list would tell (G86); but for a contact
      // that got another name before it was deleted, it bears that one.
      pass.missing_people.insert(name);
      continue;
    }
    observe_google(pass, *person);
    if (text_member(*person, "resourceName") != name) {
      observe_missing(pass, Side::google, name, Presence::gone);
    }
  }
  const auto contacts = pass.hubspot.read(ids);
  if (!contacts) {
    return as_failure(contacts.error());
  }
  for (const auto& [id, contact] : *contacts) {
    if (contact) {
      observe_hubspot(pass, *contact);
    }
    if (!contact || text_member(*contact, "id") != id) {
      observe_missing(pass, Side::hubspot, id, Presence::gone);
    }
  }
  std::erase_if(jobs, [&](const Job& job) {
    if (is_unreadable(pass, pass.state.find_pair(Side::hubspot, job.hubspot_id)->link)) {
      return true;
    }
    if (pass.missing_people.contains(job.google_id)) {
      await_person(pass, job.hubspot_id);
      return true;
    }
    const bool stays = is_live(pass, Side::hubspot, job.hubspot_id) &&
                       is_live(pass, Side::google, job.google_id) &&
                       contacts->contains(job.hubspot_id);
    if (!stays) {
      pass.state.touch_pair(job.hubspot_id).needs_look = true;
    }
    return !stays;
  });
  return {};
}

/// Plans with the records as just read, closes the pairs that need no write any more, and
/// journals the others.
void plan_afresh(Pass& pass, std::vector<Job>& jobs) {
  std::erase_if(jobs, [&](Job& job) {
    const Pair& pair = *pass.state.find_pair(Side::hubspot, job.hubspot_id);
    if (!pair.journal.empty()) {
      recover_journal(pass, job.hubspot_id);
    }
    std::optional<PairPlan> plan = plan_stored(pass, pair);
    if (!plan) {
      return true;
    }
    if (plan->empty()) {
      close_unwritten(pass, *plan);
      return true;
    }
    job.plan = std::move(*plan);
    pass.state.touch_pair(job.hubspot_id).journal = to_journal(pass, *job.plan);
    return false;
  });
}

void write_hubspot(Pass& pass, std::vector<Job>& jobs) {
  std::vector<Job*> writers;
  std::vector<HubSpotWriteInput> inputs;
  for (Job& job : jobs) {
    if (job.plan->hubspot && job.plan->hubspot->properties.empty()) {
      job.results.hubspot_done = true;
    } else if (job.plan->hubspot) {
      writers.push_back(&job);
      inputs.push_back({job.hubspot_id, job.plan->hubspot->properties});
    }
  }
  if (inputs.empty()) {
    return;
  }
  std::vector<Answer<Json>> answers = pass.hubspot.write(inputs);
  for (std::size_t at = 0; at < writers.size(); ++at) {
    Job& job = *writers[at];
    if (!answers[at]) {
      job.error = answers[at].error();
      continue;
    }
    observe_hubspot_write(pass, job.hubspot_id, job.plan->hubspot->properties, *answers[at]);
    job.results.hubspot_done = true;
    job.results.hubspot_answer = believed_contact(pass, job.hubspot_id);
    ++pass.summary.hubspot.updated;
  }
}

/// Remembers what is done so far of a job, so that it can be planned again from there.
void settle_job(Pass& pass, Job& job) {
  Pair& pair = pass.state.touch_pair(job.hubspot_id);
  const std::string google_id = pair.link.google_id;
  pair.link = settle(pass.accepted, pass.phones, *job.plan, job.results);
  pair.link.hubspot_id = job.hubspot_id;
  pair.link.google_id = google_id;
  if (job.results.hubspot_done || job.results.google_done) {
    note_conflicts(pass, pair.link, job.plan->conflicts);
  }
  if (job.results.hubspot_done && !job.plan->hubspot->properties.empty()) {
    note_write(pass, pair.link, *job.plan, Side::hubspot, /*created=*/false);
  }
  if (job.results.google_done && !job.plan->google->update_person_fields.empty()) {
    note_write(pass, pair.link, *job.plan, Side::google, /*created=*/false);
  }
}

/// Someone changed the contact after it was read: read, merge and try again (KEP-3).
Answer<Json> update_stale(Pass& pass, Job& job, ApiError stale) {
  for (int attempt = 0; attempt < kStaleRetriesMax; ++attempt) {
    auto people = pass.google.get({job.google_id});
    if (!people) {
      return people.error();
    }
    const auto person = people->find(job.google_id);
    if (person == people->end() || !person->second) {
      stale.error.kind = ErrorKind::not_found;
      return stale;
    }
    observe_google(pass, *person->second);
    if (const auto now = stored_person(pass, job.google_id);
        now && reached(*job.plan->google, *now)) {
      // It was us: the answer to an earlier sending was lost (ROB-2). What else the contact holds
      // by now may be a user's, and is not confirmed.
      job.results.google_done = true;
      ++pass.summary.google.updated;
    }
    settle_job(pass, job);
    std::optional<PairPlan> plan =
        plan_stored(pass, *pass.state.find_pair(Side::hubspot, job.hubspot_id));
    job.results = {};
    if (!plan || !plan->google) {
      if (plan) {
        job.plan = std::move(*plan);
      }
      job.plan->google.reset();
      return std::move(*person->second);
    }
    job.plan = std::move(*plan);
    pass.state.touch_pair(job.hubspot_id).journal = to_journal(pass, *job.plan);
    Answer<Json> answer = pass.google.update(
        job.google_id, parse_json(job.plan->google->person).value_or(Json::object()),
        job.plan->google->update_person_fields);
    if (answer || answer.error().error.kind != ErrorKind::conflict) {
      return answer;
    }
    stale = answer.error();
  }
  return stale;
}

void note_google_answer(Pass& pass, Job& job, Answer<Json> answer) {
  if (!answer && answer.error().error.kind == ErrorKind::conflict) {
    answer = update_stale(pass, job, answer.error());
  }
  if (!answer) {
    job.error = answer.error();
    return;
  }
  observe_google(pass, *answer);
  if (job.plan->google) {
    job.results.google_done = true;
    job.results.google_answer = believed_person(pass, job.google_id);
    ++pass.summary.google.updated;
  }
}

void write_google(Pass& pass, std::vector<Job>& jobs) {
  std::vector<Job*> writers;
  std::vector<GoogleUpdate> updates;
  for (Job& job : jobs) {
    if (job.plan->google && job.plan->google->update_person_fields.empty()) {
      job.results.google_done = true;
    } else if (job.plan->google) {
      writers.push_back(&job);
      updates.push_back({job.google_id, *job.plan->google});
    }
  }
  if (updates.empty()) {
    return;
  }
  std::vector<Answer<Json>> answers = update_google(pass.google, updates);
  for (std::size_t at = 0; at < writers.size(); ++at) {
    note_google_answer(pass, *writers[at], std::move(answers[at]));
  }
}

/// Stores what became of a job. @return An error that ends the pass.
Result<void> finish(Pass& pass, Job& job) {
  settle_job(pass, job);
  const std::string id = job.hubspot_id;
  if (!job.error) {
    pass.unavailable = 0;
    const bool is_done = (!job.plan->hubspot || job.results.hubspot_done) &&
                         (!job.plan->google || job.results.google_done);
    Pair& pair = pass.state.touch_pair(id);
    if (is_unreadable(pass, pair.link)) {
      pair.journal.clear();  // What was written is known; what is there now is asked for again.
    } else if (is_done) {
      close_pair(pass, id, pair.link, {.state = job.plan->state, .reason = job.plan->reason});
    } else {
      pair.journal.clear();
      pair.needs_look = true;
    }
    return {};
  }
  const ApiError& error = *job.error;
  if (error.error.kind == ErrorKind::not_found) {
    pass.state.touch_pair(id).journal.clear();
    if (error.error.source.starts_with("crm.")) {
      observe_missing(pass, Side::hubspot, id, Presence::gone);
      pass.state.touch_pair(id).needs_look = true;
    } else {
      await_person(pass, id);
    }
    return {};
  }
  if (error.error.kind == ErrorKind::invalid_input) {
    pass.unavailable = 0;
    close_pair(pass, id, pass.state.find_pair(Side::hubspot, id)->link,
               {.state = RecordState::failing,
                .reason = error.reason == Reason::none ? Reason::invalid_value : error.reason,
                .cause = error.cause,
                .attempted = pass.state.progress.passes});
    return {};
  }
  // The journal stays: the write may have happened.
  Pair& pair = pass.state.touch_pair(id);
  pair.needs_look = true;
  pair.outcome = {.state = RecordState::pending};
  return end_pass_if_hopeless(pass, error);
}

Result<void> write_chunk(Pass& pass, std::vector<Job> jobs) {
  if (Result<void> read = read_afresh(pass, jobs); !read) {
    return read;
  }
  plan_afresh(pass, jobs);
  if (Result<void> saved = pass.state.save(Durability::machine); !saved) {
    return saved;
  }
  write_hubspot(pass, jobs);
  write_google(pass, jobs);
  Result<void> end;
  for (Job& job : jobs) {
    Result<void> finished = finish(pass, job);
    if (end && !finished) {
      end = std::move(finished);
    }
  }
  Result<void> saved = pass.state.save();
  return end ? saved : end;
}

}  // namespace

Result<void> write_pairs(Pass& pass) {
  std::vector<Job> jobs = jobs_of(pass);
  for (std::size_t from = 0; from < jobs.size(); from += kChunk) {
    const auto begin = jobs.begin() + static_cast<std::ptrdiff_t>(from);
    const auto size = static_cast<std::ptrdiff_t>(std::min(kChunk, jobs.size() - from));
    tell_progress(pass, PassStep::updating, from, jobs.size());
    if (Result<void> written = write_chunk(pass, {begin, begin + size}); !written) {
      return written;
    }
  }
  return {};
}

}  // namespace lockstep
