#include "lockstep/core/match.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace lockstep {
namespace {

using Ids = std::vector<std::string>;

MatchRecord record(std::string id, Ids emails, std::map<FieldId, std::string> values = {}) {
  return {std::move(id), {}, std::move(emails), std::move(values), false, true, Reason::none};
}

MatchRecord excluded(std::string id, Ids emails) {
  MatchRecord one = record(std::move(id), std::move(emails));
  one.creates = false;
  one.excluded = Reason::not_in_filter;
  return one;
}

Link link(std::string hubspot_id, std::string google_id, std::string_view email = "") {
  Link one{std::move(hubspot_id), std::move(google_id), false, false, {}, {}};
  if (!email.empty()) {
    one.base["email"] = {text_value(email), text_value(email)};
  }
  return one;
}

/// "1=people/c1 >people/c2 !people/c3 ~2": pairs, creations, duplicates, excluded.
std::string told(const MatchInput& input) {
  const MatchResult result = match(input);
  std::string text;
  const auto add = [&text](const std::string& entry) { text += (text.empty() ? "" : " ") + entry; };
  for (const Pairing& pair : result.pairings) {
    add(pair.hubspot_id + "=" + pair.google_id);
  }
  for (const Creation& creation : result.creations) {
    add(">" + creation.id);
  }
  for (const Unpaired& one : result.unpaired) {
    add((one.reason == Reason::duplicate_record ? "!" : "~") + one.id);
  }
  return text;
}

struct Row {
  const char* name;
  MatchInput input;
  const char* told;
};

std::ostream& operator<<(std::ostream& out, const Row& row) { return out << row.name; }

class Match : public testing::TestWithParam<Row> {};

TEST_P(Match, GivesEveryRecordOnePlace) { EXPECT_EQ(told(GetParam().input), GetParam().told); }

TEST_P(Match, DoesNotDependOnTheOrderOfTheLists) {  // MRG-12
  MatchInput input = GetParam().input;
  std::ranges::reverse(input.hubspot);
  std::ranges::reverse(input.google);
  std::ranges::reverse(input.links);
  EXPECT_EQ(told(input), GetParam().told);
}

INSTANTIATE_TEST_SUITE_P(
    , Match,
    testing::ValuesIn<Row>({
        // clang-format off
        {"SameEmailPairs",        {{record("1", {"a"})}, {record("g1", {"a"})}, {}, {}, {}}, "1=g1"},                      // MAT-1
        {"OthersAreCreated",      {{record("1", {"a"})}, {record("g1", {"b"})}, {}, {}, {}}, ">1 >g1"},                    // DIR-1
        {"NoEmailIsCreated",      {{record("1", {})}, {record("g1", {})}, {}, {}, {}}, ">1 >g1"},                          // MAT-6
        {"ExcludedStillMatches",  {{excluded("1", {"a"})}, {record("g1", {"a"})}, {}, {}, {}}, "1=g1"},                    // SCO-7
        {"ExcludedIsNotCreated",  {{excluded("1", {"a"})}, {}, {}, {}, {}}, "~1"},
        {"SecondaryEmails",       {{record("1", {"a", "b"})}, {record("g1", {"c", "b"})}, {}, {}, {}}, "1=g1"},            // MAT-4
        {"MappedBeforeSecondary", {{record("1", {"a"})}, {record("g1", {"b", "a"}), record("g2", {"a"})}, {}, {}, {}}, "1=g2 >g1"},
        {"TwoGoogleOneHubSpot",   {{record("1", {"a"})}, {record("g1", {"a"}), record("g2", {"a"})}, {}, {}, {}}, "1=g1 !g2"},  // MAT-5
        {"TwoGoogleNoHubSpot",    {{}, {record("g1", {"a"}), record("g2", {"a"})}, {}, {}, {}}, ">g1 !g2"},                // MAT-5
        {"AgreementDecides",      {{record("1", {"a"}, {{"firstname", "Ann"}})},
                                   {record("g1", {"a"}, {{"firstname", "Bob"}}), record("g2", {"a"}, {{"firstname", "Ann"}})}, {}, {}, {}}, "1=g2 !g1"},
        {"RicherCreates",         {{}, {record("g1", {"a"}), record("g2", {"a"}, {{"firstname", "Ann"}})}, {}, {}, {}}, ">g2 !g1"},
        {"LinkedStaysLinked",     {{record("1", {"x"})}, {record("g1", {"a"}), record("g2", {"x"})}, {link("1", "g1")}, {}, {}}, "!g2"},  // MAT-3, MAT-9
        {"LinkedBlocksCreation",  {{record("1", {"a"}), record("2", {"b"})}, {record("g1", {"a", "b"})}, {link("1", "g1")}, {}, {}}, "!2"},  // MAT-7
        {"UnseenIsNotGone",       {{record("1", {"a"})}, {}, {link("1", "g1")}, {}, {}}, ""},                              // DEL-3
        {"SurvivorIsNotCreated",  {{record("1", {"a"})}, {}, {link("1", "g1")}, {}, {"g1"}}, ""},                          // DEL-2
        {"SurvivorTakesANewOne",  {{record("1", {"a"})}, {record("g2", {"a"})}, {link("1", "g1")}, {}, {"g1"}}, "1=g2"},   // DEL-5
        {"LostStatePairsAgain",   {{record("1", {"a"}), record("2", {"b"})}, {record("g1", {"b"}), record("g2", {"a"})}, {}, {}, {}}, "1=g2 2=g1"},  // MAT-10
        // clang-format on
    }),
    [](const auto& row_info) { return std::string(row_info.param.name); });

TEST(MatchLinks, BreakOnEvidenceAndReviveWhenTheRecordIsBack) {  // DEL-2, DEL-4
  MatchInput input{{record("1", {"a"})}, {}, {link("1", "people/c1")}, {}, {"people/c1"}};
  MatchResult result = match(input);
  ASSERT_EQ(result.links.size(), 1U);
  EXPECT_EQ(result.links[0], (LinkChange{0, "1", "people/c1", false, true, false, "DEL-2"_rule}));

  input.links[0].google_gone = true;
  EXPECT_TRUE(match(input).links.empty());

  input.google_deleted.clear();
  input.google = {record("people/c1", {"a"})};
  result = match(input);
  ASSERT_EQ(result.links.size(), 1U);
  EXPECT_EQ(result.links[0], (LinkChange{0, "1", "people/c1", false, false, false, "DEL-4"_rule}));
  EXPECT_TRUE(result.pairings.empty());
}

TEST(MatchLinks, FollowAMergeToItsNewId) {  // DEL-6, F50
  MatchRecord merged = record("30", {"a", "b"});
  merged.former_ids = {"10", "20"};
  const MatchInput input{{merged},
                         {record("people/c1", {"a"}), record("people/c2", {"b"})},
                         {link("10", "people/c1", "a"), link("20", "people/c2", "b")},
                         {"10", "20"},
                         {}};
  const MatchResult result = match(input);
  ASSERT_EQ(result.links.size(), 2U);
  EXPECT_EQ(result.links[0], (LinkChange{0, "30", "people/c1", false, false, false, "DEL-6"_rule}));
  EXPECT_EQ(result.links[1], (LinkChange{1, "20", "people/c2", true, false, false, "DEL-6"_rule}));
  EXPECT_EQ(told(input), "");
}

TEST(MatchLinks, FollowAChangedResourceNameAndAPromotedOtherContact) {  // DEL-6, G45, G95
  MatchRecord renamed = record("people/c5", {"a"});
  renamed.former_ids = {"people/c1"};
  const MatchInput input{{record("1", {"a"}), record("2", {"b"})},
                         {renamed, record("people/c9", {"b"})},
                         {link("1", "people/c1"), link("2", "otherContacts/c9")},
                         {},
                         {"people/c1", "otherContacts/c9"}};
  const MatchResult result = match(input);
  ASSERT_EQ(result.links.size(), 2U);
  EXPECT_EQ(result.links[0].google_id, "people/c5");
  EXPECT_EQ(result.links[1].google_id, "people/c9");
  EXPECT_FALSE(result.links[0].google_gone || result.links[1].google_gone);
}

TEST(MatchLinks, AreReplacedWhenTheSurvivorFindsAPartner) {  // DEL-5
  const MatchInput input{{record("1", {"a"})},
                         {record("people/c2", {"a"})},
                         {link("1", "people/c1")},
                         {},
                         {"people/c1"}};
  const MatchResult result = match(input);
  ASSERT_EQ(result.links.size(), 1U);
  EXPECT_TRUE(result.links[0].replaced);
  ASSERT_EQ(result.pairings.size(), 1U);
  EXPECT_EQ(result.pairings[0], (Pairing{"1", "people/c2", "DEL-5"_rule}));
}

TEST(MatchRecord, SurvivesTheStore) {
  MatchRecord one = record("people/c1", {"a", "b"}, {{"firstname", "Ann \"x\""}});
  one.former_ids = {"people/c0"};
  one.creates = false;
  one.excluded = Reason::no_email;
  EXPECT_EQ(*parse_match_record(to_text(one)), one);
  for (const char* damaged : {"", "{", "[]", "{}", R"({"id":"1"})", R"({"id":1,"values":{}})"}) {
    EXPECT_EQ(parse_match_record(damaged).error().kind, ErrorKind::corrupt_state) << damaged;
  }
}

}  // namespace
}  // namespace lockstep
