// Laws of matching: one place for every record, and the same one in any order.

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "generators.h"

namespace lockstep {
namespace {

/// How often a record occurs in the result, links included.
std::map<std::string, int> places(const MatchInput& input, const MatchResult& result) {
  std::map<std::string, int> count;
  std::set<std::size_t> replaced;
  for (const LinkChange& change : result.links) {
    if (change.replaced) {
      replaced.insert(change.link);
    }
  }
  for (std::size_t at = 0; at < input.links.size(); ++at) {
    if (!replaced.contains(at)) {
      ++count[input.links[at].hubspot_id];
      ++count[input.links[at].google_id];
    }
  }
  for (const Pairing& pairing : result.pairings) {
    ++count[pairing.hubspot_id];
    ++count[pairing.google_id];
  }
  for (const Creation& creation : result.creations) {
    ++count[creation.id];
  }
  for (const Unpaired& record : result.unpaired) {
    ++count[record.id];
  }
  return count;
}

RC_GTEST_PROP(MatchLaws, EveryRecordHasExactlyOnePlace_MAT9_HLT1, ()) {
  const MatchInput input = generate::any_match_input();
  const std::map<std::string, int> count = places(input, match(input));
  for (const auto* const side : {&input.hubspot, &input.google}) {
    for (const MatchRecord& record : *side) {
      RC_ASSERT((count.contains(record.id) && count.at(record.id) == 1));
    }
  }
}

RC_GTEST_PROP(MatchLaws, TheOrderOfTheListsDoesNotMatter_MRG12, ()) {
  const MatchInput input = generate::any_match_input();
  MatchInput shuffled = input;
  std::ranges::reverse(shuffled.hubspot);
  const auto turn =
      *rc::gen::inRange<std::ptrdiff_t>(0, static_cast<std::ptrdiff_t>(shuffled.google.size()) + 1);
  std::rotate(shuffled.google.begin(), shuffled.google.begin() + turn, shuffled.google.end());
  const MatchResult one = match(input);
  const MatchResult other = match(shuffled);
  RC_ASSERT(one.pairings == other.pairings);
  RC_ASSERT(one.creations == other.creations);
  RC_ASSERT(one.unpaired == other.unpaired);
  RC_ASSERT(one.links == other.links);
}

RC_GTEST_PROP(MatchLaws, PairsShareAnEmail_MAT1_MAT4, ()) {
  const MatchInput input = generate::any_match_input();
  const auto emails = [](const std::vector<MatchRecord>& records, const std::string& id) {
    return std::ranges::find(records, id, &MatchRecord::id)->emails;
  };
  const MatchResult result = match(input);
  for (const Pairing& pairing : result.pairings) {
    const auto hubspot = emails(input.hubspot, pairing.hubspot_id);
    RC_ASSERT(std::ranges::any_of(emails(input.google, pairing.google_id), [&](const auto& email) {
      return std::ranges::find(hubspot, email) != hubspot.end();
    }));
  }
}

RC_GTEST_PROP(MatchLaws, NothingIsCreatedWithAnEmailThatTheTargetHas_MAT7, ()) {
  const MatchInput input = generate::any_match_input();
  std::map<Side, std::set<std::string>> taken;
  for (const MatchRecord& record : input.hubspot) {
    taken[Side::hubspot].insert(record.emails.begin(), record.emails.end());
  }
  for (const MatchRecord& record : input.google) {
    taken[Side::google].insert(record.emails.begin(), record.emails.end());
  }
  const MatchResult result = match(input);
  for (const Creation& creation : result.creations) {
    const auto& records = creation.source == Side::hubspot ? input.hubspot : input.google;
    const MatchRecord& record = *std::ranges::find(records, creation.id, &MatchRecord::id);
    RC_ASSERT(record.creates);
    RC_ASSERT((record.emails.empty() ||
               taken[opposite(creation.source)].insert(record.emails.front()).second));
  }
}

RC_GTEST_PROP(MatchLaws, ALostStateFindsTheSamePairsAgain_MAT10_MAT5, ()) {
  MatchInput input = generate::any_match_input();
  input.links.clear();
  const std::vector<Pairing> before = match(input).pairings;
  for (const Pairing& pairing : before) {  // What the sync made of them.
    auto hubspot = std::ranges::find(input.hubspot, pairing.hubspot_id, &MatchRecord::id);
    auto google = std::ranges::find(input.google, pairing.google_id, &MatchRecord::id);
    RC_PRE((!hubspot->emails.empty() && !google->emails.empty() &&
            hubspot->emails.front() == google->emails.front()));
    hubspot->values = google->values;
  }
  RC_ASSERT(match(input).pairings == before);
}

RC_GTEST_PROP(MatchLaws, AbsenceBreaksNoLink_DEL3, ()) {
  MatchInput input = generate::any_match_input();
  input.hubspot_deleted.clear();
  const MatchResult result = match(input);
  for (const LinkChange& change : result.links) {
    const Link& link = input.links[change.link];
    RC_ASSERT(change.hubspot_gone <= link.hubspot_gone);
    RC_ASSERT(change.google_gone <= link.google_gone);
  }
}

RC_GTEST_PROP(MatchLaws, ARecordSurvivesTheStore, ()) {
  const MatchInput input = generate::any_match_input();
  for (const MatchRecord& record : input.google) {
    RC_ASSERT(*parse_match_record(to_text(record)) == record);
  }
}

}  // namespace
}  // namespace lockstep
