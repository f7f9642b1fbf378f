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
  const Json& groups = body.at("contactGroups");
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

TEST(GroupList, APageTokenBelongsToItsListG81) {
  TestClient client;
  client.add("Ann", {.labels = {"A", "B"}});
  const Json first = client.get("/v1/contactGroups?pageSize=1&groupFields=name").body;
  const std::string page = "&pageToken=" + first.at("nextPageToken").get<std::string>();
  EXPECT_EQ(client.get("/v1/contactGroups?groupFields=name" + page).status, 200);
  EXPECT_EQ(client.get("/v1/contactGroups?groupFields=groupType" + page).status, 400);
}

TEST(GroupList, ASyncTokenLivesSevenDaysAfterTheFullListG82) {
  TestClient client;
  std::string token = client.get("/v1/contactGroups").body.at("nextSyncToken");
  client.clock.sleep_for(std::chrono::days(6));
  client.grant = client.google.grant(client.account);
  token = client.get("/v1/contactGroups?syncToken=" + token).body.at("nextSyncToken");
  client.clock.sleep_for(std::chrono::days(1));
  client.grant = client.google.grant(client.account);
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

TEST(GetGroup, CountsMembersAfterNamingThemG10) {
  TestClient client;
  client.add("Ann", {.labels = {"A"}});
  const std::string text = client.get("/v1/" + label_of(client, "A") + "?maxMembers=5").text;
  EXPECT_LT(text.find("memberResourceNames"), text.find("memberCount"));
  EXPECT_EQ(client.get("/v1/contactGroups/all?maxMembers=-1").status, 400);
}

TEST(BatchGetGroups, AnswersForEveryNameInOrder) {
  TestClient client;
  const std::string ann = client.add("Ann", {.labels = {"A"}});
  const std::string label = label_of(client, "A");
  const TestAnswer answer = client.get(
      "/v1/contactGroups:batchGet?maxMembers=5&resourceNames=contactGroups/nowhere"
      "&resourceNames=" +
      label);
  ASSERT_EQ(answer.status, 200);
  const Json& responses = answer.body.at("responses");
  ASSERT_EQ(responses.size(), 2U);
  EXPECT_EQ(responses[0],
            (Json{{"requestedResourceName", "contactGroups/nowhere"},
                  {"status", {{"code", 5}, {"message", "Requested entity was not found."}}}}));
  EXPECT_EQ(responses[1].at("requestedResourceName"), label);
  EXPECT_EQ(responses[1].at("status"), Json::object());
  EXPECT_THAT(responses[1].at("contactGroup").at("memberResourceNames"), ElementsAre(ann));
}

TEST(BatchGetGroups, NamesNoMembersUnlessAskedG27) {
  TestClient client;
  client.add("Ann");
  const Json group = client.get("/v1/contactGroups:batchGet?resourceNames=contactGroups/myContacts")
                         .body.at("responses")
                         .at(0)
                         .at("contactGroup");
  EXPECT_FALSE(group.contains("memberResourceNames"));
  EXPECT_EQ(group.at("memberCount"), 1);
}

TEST(BatchGetGroups, TakesOneToTwoHundredNames) {
  TestClient client;
  const auto status_of = [&](std::size_t count) {
    std::string target = "/v1/contactGroups:batchGet?groupFields=name";
    for (std::size_t at = 0; at < count; ++at) {
      target += "&resourceNames=contactGroups/all";
    }
    return client.get(target).status;
  };
  EXPECT_EQ(status_of(0), 400);
  EXPECT_EQ(status_of(200), 200);
  EXPECT_EQ(status_of(201), 400);
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

TEST(GroupEdits, KeepClientDataThatReadsShowWhenAskedG28) {
  TestClient client;
  const Json data = {{{"key", "sync"}, {"value", "1"}}, {{"key", "sync"}, {"value", "2"}}};
  const Json created =
      client
          .post("/v1/contactGroups", {{"contactGroup", {{"name", "Team"}, {"clientData", data}}},
                                      {"readGroupFields", "clientData"}})
          .body;
  EXPECT_EQ(created.at("clientData"), data);
  EXPECT_FALSE(created.contains("name"));
  const std::string target = "/v1/" + created.at("resourceName").get<std::string>();
  EXPECT_FALSE(client.get(target).body.contains("clientData"));
  EXPECT_EQ(client.get(target + "?groupFields=name,clientData").body.at("clientData"), data);
}

TEST(GroupEdits, ReplaceOnlyWhatUpdateGroupFieldsNames) {
  TestClient client;
  const Json created =
      client.post("/v1/contactGroups", {{"contactGroup", {{"name", "Team"}}}}).body;
  const std::string target = "/v1/" + created.at("resourceName").get<std::string>();
  Json update = {{"contactGroup",
                  {{"etag", created.at("etag")},
                   {"name", "Ignored"},
                   {"clientData", {{{"key", "k"}, {"value", "v"}}}}}},
                 {"updateGroupFields", "clientData"},
                 {"readGroupFields", "name,clientData"}};
  const Json updated = client.send(Method::put, target, update).body;
  EXPECT_EQ(updated.at("name"), "Team");
  EXPECT_EQ(updated.at("clientData").size(), 1U);
  update["contactGroup"] = {{"etag", updated.at("etag")}, {"name", "Team 2"}};
  update.erase("updateGroupFields");
  const Json renamed = client.send(Method::put, target, update).body;
  EXPECT_EQ(renamed.at("name"), "Team 2");
  EXPECT_EQ(renamed.at("clientData").size(), 1U);
}

TEST(GroupEdits, RefuseMaskPathsThatTheMethodDoesNotHaveG28) {
  TestClient client;
  const Json group = {{"name", "Team"}};
  EXPECT_EQ(
      client
          .post("/v1/contactGroups", {{"contactGroup", group}, {"readGroupFields", "memberCount"}})
          .error_message(),
      "Invalid readGroupFields mask path: \"member_count\".");
  EXPECT_EQ(client
                .send(Method::put, "/v1/contactGroups/x",
                      {{"contactGroup", group}, {"updateGroupFields", "groupType"}})
                .error_message(),
            "Invalid updateGroupFields mask path: \"group_type\".");
  EXPECT_EQ(
      client.post("/v1/contactGroups", {{"contactGroup", group}, {"updateGroupFields", "name"}})
          .status,
      400);
}

TEST(GroupPropagation, ContactsDoNotKnowANewGroupAtOnceG29) {
  GoogleOptions options;
  options.group_propagation_delay = std::chrono::seconds(2);
  TestClient client(options);
  const Json group = client.post("/v1/contactGroups", {{"contactGroup", {{"name", "Team"}}}}).body;
  const Json person = {
      {"names", {{{"givenName", "Ann"}}}},
      {"memberships",
       {{{"contactGroupMembership", {{"contactGroupResourceName", group.at("resourceName")}}}}}}};
  EXPECT_EQ(client.post("/v1/people:createContact", person).status, 400);
  client.clock.sleep_for(std::chrono::seconds(2));
  EXPECT_EQ(client.post("/v1/people:createContact", person).status, 200);
}

TEST(GroupPropagation, ChangedClientDataShowsInReadsLaterG99) {
  GoogleOptions options;
  options.group_propagation_delay = std::chrono::seconds(2);
  TestClient client(options);
  const Json created =
      client
          .post("/v1/contactGroups",
                {{"contactGroup",
                  {{"name", "Team"}, {"clientData", {{{"key", "k"}, {"value", "v"}}}}}}})
          .body;
  const std::string target =
      "/v1/" + created.at("resourceName").get<std::string>() + "?groupFields=clientData";
  EXPECT_FALSE(client.get(target).body.contains("clientData"));
  client.clock.sleep_for(std::chrono::seconds(2));
  EXPECT_TRUE(client.get(target).body.contains("clientData"));
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
