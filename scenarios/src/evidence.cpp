#include "evidence.h"

#include <algorithm>
#include <cstdint>
#include <set>
#include <utility>

namespace lockstep::scenario {
namespace {

/// Sequence numbers of the exchanges that show what went wrong, of their neighbours, and of what
/// users did; the last ones if there is nothing of that.
std::set<std::uint64_t> picked(const std::vector<CheckResult>& checks,
                               const sim::Journal& journal) {
  constexpr std::uint64_t kAround = 2;
  constexpr std::size_t kLast = 20;
  std::set<std::uint64_t> shown;
  for (const CheckResult& check : checks) {
    if (check.verdict == Verdict::pass) {
      continue;
    }
    for (const std::uint64_t sequence : check.exchanges) {
      const std::uint64_t first = sequence > kAround ? sequence - kAround : 1;
      for (std::uint64_t near = first; near <= sequence + kAround && shown.size() < kEntriesPicked;
           ++near) {
        shown.insert(near);
      }
    }
  }
  if (shown.empty()) {
    for (auto entry = journal.after(journal.size() - std::min(journal.size(), kLast));
         entry != journal.entries().end(); ++entry) {
      shown.insert(entry->sequence);
    }
  }
  for (const sim::JournalEntry& entry : journal.entries()) {
    if (entry.source == "user" && shown.size() < kEntriesPicked) {
      shown.insert(entry.sequence);
    }
  }
  return shown;
}

/// Roughly, what the entry takes as JSON.
std::size_t bytes_of(const sim::JournalEntry& entry) {
  constexpr std::size_t kNamesAndHeaders = 1'000;
  return kNamesAndHeaders + entry.request.body.size() + entry.details.size() +
         (entry.response ? entry.response->body.size() : 0);
}

bool fits(const sim::Journal& journal) {
  std::size_t bytes = 0;
  for (const sim::JournalEntry& entry : journal.entries()) {
    bytes += bytes_of(entry);
  }
  return journal.entries().size() <= kEntriesMax && bytes <= kEntryBytesMax;
}

void write_records(const ScenarioRun& run, const std::string& scenario, EventSink& events,
                   EvidenceBegun& begun) {
  constexpr std::size_t kStateBytesMax = std::size_t{2} * 1024 * 1024;
  begun.records_left_out = !run.watch().complete();
  std::size_t bytes = 0;
  std::vector<RecordSeen> records;
  for (const RecordWatch::State& state : run.watch().states()) {
    std::string text = run.to_json_text(state.view);
    bytes += text.size();
    if (bytes > kStateBytesMax) {
      begun.records_left_out = true;
      break;
    }
    records.push_back({scenario, state.sequence, std::string(to_string(state.key.side)),
                       state.key.account, state.key.id, std::move(text)});
  }
  events.write(begun);
  for (RecordSeen& record : records) {
    events.write(std::move(record));
  }
}

}  // namespace

bool wants_evidence(const CheckResult& check) {
  return check.verdict != Verdict::pass && check.verdict != Verdict::not_applicable &&
         check.verdict != Verdict::not_exercised;
}

Evidence evidence_of(const std::vector<CheckResult>& checks, const sim::Journal& journal) {
  Evidence evidence;
  evidence.wanted = std::ranges::any_of(checks, wants_evidence);
  if (!evidence.wanted) {
    return evidence;
  }
  const bool whole = fits(journal);
  const std::set<std::uint64_t> shown = whole ? std::set<std::uint64_t>() : picked(checks, journal);
  for (const sim::JournalEntry& entry : journal.entries()) {
    if (whole || shown.contains(entry.sequence)) {
      evidence.entries.push_back(&entry);
    }
  }
  evidence.left_out = journal.size() - evidence.entries.size();
  return evidence;
}

void write_evidence(const Evidence& evidence, ScenarioRun& run, const std::string& scenario,
                    EventSink& events) {
  EvidenceBegun begun{scenario, evidence.left_out, false, run.memory_is_told()};
  write_records(run, scenario, events, begun);
  for (const sim::JournalEntry* const entry : evidence.entries) {
    events.write(ExchangeSeen{scenario, entry->sequence, to_json_line(*entry)});
  }
  for (std::size_t number = 1; const PassRecord& pass : run.passes()) {
    events.write(PassSeen{scenario, number++, pass.journal_begin + 1, pass.journal_end,
                          std::string(to_string(pass.outcome.end))});
  }
  for (BaseSeen& base : run.bases()) {
    events.write(std::move(base));
  }
}

void write_pass_ends(bool is_evidence, const std::vector<PassEnded>& passes, EventSink& events) {
  for (const PassEnded& pass : passes) {
    const bool is_unusual = pass.end != to_string(PassEnd::done) || pass.left_processes;
    if (is_unusual || (is_evidence && !pass.words.empty())) {
      events.write(pass);
    }
  }
}

}  // namespace lockstep::scenario
