#include <gtest/gtest.h>

#include <optional>
#include <ostream>
#include <string>

#include "lockstep/core/mapping.h"

#include "test_contacts.h"

namespace lockstep {
namespace {

const PhoneNumbers& phones() {
  static const PhoneNumbers kPhones("US");
  return kPhones;
}

GooglePerson person_with(std::string_view list) {
  return google(Json{{"phoneNumbers", phone_array(list)}}.dump());
}

std::string slots_of(const GooglePerson& person, const GoogleNotes& notes = {}) {
  const MappedValues values = derive(default_mappings(), phones(), person, notes);
  return to_display(value_of(values, "phone")) + "/" + to_display(value_of(values, "mobilephone")) +
         "/" + to_display(value_of(values, "fax"));
}

struct ReadRow {
  const char* name;
  const char* list;
  const char* slots;  ///< phone/mobilephone/fax
};

std::ostream& operator<<(std::ostream& out, const ReadRow& row) { return out << row.name; }

class PhonesRead : public testing::TestWithParam<ReadRow> {};

TEST_P(PhonesRead, FillTheSlotsOfHubSpot) {
  EXPECT_EQ(slots_of(person_with(GetParam().list)), GetParam().slots);
}

INSTANTIATE_TEST_SUITE_P(
    , PhonesRead,
    testing::ValuesIn<ReadRow>({
        // clang-format off
        {"None",                 "",                                   "//"},
        {"FirstIsPhone",         "A home",                             "A//"},        // PHN-1
        {"FirstWithoutLabel",    "A",                                  "A//"},        // PHN-1
        {"AllThree",             "A work, B mobile, C homeFax",        "A/B/C"},      // PHN-2, PHN-3
        {"AnyOrder",             "A work, C workFax, B mobile",        "A/B/C"},
        {"OtherLabelsStay",      "A work, B home, C pager, D main",    "A//"},        // PHN-4
        {"EarliestCounts",       "A, B mobile, C mobile, D homeFax, E workFax", "A/B/D"},  // PHN-5
        {"FirstIsMobile",        "A mobile",                           "A//"},        // PHN-6
        {"FirstIsFax",           "A homeFax, B mobile",                "A/B/"},       // PHN-6
        {"TwoMobiles",           "A mobile, B mobile",                 "A/B/"},       // PHN-6
        {"CustomLabels",         "A, B cell, C iPhone, D Fax (old)",   "A//"},        // PHN-13
        {"RareLabels",           "A, B workMobile, C otherFax",        "A/B/C"},      // PHN-14
        // clang-format on
    }),
    [](const auto& row_info) { return std::string(row_info.param.name); });

struct WriteRow {
  const char* name;
  const char* before;
  std::map<std::string, std::string> changes;
  const char* after;
  const char* slots;  ///< As derived with the notes of the write.
};

std::ostream& operator<<(std::ostream& out, const WriteRow& row) { return out << row.name; }

class PhonesWritten : public testing::TestWithParam<WriteRow> {};

TEST_P(PhonesWritten, KeepEverythingElse) {
  const WriteRow& row = GetParam();
  MappedChanges changes;
  for (const auto& [slot, number] : row.changes) {
    changes.emplace(slot, text_value(number));
  }
  const GooglePerson before = person_with(row.before);
  const GoogleChange change = changed_fields(default_mappings(), phones(), before, {}, changes);
  const GooglePerson after = with_fields(before, change.fields);
  EXPECT_EQ(phone_list(after), row.after);
  EXPECT_EQ(slots_of(after, change.notes), row.slots);
  EXPECT_EQ(live_notes(phones(), after, change.notes), change.notes);
}

INSTANTIATE_TEST_SUITE_P(
    , PhonesWritten,
    testing::ValuesIn<WriteRow>({
        // clang-format off
        {"CreateAll",          "",                         {{"phone","A"},{"mobilephone","B"},{"fax","C"}}, "A work, B mobile, C workFax", "A/B/C"},  // PHN-7
        {"CreateMobileOnly",   "",                         {{"mobilephone","B"}},              "B mobile",                    "/B/"},    // PHN-9
        {"CreateFaxOnly",      "",                         {{"fax","C"}},                      "C workFax",                   "//C"},    // PHN-9
        {"CreateWithoutPhone", "",                         {{"mobilephone","B"},{"fax","C"}},  "B mobile, C workFax",         "/B/C"},   // PHN-9
        {"PhoneKeepsLabel",    "A home, B mobile, X main", {{"phone","P"}},                    "P home, B mobile, X main",    "P/B/"},   // PHN-8
        {"PhoneKeepsMobile",   "A mobile, B mobile",       {{"phone","P"}},                    "P mobile, B mobile",          "P/B/"},   // PHN-8
        {"MobileInPlace",      "A, X home, B mobile, Y",   {{"mobilephone","N"}},              "A, X home, N mobile, Y",      "A/N/"},   // PHN-4
        {"MobileIsAdded",      "A, X home",                {{"mobilephone","N"}},              "A, X home, N mobile",         "A/N/"},
        {"FaxKeepsLabel",      "A, C otherFax",            {{"fax","N"}},                      "A, N otherFax",               "A//N"},
        {"OtherCandidates",    "A, B mobile, D mobile",    {{"mobilephone","N"}},              "A, N mobile, D mobile",       "A/N/"},   // PHN-5
        {"ClearPhone",         "A, X home, B mobile",      {{"phone",""}},                     "X home, B mobile",            "/B/"},    // PHN-12
        {"ClearOnlyPhone",     "A",                        {{"phone",""}},                     "",                            "//"},
        {"ClearBeforeMobile",  "A, B mobile",              {{"phone",""}},                     "B mobile",                    "/B/"},    // PHN-12
        {"ClearMobile",        "A, B mobile, D mobile",    {{"mobilephone",""}},               "A, D mobile",                 "A//"},
        {"ClearAll",           "A, B mobile, X home",      {{"phone",""},{"mobilephone",""}},  "X home",                      "//"},
        {"SwapClearAndSet",    "A, X home",                {{"phone",""},{"fax","C"}},         "X home, C workFax",           "//C"},
        {"NothingChanges",     "A, B mobile",              {{"phone","A"},{"mobilephone","B"}}, "A, B mobile",                "A/B/"},
        // clang-format on
    }),
    [](const auto& row_info) { return std::string(row_info.param.name); });

/// What a write left behind, and what comes next.
struct AfterNotes {
  GooglePerson person;
  GoogleNotes notes;
};

AfterNotes write(AfterNotes state, const MappedChanges& changes) {
  GoogleChange change =
      changed_fields(default_mappings(), phones(), state.person, state.notes, changes);
  return {with_fields(std::move(state.person), change.fields), std::move(change.notes)};
}

TEST(FirstNumberThatStandsForMobile, GetsTheNewPhonePutBeforeIt) {  // PHN-8
  const AfterNotes echo = write({}, {{"mobilephone", text_value("B")}});
  const AfterNotes after = write(echo, {{"phone", text_value("P")}});
  EXPECT_EQ(phone_list(after.person), "P work, B mobile");
  EXPECT_EQ(slots_of(after.person, after.notes), "P/B/");
  EXPECT_EQ(after.notes, GoogleNotes{});
}

TEST(FirstNumberThatStandsForMobile, TakesANewMobileInPlace) {  // PHN-9
  const AfterNotes echo = write({}, {{"mobilephone", text_value("B")}});
  const AfterNotes after = write(echo, {{"mobilephone", text_value("N")}});
  EXPECT_EQ(phone_list(after.person), "N mobile");
  EXPECT_EQ(slots_of(after.person, after.notes), "/N/");
}

TEST(NumberThatARemovalUncovered, IsNotLostToTheNextPhone) {  // PHN-4, PHN-12
  const AfterNotes held = write({person_with("A, X home"), {}}, {{"phone", {}}});
  const AfterNotes after = write(held, {{"phone", text_value("P")}});
  EXPECT_EQ(phone_list(after.person), "P work, X home");
  EXPECT_EQ(slots_of(after.person, after.notes), "P//");
}

TEST(NumberThatARemovalUncovered, IsNotLostToTheNextMobile) {  // PHN-4
  const AfterNotes held = write({person_with("A, B mobile, D mobile"), {}}, {{"mobilephone", {}}});
  const AfterNotes after = write(held, {{"mobilephone", text_value("N")}});
  EXPECT_EQ(phone_list(after.person), "A, N mobile, D mobile");
  EXPECT_EQ(slots_of(after.person, after.notes), "A/N/");
}

TEST(NumberThatARemovalUncovered, StaysBehindTheMobileWhenAPhoneIsPutBeforeIt) {  // PHN-5, PHN-8
  AfterNotes state{person_with("A, B mobile, D mobile"), {}};
  state = write(std::move(state), {{"phone", {}}, {"mobilephone", {}}});
  EXPECT_EQ(phone_list(state.person), "D mobile");
  state = write(std::move(state), {{"mobilephone", text_value("N")}});
  EXPECT_EQ(slots_of(state.person, state.notes), "/N/");
  state = write(std::move(state), {{"phone", text_value("P")}});
  EXPECT_EQ(phone_list(state.person), "P work, N mobile, D mobile");
  EXPECT_EQ(slots_of(state.person, state.notes), "P/N/");
}

struct EditRow {
  const char* name;
  const char* edited;
  const char* slots;
};

std::ostream& operator<<(std::ostream& out, const EditRow& row) { return out << row.name; }

/// B was created from HubSpot's mobile and stands first; then a user edits the list in Google.
class EchoEditedByAUser : public testing::TestWithParam<EditRow> {};

TEST_P(EchoEditedByAUser, CountsAsTheUserSays) {
  const AfterNotes echo = write({}, {{"mobilephone", text_value("B")}});
  EXPECT_EQ(slots_of(person_with(GetParam().edited), echo.notes), GetParam().slots);
}

INSTANTIATE_TEST_SUITE_P(Phn9, EchoEditedByAUser,
                         testing::ValuesIn<EditRow>({
                             // clang-format off
        {"Untouched",        "B mobile",           "/B/"},
        {"OtherNumberAdded", "B mobile, X home",   "/B/"},
        {"FaxAdded",         "B mobile, C homeFax","/B/C"},
        {"ValueEdited",      "N mobile",           "N//"},
        {"LabelEdited",      "B home",             "B//"},
        {"NumberPutBefore",  "P work, B mobile",   "P/B/"},  // PHN-11
        {"MobileAdded",      "B mobile, N mobile", "B/N/"},  // PHN-2
        {"Removed",          "",                   "//"},
                             // clang-format on
                         }),
                         [](const auto& row_info) { return std::string(row_info.param.name); });

TEST(PhoneItems, KeepTheMembersThatAreNotOurs) {  // KEP-1
  const GooglePerson before = google(
      R"({"phoneNumbers":[{"value":"A","type":"home","metadata":{"sourcePrimary":true},"x":1}]})");
  const GoogleChange change =
      changed_fields(default_mappings(), phones(), before, {}, {{"phone", text_value("P")}});
  EXPECT_EQ(
      Json::parse(change.fields.at("phoneNumbers")),
      Json::parse(R"([{"value":"P","type":"home","metadata":{"sourcePrimary":true},"x":1}])"));
}

}  // namespace
}  // namespace lockstep
