// Lists of connections and of Other contacts: pages, sync tokens, tombstones, delays.

#include <gmock/gmock.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "google/google_test_client.h"

namespace lockstep::sim::google {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::UnorderedElementsAre;

/// Every page of a list, and the sync token of the last one.
struct WholeList {
  std::vector<std::string> names;
  std::vector<std::size_t> page_sizes;
  std::string sync_token;
};

WholeList list_all(TestClient& client, const std::string& parameters) {
  WholeList whole;
  std::string page_token;
  do {
    const TestAnswer page =
        client.list(parameters + (page_token.empty() ? "" : "&pageToken=" + page_token));
    EXPECT_EQ(page.status, 200) << page.text;
    const Json people = page.body.value("connections", Json::array());
    for (const std::string& name : given_names(people)) {
      whole.names.push_back(name);
    }
    whole.page_sizes.push_back(people.size());
    page_token = page.body.value("nextPageToken", "");
    whole.sync_token = page.body.value("nextSyncToken", "");
    EXPECT_TRUE(page_token.empty() || whole.sync_token.empty());  // G80
  } while (!page_token.empty());
  return whole;
}

/// One sync: the names of what changed; `token` becomes the next one.
std::vector<std::string> sync(TestClient& client, std::string& token) {
  const WholeList changes = list_all(client, "&requestSyncToken=true&syncToken=" + token);
  token = changes.sync_token;
  return changes.names;
}

TEST(Connections, ComeInPagesByTheirLastChangeG89) {
  TestClient client;
  const std::string first = client.add("A");
  for (const char* const name : {"B", "C", "D", "E"}) {
    client.add(name);
  }
  ASSERT_TRUE(client.google.set_starred(client.account, first, true));
  const WholeList whole = list_all(client, "&pageSize=2");
  EXPECT_THAT(whole.names, ElementsAre("B", "C", "D", "E", "A"));
  EXPECT_THAT(whole.page_sizes, ElementsAre(2, 2, 1));
  EXPECT_EQ(whole.sync_token, "");
}

TEST(Connections, CountAllPagesOnEachPageG90) {
  TestClient client;
  for (const char* const name : {"A", "B", "C"}) {
    client.add(name);
  }
  client.add("Other", {.folder = GoogleFolder::other});
  client.add("Trash", {.folder = GoogleFolder::trash});
  const TestAnswer page = client.list("&pageSize=2");
  EXPECT_EQ(page.body.at("totalItems"), 3);
  EXPECT_EQ(page.body.at("totalPeople"), 3);
  EXPECT_EQ(page.body.at("connections").size(), 2U);
}

TEST(Connections, AreOneHundredAPageUnlessAskedG15) {
  TestClient client;
  for (int at = 0; at < 101; ++at) {
    client.add("A");
  }
  EXPECT_EQ(client.list().body.at("connections").size(), 100U);
  EXPECT_EQ(client.list("&pageSize=0").body.at("connections").size(), 100U);
  EXPECT_EQ(client.list("&pageSize=1000").body.at("connections").size(), 101U);
}

struct OrderRow {
  std::string order;
  std::vector<std::string> names;
};

TEST(Connections, AreSortedAsAskedWhereNoSyncIsG89) {
  TestClient client;
  for (const auto& [given, family] : std::vector<std::pair<std::string, std::string>>{
           {"Bob", "Young"}, {"ann", "Zed"}, {"Cat", "Able"}}) {
    ASSERT_TRUE(client.google.add_contact(
        client.account, {{"names", {{{"givenName", given}, {"familyName", family}}}}}));
  }
  for (const OrderRow& row : std::vector<OrderRow>{
           {"LAST_MODIFIED_ASCENDING", {"Bob", "ann", "Cat"}},
           {"LAST_MODIFIED_DESCENDING", {"Cat", "ann", "Bob"}},
           {"FIRST_NAME_ASCENDING", {"ann", "Bob", "Cat"}},
           {"LAST_NAME_ASCENDING", {"Cat", "Bob", "ann"}},
       }) {
    EXPECT_EQ(list_all(client, "&pageSize=2&sortOrder=" + row.order).names, row.names) << row.order;
    EXPECT_EQ(list_all(client, "&requestSyncToken=true&sortOrder=" + row.order).names,
              (std::vector<std::string>{"Bob", "ann", "Cat"}));
  }
  EXPECT_EQ(client.list("&sortOrder=RANDOM").status, 400);
}

TEST(Connections, RefuseToSyncInDescendingOrderByTheSwitchG89) {
  GoogleOptions options;
  options.descending_syncs_accepted = false;
  TestClient client(options);
  const std::string descending = "&sortOrder=LAST_MODIFIED_DESCENDING";
  EXPECT_EQ(client.list(descending + "&requestSyncToken=true").status, 400);
  EXPECT_EQ(client.list(descending).status, 200);
}

TEST(Connections, ComeInADrawnOrderWhereASyncIsRequestedG89) {
  std::set<std::vector<std::string>> orders;
  for (std::size_t draw = 1; draw <= 5; ++draw) {
    GoogleOptions options;
    options.drawn_order = draw;
    TestClient client(options);
    for (const char* const name : {"A", "B", "C", "D", "E"}) {
      client.add(name);
    }
    const std::vector<std::string> whole =
        list_all(client, "&pageSize=2&requestSyncToken=true").names;
    EXPECT_THAT(whole, UnorderedElementsAre("A", "B", "C", "D", "E"));
    EXPECT_EQ(list_all(client, "&pageSize=4&requestSyncToken=true").names, whole);
    EXPECT_THAT(list_all(client, "&pageSize=2").names, ElementsAre("A", "B", "C", "D", "E"));
    orders.insert(whole);
  }
  EXPECT_GT(orders.size(), 1U);
}

TEST(Connections, InADrawnOrderLoseNothingWhileTheyChangeROB8) {
  GoogleOptions options;
  options.drawn_order = 7;
  TestClient client(options);
  std::map<std::string, std::string> resources;
  for (const char* const name : {"A", "B", "C", "D"}) {
    resources[name] = client.add(name);
  }
  const TestAnswer first = client.list("&pageSize=2&requestSyncToken=true");
  const std::vector<std::string> seen = given_names(first.body.at("connections"));
  ASSERT_EQ(seen.size(), 2U);
  ASSERT_TRUE(client.google.set_starred(client.account, resources.at(seen[0]), true));
  ASSERT_TRUE(client.google.move_to_trash(client.account, resources.at(seen[1])));
  const WholeList rest = list_all(client, "&pageSize=2&requestSyncToken=true&pageToken=" +
                                              first.body.at("nextPageToken").get<std::string>());
  std::vector<std::string> all = seen;
  all.insert(all.end(), rest.names.begin(), rest.names.end());
  EXPECT_THAT(all, UnorderedElementsAre("A", "B", "C", "D"));
  const TestAnswer changes =
      client.list("&pageSize=2&requestSyncToken=true&syncToken=" + rest.sync_token);
  EXPECT_EQ(changes.body.at("totalItems"), 2) << "the star and the deletion";
}

TEST(Connections, ChangedWhileTheyArePagedAreNeverLostROB8) {
  TestClient client;
  std::vector<std::string> names;
  for (const char* const name : {"A", "B", "C", "D"}) {
    names.push_back(client.add(name));
  }
  const TestAnswer first = client.list("&pageSize=2&requestSyncToken=true");
  ASSERT_TRUE(client.google.set_starred(client.account, names[0], true));  // Seen already.
  ASSERT_TRUE(client.google.set_starred(client.account, names[2], true));  // Not seen yet.
  ASSERT_TRUE(client.google.move_to_trash(client.account, names[1]));      // Seen, gone now.
  const std::string page_token = first.body.at("nextPageToken");
  const TestAnswer second =
      client.list("&pageSize=1000&requestSyncToken=true&pageToken=" + page_token);
  EXPECT_EQ(second.status, 400);  // pageSize is frozen (G81).
  TestAnswer rest = client.list("&pageSize=2&requestSyncToken=true&pageToken=" + page_token);
  EXPECT_THAT(given_names(rest.body.at("connections")), ElementsAre("D", "A"));
  rest = client.list("&pageSize=2&requestSyncToken=true&pageToken=" +
                     rest.body.at("nextPageToken").get<std::string>());
  EXPECT_THAT(given_names(rest.body.at("connections")), ElementsAre("C"));
  // The sync begins where the first page was: it repeats A and C, and brings the deletion of B.
  const TestAnswer changes = client.list("&pageSize=2&requestSyncToken=true&syncToken=" +
                                         rest.body.at("nextSyncToken").get<std::string>());
  EXPECT_EQ(changes.body.at("totalItems"), 3);
}

TEST(Sync, BringsChangesAndNothingElseG80) {
  TestClient client;
  const std::string ann = client.add("Ann");
  client.add("Bob");
  std::string token = list_all(client, "&requestSyncToken=true").sync_token;
  EXPECT_THAT(sync(client, token), ElementsAre());
  client.add("Cat");
  ASSERT_TRUE(
      client.google.edit_contact(client.account, ann, {{"names", {{{"givenName", "Anna"}}}}}));
  EXPECT_THAT(sync(client, token), ElementsAre("Cat", "Anna"));
  EXPECT_THAT(sync(client, token), ElementsAre());
}

TEST(Sync, PagesItsChanges) {
  TestClient client;
  std::string token = list_all(client, "&requestSyncToken=true&pageSize=2").sync_token;
  for (const char* const name : {"A", "B", "C"}) {
    client.add(name);
  }
  const WholeList changes =
      list_all(client, "&requestSyncToken=true&pageSize=2&syncToken=" + token);
  EXPECT_THAT(changes.names, ElementsAre("A", "B", "C"));
  EXPECT_NE(changes.sync_token, "");
}

TEST(Sync, ShowsDeletionsAsTombstonesG86) {
  TestClient client;
  const std::string ann = client.add("Ann");
  const std::string token = list_all(client, "&requestSyncToken=true").sync_token;
  ASSERT_TRUE(client.google.move_to_trash(client.account, ann));
  const Json answer = client.list("&requestSyncToken=true&syncToken=" + token).body;
  const Json tombstone = answer.at("connections").at(0);
  EXPECT_EQ(tombstone.at("resourceName"), ann);
  EXPECT_EQ(tombstone.size(), 3U);
  EXPECT_EQ(tombstone.at("metadata").at("deleted"), true);
  EXPECT_EQ(tombstone.at("metadata").at("sources").at(0).size(), 2U);
  EXPECT_EQ(tombstone.at("etag").get<std::string>().front(), '%');
}

TEST(Sync, SaysNothingOfContactsThatWereNeverConnections) {
  TestClient client;
  std::string token = list_all(client, "&requestSyncToken=true").sync_token;
  client.add("Other", {.folder = GoogleFolder::other});
  client.add("Trash", {.folder = GoogleFolder::trash});
  client.google.empty_other_contacts(client.account);
  EXPECT_THAT(sync(client, token), ElementsAre());
}

TEST(Sync, BringsARestoredContactBackG100) {
  TestClient client;
  const std::string ann = client.add("Ann", {.starred = true});
  std::string token = list_all(client, "&requestSyncToken=true").sync_token;
  ASSERT_TRUE(client.google.move_to_trash(client.account, ann));
  EXPECT_THAT(sync(client, token), ElementsAre("-"));
  ASSERT_TRUE(client.google.restore(client.account, ann));
  EXPECT_THAT(sync(client, token), ElementsAre("Ann"));
  EXPECT_TRUE(client.google.contact(client.account, ann)->starred);
}

TEST(Sync, EmptyingTrashIsNoSecondDeletion) {
  TestClient client;
  const std::string ann = client.add("Ann");
  ASSERT_TRUE(client.google.move_to_trash(client.account, ann));
  std::string token = list_all(client, "&requestSyncToken=true").sync_token;
  client.google.empty_trash(client.account);
  EXPECT_THAT(sync(client, token), ElementsAre());
}

TEST(SyncToken, ExpiresAWeekAfterTheFullSyncHoweverOftenItIsRenewedG82G83) {
  TestClient client;
  std::string token = list_all(client, "&requestSyncToken=true").sync_token;
  client.clock.sleep_for(std::chrono::days(6));
  client.grant = client.google.grant(client.account);
  EXPECT_THAT(sync(client, token), ElementsAre());
  client.clock.sleep_for(std::chrono::days(1));
  client.grant = client.google.grant(client.account);
  const TestAnswer expired = client.list("&requestSyncToken=true&syncToken=" + token);
  EXPECT_EQ(expired.status, 400);
  EXPECT_EQ(expired.error_message(),
            "Sync token is expired. Clear local cache and retry call without the sync token.");
  EXPECT_EQ(expired.error_status(), "FAILED_PRECONDITION");
  EXPECT_EQ(expired.first_reason(), "EXPIRED_SYNC_TOKEN");
  EXPECT_EQ(expired.body["/error/details/0/domain"_json_pointer], "people.googleapis.com");
}

TEST(SyncToken, CanBeExpiredAtOnceAndHasAContestedStatusG84) {
  GoogleOptions options;
  options.expired_sync_token_is_failed_precondition = false;
  TestClient client(options);
  std::string token = list_all(client, "&requestSyncToken=true").sync_token;
  client.google.expire_sync_tokens();
  const TestAnswer expired = client.list("&requestSyncToken=true&syncToken=" + token);
  EXPECT_EQ(expired.error_status(), "INVALID_ARGUMENT");
  EXPECT_EQ(expired.first_reason(), "EXPIRED_SYNC_TOKEN");
  token = list_all(client, "&requestSyncToken=true").sync_token;
  EXPECT_THAT(sync(client, token), ElementsAre());
}

TEST(SyncToken, FreezesTheOtherParametersG81) {
  TestClient client;
  const std::string token = list_all(client, "&requestSyncToken=true").sync_token;
  const std::string with_token = "&requestSyncToken=true&syncToken=" + token;
  EXPECT_EQ(client.list(with_token).status, 200);
  EXPECT_EQ(client.list("&syncToken=" + token).status, 200);
  EXPECT_EQ(client.list(with_token + "&pageSize=7").status, 400);
  EXPECT_EQ(client.list(with_token + "&sources=READ_SOURCE_TYPE_CONTACT").status, 400);
  EXPECT_EQ(client.get("/v1/people/me/connections?personFields=names&syncToken=" + token).status,
            400);
  EXPECT_EQ(
      client.get("/v1/people/me/connections?personFields=metadata,names&syncToken=" + token).status,
      200);
}

TEST(SyncToken, BelongsToOneAccount) {
  TestClient client;
  const std::string token = list_all(client, "&requestSyncToken=true").sync_token;
  client.grant = client.google.grant(client.google.add_account("second@example.com"));
  EXPECT_EQ(client.list("&requestSyncToken=true&syncToken=" + token).status, 400);
}

TEST(PropagationDelay, ListsShowAnOlderStateAndGetThePresentG87) {
  GoogleOptions options;
  options.propagation_delay = 3min;
  TestClient client(options);
  const std::string ann = client.add("Ann");
  client.add("Bob");
  EXPECT_FALSE(client.list().body.contains("connections"));
  EXPECT_EQ(client.read(ann).status, 200);
  client.clock.sleep_for(3min);
  std::string token = list_all(client, "&requestSyncToken=true").sync_token;

  const auto rename = [&](const std::string& name) {
    ASSERT_TRUE(
        client.google.edit_contact(client.account, ann, {{"names", {{{"givenName", name}}}}}));
  };
  rename("Anna");
  client.clock.sleep_for(2min);
  rename("Annabel");
  EXPECT_EQ(client.list().body.at("totalItems"), 2);
  EXPECT_THAT(sync(client, token), ElementsAre());
  client.clock.sleep_for(1min);
  EXPECT_THAT(sync(client, token), ElementsAre("Anna"));  // Older than what get shows.
  EXPECT_EQ(client.read(ann).body["/names/0/givenName"_json_pointer], "Annabel");
  client.clock.sleep_for(2min);
  EXPECT_THAT(sync(client, token), ElementsAre("Annabel"));
}

TEST(StaleRead, ShowsTheContactAsItWasG72) {
  TestClient client;
  const std::string ann = client.add("Ann");
  client.clock.sleep_for(1min);
  ASSERT_TRUE(
      client.google.edit_contact(client.account, ann, {{"names", {{{"givenName", "Anna"}}}}}));
  client.clock.sleep_for(1s);
  Request request{.method = Method::get,
                  .path = "/v1/" + ann,
                  .query = {{"personFields", "names"}},
                  .headers = {{"Authorization", "Bearer " + client.grant.access_token}},
                  .body = {}};
  const auto name_at = [&](Duration age) {
    return TestClient::answer_of(client.google.handle_stale(request, age))
        .body.value(Json::json_pointer("/names/0/givenName"), "");
  };
  EXPECT_EQ(name_at(0s), "Anna");
  EXPECT_EQ(name_at(2s), "Ann");
  EXPECT_EQ(name_at(2min), "");
}

TEST(Listing, ShowsAtMostAHundredEmailsAndPhonesG17) {
  TestClient client;
  Json emails = Json::array();
  Json phones = Json::array();
  for (int at = 0; at < 101; ++at) {
    emails.push_back({{"value", "a" + std::to_string(at) + "{\"@example.com"}});
    phones.push_back({{"value", std::to_string(4155550100 + at)}});
  }
  const Json ann = client.create({{"emailAddresses", emails}, {"phoneNumbers", phones}});
  const TestAnswer listed =
      client.get("/v1/people/me/connections?personFields=emailAddresses,phoneNumbers");
  EXPECT_EQ(listed.body["/connections/0/emailAddresses"_json_pointer].size(), 100U);
  EXPECT_EQ(listed.body["/connections/0/phoneNumbers"_json_pointer].size(), 100U);
  EXPECT_EQ(client.read(ann.at("resourceName")).body.at("emailAddresses").size(), 101U);
}

TEST(OtherContacts, HaveTheirOwnListNamesAndTombstonesG42G95) {
  TestClient client;
  client.add("Ann");
  const std::string bob = client.add("Bob", {.folder = GoogleFolder::other});
  const std::string target = "/v1/otherContacts?readMask=names,metadata&requestSyncToken=true";
  const TestAnswer listed = client.get(target);
  ASSERT_EQ(listed.status, 200);
  EXPECT_EQ(listed.body.at("totalSize"), 1);
  const Json person = listed.body.at("otherContacts").at(0);
  EXPECT_EQ(person.at("resourceName"), "otherContacts/" + bob.substr(7));
  EXPECT_EQ(person["/metadata/sources/0/type"_json_pointer], "OTHER_CONTACT");
  EXPECT_FALSE(person["/names/0/metadata"_json_pointer].contains("sourcePrimary"));
  client.google.empty_other_contacts(client.account);
  const TestAnswer changes =
      client.get(target + "&syncToken=" + listed.body.at("nextSyncToken").get<std::string>());
  EXPECT_EQ(changes.body["/otherContacts/0/metadata/deleted"_json_pointer], true);
}

}  // namespace
}  // namespace lockstep::sim::google
