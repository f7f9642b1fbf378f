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

TEST_F(Properties, F90TheLeadStatusMayGetOptionsAndNothingElse) {
  const Json before = body_of(get(path("hs_lead_status")));
  EXPECT_EQ(before["modificationMetadata"], (Json{{"archivable", true},
                                                  {"readOnlyDefinition", true},
                                                  {"readOnlyOptions", false},
                                                  {"readOnlyValue", false}}));
  EXPECT_EQ(patch(path("hs_lead_status"), {{"label", "Lead"}}).status, 400);
  Json options = before["options"];
  options.push_back({{"label", "Lost"}, {"value", "LOST"}});
  EXPECT_EQ(patch(path("hs_lead_status"), {{"options", options}, {"label", "Lead"}}).status, 400);
  ASSERT_EQ(patch(path("hs_lead_status"), {{"options", options}}).status, 200);
  EXPECT_EQ(create({{"firstname", "Ann"}, {"hs_lead_status", "LOST"}}).status, 201);
}

TEST_F(Properties, F92DefinitionsAreThoseOfARealPortal) {
  struct Row {
    const char* name;
    Json members;
  };
  const std::vector<Row> rows{
      {"firstname",
       {{"label", "First Name"},
        {"type", "string"},
        {"fieldType", "text"},
        {"displayOrder", 0},
        {"createdAt", "2019-08-06T02:41:08.029Z"},
        {"updatedAt", "2023-05-01T20:02:33.973Z"},
        {"formField", true}}},
      {"lifecyclestage",
       {{"type", "enumeration"}, {"externalOptions", true}, {"displayOrder", 15}}},
      {"hs_calculated_phone_number", {{"calculated", true}, {"hidden", true}, {"type", "string"}}},
      {"hs_searchable_calculated_phone_number",
       {{"calculated", true}, {"hidden", true}, {"type", "phone_number"}}},
      {"associatedcompanyid", {{"referencedObjectType", "COMPANY"}, {"externalOptions", true}}},
      {"hs_email_domain", {{"calculated", true}, {"hidden", false}}},
  };
  for (const Row& row : rows) {
    const Json shown = body_of(get(path(row.name)));
    for (const auto& [member, value] : row.members.items()) {
      EXPECT_EQ(shown[member], value) << row.name << " " << member;
    }
  }
  EXPECT_FALSE(body_of(get(path("hs_object_id"))).contains("createdAt"));
  EXPECT_EQ(body_of(get(path("hs_language")))["options"].size(), 199U);
  EXPECT_EQ(body_of(get(path("hs_timezone")))["options"].size(), 525U);
  EXPECT_EQ(create({{"firstname", "Ann"}, {"hs_timezone", "europe_slash_warsaw"}}).status, 201);
  EXPECT_EQ(create({{"firstname", "Ann"}, {"lifecyclestage", "guest"}}).status, 400)
      << "options that are external and known are all that there are";
}

TEST_F(Properties, F92PhonesAreCalculatedInTwoForms) {
  struct Row {
    const char* phone;
    Json international;
    Json searchable;
  };
  const std::vector<Row> rows{{"+48 600 100 200", "+48600100200", "600100200"},
                              {"(212) 555-0142", "+12125550142", "2125550142"},
                              {"no number", nullptr, nullptr},
                              {"", nullptr, nullptr}};
  const std::string names = "hs_calculated_phone_number,hs_searchable_calculated_phone_number";
  const std::string id = add({{"firstname", "Ann"}});
  for (const Row& row : rows) {
    ASSERT_EQ(update(id, {{"phone", row.phone}}).status, 200);
    const Json shown = read(id, names)["properties"];
    EXPECT_EQ(shown["hs_calculated_phone_number"], row.international) << row.phone;
    EXPECT_EQ(shown["hs_searchable_calculated_phone_number"], row.searchable) << row.phone;
  }
  ASSERT_EQ(update(id, {{"mobilephone", "+48 600 100 201"}}).status, 200);
  EXPECT_EQ(read(id, "hs_calculated_mobile_number")["properties"]["hs_calculated_mobile_number"],
            "+48600100201");
  const Json filter{{"propertyName", "hs_searchable_calculated_mobile_number"},
                    {"operator", "CONTAINS_TOKEN"},
                    {"value", "*600100201"}};
  EXPECT_THAT(ids_in(post(std::string(kContacts) + "/search",
                          {{"filterGroups", {{{"filters", {filter}}}}}})),
              ElementsAre(id));
  EXPECT_EQ(update(id, {{"hs_calculated_phone_number", "+48600100200"}}).status, 400);
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
