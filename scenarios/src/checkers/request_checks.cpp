/// How many requests were made.

#include <algorithm>

#include "checkers/checkers.h"
#include "records_written.h"

namespace lockstep::scenario {
namespace {

std::size_t begin_of(const Story& story, const std::optional<std::size_t>& step) {
  return step && *step < story.step_begin.size() ? story.step_begin[*step] : 0;
}

/// The requests in a stretch of the journal that `fits` accepts.
template <class Fits>
std::vector<const sim::JournalEntry*> requests(const Story& story, std::size_t begin,
                                               std::size_t end, Fits fits) {
  std::vector<const sim::JournalEntry*> found;
  const auto& entries = story.journal().entries();
  for (std::size_t at = begin; at < std::min(end, entries.size()); ++at) {
    if (is_request(entries[at]) && fits(entries[at])) {
      found.push_back(&entries[at]);
    }
  }
  return found;
}

/// True if no account is meant, or the one whose request it is.
bool is_of(const std::string& account, const sim::JournalEntry& entry, const Story& story) {
  return account.empty() || entry.source != "google" ||
         entry.account == story.stage->email(account);
}

std::vector<std::uint64_t> first_few(const std::vector<const sim::JournalEntry*>& entries) {
  constexpr std::size_t kMost = 10;
  std::vector<std::uint64_t> sequences;
  for (std::size_t at = 0; at < std::min(entries.size(), kMost); ++at) {
    sequences.push_back(entries[at]->sequence);
  }
  return sequences;
}

std::size_t writes_in(const std::vector<const sim::JournalEntry*>& entries, bool by_record) {
  if (!by_record) {
    return entries.size();
  }
  std::size_t records = 0;
  for (const sim::JournalEntry* const entry : entries) {
    records += records_written(entry->request);
  }
  return records;
}

std::string bounds_text(const ExpectRequests& expect) {
  if (expect.at_least && expect.at_least == expect.at_most) {
    return "exactly " + std::to_string(*expect.at_least);
  }
  std::string text = expect.at_least ? "at least " + std::to_string(*expect.at_least) : "";
  if (expect.at_most) {
    text += (text.empty() ? "at most " : ", at most ") + std::to_string(*expect.at_most);
  }
  return text;
}

bool was_answered(const sim::JournalEntry& entry, const ExpectRequests& expect) {
  return !expect.answered ||
         (entry.response && static_cast<std::size_t>(entry.response->status) == *expect.answered);
}

std::size_t failing_records(const Story& story) {
  const Json health = read_report(story, "health.json");
  std::size_t failing = 0;
  for (const Json& connection : list_of(health, "connections")) {
    for (const Json& record : list_of(connection, "records")) {
      failing += text_member(record, "state") == "failing" ? 1U : 0U;
    }
  }
  return failing;
}

}  // namespace

Finding check(const ExpectWrites& expect, const Story& story) {
  const std::size_t begin = begin_of(story, expect.since);
  std::string expected;
  std::string actual;
  std::vector<std::uint64_t> exchanges;
  bool same = true;
  const auto compare = [&](Service side, const std::optional<std::size_t>& number) {
    if (!number) {
      return;
    }
    const auto written =
        requests(story, begin, story.journal().size(), [&](const sim::JournalEntry& entry) {
          return entry.source == to_string(side) && entry.mutated() &&
                 is_of(expect.account, entry, story);
        });
    const std::string name = std::string(to_string(side)) + ": ";
    expected += (expected.empty() ? "" : ", ") + name + std::to_string(*number);
    const std::size_t writes = writes_in(written, expect.by_record);
    actual += (actual.empty() ? "" : ", ") + name + std::to_string(writes);
    if (writes != *number) {
      same = false;
      const std::vector<std::uint64_t> shown = first_few(written);
      exchanges.insert(exchanges.end(), shown.begin(), shown.end());
    }
  };
  compare(Service::hubspot, expect.hubspot);
  compare(Service::google, expect.google);
  std::ranges::sort(exchanges);
  const std::string what = expect.by_record ? "records written" : "mutating requests";
  return same ? held("as many " + what + " as there should be")
              : broken(
                    "another number of " + what + (expect.by_record ? "" : " reached the services"),
                    expected, actual, std::move(exchanges));
}

Finding check(const ExpectRequests& expect, const Story& story) {
  const auto made =
      requests(story, begin_of(story, expect.since), story.journal().size(),
               [&](const sim::JournalEntry& entry) {
                 const Service side = entry.source == "google" ? Service::google : Service::hubspot;
                 return sim::matches_operation(expect.operation, side, entry.operation) &&
                        is_of(expect.account, entry, story) && was_answered(entry, expect);
               });
  const bool enough = !expect.at_least || made.size() >= *expect.at_least;
  const bool few = !expect.at_most || made.size() <= *expect.at_most;
  const std::string kind =
      expect.operation +
      (expect.answered ? ", answered with " + std::to_string(*expect.answered) + "," : "");
  return enough && few ? held("as many requests for " + kind + " as there should be")
                       : broken("another number of requests for " + kind, bounds_text(expect),
                                std::to_string(made.size()), first_few(made));
}

Finding check_quiet(const Story& story, std::size_t first) {
  const std::size_t failing = failing_records(story);
  for (std::size_t pass = first + 1; pass < story.passes.size(); ++pass) {
    const auto written =
        requests(story, story.passes[pass].journal_begin, story.passes[pass].journal_end,
                 [](const sim::JournalEntry& entry) { return entry.mutation; });
    if (written.size() > failing) {
      return broken(
          "pass " + std::to_string(pass - first + 1) + " after everything had settled still writes",
          failing == 0 ? "no mutating request"
                       : "at most " + std::to_string(failing) + ", one for each failing record",
          std::to_string(written.size()), first_few(written));
    }
  }
  return held("passes without changes write nothing");
}

}  // namespace lockstep::scenario
