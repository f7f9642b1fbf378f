// Contact groups: the system's eight, the user's labels, and their members.

#include <gmock/gmock.h>

#include "google/google_test_client.h"

namespace lockstep::sim::google {
namespace {

using testing::ElementsAre;

std::vector<std::string> names_of(const Json& groups) {
  std::vector<std::string> names;
  for (const Json& group : groups) {
    names.push_back(group.value("name", "-"));
  }
  return names;
}

/// The resource name of the label.
std::string label_of(TestClient& client, const std::string& label) {
  const Json body = client.get("/v1/contactGroups").body;
  for (const Json& group : body.at("contactGroups")) {
    if (group.value("name", "") == label) {
      return group.at("resourceName");
    }
  }
  return "";
}

TEST(GroupList, BeginsWithTheSystemsGroupsG96G97) {
  TestClient client;
  client.add("Ann", {.starred = true, .labels = {"Friends of mine"}});
  const Json body = client.get("/v1/contactGroups").body;
  const Json groups = body.at("contactGroups");
  EXPECT_THAT(names_of(groups),
              ElementsAre("starred", "friends", "family", "coworkers", "myContacts", "chatBuddies",
                          "all", "blocked", "Friends of mine"));
  EXPECT_EQ(groups.at(0), (Json{{"resourceName", "contactGroups/starred"},
                                {"groupType", "SYSTEM_CONTACT_GROUP"},
                                {"name", "starred"},
                                {"formattedName", "Starred"},
                                {"memberCount", 1}}));
  EXPECT_FALSE(groups.at(1).contains("memberCount"));
  EXPECT_EQ(groups.at(8).at("etag").get<std::string>().size(), 12U);
  EXPECT_EQ(groups.at(8).at("metadata").at("updateTime"), "2026-03-02T09:00:00.000Z");
  EXPECT_EQ(body.at("totalItems"), 9);
}

TEST(GroupList, PagesAndGivesASyncTokenOnEveryPageG92) {
  TestClient client;
  const Json first = client.get("/v1/contactGroups?pageSize=5").body;
  EXPECT_EQ(first.at("contactGroups").size(), 5U);
  EXPECT_TRUE(first.contains("nextSyncToken"));
  const Json second = client
                          .get("/v1/contactGroups?pageSize=5&pageToken=" +
                               first.at("nextPageToken").get<std::string>())
                          .body;
  EXPECT_THAT(names_of(second.at("contactGroups")), ElementsAre("chatBuddies", "all", "blocked"));
  EXPECT_FALSE(second.contains("nextPageToken"));
  EXPECT_TRUE(second.contains("nextSyncToken"));
}

TEST(GroupList, SyncsChangesAndExpiresG85) {
  TestClient client;
  client.add("Ann", {.labels = {"A"}});
  const std::string token = client.get("/v1/contactGroups").body.at("nextSyncToken");
  client.add("Bob", {.labels = {"B"}});
  ASSERT_EQ(client.send(Method::del, "/v1/" + label_of(client, "A")).status, 200);
  const Json changes = client.get("/v1/contactGroups?syncToken=" + token).body.at("contactGroups");
  EXPECT_THAT(names_of(changes), ElementsAre("B", "-"));
  EXPECT_EQ(changes[1]["/metadata/deleted"_json_pointer], true);
  client.google.expire_sync_tokens();
  EXPECT_EQ(client.get("/v1/contactGroups?syncToken=" + token).first_reason(),
            "EXPIRED_SYNC_TOKEN");
}

TEST(GroupFields, ChooseMembersG28) {
  TestClient client;
  const Json group =
      client.get("/v1/contactGroups?groupFields=name").body.at("contactGroups").at(0);
  EXPECT_FALSE(group.contains("groupType"));
  EXPECT_EQ(group.at("name"), "starred");
}

TEST(GetGroup, NamesMembersOnlyWhenAskedG27) {
  TestClient client;
  const std::string ann = client.add("Ann", {.labels = {"A"}});
  const std::string target = "/v1/" + label_of(client, "A");
  EXPECT_FALSE(client.get(target).body.contains("memberResourceNames"));
  EXPECT_THAT(client.get(target + "?maxMembers=5").body.at("memberResourceNames"),
              ElementsAre(ann));
  EXPECT_EQ(client.get("/v1/contactGroups/nowhere").status, 404);
}

TEST(ModifyMembers, AddsAndRemovesG25) {
  TestClient client;
  const std::string ann = client.add("Ann", {.starred = true});
  const std::string bob = client.add("Bob");
  const std::string target = "/v1/contactGroups/starred/members:modify";
  const Json etag = client.read(bob).body.at("etag");
  const TestAnswer answer = client.post(
      target, {{"resourceNamesToAdd", {bob, "people/c1"}}, {"resourceNamesToRemove", {ann}}});
  EXPECT_EQ(answer.status, 200);
  EXPECT_THAT(answer.body.at("notFoundResourceNames"), ElementsAre("people/c1"));
  EXPECT_FALSE(client.google.contact(client.account, ann)->starred);
  EXPECT_TRUE(client.google.contact(client.account, bob)->starred);
  EXPECT_NE(client.read(bob).body.at("etag"), etag);
}

TEST(ModifyMembers, NeverRemovesTheLastGroupG25) {
  TestClient client;
  const std::string ann = client.add("Ann");
  const TestAnswer answer = client.post("/v1/contactGroups/myContacts/members:modify",
                                        {{"resourceNamesToRemove", {ann}}});
  EXPECT_EQ(answer.status, 200);
  EXPECT_THAT(answer.body.at("canNotRemoveLastContactGroupResourceNames"), ElementsAre(ann));
}

TEST(ModifyMembers, RefusesGroupsThatTakeNoneAndTooManyNames) {
  TestClient client;
  const std::string ann = client.add("Ann");
  const auto status_of = [&](const std::string& group, const Json& body) {
    return client.post("/v1/contactGroups/" + group + "/members:modify", body).status;
  };
  EXPECT_EQ(status_of("friends", {{"resourceNamesToAdd", {ann}}}), 400);
  EXPECT_EQ(status_of("friends", {{"resourceNamesToRemove", {ann}}}), 200);
  EXPECT_EQ(status_of("nowhere", {{"resourceNamesToAdd", {ann}}}), 404);
  EXPECT_EQ(status_of("starred", {{"resourceNamesToAdd", std::vector<std::string>(1001, ann)}}),
            400);
  EXPECT_EQ(status_of("starred", {{"resourceNames", {ann}}}), 400);
}

TEST(GroupEdits, CreateRenameAndDelete) {
  TestClient client;
  const Json created =
      client.post("/v1/contactGroups", {{"contactGroup", {{"name", "Team"}}}}).body;
  EXPECT_EQ(created.at("name"), "Team");
  EXPECT_EQ(client.post("/v1/contactGroups", {{"contactGroup", {{"name", "Team"}}}}).status, 409);
  const std::string target = "/v1/" + created.at("resourceName").get<std::string>();
  Json rename = {{"contactGroup", {{"name", "Team 2"}, {"etag", "stale"}}}};
  const TestAnswer conflict = client.send(Method::put, target, rename);
  EXPECT_EQ(conflict.status, 409);
  EXPECT_EQ(conflict.error_status(), "ABORTED");  // G79
  rename["contactGroup"]["etag"] = created.at("etag");
  EXPECT_EQ(client.send(Method::put, target, rename).body.at("name"), "Team 2");
  EXPECT_EQ(client.send(Method::del, target).text, "{}\n");
  EXPECT_EQ(client.get(target).status, 404);
  EXPECT_EQ(client.send(Method::del, "/v1/contactGroups/starred").status, 400);  // G98
}

TEST(GroupEdits, DeletingAGroupKeepsItsContactsUnlessToldG98) {
  TestClient client;
  const std::string ann = client.add("Ann", {.labels = {"A"}});
  const std::string bob = client.add("Bob", {.labels = {"B"}});
  client.send(Method::del, "/v1/" + label_of(client, "A"));
  client.send(Method::del, "/v1/" + label_of(client, "B") + "?deleteContacts=true");
  EXPECT_EQ(client.google.contact(client.account, ann)->folder, GoogleFolder::contacts);
  EXPECT_TRUE(client.google.contact(client.account, ann)->labels.empty());
  EXPECT_EQ(client.google.contact(client.account, bob)->folder, GoogleFolder::trash);
}

}  // namespace
}  // namespace lockstep::sim::google
