#include "lockstep/core/mapping.h"

#include <gtest/gtest.h>

#include <map>
#include <ostream>
#include <string>

#include "lockstep/core/settings.h"

#include "test_contacts.h"

namespace lockstep {
namespace {

const PhoneNumbers& phones() {
  static const PhoneNumbers kPhones("US");
  return kPhones;
}

std::map<std::string, std::string> shown(const MappedValues& values) {
  std::map<std::string, std::string> texts;
  for (const auto& [field, value] : values) {
    texts.emplace(field, to_display(value));
  }
  return texts;
}

std::map<std::string, std::string> derived(std::string_view person) {
  return shown(derive(default_mappings(), phones(), google(person)));
}

using Texts = std::map<std::string, std::string>;

TEST(DeriveFromGoogle, TakesTheFirstItemOfEachField) {  // A2, D81
  EXPECT_EQ(derived(R"({
      "names":[{"givenName":" Ann ","familyName":"Lee","middleName":"M"}],
      "emailAddresses":[{"value":"a@x"},{"value":"b@x"}],
      "organizations":[{"name":"Acme","title":"Boss","department":"D"},{"name":"Other"}],
      "urls":[{"value":"https://a.example"},{"value":"https://b.example"}],
      "userDefined":[{"key":"k","value":"v"}]})"),
            (Texts{{"firstname", "Ann"},
                   {"lastname", "Lee"},
                   {"email", "a@x"},
                   {"company", "Acme"},
                   {"jobtitle", "Boss"},
                   {"website", "https://a.example"}}));
}

TEST(DeriveFromGoogle, JoinsStreetAndExtensionOfTheFirstAddress) {
  const MappedValues values = derive(default_mappings(), phones(), google(R"({"addresses":[
      {"streetAddress":"Rose St 1","extendedAddress":"Flat 2","poBox":"9","city":"Leith",
       "postalCode":"EH6","country":"UK","countryCode":"GB"}]})"));
  EXPECT_EQ(value_of(values, "address"),
            (FieldValue{{"Rose St 1, Flat 2", "Leith", "", "EH6", "UK"}}));
}

struct BirthdayRow {
  const char* date;
  const char* text;
};

TEST(DeriveFromGoogle, WritesBirthdaysAsIsoDates) {
  const BirthdayRow rows[] = {
      {R"({"year":1990,"month":5,"day":7})", "1990-05-07"},
      {R"({"month":2,"day":29})", "--02-29"},
      {R"({"year":0,"month":2,"day":29})", "--02-29"},
      {R"({"year":1990})", ""},
      {R"({"year":1990,"month":13,"day":1})", ""},
      {R"({"year":"1990","month":5,"day":7})", "--05-07"},
      {R"({"year":-5,"month":5,"day":99999999999})", ""},
      {"7", ""},
  };
  for (const BirthdayRow& row : rows) {
    const MappedValues values =
        derive(default_mappings(), phones(),
               google(std::string(R"({"birthdays":[{"date":)") + row.date + "}]}"));
    EXPECT_EQ(to_display(value_of(values, "date_of_birth")), row.text) << row.date;
  }
}

TEST(DeriveFromHubSpot, TreatsBlankAsEmpty) {
  EXPECT_EQ(shown(derive(default_mappings(), hubspot({{"firstname", " Ann "},
                                                      {"lastname", "  "},
                                                      {"city", "Leith"},
                                                      {"nickname_text", "x"}}))),
            (Texts{{"firstname", "Ann"}, {"address", "Leith"}}));
}

struct WriteRow {
  const char* name;
  const char* before;
  MappedChanges changes;
  const char* after;  ///< The fields of the write, as one object.
};

std::ostream& operator<<(std::ostream& out, const WriteRow& row) { return out << row.name; }

class FieldsWritten : public testing::TestWithParam<WriteRow> {};

TEST_P(FieldsWritten, ReplaceOnlyWhatIsMapped) {
  const WriteRow& row = GetParam();
  const GoogleChange change =
      changed_fields(default_mappings(), phones(), google(row.before), {}, row.changes);
  Json written = Json::object();
  for (const auto& [field, items] : change.fields) {
    written[field] = Json::parse(items);
  }
  EXPECT_EQ(written, Json::parse(row.after));
}

MappedChanges set(const char* field, const char* text) { return {{field, text_value(text)}}; }

INSTANTIATE_TEST_SUITE_P(
    Kep1, FieldsWritten,
    testing::Values(
        WriteRow{"GivenName",
                 R"({"names":[{"givenName":"A","familyName":"L","middleName":"M",
                     "honorificPrefix":"Dr","unstructuredName":"Dr A M L"}]})",
                 set("firstname", "B"),
                 R"({"names":[{"givenName":"B","familyName":"L","middleName":"M",
                     "honorificPrefix":"Dr"}]})"},
        WriteRow{"FirstEmail",
                 R"({"emailAddresses":[{"value":"a@x","type":"work","displayName":"A"},
                     {"value":"b@x","type":"home"}]})",
                 set("email", "n@x"),
                 R"({"emailAddresses":[{"value":"n@x","type":"work","displayName":"A"},
                     {"value":"b@x","type":"home"}]})"},
        WriteRow{"EmailInOtherCaseIsNoChange", R"({"emailAddresses":[{"value":"A@x"}]})",
                 set("email", "a@X"), "{}"},
        WriteRow{"TitleOfFirstOrganization",
                 R"({"organizations":[{"name":"Acme","department":"D"},{"name":"B"}]})",
                 set("jobtitle", "Boss"),
                 R"({"organizations":[{"name":"Acme","title":"Boss","department":"D"},
                     {"name":"B"}]})"},
        WriteRow{"ClearedCompanyLeavesTheRest",
                 R"({"organizations":[{"name":"Acme","department":"D"}]})", set("company", ""),
                 R"({"organizations":[{"department":"D"}]})"},
        WriteRow{"NothingLeftRemovesTheItem",
                 R"({"urls":[{"value":"https://a","type":"work"},{"value":"https://b"}]})",
                 set("website", ""), R"({"urls":[{"value":"https://b"}]})"},
        WriteRow{"LastItemClearsTheField", R"({"urls":[{"value":"https://a","type":"work"}]})",
                 set("website", ""), R"({"urls":[]})"},
        WriteRow{"AddressPartByPart",
                 R"({"addresses":[{"streetAddress":"S 1","extendedAddress":"Flat 2","poBox":"9",
                     "city":"Leith","country":"UK","countryCode":"GB","type":"home",
                     "formattedValue":"x"}]})",
                 {{"address", FieldValue{{"S 1, Flat 2", "Edinburgh", "", "", "UK"}}}},
                 R"({"addresses":[{"streetAddress":"S 1","extendedAddress":"Flat 2","poBox":"9",
                     "city":"Edinburgh","country":"UK","countryCode":"GB","type":"home"}]})"},
        WriteRow{"AddressMoves",
                 R"({"addresses":[{"streetAddress":"S 1","extendedAddress":"Flat 2","city":"Leith",
                     "country":"UK","countryCode":"GB"}]})",
                 {{"address", FieldValue{{"Am Markt 3", "Ulm", "", "89073", "Germany"}}}},
                 R"({"addresses":[{"streetAddress":"Am Markt 3","city":"Ulm","postalCode":"89073",
                     "country":"Germany"}]})"},
        WriteRow{"SeveralFieldsOfAnEmptyPerson",
                 "{}",
                 {{"firstname", text_value("A")},
                  {"email", text_value("a@x")},
                  {"company", text_value("Acme")},
                  {"jobtitle", text_value("Boss")}},
                 R"({"names":[{"givenName":"A"}],"emailAddresses":[{"value":"a@x"}],
                     "organizations":[{"name":"Acme","title":"Boss"}]})"}),
    [](const auto& row_info) { return std::string(row_info.param.name); });

TEST(ItemThatARemovalUncovered, DoesNotCountUntilItIsEdited) {  // PHN-12's like
  const GooglePerson before = google(R"({"urls":[{"value":"https://a"},{"value":"https://b"}]})");
  const GoogleChange change =
      changed_fields(default_mappings(), phones(), before, {}, set("website", ""));
  const GooglePerson after = with_fields(before, change.fields);
  EXPECT_EQ(derive(default_mappings(), phones(), after, change.notes), MappedValues{});

  const GooglePerson edited = google(R"({"urls":[{"value":"https://c"}]})");
  EXPECT_EQ(shown(derive(default_mappings(), phones(), edited, change.notes)),
            (Texts{{"website", "https://c"}}));

  const GoogleChange next = changed_fields(default_mappings(), phones(), after, change.notes,
                                           set("website", "https://n"));
  EXPECT_EQ(next.fields.at("urls"), R"([{"value":"https://n"},{"value":"https://b"}])");
}

TEST(PropertiesChanged, AreOnlyThoseThatDiffer) {  // KEP-5
  const HubSpotContact contact = hubspot({{"firstname", "Ann "}, {"city", "Leith"}, {"zip", "1"}});
  EXPECT_EQ(changed_properties(default_mappings(), contact,
                               {{"firstname", text_value("Ann")},
                                {"lastname", text_value("Lee")},
                                {"address", FieldValue{{"", "Ulm", "", "", ""}}}}),
            (Texts{{"lastname", "Lee"}, {"city", "Ulm"}, {"zip", ""}}));
}

TEST(CustomMapping, ReadsAndWritesItsMember) {  // MAP-2
  SyncSettings settings;
  settings.plan = Plan::starter;
  settings.custom_mappings = {{"nickname_text", "nicknames"}, {"middle", "names.middleName"}};
  const Mappings mappings = validate(settings, {}).mappings;
  const GooglePerson person = google(R"({"names":[{"givenName":"A","middleName":"M"}]})");
  EXPECT_EQ(shown(derive(mappings, phones(), person)),
            (Texts{{"firstname", "A"}, {"middle", "M"}}));
  EXPECT_EQ(changed_fields(mappings, phones(), person, {},
                           {{"nickname_text", text_value("Al")}, {"middle", text_value("N")}})
                .fields,
            (Texts{{"names", R"([{"givenName":"A","middleName":"N"}])"},
                   {"nicknames", R"([{"value":"Al"}])"}}));
}

}  // namespace
}  // namespace lockstep
