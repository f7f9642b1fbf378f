// people.searchContacts and otherContacts.search: prefixes of words, from a cache that lags.

#include <gmock/gmock.h>

#include <vector>

#include "google/google_test_client.h"

namespace lockstep::sim::google {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* kContacts = "/v1/people:searchContacts?readMask=names&query=";
constexpr const char* kOtherContacts = "/v1/otherContacts:search?readMask=names&query=";

std::vector<std::string> found(TestClient& client, const std::string& target) {
  std::vector<std::string> names;
  const TestAnswer answer = client.get(target);
  EXPECT_EQ(answer.status, 200) << answer.text;
  for (const Json& result : answer.body.value("results", Json::array())) {
    names.push_back(result.at("person").at("names").at(0).at("displayName"));
  }
  return names;
}

struct Search {
  std::string name;
  std::string query;
  bool finds;
};

class SearchQuery : public testing::TestWithParam<Search> {};

TEST_P(SearchQuery, FitsPrefixesOfWordsAndPhrasesG23) {
  TestClient client;
  ASSERT_TRUE(client.google.add_contact(
      client.account, {{"names", {{{"givenName", "Foo"}, {"familyName", "Näme"}}}},
                       {"nicknames", {{{"value", "Sunny"}}}},
                       {"emailAddresses", {{{"value", "box@example.com"}}}},
                       {"phoneNumbers", {{{"value", "(415) 555-0100"}}}},
                       {"organizations", {{{"name", "Acme"}, {"title", "Cook"}}}},
                       {"biographies", {{{"value", "secret"}}}}}));
  found(client, kContacts);
  EXPECT_EQ(found(client, kContacts + GetParam().query).size(), GetParam().finds ? 1U : 0U);
}

INSTANTIATE_TEST_SUITE_P(Queries, SearchQuery,
                         testing::ValuesIn<Search>({{"OneLetter", "f", true},
                                                    {"Word", "foo", true},
                                                    {"OtherCase", "FOO", true},
                                                    {"Phrase", "foo%20n", true},
                                                    {"LaterWord", "n%C3%A4", true},
                                                    {"LastNameFirst", "n%C3%A4me,%20f", true},
                                                    {"MiddleOfAWord", "oo", false},
                                                    {"MiddleOfAPhrase", "oo%20n", false},
                                                    {"Nickname", "sun", true},
                                                    {"Email", "box@ex", true},
                                                    {"EmailDomain", "example.c", true},
                                                    {"PhoneDigits", "4155", true},
                                                    {"PhoneWithOtherSigns", "415.555", true},
                                                    {"InternationalPhone", "%2B1415", true},
                                                    {"MiddleOfAPhone", "155", false},
                                                    {"Company", "ac", true},
                                                    {"JobTitle", "cook", true},
                                                    {"FieldThatIsNotSearched", "secret", false}}),
                         [](const auto& row) { return row.param.name; });

TEST(SearchContacts, FindsNothingThatWasWrittenSinceTheWarmUpG23) {
  TestClient client;
  const std::string ann = client.add("Ann");
  EXPECT_THAT(found(client, std::string(kContacts) + "a"), IsEmpty());
  EXPECT_EQ(client.get(kContacts).text, "{}\n");
  EXPECT_THAT(found(client, std::string(kContacts) + "a"), ElementsAre("Ann"));
  client.create_named("Abe");
  EXPECT_THAT(found(client, std::string(kContacts) + "a"), ElementsAre("Ann"));
  ASSERT_TRUE(
      client.google.edit_contact(client.account, ann, {{"names", {{{"givenName", "Anna"}}}}}));
  EXPECT_THAT(found(client, std::string(kContacts) + "a"), IsEmpty());
  found(client, kContacts);
  EXPECT_THAT(found(client, std::string(kContacts) + "a"), ElementsAre("Abe", "Anna"));
}

TEST(SearchContacts, GivesTenResultsAndNeverMoreThanThirtyG23) {
  TestClient client;
  for (int at = 0; at < 31; ++at) {
    client.add("Ann");
  }
  found(client, kContacts);
  const std::string target = std::string(kContacts) + "ann";
  EXPECT_EQ(found(client, target).size(), 10U);
  EXPECT_EQ(found(client, target + "&pageSize=2").size(), 2U);
  EXPECT_EQ(found(client, target + "&pageSize=1000").size(), 30U);
  EXPECT_EQ(client.get(target + "&pageSize=-1").status, 400);
}

TEST(SearchContacts, SearchesContactsOnly) {
  TestClient client;
  client.add("Ann", {.folder = GoogleFolder::other});
  client.add("Abe", {.folder = GoogleFolder::trash});
  found(client, kContacts);
  EXPECT_THAT(found(client, std::string(kContacts) + "a"), IsEmpty());
}

TEST(SearchContacts, NeedsAReadMaskG34) {
  TestClient client;
  EXPECT_EQ(client.get("/v1/people:searchContacts?query=a").error_message(),
            "readMask is required. Please specify one or more valid paths. Valid paths are "
            "documented at https://developers.google.com/people/api/rest/v1/people/get.");
}

TEST(SearchOtherContacts, FindsByNameEmailAndPhoneOnlyG24) {
  TestClient client;
  ASSERT_TRUE(client.google.add_contact(client.account,
                                        {{"names", {{{"givenName", "Olga"}}}},
                                         {"nicknames", {{{"value", "Sunny"}}}},
                                         {"emailAddresses", {{{"value", "box@example.com"}}}}},
                                        {.folder = GoogleFolder::other}));
  client.add("Oscar");
  found(client, kOtherContacts);
  EXPECT_THAT(found(client, std::string(kOtherContacts) + "o"), ElementsAre("Olga"));
  EXPECT_THAT(found(client, std::string(kOtherContacts) + "box"), ElementsAre("Olga"));
  EXPECT_THAT(found(client, std::string(kOtherContacts) + "sunny"), IsEmpty());
}

TEST(SearchOtherContacts, ShowsFourFieldsAndHasACacheOfItsOwn) {
  TestClient client;
  client.add("Olga", {.folder = GoogleFolder::other});
  found(client, kContacts);
  EXPECT_THAT(found(client, std::string(kOtherContacts) + "o"), IsEmpty());
  EXPECT_EQ(client.get("/v1/otherContacts:search?query=o&readMask=photos").status, 400);
  EXPECT_EQ(client
                .get("/v1/otherContacts:search?query=o&readMask=names&sources="
                     "READ_SOURCE_TYPE_CONTACT")
                .status,
            400);
}

}  // namespace
}  // namespace lockstep::sim::google
