#include "lockstep/scenario/exchange_archive.h"

#include <gtest/gtest.h>

#include <vector>

#include "lockstep/sim/har.h"
#include "lockstep/sim/journal.h"

namespace lockstep::scenario {
namespace {

sim::JournalEntry entry_of(const char* source, const char* operation, sim::Outcome outcome) {
  sim::JournalEntry entry;
  entry.at = Instant(Duration(1'772'442'000'020));
  entry.source = source;
  entry.operation = operation;
  entry.request = {Method::patch,
                   "/v1/people/c1:updateContact",
                   {{"a", "1 2"}},
                   {{"content-type", "application/json"}},
                   "{\"names\":[]}"};
  entry.times_delivered = 1;
  entry.outcome = outcome;
  return entry;
}

ArchivedExchange archived(const sim::JournalEntry& entry) {
  ArchivedExchange exchange{entry.sequence,
                            entry.at,
                            entry.source,
                            entry.operation,
                            entry.request,
                            std::nullopt,
                            std::string(to_string(entry.outcome)),
                            entry.times_delivered,
                            entry.fault};
  if (entry.response) {
    exchange.response = *entry.response;
  }
  return exchange;
}

TEST(ExchangeArchive, IsTheJournalsOwnArchiveOfTheSameExchanges) {
  sim::Journal journal;
  sim::JournalEntry answered = entry_of("google", "people.updateContact", sim::Outcome::response);
  answered.response = Response{200, {{"content-type", "application/json"}}, "{\"a\":\"\xff\"}"};
  journal.append(answered);
  journal.append(entry_of("hubspot", "crm.contacts.update", sim::Outcome::lost));
  sim::JournalEntry cut = entry_of("google", "oauth.token", sim::Outcome::truncated);
  cut.response = Response{200, {}, "{}"};
  cut.fault = "truncate";
  journal.append(cut);
  journal.append(entry_of("user", "edit", sim::Outcome::response));
  std::vector<ArchivedExchange> exchanges;
  for (const sim::JournalEntry& entry : journal.entries()) {
    exchanges.push_back(archived(entry));
  }
  EXPECT_EQ(to_har(exchanges), sim::to_har(journal));
}

}  // namespace
}  // namespace lockstep::scenario
