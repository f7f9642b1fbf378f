#include "lockstep/core/contact.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <string>

#include "lockstep/core/link.h"
#include "lockstep/core/mapping.h"

namespace lockstep {
namespace {

TEST(ParseHubSpotContact, TakesTextAndLeavesOutWhatIsEmpty) {  // F40
  const auto contact = parse_hubspot_contact(Json::parse(R"({"id":"123","archived":true,
      "properties":{"firstname":"Ann","lastname":null,"fax":"","score":7,"flag":true,"odd":{}, 
                    "hs_merged_object_ids":"9;10; 8"}})"));
  ASSERT_TRUE(contact);
  EXPECT_EQ(contact->id, "123");
  EXPECT_TRUE(contact->archived);
  EXPECT_EQ(contact->properties.size(), 4U);
  EXPECT_EQ(contact->properties.at("score"), "7");
  EXPECT_EQ(contact->properties.at("flag"), "true");
  EXPECT_EQ(contact->merged_ids, (std::vector<std::string>{"10", "8", "9"}));  // F50
}

TEST(EmailsOf, GiveThePrimaryOneFirst) {  // F53, MAT-4
  const HubSpotContact contact{
      "1", {{"email", "a@x"}, {"hs_additional_emails", "b@x;c@x"}}, false, {}, {}};
  EXPECT_EQ(emails_of(contact), (std::vector<std::string>{"a@x", "b@x", "c@x"}));
}

TEST(ParseGooglePerson, ReadsFolderStarAndKind) {
  const auto person = parse_google_person(Json::parse(R"({"resourceName":"people/c1","etag":"%e",
      "metadata":{"sources":[{"type":"PROFILE","id":"7","etag":"#p"},
                             {"type":"CONTACT","id":"1","etag":"#s"}],
                  "previousResourceNames":["people/c0"]},
      "memberships":[{"contactGroupMembership":{"contactGroupResourceName":"contactGroups/myContacts"}},
                     {"contactGroupMembership":{"contactGroupId":"starred"}}]})"));
  ASSERT_TRUE(person);
  EXPECT_EQ(person->kind, PersonKind::contact);
  EXPECT_EQ(person->source_id, "1");
  EXPECT_EQ(person->source_etag, "#s");
  EXPECT_TRUE(person->in_contacts_folder);
  EXPECT_TRUE(person->starred);
  EXPECT_EQ(person->previous_resource_names, (std::vector<std::string>{"people/c0"}));
}

struct KindRow {
  const char* json;
  PersonKind kind;
  bool in_folder;
};

TEST(ParseGooglePerson, TellsContactsFromTheRest) {  // SCO-10, SCO-13
  const KindRow rows[] = {
      {R"({"resourceName":"people/c1"})", PersonKind::contact, true},
      {R"({"resourceName":"people/c1","memberships":[]})", PersonKind::contact, false},
      {R"({"resourceName":"otherContacts/c1"})", PersonKind::other_contact, false},
      {R"({"resourceName":"people/1234","metadata":{"sources":[{"type":"PROFILE"}]}})",
       PersonKind::profile, false},
      {R"({"resourceName":"people/c1","metadata":{"sources":[{"type":"PROFILE"},{"type":"CONTACT"}]}})",
       PersonKind::contact, true},
  };
  for (const KindRow& row : rows) {
    const auto person = parse_google_person(Json::parse(row.json));
    EXPECT_EQ(person->kind, row.kind) << row.json;
    EXPECT_EQ(person->in_contacts_folder, row.in_folder) << row.json;
  }
}

TEST(ParseGooglePerson, KeepsOnlyWhatIsTheContactsOwnToWrite) {  // G46, G63
  const auto person = parse_google_person(Json::parse(R"({"resourceName":"people/c1","names":[
      {"displayName":"A L","givenName":"A","honorificSuffix":"PhD",
       "metadata":{"primary":true,"sourcePrimary":true,"source":{"type":"CONTACT","id":"1"}}},
      {"givenName":"Profile","metadata":{"source":{"type":"PROFILE"}}}],
      "phoneNumbers":[{"value":"1","canonicalForm":"+1","type":"home","formattedType":"Home"}],
      "userDefined":[{"key":"k","value":"v"}]})"));
  ASSERT_TRUE(person);
  EXPECT_EQ(person->fields.at("names").text(),
            R"([{"givenName":"A","honorificSuffix":"PhD","metadata":{"sourcePrimary":true}}])");
  EXPECT_EQ(person->fields.at("phoneNumbers").text(), R"([{"type":"home","value":"1"}])");
  EXPECT_FALSE(person->fields.contains("userDefined"));
}

TEST(Parsing, SurvivesAnyJson) {
  const std::string deep = std::string(5000, '[') + std::string(5000, ']');
  for (const std::string& text :
       {std::string("null"), std::string("[]"), std::string("7"), std::string("{}"),
        std::string(R"({"id":null,"resourceName":7})"), deep}) {
    EXPECT_FALSE(parse_hubspot_contact(Json::parse(text))) << text.substr(0, 40);
    EXPECT_FALSE(parse_google_person(Json::parse(text))) << text.substr(0, 40);
  }
  for (const std::string& value : {std::string("null"), std::string("7"), std::string("{}"),
                                   std::string("[null,7,[]]"), std::string(R"([{"value":null}])"),
                                   std::string(R"([{"value":[{}]},{"metadata":7,"type":{}}])"),
                                   "[{\"value\":" + deep + "}]"}) {
    Json object = {{"id", "1"}, {"resourceName", "people/c1"}};
    for (const char* field : {"names", "phoneNumbers", "addresses", "birthdays", "memberships",
                              "metadata", "properties", "archived"}) {
      object[field] = Json::parse(value);
    }
    const auto contact = parse_hubspot_contact(object);
    const auto person = parse_google_person(object);
    ASSERT_TRUE(contact && person) << value.substr(0, 40);
    const PhoneNumbers phones("US");
    EXPECT_TRUE(derive(default_mappings(), *contact).empty()) << value.substr(0, 40);
    EXPECT_TRUE(derive(default_mappings(), phones, *person).empty()) << value.substr(0, 40);
    static_cast<void>(changed_fields(default_mappings(), phones, *person, {},
                                     {{"phone", text_value("1")}, {"firstname", text_value("A")}}));
  }
}

TEST(Link, SurvivesTheStore) {
  Link link{"1", "people/c1", true, false, {}, {}};
  link.base["address"] = {FieldValue{{"S \"1\"", "", "\u00DClm", "", ""}}, {}};
  link.notes.first_number = {"+14155550100", PhoneSlot::fax, "x"};
  link.notes.uncovered = {{"urls", "value=https://b\n"}};
  EXPECT_EQ(*parse_link(to_text(link)), link);
  EXPECT_EQ(*parse_link(to_text(Link{})), Link{});
  for (const char* damaged : {"", "{", "[]", "{}", R"({"base":[]})"}) {
    EXPECT_EQ(parse_link(damaged).error().kind, ErrorKind::corrupt_state) << damaged;
  }
}

}  // namespace
}  // namespace lockstep
