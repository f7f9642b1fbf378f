// What the service adds to a contact's values: names, labels, addresses, canonical phones.

#include <gmock/gmock.h>

#include "google/google_test_client.h"

namespace lockstep::sim::google {
namespace {

struct NameRow {
  std::string name;
  Json stored;
  std::string display_name;
  std::string last_first;
};

class DisplayNames : public testing::TestWithParam<NameRow> {};

TEST_P(DisplayNames, AreMadeFromThePartsG48) {
  TestClient client;
  const Json name = client.create({{"names", {GetParam().stored}}}).at("names").at(0);
  EXPECT_EQ(name.at("displayName"), GetParam().display_name);
  EXPECT_EQ(name.at("unstructuredName"), GetParam().display_name);
  EXPECT_EQ(name.at("displayNameLastFirst"), GetParam().last_first);
}

INSTANTIATE_TEST_SUITE_P(
    Names, DisplayNames,
    testing::ValuesIn<NameRow>({
        // clang-format off
        {"Whole", {{"honorificPrefix", "Dr."}, {"givenName", "John"}, {"middleName", "Jay"}, {"familyName", "Doe"}, {"honorificSuffix", "III"}},
         "Dr. John Jay Doe III", "Doe, Dr. John Jay, III"},
        {"Mononym",      {{"givenName", "Plato"}},       "Plato",    "Plato"},
        {"FamilyOnly",   {{"familyName", "Lee"}},        "Lee",      "Lee"},
        {"FreeForm",     {{"unstructuredName", "Ann Q Lee"}}, "Ann Q Lee", "Lee, Ann Q"},
        {"FreeFormWord", {{"unstructuredName", "Ann"}},  "Ann",      "Ann"},
        {"PartsWin",     {{"givenName", "Ann"}, {"unstructuredName", "Bob Lee"}}, "Ann", "Ann"},
        // clang-format on
    }),
    [](const auto& row) { return row.param.name; });

struct PhoneRow {
  std::string name;
  std::string region;
  std::string value;
  std::string canonical_form;
};

class CanonicalForms : public testing::TestWithParam<PhoneRow> {};

TEST_P(CanonicalForms, AreReadInTheAccountsRegionG52) {
  GoogleOptions options;
  options.region = GetParam().region;
  TestClient client(options);
  const Json phone =
      client.create({{"phoneNumbers", {{{"value", GetParam().value}}}}}).at("phoneNumbers").at(0);
  EXPECT_EQ(phone.value("canonicalForm", ""), GetParam().canonical_form);
  EXPECT_EQ(phone.at("value"), GetParam().value);
}

INSTANTIATE_TEST_SUITE_P(Phones, CanonicalForms,
                         testing::ValuesIn<PhoneRow>({
                             {"Captured", "ES", "666 12 34 90", "+34666123490"},
                             {"National", "US", "(415) 555-0100", "+14155550100"},
                             {"International", "US", "+44 20 7946 0000", "+442079460000"},
                             {"NoNumber", "US", "call me", ""},
                             {"TooShort", "US", "12", ""},
                             {"TooLong", "US", std::string(300, '5'), ""},
                         }),
                         [](const auto& row) { return row.param.name; });

TEST(FormattedTypes, ShowLabelsAndKeepCustomOnesG51) {
  TestClient client;
  const Json ann = client.create(
      {{"phoneNumbers",
        {{{"value", "1"}, {"type", "workFax"}},
         {{"value", "2"}, {"type", "iPhone"}},
         {{"value", "3"}}}},
       {"imClients", {{{"username", "a"}, {"protocol", "googleTalk"}, {"type", "home"}}}},
       {"genders", {{{"value", "female"}}}},
       {"nicknames", {{{"value", "Annie"}, {"type", "DEFAULT"}}}}});
  EXPECT_EQ(ann["/phoneNumbers/0/formattedType"_json_pointer], "Work Fax");
  EXPECT_EQ(ann["/phoneNumbers/1/formattedType"_json_pointer], "iPhone");
  EXPECT_FALSE(ann["/phoneNumbers/2"_json_pointer].contains("formattedType"));
  EXPECT_EQ(ann["/imClients/0/formattedProtocol"_json_pointer], "Google Talk");
  EXPECT_EQ(ann["/genders/0/formattedValue"_json_pointer], "Female");
  EXPECT_FALSE(ann["/nicknames/0"_json_pointer].contains("type"));  // G56
}

TEST(Addresses, GetALineForEachPartUnlessTheyAreFormattedG53) {
  TestClient client;
  const Json ann = client.create({{"addresses",
                                   {{{"streetAddress", "1 Main St"},
                                     {"city", "Springfield"},
                                     {"postalCode", "12345"},
                                     {"country", "USA"}},
                                    {{"formattedValue", "somewhere"}, {"city", "Elsewhere"}}}}});
  EXPECT_EQ(ann["/addresses/0/formattedValue"_json_pointer], "1 Main St\nSpringfield\n12345\nUSA");
  EXPECT_EQ(ann["/addresses/1/formattedValue"_json_pointer], "somewhere");
}

TEST(Items, WithoutAnyContentCountAsUnsetG62) {
  TestClient client;
  const Json ann = client.create({{"names", {{{"givenName", "Ann"}, {"familyName", ""}}}},
                                  {"phoneNumbers", {{{"value", ""}, {"type", "home"}}}},
                                  {"emailAddresses", Json::array()}});
  EXPECT_FALSE(ann.contains("phoneNumbers"));
  EXPECT_FALSE(ann.contains("emailAddresses"));
  EXPECT_FALSE(ann["/names/0"_json_pointer].contains("familyName"));
}

}  // namespace
}  // namespace lockstep::sim::google
