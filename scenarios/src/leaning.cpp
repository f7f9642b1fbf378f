#include "lockstep/scenario/leaning.h"

#include <algorithm>
#include <charconv>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "lockstep/base/rule.h"
#include "lockstep/base/text.h"
#include "lockstep/sim/fidelity.h"

namespace lockstep::scenario {
namespace {

using Facts = std::set<std::pair<char, int>>;

/// The facts about the services in "S7, G118–119, F96": {G, 118}, {G, 119}, {F, 96}.
Facts facts_in(std::string_view source) {
  Facts facts;
  for (std::string_view part : split(source, ',')) {
    part = trim(part);
    if (part.empty() || (part.front() != 'G' && part.front() != 'F')) {
      continue;
    }
    const char* const end = part.data() + part.size();
    int first = 0;
    const auto read = std::from_chars(part.data() + 1, end, first);
    int last = first;
    constexpr std::string_view kDash = "–";
    if (const std::size_t dash = part.find(kDash); dash != std::string_view::npos) {
      std::from_chars(part.data() + dash + kDash.size(), end, last);
    }
    constexpr int kLongestRange = 200;
    for (int number = first;
         read.ec == std::errc() && number <= last && number < first + kLongestRange; ++number) {
      facts.emplace(part.front(), number);
    }
  }
  return facts;
}

bool shares_a_fact(const Facts& cited, std::string_view source) {
  return std::ranges::any_of(facts_in(source),
                             [&](const auto& fact) { return cited.contains(fact); });
}

/// An operation of the exchanges shows it, and is named: what whole families of operations have in
/// common says nothing about one of them.
bool is_shown(const sim::FidelityEntry& entry, const CheckResult& check,
              const sim::Journal& journal) {
  const std::vector<std::string_view> named = split(entry.operations, ' ');
  return std::ranges::any_of(check.exchanges, [&](std::uint64_t sequence) {
    const auto exchange = journal.after(sequence - 1);
    return exchange != journal.entries().end() &&
           exchange->source == to_string(sim::service_of(entry)) &&
           std::ranges::find(named, exchange->operation) != named.end();
  });
}

}  // namespace

std::vector<Leaning> leanings_of(const CheckResult& check, const sim::Journal& journal) {
  const auto rule = find_rule(check.rule);
  const Facts cited = rule ? facts_in(rule->info().source) : Facts();
  std::vector<const sim::FidelityEntry*> entries;
  for (const sim::FidelityEntry& entry : sim::fidelity_ledger()) {
    const bool is_unsure = entry.status >= sim::Evidence::inferred;
    if (shares_a_fact(cited, entry.source) || (is_unsure && is_shown(entry, check, journal))) {
      entries.push_back(&entry);
    }
  }
  std::ranges::stable_sort(entries, std::greater{}, &sim::FidelityEntry::status);
  std::vector<Leaning> leanings;
  for (const sim::FidelityEntry* entry : entries) {
    if (leanings.size() < kLeaningsMax) {
      leanings.push_back({std::string(entry->id), std::string(sim::to_string(entry->status))});
    }
  }
  return leanings;
}

std::vector<Leaning> leanings_of_rule(std::string_view rule) {
  CheckResult check;
  check.rule = rule;
  return leanings_of(check, sim::Journal());
}

}  // namespace lockstep::scenario
