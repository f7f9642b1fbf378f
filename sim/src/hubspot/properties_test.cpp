/// Definitions of properties and their groups (F89 to F94).

#include "portal_fixture.h"

namespace lockstep::sim::hubspot {
namespace {

using testing::ElementsAre;

constexpr std::string_view kProperties = "/crm/v3/properties/contacts";

class Properties : public PortalTest {
 protected:
  Properties() { grant = portal->grant(scopes()); }

  static std::vector<std::string> scopes() {
    return {"crm.objects.contacts.read", "crm.objects.contacts.write",
            "crm.schemas.contacts.write"};
  }

  static Json sync_id() {
    return {{"name", "sync_id"}, {"label", "Sync id"},  {"groupName", "contactinformation"},
            {"type", "string"},  {"fieldType", "text"}, {"hasUniqueValue", true}};
  }

  static std::string path(std::string_view name) {
    return std::string(kProperties) + "/" + std::string(name);
  }

  static std::vector<std::string> names_in(const Response& response) {
    std::vector<std::string> names;
    const Json body = body_of(response);
    for (const Json& definition : body["results"]) {
      names.push_back(definition["name"]);
    }
    return names;
  }
};

TEST_F(Properties, F89AnAppDefinesAPropertyThatWorksLikeHubSpotsOwn) {
  const Response made = post(kProperties, sync_id());
  ASSERT_EQ(made.status, 201) << made.body;
  EXPECT_EQ(body_of(made)["hubspotDefined"], false);
  EXPECT_EQ(body_of(made)["hasUniqueValue"], true);
  EXPECT_EQ(body_of(made)["createdAt"], "2026-03-02T09:00:00.250Z");
  const std::string id = body_of(create({{"email", "ann@example.com"}, {"sync_id", "S-1"}}))["id"];
  EXPECT_EQ(body_of(get(std::string(kContacts) + "/S-1?idProperty=sync_id"))["id"], id);
  EXPECT_EQ(body_of(get(path("sync_id"))), body_of(made));
}

TEST_F(Properties, F89ADefinitionThatHubSpotCannotHaveIsRefused) {
  const auto changed = [](std::string_view member, const Json& value) {
    Json definition = sync_id();
    definition[std::string(member)] = value;
    return definition;
  };
  Json nameless = sync_id();
  nameless.erase("label");
  for (const Json& definition :
       {nameless, changed("name", "Sync"), changed("name", "1st"), changed("type", "thing"),
        changed("fieldType", "number"), changed("groupName", "nowhere"),
        changed("options", {{{"label", "no value"}}}), changed("hasUniqueValue", "yes"),
        changed("dataSensitivity", "secret"), changed("displayOrder", -7)}) {
    const Response response = post(kProperties, definition);
    EXPECT_EQ(response.status, 400) << definition;
    EXPECT_EQ(body_of(response)["category"], "VALIDATION_ERROR");
  }
  const Response taken = post(kProperties, changed("name", "email"));
  EXPECT_EQ(taken.status, 409);
  EXPECT_EQ(body_of(taken)["category"], "OBJECT_ALREADY_EXISTS");
}

TEST_F(Properties, F93AtMostTenPropertiesAreUnique) {
  for (int number = 0; number < 10; ++number) {
    Json definition = sync_id();
    definition["name"] = "sync_id_" + std::to_string(number);
    ASSERT_EQ(post(kProperties, definition).status, 201);
  }
  EXPECT_EQ(post(kProperties, sync_id()).status, 400);
}

TEST_F(Properties, F94ADeletedPropertyIsArchivedAndCanBeDefinedAgain) {
  ASSERT_EQ(post(kProperties, sync_id()).status, 201);
  const std::string id = body_of(create({{"firstname", "Ann"}, {"sync_id", "S-1"}}))["id"];
  clock.sleep_for(Duration(1000));
  ASSERT_EQ(send(Method::del, path("sync_id")).status, 204);
  EXPECT_EQ(get(path("sync_id")).status, 404);
  EXPECT_EQ(send(Method::del, path("sync_id")).status, 404);
  const Json archived = body_of(get(path("sync_id") + "?archived=true"));
  EXPECT_EQ(archived["archived"], true);
  EXPECT_EQ(archived["archivedAt"], "2026-03-02T09:00:01.250Z");
  EXPECT_THAT(names_in(get(std::string(kProperties) + "?archived=true")), ElementsAre("sync_id"));
  EXPECT_FALSE(read(id, "sync_id")["properties"].contains("sync_id"));
  EXPECT_EQ(update(id, {{"sync_id", "S-2"}}).status, 400);
  ASSERT_EQ(post(kProperties, sync_id()).status, 201);
  EXPECT_EQ(read(id, "sync_id")["properties"]["sync_id"], "S-1");
  EXPECT_EQ(create({{"firstname", "Bob"}, {"sync_id", "S-1"}}).status, 400);
}

TEST_F(Properties, F92HubSpotsOwnDefinitionsStayExceptAFew) {
  EXPECT_EQ(send(Method::del, path("email")).status, 400);
  EXPECT_EQ(patch(path("email"), {{"label", "Mail"}}).status, 400);
  const Response open = patch(path("salutation"), {{"label", "Title"}});
  EXPECT_EQ(open.status, 200);
  EXPECT_EQ(body_of(open)["label"], "Title");
  EXPECT_EQ(body_of(get(path("salutation")))["label"], "Title");
}

TEST_F(Properties, F89AnUpdateChangesWhatItNames) {
  Json colour = sync_id();
  colour["name"] = "colour";
  colour["type"] = "enumeration";
  colour["fieldType"] = "select";
  colour["hasUniqueValue"] = false;
  colour["options"] = {{{"label", "Red"}, {"value", "red"}, {"hidden", false}}};
  ASSERT_EQ(post(kProperties, colour).status, 201);
  ASSERT_EQ(create({{"firstname", "Ann"}, {"colour", "blue"}}).status, 400);
  const Response changed =
      patch(path("colour"), {{"options", {{{"label", "Blue"}, {"value", "blue"}}}}});
  ASSERT_EQ(changed.status, 200) << changed.body;
  EXPECT_EQ(body_of(changed)["label"], "Sync id");
  EXPECT_EQ(create({{"firstname", "Ann"}, {"colour", "blue"}}).status, 201);
  EXPECT_EQ(patch(path("colour"), {{"fieldType", "number"}}).status, 400);
  EXPECT_EQ(patch(path("nothing"), {{"label", "x"}}).status, 404);
}

TEST_F(Properties, F89AListIsFilteredByNameAndSensitivity) {
  Json secret = sync_id();
  secret["name"] = "secret";
  secret["dataSensitivity"] = "sensitive";
  ASSERT_EQ(post(kProperties, secret).status, 201);
  EXPECT_THAT(names_in(get(std::string(kProperties) + "?properties=email,phone,none")),
              ElementsAre("email", "phone"));
  EXPECT_THAT(names_in(get(std::string(kProperties) + "?dataSensitivity=sensitive")),
              ElementsAre("secret"));
  EXPECT_EQ(get(path("secret")).status, 404);
  EXPECT_EQ(get(path("secret") + "?dataSensitivity=sensitive").status, 200);
  EXPECT_EQ(get(std::string(kProperties) + "?dataSensitivity=none").status, 400);
}

TEST_F(Properties, F89BatchesReadCreateAndArchive) {
  Json second = sync_id();
  second["name"] = "second";
  const Response made =
      post(std::string(kProperties) + "/batch/create", {{"inputs", {sync_id(), second}}});
  ASSERT_EQ(made.status, 201) << made.body;
  EXPECT_THAT(names_in(made), ElementsAre("sync_id", "second"));
  const Response again =
      post(std::string(kProperties) + "/batch/create", {{"inputs", {sync_id()}}});
  EXPECT_EQ(again.status, 207);
  EXPECT_EQ(body_of(again)["errors"][0]["category"], "OBJECT_ALREADY_EXISTS");
  const Json names = {{"inputs", {{{"name", "second"}}, {{"name", "email"}}, {{"name", "none"}}}},
                      {"archived", false},
                      {"dataSensitivity", "non_sensitive"}};
  const Response found = post(std::string(kProperties) + "/batch/read", names);
  EXPECT_EQ(found.status, 207);
  EXPECT_THAT(names_in(found), ElementsAre("second", "email"));
  EXPECT_EQ(post(std::string(kProperties) + "/batch/archive", names).status, 400);
  EXPECT_EQ(get(path("second")).status, 200);
  EXPECT_EQ(post(std::string(kProperties) + "/batch/archive",
                 {{"inputs", {{{"name", "second"}}, {{"name", "none"}}}}})
                .status,
            204);
  EXPECT_EQ(get(path("second")).status, 404);
}

TEST_F(Properties, F89GroupsAreKeptLikeProperties) {
  const std::string groups = std::string(kProperties) + "/groups";
  EXPECT_EQ(get(groups).status, 200);
  EXPECT_EQ(post(groups, {{"name", "sync"}}).status, 400);
  const Response made = post(groups, {{"name", "sync"}, {"label", "Sync"}});
  ASSERT_EQ(made.status, 201) << made.body;
  EXPECT_EQ(body_of(made)["archived"], false);
  EXPECT_EQ(post(groups, {{"name", "sync"}, {"label", "Sync"}}).status, 409);
  EXPECT_EQ(body_of(patch(groups + "/sync", {{"label", "In step"}}))["label"], "In step");
  EXPECT_EQ(body_of(get(groups + "/sync"))["label"], "In step");
  Json definition = sync_id();
  definition["groupName"] = "sync";
  ASSERT_EQ(post(kProperties, definition).status, 201);
  EXPECT_EQ(send(Method::del, groups + "/sync").status, 400);
  ASSERT_EQ(send(Method::del, path("sync_id")).status, 204);
  EXPECT_EQ(send(Method::del, groups + "/sync").status, 204);
  EXPECT_EQ(get(groups + "/sync").status, 404);
  EXPECT_EQ(send(Method::del, groups + "/contactinformation").status, 400);
}

TEST_F(Properties, F75DefinitionsNeedScopesOfTheirOwn) {
  grant = portal->grant();
  const Response response = post(kProperties, sync_id());
  EXPECT_EQ(response.status, 403);
  EXPECT_EQ(body_of(response)["errors"][0]["context"]["requiredGranularScopes"][0],
            "crm.schemas.contacts.write");
}

}  // namespace
}  // namespace lockstep::sim::hubspot
