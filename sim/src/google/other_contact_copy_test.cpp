// otherContacts.copyOtherContactToMyContactsGroup: an Other contact becomes a contact.

#include <gmock/gmock.h>

#include "google/google_test_client.h"

namespace lockstep::sim::google {
namespace {

using testing::ElementsAre;

struct OtherContact {
  std::string in_contacts;  ///< "people/c1"
  std::string in_other;     ///< "otherContacts/c1"
};

OtherContact add_other_contact(TestClient& client) {
  const std::string name =
      *client.google.add_contact(client.account,
                                 {{"names", {{{"givenName", "Olga"}}}},
                                  {"emailAddresses", {{{"value", "olga@example.com"}}}},
                                  {"phoneNumbers", {{{"value", "415 555 0100"}}}}},
                                 {.folder = GoogleFolder::other});
  return {name, "otherContacts/" + name.substr(std::string("people/").size())};
}

TestAnswer copy(TestClient& client, const std::string& name, const Json& body) {
  return client.post("/v1/" + name + ":copyOtherContactToMyContactsGroup", body);
}

TEST(CopyOtherContact, AnswersWithTheCopyMaskMetadataAndMembershipsG40) {
  TestClient client;
  const OtherContact olga = add_other_contact(client);
  const TestAnswer answer = copy(client, olga.in_other, {{"copyMask", "names,emailAddresses"}});
  ASSERT_EQ(answer.status, 200) << answer.text;
  EXPECT_EQ(answer.body.at("resourceName"), olga.in_contacts);
  EXPECT_EQ(answer.body["/metadata/sources/0/type"_json_pointer], "CONTACT");
  EXPECT_EQ(answer.body["/names/0/metadata/source/type"_json_pointer], "CONTACT");
  EXPECT_EQ(
      answer.body["/memberships/0/contactGroupMembership/contactGroupResourceName"_json_pointer],
      "contactGroups/myContacts");
  EXPECT_TRUE(answer.body.contains("emailAddresses"));
  const auto view = client.google.contact(client.account, olga.in_contacts);
  EXPECT_EQ(view->folder, GoogleFolder::contacts);
  EXPECT_FALSE(view->person->contains("phoneNumbers"));
}

TEST(CopyOtherContact, ShowsWhatAReadMaskAsksFor) {
  TestClient client;
  const OtherContact olga = add_other_contact(client);
  const Json person = copy(client, olga.in_other,
                           {{"copyMask", "names,phoneNumbers"}, {"readMask", "phoneNumbers"}})
                          .body;
  EXPECT_TRUE(person.contains("phoneNumbers"));
  EXPECT_FALSE(person.contains("metadata"));
}

TEST(CopyOtherContact, LeavesOneListAndEntersTheOtherWithTheSameNumberG95) {
  TestClient client;
  const std::string others = "/v1/otherContacts?readMask=names,metadata&requestSyncToken=true";
  const std::string contacts =
      "/v1/people/me/connections?personFields=names,metadata&requestSyncToken=true";
  const OtherContact olga = add_other_contact(client);
  const auto since = [&](const std::string& target) {
    return target + "&syncToken=" + client.get(target).body.at("nextSyncToken").get<std::string>();
  };
  const std::string changed_others = since(others);
  const std::string changed_contacts = since(contacts);
  ASSERT_EQ(copy(client, olga.in_other, {{"copyMask", "names"}}).status, 200);
  const Json other = client.get(changed_others).body.at("otherContacts");
  EXPECT_THAT(given_names(other), ElementsAre("-"));
  EXPECT_EQ(other[0].at("resourceName"), olga.in_other);
  const Json contact = client.get(changed_contacts).body.at("connections");
  EXPECT_THAT(given_names(contact), ElementsAre("Olga"));
  EXPECT_EQ(contact[0].at("resourceName"), olga.in_contacts);
}

struct Refused {
  std::string name;
  Json body;
  std::string message;
};

class CopyRefusal : public testing::TestWithParam<Refused> {};

TEST_P(CopyRefusal, ChangesNothing) {
  TestClient client;
  const OtherContact olga = add_other_contact(client);
  const TestAnswer answer = copy(client, olga.in_other, GetParam().body);
  EXPECT_EQ(answer.status, 400);
  EXPECT_THAT(answer.error_message(), testing::HasSubstr(GetParam().message));
  EXPECT_EQ(client.google.contact(client.account, olga.in_contacts)->folder, GoogleFolder::other);
}

INSTANTIATE_TEST_SUITE_P(
    Bodies, CopyRefusal,
    testing::ValuesIn<Refused>(
        {{"NoCopyMask", Json::object(), "copyMask is required."},
         {"FieldThatCannotBeCopied", {{"copyMask", "names,urls"}}, "copyMask path: \"urls\""},
         {"Metadata", {{"copyMask", "metadata"}}, "copyMask path: \"metadata\""},
         {"UnknownMember", {{"copyMask", "names"}, {"x", 1}}, "Unknown name \"x\""},
         {"UnknownReadMask", {{"copyMask", "names"}, {"readMask", "x"}}, "readMask path: \"x\""}}),
    [](const auto& row) { return row.param.name; });

TEST(CopyOtherContact, FindsOtherContactsOnly) {
  TestClient client;
  const std::string ann = client.add("Ann");
  const std::string in_other = "otherContacts/" + ann.substr(std::string("people/").size());
  EXPECT_EQ(copy(client, in_other, {{"copyMask", "names"}}).status, 404);
  EXPECT_EQ(copy(client, "otherContacts/c1", {{"copyMask", "names"}}).status, 404);
}

TEST(CopyOtherContact, NeedsSomethingToCopyG61) {
  TestClient client;
  const std::string name = client.add("Olga", {.folder = GoogleFolder::other});
  EXPECT_EQ(copy(client, "otherContacts/" + name.substr(std::string("people/").size()),
                 {{"copyMask", "phoneNumbers"}})
                .error_message(),
            "Must specify a non-metadata contact field on the person");
}

TEST(CopyOtherContact, NeedsBothScopes) {
  TestClient client;
  const OtherContact olga = add_other_contact(client);
  for (const std::string_view scope : {kGoogleContactsScope, kGoogleOtherContactsScope}) {
    client.grant = client.google.grant(client.account, {std::string(scope)});
    EXPECT_EQ(copy(client, olga.in_other, {{"copyMask", "names"}}).status, 403) << scope;
  }
}

TEST(CopyOtherContact, NeedsNoRoomBecauseTheAccountHoldsNoMoreThanBeforeG101) {
  GoogleOptions options;
  options.contacts_max = 1;
  TestClient client(options);
  const OtherContact olga = add_other_contact(client);
  EXPECT_EQ(copy(client, olga.in_other, {{"copyMask", "names"}}).status, 200);
  EXPECT_EQ(client.google.contacts(client.account).size(), 1U);
}

}  // namespace
}  // namespace lockstep::sim::google
