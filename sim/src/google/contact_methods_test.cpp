// Creating, reading, updating and deleting one contact.

#include <gmock/gmock.h>

#include "google/google_test_client.h"

namespace lockstep::sim::google {
namespace {

using namespace std::chrono_literals;
using testing::StartsWith;

const std::string kStaleEtagMessage =
    "Request person.etag is different than the current person.etag. Clear local cache and get the "
    "latest person.";
const std::string kStaleSourceMessage =
    "Request person.metadata.sources.etag is different than the current "
    "person.metadata.sources.etag. Clear local cache and get the latest person.";

TEST(CreateContact, AnswersThePersonInTheServicesOrderG10) {
  TestClient client;
  const TestAnswer answer =
      client.post("/v1/people:createContact?prettyPrint=false",
                  {{"phoneNumbers", {{{"type", "mobile"}, {"value", "(415) 555-0100"}}}},
                   {"names", {{{"familyName", "Lee"}, {"givenName", "Ann"}}}}});
  ASSERT_EQ(answer.status, 200);
  const std::string id = answer.body.at("metadata").at("sources").at(0).at("id");
  const std::string item_metadata =
      R"("metadata":{"primary":true,"source":{"type":"CONTACT","id":")" + id +
      R"("},"sourcePrimary":true})";
  EXPECT_THAT(
      answer.text,
      testing::HasSubstr(R"("names":[{)" + item_metadata +
                         R"(,"displayName":"Ann Lee","familyName":"Lee","givenName":"Ann",)"
                         R"("displayNameLastFirst":"Lee, Ann","unstructuredName":"Ann Lee"}])"));
  EXPECT_THAT(answer.text,
              testing::HasSubstr(R"("phoneNumbers":[{)" + item_metadata +
                                 R"(,"value":"(415) 555-0100","canonicalForm":"+14155550100",)"
                                 R"("type":"mobile","formattedType":"Mobile"}])"));
  EXPECT_THAT(answer.text,
              testing::ContainsRegex("resourceName.*etag.*metadata.*names.*photos.*phoneNumbers.*"
                                     "memberships"));
}

TEST(CreateContact, NamesSourceAndResourceByOneNumberG42) {
  TestClient client;
  const Json ann = client.create_named("Ann");
  const std::string name = ann.at("resourceName");
  ASSERT_THAT(name, StartsWith("people/c"));
  const std::uint64_t number = std::stoull(name.substr(8));
  const Json& source = ann.at("metadata").at("sources").at(0);
  EXPECT_EQ(std::stoull(source.at("id").get<std::string>(), nullptr, 16), number);
  EXPECT_EQ(source.at("type"), "CONTACT");
  EXPECT_EQ(source.at("etag").get<std::string>().size(), 13U);
  EXPECT_EQ(source.at("updateTime"), "2026-03-02T09:00:00.000Z");
  EXPECT_EQ(ann.at("metadata").at("objectType"), "PERSON");
}

TEST(CreateContact, PutsAContactIntoMyContactsG60) {
  TestClient client;
  const Json ann = client.create_named("Ann");
  ASSERT_EQ(ann.at("memberships").size(), 1U);
  EXPECT_EQ(ann["/memberships/0/contactGroupMembership/contactGroupResourceName"_json_pointer],
            "contactGroups/myContacts");
  EXPECT_FALSE(ann["/memberships/0/metadata"_json_pointer].contains("primary"));  // G46
}

struct BadPerson {
  std::string name;
  std::string body;
  std::string message;
};

class CreateRefusal : public testing::TestWithParam<BadPerson> {};

TEST_P(CreateRefusal, SaysWhatIsWrongAndStoresNothing) {
  TestClient client;
  Request request{.method = Method::post,
                  .path = "/v1/people:createContact",
                  .query = {},
                  .headers = {{"Authorization", "Bearer " + client.grant.access_token}},
                  .body = GetParam().body};
  const TestAnswer answer = TestClient::answer_of(client.google.handle(request));
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(answer.error_status(), "INVALID_ARGUMENT");
  EXPECT_EQ(answer.error_message(), GetParam().message);
  EXPECT_TRUE(client.google.contacts(client.account).empty());
}

INSTANTIATE_TEST_SUITE_P(
    Bodies, CreateRefusal,
    testing::ValuesIn<BadPerson>({
        // clang-format off
        {"NoBodyG61", "", "Request must contain a person."},
        {"EmptyG61", "{}", "Request must contain a person."},
        {"NothingLeftG62", R"({"names":[{"givenName":""}],"etag":"x"})",
         "Must specify a non-metadata contact field on the person"},
        {"OnlyADisplayNameG48", R"({"names":[{"displayName":"Ann"}]})",
         "Must specify a non-metadata contact field on the person"},
        {"OnlyMemberships", R"({"memberships":[{"contactGroupMembership":{"contactGroupResourceName":"contactGroups/starred"}}]})",
         "Must specify a non-metadata contact field on the person"},
        {"TwoNamesG47", R"({"names":[{"givenName":"A"},{"givenName":"B"}]})",
         "Cannot have more than one person.names per source."},
        {"TwoBiographiesG47", R"({"biographies":[{"value":"A"},{"value":"B"}]})",
         "Cannot have more than one person.biographies per source."},
        {"UnknownField", R"({"name":[]})",
         "Invalid JSON payload received. Unknown name \"name\" at 'person': Cannot find field."},
        {"UnknownMember", R"({"names":[{"given":"A"}]})",
         "Invalid JSON payload received. Unknown name \"given\" at 'person.names[0]': Cannot find field."},
        {"WrongType", R"({"emailAddresses":[{"value":5}]})",
         "Invalid value at 'person.email_addresses[0].value' (TYPE_STRING), 5"},
        {"WrongEnum", R"({"biographies":[{"value":"a","contentType":"HTML"}]})",
         "Invalid value at 'person.biographies[0].content_type' (TYPE_ENUM), \"HTML\""},
        {"WrongNumber", R"({"birthdays":[{"date":{"year":1.5}}]})",
         "Invalid value at 'person.birthdays[0].date.year' (TYPE_INT32), 1.5"},
        {"NoList", R"({"names":{"givenName":"A"}})",
         "Invalid value at 'person.names' (TYPE_MESSAGE), {\"givenName\":\"A\"}"},
        {"ImpossibleDate", R"({"birthdays":[{"date":{"year":2025,"month":2,"day":29}}]})",
         "Request contains an invalid argument."},
        {"CountryCodeG53", R"({"addresses":[{"city":"X","countryCode":"Z1"}]})", "Invalid country code: Z1"},
        {"ForeignGroupG59", R"({"names":[{"givenName":"A"}],"memberships":[{"contactGroupMembership":{"contactGroupResourceName":"contactGroups/friends"}}]})",
         "Request contains an invalid argument."},
        {"NoJson", "{", "Invalid JSON payload received. Expected a value."},
        {"NoObject", "[]", "Invalid JSON payload received. Unknown name \"\": Root element must be a message."},
        // clang-format on
    }),
    [](const auto& row) { return row.param.name; });

TEST(CreateContact, IgnoresWhatOnlyTheServerWritesG63) {
  TestClient client;
  const Json ann = client.create(
      {{"resourceName", "people/c1"},
       {"metadata", {{"objectType", "PAGE"}}},
       {"photos", {{{"url", "http://example.com"}}}},
       {"names",
        {{{"givenName", "Ann"}, {"displayName", "Zed"}, {"metadata", {{"primary", false}}}}}},
       {"phoneNumbers",
        {{{"value", "415 555 0100"}, {"canonicalForm", "+1"}, {"formattedType", "x"}}}}});
  EXPECT_NE(ann.at("resourceName"), "people/c1");
  EXPECT_EQ(ann["/names/0/displayName"_json_pointer], "Ann");
  EXPECT_EQ(ann["/phoneNumbers/0/canonicalForm"_json_pointer], "+14155550100");
  EXPECT_FALSE(ann["/phoneNumbers/0"_json_pointer].contains("formattedType"));
  EXPECT_EQ(ann["/photos/0/default"_json_pointer], true);  // G57
}

TEST(CreateContact, KeepsInputOrderAndMarksTheFirstItemPrimaryG46) {
  TestClient client;
  const Json ann = client.create(
      {{"emailAddresses", {{{"value", "z@example.com"}}, {{"value", "a@example.com"}}}}});
  EXPECT_EQ(ann["/emailAddresses/0/value"_json_pointer], "z@example.com");
  EXPECT_EQ(ann["/emailAddresses/0/metadata/primary"_json_pointer], true);
  EXPECT_FALSE(ann["/emailAddresses/1/metadata"_json_pointer].contains("primary"));
}

TEST(CreateContact, CanPutTheItemFirstThatIsMarkedAsSourcePrimaryG46) {
  Json marked{{"value", "2"}, {"metadata", {{"sourcePrimary", true}}}};
  const Json person{{"phoneNumbers", {{{"value", "1"}}, marked, {{"value", "3"}}}}};
  const auto order_of = [](const Json& shown) {
    std::string order;
    for (const Json& phone : shown.at("phoneNumbers")) {
      order += phone.at("value").get<std::string>();
    }
    return order;
  };
  TestClient client({.source_primary_is_written = true});
  const Json shown = client.create(person);
  EXPECT_EQ(order_of(shown), "213");
  EXPECT_EQ(shown["/phoneNumbers/0/metadata/sourcePrimary"_json_pointer], true);
  EXPECT_EQ(shown["/phoneNumbers/0/metadata/primary"_json_pointer], true);
  TestClient deaf;
  EXPECT_EQ(order_of(deaf.create(person)), "123");
  for (const Json& metadata : {Json(7), Json::array(), Json{{"sourcePrimary", "true"}}}) {
    Json odd = person;
    odd["phoneNumbers"][1]["metadata"] = metadata;
    EXPECT_EQ(order_of(client.create(odd)), "123") << metadata;
  }
}

TEST(GetPerson, KnowsOnlyConnectionsG100) {
  TestClient client;
  const std::string trashed = client.add("Bob", {.folder = GoogleFolder::trash});
  const std::string other = client.add("Cat", {.folder = GoogleFolder::other});
  for (const std::string& name :
       {trashed, other, std::string("people/c1"), std::string("people/x")}) {
    const TestAnswer answer = client.read(name);
    EXPECT_EQ(answer.status, 404) << name;
    EXPECT_EQ(answer.error_message(), "Requested entity was not found.");
    EXPECT_EQ(answer.error_status(), "NOT_FOUND");
  }
}

TEST(GetPerson, ShowsTheAccountsProfileUnderMeG43) {
  TestClient client;
  const Json me = client.read("people/me").body;
  EXPECT_EQ(me.at("resourceName"), "people/" + client.account);
  EXPECT_EQ(client.account.size(), 21U);
  EXPECT_EQ(me["/emailAddresses/0/value"_json_pointer], "owner@example.com");
  EXPECT_EQ(me["/emailAddresses/0/metadata/source/type"_json_pointer], "ACCOUNT");
}

TEST(GetPeople, AnswersNameByNameG18) {
  TestClient client;
  const std::string ann = client.add("Ann");
  const TestAnswer answer =
      client.get("/v1/people:batchGet?personFields=names&resourceNames=" + percent_encode(ann) +
                 "&resourceNames=people%2Fc1");
  ASSERT_EQ(answer.status, 200);
  const Json& responses = answer.body.at("responses");
  EXPECT_EQ(responses.at(0).at("httpStatusCode"), 200);
  EXPECT_EQ(responses.at(0).at("requestedResourceName"), ann);
  EXPECT_EQ(responses[0]["/person/names/0/givenName"_json_pointer], "Ann");
  EXPECT_EQ(responses.at(1).at("status").at("code"), 5);
  EXPECT_FALSE(responses.at(1).contains("person"));
}

TEST(GetPeople, TakesAtMostTwoHundredNamesG18) {
  TestClient client;
  std::string target = "/v1/people:batchGet?personFields=names";
  for (int at = 0; at < 200; ++at) {
    target += "&resourceNames=people%2Fc" + std::to_string(at);
  }
  EXPECT_EQ(client.get(target).status, 200);
  EXPECT_EQ(client.get(target + "&resourceNames=people%2Fc200").status, 400);
  EXPECT_EQ(client.get("/v1/people:batchGet?personFields=names").status, 400);
}

TEST(UpdateContact, ReplacesMaskedFieldsClearsAbsentOnesAndKeepsTheRestG32) {
  TestClient client;
  const Json ann = client.create({{"names", {{{"givenName", "Ann"}, {"middleName", "Q"}}}},
                                  {"urls", {{{"value", "a.example"}}}},
                                  {"userDefined", {{{"key", "k"}, {"value", "v"}}}}});
  Json body = {{"etag", ann.at("etag")},
               {"names", {{{"givenName", "Anna"}}}},
               {"userDefined", {{{"key", "k"}, {"value", "other"}}}}};
  const TestAnswer answer = client.update(ann.at("resourceName"), "names,urls", body);
  ASSERT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body["/names/0/displayName"_json_pointer], "Anna");
  EXPECT_FALSE(answer.body["/names/0"_json_pointer].contains("middleName"));
  EXPECT_FALSE(answer.body.contains("urls"));
  EXPECT_EQ(answer.body["/userDefined/0/value"_json_pointer], "v");
}

TEST(UpdateContact, ChangesBothEtagsAndTheUpdateTimeG71) {
  TestClient client;
  const Json ann = client.create_named("Ann");
  client.clock.sleep_for(5s);
  Json body = {{"etag", ann.at("etag")}, {"names", {{{"givenName", "Ann"}}}}};
  const TestAnswer answer = client.update(ann.at("resourceName"), "names", body);
  EXPECT_NE(answer.body.at("etag"), ann.at("etag"));
  EXPECT_NE(answer.body.at("metadata").at("sources").at(0).at("etag"),
            ann.at("metadata").at("sources").at(0).at("etag"));
  EXPECT_EQ(answer.body["/metadata/sources/0/updateTime"_json_pointer], "2026-03-02T09:00:05.000Z");
  EXPECT_EQ(client.update(ann.at("resourceName"), "names", body).error_message(),
            kStaleEtagMessage);
  body["etag"] = answer.body.at("etag");
  EXPECT_EQ(client.update(ann.at("resourceName"), "names", body).status, 200);
}

TEST(UpdateContact, AcceptsTheEtagOfAnyMaskAndOfTheSourceG66G69) {
  TestClient client;
  const Json ann = client.create_named("Ann");
  const std::string name = ann.at("resourceName");
  const Json by_get = {{"etag", client.read(name, "urls").body.at("etag")},
                       {"names", {{{"givenName", "B"}}}}};
  EXPECT_NE(by_get.at("etag"), ann.at("etag"));
  const TestAnswer first = client.update(name, "names", by_get);
  EXPECT_EQ(first.status, 200);
  const Json by_source = {
      {"metadata",
       {{"sources",
         {{{"type", "CONTACT"}, {"etag", first.body["/metadata/sources/0/etag"_json_pointer]}}}}}},
      {"names", {{{"givenName", "C"}}}}};
  EXPECT_EQ(client.update(name, "names", by_source).status, 200);
  const TestAnswer stale = client.update(name, "names", by_source);
  EXPECT_EQ(stale.error_message(), kStaleSourceMessage);
  EXPECT_EQ(stale.error_status(), "FAILED_PRECONDITION");
}

struct BadEtag {
  std::string name;
  std::string etag;
  std::string status;
  std::string message;
};

class EtagRefusal : public testing::TestWithParam<BadEtag> {};

TEST_P(EtagRefusal, KeepsTheContactAsItIs) {
  TestClient client;
  const Json ann = client.create_named("Ann");
  Json body = {{"names", {{{"givenName", "Bob"}}}}};
  if (!GetParam().etag.empty()) {
    body["etag"] = GetParam().etag == "source" ? ann["/metadata/sources/0/etag"_json_pointer]
                                               : Json(GetParam().etag);
  }
  const TestAnswer answer = client.update(ann.at("resourceName"), "names", body);
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(answer.error_status(), GetParam().status);
  EXPECT_EQ(answer.error_message(), GetParam().message);
  EXPECT_EQ(client.read(ann.at("resourceName"), "names,emailAddresses,phoneNumbers,metadata")
                .body["/names/0/givenName"_json_pointer],
            "Ann");
}

INSTANTIATE_TEST_SUITE_P(Etags, EtagRefusal,
                         testing::ValuesIn<BadEtag>({
                             // clang-format off
        {"MissingG68", "", "INVALID_ARGUMENT",
         "Request must set person.etag or person.metadata.sources.etag for the source that is being updated."},
        {"ForeignG70", "%EgM=", "FAILED_PRECONDITION", kStaleEtagMessage},
        {"SourceEtagInThePersonsPlaceG74", "source", "FAILED_PRECONDITION", kStaleEtagMessage},
                             // clang-format on
                         }),
                         [](const auto& row) { return row.param.name; });

TEST(UpdateContact, CanSayWhereARefusalOfAStaleEtagComesFromG70) {
  for (const bool says : {false, true}) {
    TestClient client({.stale_etag_has_debug_info = says});
    const Json ann = client.create_named("Ann");
    const std::string name = ann.at("resourceName");
    ASSERT_EQ(client.update(name, "names", ann).status, 200);
    const TestAnswer refused = client.update(name, "names", ann);
    EXPECT_EQ(refused.error_message(), kStaleEtagMessage);
    EXPECT_EQ(refused.body.value(Json::json_pointer("/error/details/0/@type"), ""),
              says ? "type.googleapis.com/google.rpc.DebugInfo" : "");
  }
}

TEST(UpdateContact, CanAskForTheEtagOfTheSourceG69) {
  TestClient client({.update_needs_sources = true});
  const Json ann = client.create_named("Ann");
  const Json bare = {{"etag", ann.at("etag")}, {"names", ann.at("names")}};
  EXPECT_EQ(client.update(ann.at("resourceName"), "names", bare).status, 400);
  EXPECT_EQ(client.update(ann.at("resourceName"), "names", ann).status, 200);
}

TEST(UpdateContact, CanRefuseTheEtagsOfListsG73) {
  GoogleOptions options;
  options.list_etags_accepted = false;
  TestClient client(options);
  const std::string name = client.add("Ann");
  const Json listed = client.list().body["/connections/0/etag"_json_pointer];
  const Json names = {{{"givenName", "Bob"}}};
  EXPECT_EQ(client.update(name, "names", {{"etag", listed}, {"names", names}}).status, 400);
  const Json read = client.read(name).body.at("etag");
  EXPECT_EQ(client.update(name, "names", {{"etag", read}, {"names", names}}).status, 200);
}

TEST(UpdateContact, KnowsOnlyContactsG76G77) {
  TestClient client;
  const Json body = {{"etag", "%EgM="}, {"names", {{{"givenName", "B"}}}}};
  EXPECT_EQ(client.update("people/me", "names", body).error_message(),
            "Resource name \"people/me\" is not a valid contact person resource.");
  EXPECT_EQ(client.update("people/c1", "names", body).status, 404);
  const std::string trashed = client.add("Bob", {.folder = GoogleFolder::trash});
  EXPECT_EQ(client.update(trashed, "names", body).status, 404);
}

TEST(UpdateContact, ReplacesMembershipsButNeverAllOfThemG59) {
  TestClient client;
  const std::string name = client.add("Ann", {.starred = true, .labels = {"Friends"}});
  Json person = client.read(name, "memberships").body;
  const auto groups = [](std::initializer_list<std::string> ids) {
    Json memberships = Json::array();
    for (const std::string& id : ids) {
      memberships.push_back(
          {{"contactGroupMembership", {{"contactGroupResourceName", "contactGroups/" + id}}}});
    }
    return memberships;
  };
  EXPECT_EQ(person.at("memberships").size(), 3U);
  person["memberships"] = Json::array();
  EXPECT_EQ(client.update(name, "memberships", person).status, 400);
  person["memberships"] = groups({"myContacts", "nowhere"});
  EXPECT_EQ(client.update(name, "memberships", person).status, 400);
  person["memberships"] = groups({"myContacts"});
  EXPECT_EQ(client.update(name, "memberships", person).status, 200);
  const auto view = client.google.contact(client.account, name);
  EXPECT_FALSE(view->starred);
  EXPECT_TRUE(view->labels.empty());
}

TEST(DeleteContact, MovesToTrashAndAnswersNothingG9G100) {
  TestClient client;
  const std::string name = client.add("Ann");
  const TestAnswer answer = client.send(Method::del, "/v1/" + name + ":deleteContact");
  EXPECT_EQ(answer.text, "{}\n");
  EXPECT_EQ(client.read(name).status, 404);
  EXPECT_EQ(client.google.contact(client.account, name)->folder, GoogleFolder::trash);
  const TestAnswer again = client.send(Method::del, "/v1/" + name + ":deleteContact");
  EXPECT_EQ(again.status, 404);
  EXPECT_EQ(
      again.error_message(),
      "<eye3 title='NOT_FOUND'/> generic::NOT_FOUND: Contact person resources are not found.");
  EXPECT_EQ(again.body["/error/details/0/fieldViolations/0/field"_json_pointer],
            "resourceNames[0]");
}

}  // namespace
}  // namespace lockstep::sim::google
