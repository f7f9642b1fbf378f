#include "lockstep/scenario/exchange_archive.h"

#include <algorithm>
#include <array>
#include <vector>

#include "lockstep/sim/har.h"
#include "lockstep/sim/journal.h"

namespace lockstep::scenario {
namespace {

sim::JournalEntry entry_of(const ArchivedExchange& exchange) {
  constexpr std::array kOutcomes = {sim::Outcome::response, sim::Outcome::lost,
                                    sim::Outcome::truncated};
  const auto* const outcome = std::ranges::find(
      kOutcomes, exchange.outcome, [](sim::Outcome each) { return sim::to_string(each); });
  sim::JournalEntry entry;
  entry.sequence = exchange.sequence;
  entry.at = exchange.at;
  entry.source = exchange.service;
  entry.operation = exchange.operation;
  entry.request = exchange.request;
  entry.times_delivered = exchange.times_delivered;
  entry.outcome = outcome == kOutcomes.end() ? sim::Outcome::lost : *outcome;
  if (exchange.response) {
    entry.response = SharedResponse(*exchange.response);
  }
  entry.fault = exchange.fault;
  return entry;
}

}  // namespace

std::string to_har(std::span<const ArchivedExchange> exchanges) {
  std::vector<sim::JournalEntry> entries;
  std::ranges::transform(exchanges, std::back_inserter(entries), entry_of);
  std::vector<const sim::JournalEntry*> places;
  std::ranges::transform(entries, std::back_inserter(places),
                         [](const sim::JournalEntry& entry) { return &entry; });
  return sim::to_har(places);
}

}  // namespace lockstep::scenario
