// What a user does in the web interface, and what can be seen of it from outside.

#include <gmock/gmock.h>

#include <functional>

#include "google/google_test_client.h"

namespace lockstep::sim::google {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

TEST(Views, ShowEveryFolderWithWhatIsStored) {
  TestClient client;
  client.clock.sleep_for(1s);
  const std::string ann = *client.google.add_contact(
      client.account, {{"phoneNumbers", {{{"value", "415 555 0100"}, {"type", "home"}}}}},
      {.folder = GoogleFolder::contacts, .starred = true, .labels = {"Work", "Friends"}});
  client.add("Bob", {.folder = GoogleFolder::other});
  client.add("Cat", {.folder = GoogleFolder::trash});
  EXPECT_EQ(client.google.contacts(client.account).size(), 3U);
  const GoogleContactView view = *client.google.contact(client.account, ann);
  EXPECT_EQ(view.folder, GoogleFolder::contacts);
  EXPECT_TRUE(view.starred);
  EXPECT_THAT(view.labels, ElementsAre("Friends", "Work"));
  EXPECT_EQ(
      *view.person,
      (Json{{"phoneNumbers",
             {{{"value", "415 555 0100"}, {"type", "home"}, {"canonicalForm", "+14155550100"}}}}}));
  EXPECT_EQ(format_timestamp(view.updated), "2026-03-02T09:00:01.000Z");
  EXPECT_FALSE(view.created_by_api);
  const std::string dan = client.create_named("Dan").at("resourceName");
  EXPECT_TRUE(client.google.contact(client.account, dan)->created_by_api);
}

TEST(Views, AreSnapshots) {
  TestClient client;
  const std::string ann = client.add("Ann");
  const GoogleContactView before = *client.google.contact(client.account, ann);
  ASSERT_TRUE(client.google.edit_contact(client.account, ann, {{"names", {{{"givenName", "B"}}}}}));
  EXPECT_EQ((*before.person)["/names/0/givenName"_json_pointer], "Ann");
}

TEST(EditContact, ReplacesTheGivenFieldsAndClearsWithNullOrNothing) {
  TestClient client;
  const std::string ann = *client.google.add_contact(
      client.account, {{"names", {{{"givenName", "Ann"}, {"familyName", "Lee"}}}},
                       {"urls", {{{"value", "a.example"}}}},
                       {"nicknames", {{{"value", "A"}}}},
                       {"events", {{{"type", "other"}, {"date", {{"month", 1}, {"day", 2}}}}}}});
  ASSERT_TRUE(client.google.edit_contact(
      client.account, ann,
      {{"names", {{{"givenName", "Anna"}}}}, {"urls", nullptr}, {"nicknames", Json::array()}}));
  EXPECT_EQ(*client.google.contact(client.account, ann)->person,
            (Json{{"names", {{{"givenName", "Anna"}}}},
                  {"events", {{{"type", "other"}, {"date", {{"month", 1}, {"day", 2}}}}}}}));
}

TEST(EditContact, MakesTheEtagsOfClientsStaleKEP3) {
  TestClient client;
  const std::string ann = client.add("Ann");
  const Json etag = client.read(ann).body.at("etag");
  ASSERT_TRUE(client.google.edit_contact(client.account, ann, {{"urls", {{{"value", "x"}}}}}));
  EXPECT_EQ(client.update(ann, "names", {{"etag", etag}, {"names", {{{"givenName", "B"}}}}})
                .error_status(),
            "FAILED_PRECONDITION");
}

struct BadAction {
  std::string name;
  std::function<Result<void>(TestClient&, const std::string& contact, const std::string& trashed,
                             const std::string& other)>
      act;
  ErrorKind kind;
};

class RefusedAction : public testing::TestWithParam<BadAction> {};

TEST_P(RefusedAction, SaysSoAndChangesNothing) {
  TestClient client;
  const std::string contact = client.add("Ann");
  const std::string trashed = client.add("Bob", {.folder = GoogleFolder::trash});
  const std::string other = client.add("Cat", {.folder = GoogleFolder::other});
  const Result<void> result = GetParam().act(client, contact, trashed, other);
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().kind, GetParam().kind);
  for (const GoogleContactView& view : client.google.contacts(client.account)) {
    EXPECT_EQ(format_timestamp(view.updated), "2026-03-02T09:00:00.000Z");
    EXPECT_EQ(view.person->size(), 1U);
  }
}

#define LOCKSTEP_ACTION                                           \
  [](TestClient & c, [[maybe_unused]] const std::string& contact, \
     [[maybe_unused]] const std::string& trashed,                 \
     [[maybe_unused]] const std::string& other) -> Result<void>

INSTANTIATE_TEST_SUITE_P(
    Actions, RefusedAction,
    testing::ValuesIn<BadAction>({
        // clang-format off
        {"EditUnknown",    LOCKSTEP_ACTION { return c.google.edit_contact(c.account, "people/c1", {}); }, ErrorKind::not_found},
        {"EditTrash",      LOCKSTEP_ACTION { return c.google.edit_contact(c.account, trashed, {{"urls", nullptr}}); }, ErrorKind::invalid_input},
        {"EditBadField",   LOCKSTEP_ACTION { return c.google.edit_contact(c.account, contact, {{"fax", "1"}}); }, ErrorKind::invalid_input},
        {"EditPhotos",     LOCKSTEP_ACTION { return c.google.edit_contact(c.account, contact, {{"photos", Json::array()}}); }, ErrorKind::invalid_input},
        {"EditGroups",     LOCKSTEP_ACTION { return c.google.edit_contact(c.account, contact, {{"memberships", Json::array()}}); }, ErrorKind::invalid_input},
        {"StarTrash",      LOCKSTEP_ACTION { return c.google.set_starred(c.account, trashed, true); }, ErrorKind::invalid_input},
        {"StarOther",      LOCKSTEP_ACTION { return c.google.set_starred(c.account, other, true); }, ErrorKind::invalid_input},
        {"LabelOther",     LOCKSTEP_ACTION { return c.google.set_labels(c.account, other, {"A"}); }, ErrorKind::invalid_input},
        {"TrashUnknown",   LOCKSTEP_ACTION { return c.google.move_to_trash(c.account, "people/cx"); }, ErrorKind::not_found},
        {"RestoreContact", LOCKSTEP_ACTION { return c.google.restore(c.account, contact); }, ErrorKind::invalid_input},
// clang-format on
}),
    [](const auto& row) {
  return row.param.name; });

#undef LOCKSTEP_ACTION

TEST(AddContact, RefusesWhatNoContactCanHold) {
  TestClient client;
  for (const Json& person :
       std::vector<Json>{Json::object(),
                         Json(),
                         Json::array(),
                         {{"names", {{{"givenName", "\xff"}}}}},
                         {{"names", {{{"givenName", "A"}}, {{"givenName", "B"}}}}},
                         {{"etag", "x"}}}) {
    const Result<std::string> added = client.google.add_contact(client.account, person);
    ASSERT_FALSE(added.has_value());
    EXPECT_EQ(added.error().kind, ErrorKind::invalid_input);
  }
  EXPECT_FALSE(client.google.add_contact(client.account, {{"urls", {{{"value", "x"}}}}},
                                         {.folder = GoogleFolder::other, .starred = true}));
}

TEST(Labels, AreMadeWhenMissingAndReplaceEachOther) {
  TestClient client;
  const std::string ann = client.add("Ann", {.starred = true, .labels = {"A"}});
  ASSERT_TRUE(client.google.set_labels(client.account, ann, {"B", "C", "B"}));
  GoogleContactView view = *client.google.contact(client.account, ann);
  EXPECT_THAT(view.labels, ElementsAre("B", "C"));
  EXPECT_TRUE(view.starred);
  ASSERT_TRUE(client.google.set_labels(client.account, ann, {}));
  EXPECT_TRUE(client.google.contact(client.account, ann)->labels.empty());
}

TEST(Trash, EmptiesItselfAfterThirtyDaysD77) {
  TestClient client;
  const std::string ann = client.add("Ann", {.folder = GoogleFolder::trash});
  client.clock.sleep_for(std::chrono::days(1));
  const std::string bob = client.add("Bob", {.folder = GoogleFolder::trash});
  client.clock.sleep_for(std::chrono::days(29) - 1ms);
  EXPECT_EQ(client.google.contacts(client.account).size(), 2U);
  client.clock.sleep_for(1ms);
  EXPECT_EQ(client.google.contacts(client.account).size(), 1U);
  EXPECT_EQ(client.google.restore(client.account, ann).error().kind, ErrorKind::not_found);
  EXPECT_TRUE(client.google.restore(client.account, bob));
}

TEST(Trash, RestoresToTheFolderOfBefore) {
  TestClient client;
  const std::string other = client.add("Cat", {.folder = GoogleFolder::other});
  ASSERT_TRUE(client.google.move_to_trash(client.account, other));
  ASSERT_TRUE(client.google.move_to_trash(client.account, other));
  EXPECT_EQ(client.google.contact(client.account, other)->folder, GoogleFolder::trash);
  ASSERT_TRUE(client.google.restore(client.account, other));
  EXPECT_EQ(client.google.contact(client.account, other)->folder, GoogleFolder::other);
}

TEST(Trash, RestoresIntoTheLabelsThatAreStillThere) {
  TestClient client;
  const std::string ann = client.add("Ann");
  const std::string group =
      client.post("/v1/contactGroups", {{"contactGroup", {{"name", "Red"}}}}).body["resourceName"];
  const auto modify = [&](const std::string& id, const char* members) {
    EXPECT_EQ(client.post("/v1/" + id + "/members:modify", {{members, {ann}}}).status, 200);
  };
  modify(group, "resourceNamesToAdd");
  modify("contactGroups/myContacts", "resourceNamesToRemove");
  ASSERT_EQ(client.send(Method::del, "/v1/" + group + "?deleteContacts=true").status, 200);
  ASSERT_TRUE(client.google.restore(client.account, ann));
  const Json memberships = client.read(ann, "memberships").body["memberships"];
  ASSERT_EQ(memberships.size(), 1U);
  EXPECT_EQ(memberships[0]["contactGroupMembership"]["contactGroupId"], "myContacts");
}

TEST(Merge, KeepsOneNameTakesWhatItLacksAndDeletesTheOther) {
  TestClient client;
  const std::string into = *client.google.add_contact(
      client.account,
      {{"names", {{{"givenName", "Ann"}}}}, {"emailAddresses", {{{"value", "a@example.com"}}}}});
  const std::string from = *client.google.add_contact(
      client.account,
      {{"names", {{{"givenName", "Anna"}}}},
       {"emailAddresses", {{{"value", "a@example.com"}}, {{"value", "b@example.com"}}}},
       {"biographies", {{{"value", "note"}}}}},
      {.folder = GoogleFolder::contacts, .starred = true, .labels = {"Friends"}});
  const std::string token = client.list("&requestSyncToken=true").body.at("nextSyncToken");
  ASSERT_EQ(*client.google.merge(client.account, into, from), into);

  const GoogleContactView view = *client.google.contact(client.account, into);
  EXPECT_EQ(*view.person,
            (Json{{"names", {{{"givenName", "Ann"}}}},
                  {"emailAddresses", {{{"value", "a@example.com"}}, {{"value", "b@example.com"}}}},
                  {"biographies", {{{"value", "note"}}}}}));
  EXPECT_TRUE(view.starred);
  EXPECT_THAT(view.labels, ElementsAre("Friends"));
  EXPECT_EQ(client.google.contact(client.account, from), std::nullopt);
  const Json changes =
      client.list("&requestSyncToken=true&syncToken=" + token).body.at("connections");
  EXPECT_THAT(given_names(changes), ElementsAre("-", "Ann"));
  EXPECT_EQ(changes[1]["/metadata/previousResourceNames/0"_json_pointer], from);  // G45
  EXPECT_FALSE(client.read(into).body.at("metadata").contains("previousResourceNames"));
  EXPECT_FALSE(client.google.merge(client.account, into, into));
  EXPECT_FALSE(client.google.merge(client.account, into, from));
}

TEST(ChangeResourceName, KeepsTheOldNameWorkingG45) {
  TestClient client;
  const std::string old_name = client.add("Ann", {.starred = true});
  const std::string new_name = *client.google.change_resource_name(client.account, old_name);
  const std::string newest_name = *client.google.change_resource_name(client.account, old_name);
  EXPECT_NE(new_name, old_name);
  EXPECT_EQ(client.google.contacts(client.account).size(), 1U);
  EXPECT_TRUE(client.google.contact(client.account, newest_name)->starred);
  const Json person = client.read(old_name).body;
  EXPECT_EQ(person.at("resourceName"), newest_name);
  EXPECT_EQ(person["/names/0/metadata/source/id"_json_pointer],
            person["/metadata/sources/0/id"_json_pointer]);
  const Json changed = {{"etag", person.at("etag")}, {"names", {{{"givenName", "Anna"}}}}};
  EXPECT_EQ(client.update(new_name, "names", changed).body.at("resourceName"), newest_name);
  EXPECT_EQ(client.send(Method::del, "/v1/" + old_name + ":deleteContact").status, 200);
  EXPECT_FALSE(client.google.change_resource_name(client.account, old_name));
}

TEST(ChangeResourceName, IsNamedBySyncsWithoutATombstoneG45) {
  TestClient client;
  const std::string old_name = client.add("Ann");
  const std::string token = client.list("&requestSyncToken=true").body.at("nextSyncToken");
  const std::string new_name = *client.google.change_resource_name(client.account, old_name);
  const Json changes =
      client.list("&requestSyncToken=true&syncToken=" + token).body.at("connections");
  ASSERT_EQ(changes.size(), 1U);
  EXPECT_EQ(changes[0].at("resourceName"), new_name);
  EXPECT_THAT(changes[0]["/metadata/previousResourceNames"_json_pointer], ElementsAre(old_name));
  EXPECT_FALSE(client.read(new_name).body.at("metadata").contains("previousResourceNames"));
}

TEST(ChangeResourceName, LetsABatchNameAContactOnceByAnyOfItsNames) {
  TestClient client;
  const std::string old_name = client.add("Ann");
  const std::string new_name = *client.google.change_resource_name(client.account, old_name);
  const Json person = {{"etag", client.read(new_name).body.at("etag")},
                       {"names", {{{"givenName", "Anna"}}}}};
  Json batch = {{"contacts", {{old_name, person}, {new_name, person}}},
                {"updateMask", "names"},
                {"readMask", "names"}};
  EXPECT_EQ(client.post("/v1/people:batchUpdateContacts", batch).status, 400);
  batch["contacts"].erase(new_name);
  const Json result =
      client.post("/v1/people:batchUpdateContacts", batch).body.at("updateResult").at(old_name);
  EXPECT_EQ(result.at("requestedResourceName"), old_name);
  EXPECT_EQ(result["/person/resourceName"_json_pointer], new_name);
}

TEST(ChangeResourceName, IsForContactsOnly) {
  TestClient client;
  const std::string other = client.add("Olga", {.folder = GoogleFolder::other});
  EXPECT_FALSE(client.google.change_resource_name(client.account, other));
  EXPECT_FALSE(client.google.change_resource_name(client.account, "people/c1"));
}

TEST(World, OfOneSeedIsTheSameToTheByte) {
  const auto play = [] {
    TestClient client;
    client.add("Ann", {.starred = true, .labels = {"A"}});
    std::string text = client.post("/v1/people:createContact", {{"urls", {{{"value", "x"}}}}}).text;
    return text + client.list("&requestSyncToken=true").text + client.get("/v1/contactGroups").text;
  };
  EXPECT_EQ(play(), play());
}

}  // namespace
}  // namespace lockstep::sim::google
