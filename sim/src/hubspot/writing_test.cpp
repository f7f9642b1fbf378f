#include "portal_fixture.h"

namespace lockstep::sim::hubspot {
namespace {

using testing::HasSubstr;

class Writing : public PortalTest {};

TEST_F(Writing, F11F36F38F39ACreateAnswers201WithMoreThanItWasGiven) {
  const Response response = create({{"email", "ann@example.com"}, {"firstname", "Ann"}});
  ASSERT_EQ(response.status, 201);
  const Json record = body_of(response);
  const Json& properties = record["properties"];
  EXPECT_EQ(properties["lifecyclestage"], "lead");
  EXPECT_EQ(properties["hs_object_source"], "INTEGRATION");
  EXPECT_EQ(properties["hs_pipeline"], "contacts-lifecycle-pipeline");
  EXPECT_EQ(properties["hs_email_domain"], "example.com");
  EXPECT_EQ(properties["hs_full_name_or_email"], "Ann");
  EXPECT_EQ(properties["hs_lifecyclestage_lead_date"], std::to_string(to_epoch_ms(clock.now())));
  EXPECT_EQ(find_value(response.headers, "location"),
            "https://api.hubapi.com/crm/v3/objects/contacts/" + record["id"].get<std::string>());
  EXPECT_TRUE(portal->contact(record["id"].get<std::string>())->created_by_api);
}

TEST_F(Writing, F36F40AnUpdateAnswersWithTheChangedPropertiesAndAFewMore) {
  const std::string id = add({{"firstname", "Ann"}, {"city", "Oslo"}});
  const Response response = update(id, {{"city", ""}, {"zip", "0150"}});
  ASSERT_EQ(response.status, 200);
  const Json properties = body_of(response)["properties"];
  EXPECT_EQ(properties["city"], "");
  EXPECT_EQ(properties["zip"], "0150");
  EXPECT_EQ(properties["lifecyclestage"], "lead");
  EXPECT_FALSE(properties.contains("firstname"));
  EXPECT_EQ(read(id, "city")["properties"]["city"], nullptr);
}

TEST_F(Writing, F10F40ValuesMayBeNumbersBooleansAndNull) {
  const std::string id = add({{"firstname", "Ann"}, {"city", "Oslo"}});
  ASSERT_EQ(update(id, {{"zip", 150}, {"fax", true}, {"city", nullptr}}).status, 200);
  const Json properties = read(id, "zip,fax,city")["properties"];
  EXPECT_EQ(properties["zip"], "150");
  EXPECT_EQ(properties["fax"], "true");
  EXPECT_EQ(properties["city"], nullptr);
}

TEST_F(Writing, U13NullCanLeaveAPropertyAsItIs) {
  restart({.null_values_ignored = true});
  const std::string id = add({{"firstname", "Ann"}, {"city", "Oslo"}, {"zip", "150"}});
  ASSERT_EQ(update(id, {{"city", nullptr}, {"zip", ""}}).status, 200);
  ASSERT_EQ(post(std::string(kContacts) + "/batch/update",
                 {{"inputs", {{{"id", id}, {"properties", {{"city", nullptr}}}}}}})
                .status,
            200);
  const Json properties = read(id, "city,zip")["properties"];
  EXPECT_EQ(properties["city"], "Oslo");
  EXPECT_EQ(properties["zip"], nullptr);
}

TEST_F(Writing, F41F69EmailIsTrimmedLowerCasedAndUniqueOverAllAddresses) {
  const std::string id =
      add({{"email", " Ann@Example.com "}, {"hs_additional_emails", "ann@example.org"}});
  EXPECT_EQ(read(id)["properties"]["email"], "ann@example.com");
  for (const char* address : {"ANN@example.com", "ann@example.org"}) {
    const Response response = create({{"email", address}});
    EXPECT_EQ(response.status, 409) << address;
    EXPECT_EQ(body_of(response)["message"], "Contact already exists. Existing ID: " + id);
    EXPECT_EQ(body_of(response)["category"], "CONFLICT");
  }
  const std::string bob = add({{"email", "bob@example.com"}});
  EXPECT_EQ(update(bob, {{"email", "ann@example.org"}}).status, 409);
  EXPECT_EQ(update(id, {{"email", "ann@example.com"}}).status, 200);
}

TEST_F(Writing, F48AnAddressIsFreeAgainOnceItsContactIsDeletedOrChanged) {
  const std::string id = add({{"email", "ann@example.com"}});
  ASSERT_TRUE(portal->delete_contact(id));
  const Response response = create({{"email", "ann@example.com"}});
  ASSERT_EQ(response.status, 201);
  const std::string second = body_of(response)["id"];
  EXPECT_NE(second, id);
  ASSERT_EQ(update(second, {{"email", "new@example.com"}}).status, 200);
  EXPECT_EQ(create({{"email", "ann@example.com"}}).status, 201);
}

TEST_F(Writing, F53ASecondaryAddressThatBecomesPrimaryChangesPlaces) {
  const std::string id =
      add({{"email", "ann@example.com"}, {"hs_additional_emails", "ann@example.org"}});
  ASSERT_EQ(update(id, {{"email", "ann@example.org"}}).status, 200);
  const Json properties = read(id, "email,hs_additional_emails")["properties"];
  EXPECT_EQ(properties["email"], "ann@example.org");
  EXPECT_EQ(properties["hs_additional_emails"], "ann@example.com");
}

TEST_F(Writing, F35ACreateNeedsAnEmailOrAName) {
  EXPECT_EQ(create({{"city", "Oslo"}}).status, 400);
  restart({.empty_contacts_allowed = true});
  EXPECT_EQ(create({{"city", "Oslo"}}).status, 201);
}

struct RefusedValue {
  const char* name;
  const char* value;
  const char* code;
  const char* message;
};

void PrintTo(const RefusedValue& row, std::ostream* out) { *out << row.name << "=" << row.value; }

class RefusedValues : public PortalTest, public testing::WithParamInterface<RefusedValue> {};

TEST_P(RefusedValues, F70F71RefuseTheWholeWriteWithTheirCode) {
  const RefusedValue& row = GetParam();
  const std::string id = add({{"firstname", "Ann"}});
  const HubSpotContactView before = *portal->contact(id);
  const Response response = update(id, {{row.name, row.value}, {"city", "Oslo"}});
  ASSERT_EQ(response.status, 400) << response.body;
  const Json body = body_of(response);
  EXPECT_EQ(body["category"], "VALIDATION_ERROR");
  EXPECT_EQ(body["errors"][0]["code"], row.code);
  EXPECT_THAT(body["errors"][0]["message"].get<std::string>(), HasSubstr(row.message));
  EXPECT_THAT(body["message"].get<std::string>(),
              HasSubstr("Property values were not valid: [{\"isValid\":false,"));
  EXPECT_EQ(*portal->contact(id), before);
}

// clang-format off
INSTANTIATE_TEST_SUITE_P(All, RefusedValues, testing::Values(
    RefusedValue{"nonsense",             "x",                "PROPERTY_DOESNT_EXIST", "Property \"nonsense\" does not exist"},
    RefusedValue{"email",                "ann@example.lcom", "INVALID_EMAIL",         "Email address ann@example.lcom is invalid"},
    RefusedValue{"email",                "ann",              "INVALID_EMAIL",         "Email address ann is invalid"},
    RefusedValue{"hs_object_id",         "12",               "READ_ONLY_VALUE",       "\"hs_object_id\" is a read only property"},
    RefusedValue{"hs_email_domain",      "x.com",            "READ_ONLY_VALUE",       "\"hs_email_domain\" is a calculated property"},
    RefusedValue{"hs_additional_emails", "a@example.com",    "READ_ONLY_VALUE",       "calculated property"},
    RefusedValue{"lastmodifieddate",     "2026-01-01",       "READ_ONLY_VALUE",       "read only property"},
    RefusedValue{"lifecyclestage",       "Lead",             "INVALID_OPTION",        "Lead was not one of the allowed options: [label: \"Subscriber\"\nvalue: \"subscriber\"\ndisplay_order: 0"},
    RefusedValue{"associatedcompanyid",  "1,000",            "INVALID_INTEGER",       "1,000 was not a valid number"},
    RefusedValue{"closedate",            "tomorrow",         "INVALID_LONG",          "tomorrow was not a valid long."}));
// clang-format on

TEST_F(Writing, F43AStringHoldsUpTo65536CharactersNotBytes) {
  std::string longest;
  for (int count = 0; count < 65'536; ++count) {
    longest += "\xC3\xA9";
  }
  const std::string id = add({{"firstname", "Ann"}});
  EXPECT_EQ(update(id, {{"message", longest}}).status, 200);
  const Response response = update(id, {{"message", longest + "x"}});
  EXPECT_EQ(response.status, 400);
  EXPECT_THAT(response.body, HasSubstr("65,536 characters"));
}

TEST_F(Writing, F42TheLifecycleStageOnlyMovesForwardUntilItIsCleared) {
  const std::string id = add({{"firstname", "Ann"}, {"lifecyclestage", "customer"}});
  EXPECT_EQ(update(id, {{"lifecyclestage", "lead"}}).status, 200);
  EXPECT_EQ(read(id, "lifecyclestage")["properties"]["lifecyclestage"], "customer");
  EXPECT_EQ(update(id, {{"lifecyclestage", ""}}).status, 200);
  EXPECT_EQ(update(id, {{"lifecyclestage", "lead"}}).status, 200);
  EXPECT_EQ(read(id, "lifecyclestage")["properties"]["lifecyclestage"], "lead");
}

TEST_F(Writing, F51U8AWriteThatChangesNothingDoesNotMoveLastmodifieddate) {
  for (const bool touches : {false, true}) {
    restart({.unchanged_update_touches = touches});
    const std::string id = add({{"firstname", "Ann"}});
    const Instant before = portal->contact(id)->updated;
    clock.sleep_for(Duration(5));
    ASSERT_EQ(update(id, {{"firstname", "Ann"}}).status, 200);
    EXPECT_EQ(portal->contact(id)->updated != before, touches);
    ASSERT_EQ(update(id, {{"firstname", "Anna"}}).status, 200);
    EXPECT_EQ(portal->contact(id)->updated, clock.now());
  }
}

TEST_F(Writing, F41TextsAreStoredAsGivenOrTidied) {
  for (const bool tidies : {false, true}) {
    restart({.tidies_blanks = tidies});
    const std::string id = add({{"firstname", " Ann  B "}});
    EXPECT_EQ(portal->contact(id)->properties.at("firstname"), tidies ? "Ann B" : " Ann  B ");
    ASSERT_EQ(update(id, {{"city", "  "}}).status, 200);
    EXPECT_EQ(portal->contact(id)->properties.contains("city"), !tidies);
  }
}

TEST_F(Writing, F44AnUpdateFindsItsContactByEmail) {
  const std::string id = add({{"email", "ann@example.com"}});
  const Json body{{"properties", {{"city", "Oslo"}}}};
  EXPECT_EQ(patch(std::string(kContacts) + "/ann%40example.com?idProperty=email", body).status,
            200);
  EXPECT_EQ(read(id, "city")["properties"]["city"], "Oslo");
  EXPECT_EQ(patch(std::string(kContacts) + "/x@example.com?idProperty=email", body).status, 404);
}

TEST_F(Writing, F47ArchivingIsIdempotent) {
  const std::string id = add({{"firstname", "Ann"}});
  for (const std::string& target : {id, id, std::string("1")}) {
    EXPECT_EQ(send(Method::del, std::string(kContacts) + "/" + target).status, 204);
  }
  EXPECT_TRUE(portal->contact(id)->archived);
  EXPECT_EQ(send(Method::del, std::string(kContacts) + "/abc").status, 404);
}

TEST_F(Writing, AFullPortalRefusesCreatesAndNothingElse) {  // LIM-9, F101
  restart({.contacts_max = 1});
  const std::string id = add({{"email", "ann@example.com"}});
  const Response response = create({{"email", "bob@example.com"}});
  EXPECT_EQ(response.status, 403);
  EXPECT_EQ(body_of(response)["category"], "CONTACT_LIMIT_REACHED");
  EXPECT_EQ(update(id, {{"city", "Oslo"}}).status, 200);
  ASSERT_TRUE(portal->delete_contact(id));
  EXPECT_EQ(create({{"email", "bob@example.com"}}).status, 201);
}

TEST_F(Writing, F72ABrokenBodyIsA400WithoutACategory) {
  const OAuthGrant& app = grant;
  const auto send_body = [&](std::string type, std::string body) {
    return portal->handle(
        {Method::post,
         std::string(kContacts),
         {},
         {{"Authorization", "Bearer " + app.access_token}, {"Content-Type", std::move(type)}},
         std::move(body)});
  };
  for (const std::string body :
       {"", "{", "[]", "{}", R"({"properties":[]})", R"({"properties":{"firstname":["a"]}})",
        R"({"properties":{"firstname":"\ud800"}})", "{\"properties\":{\"firstname\":\"\xff\"}}"}) {
    const Response response = send_body("application/json", body);
    EXPECT_EQ(response.status, 400) << body;
    EXPECT_THAT(response.body, HasSubstr("Invalid input JSON on line 1, column ")) << body;
    EXPECT_FALSE(body_of(response).contains("category")) << body;
  }
  EXPECT_EQ(send_body("application/json", std::string(100'000, '[')).status, 400);
  EXPECT_EQ(send_body("text/plain", R"({"properties":{"firstname":"Ann"}})").status, 415);
}

}  // namespace
}  // namespace lockstep::sim::hubspot
