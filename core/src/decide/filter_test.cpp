#include "lockstep/core/filter.h"

#include <gtest/gtest.h>

#include <ostream>
#include <string>

#include "test_contacts.h"

namespace lockstep {
namespace {

const PhoneNumbers& phones() {
  static const PhoneNumbers kPhones("US");
  return kPhones;
}

constexpr auto kFilter = RecordScope::filter;
constexpr auto kAll = RecordScope::all;
constexpr auto kNone = RecordScope::none;

enum class Folder { contacts, elsewhere, other, trash, profile };

GooglePerson person_in(Folder folder, bool starred) {
  GooglePerson person = google(R"({"emailAddresses":[{"value":"a@x"}]})");
  person.in_contacts_folder = folder == Folder::contacts;
  person.starred = starred;
  person.deleted = folder == Folder::trash;
  person.kind = folder == Folder::other     ? PersonKind::other_contact
                : folder == Folder::profile ? PersonKind::profile
                                            : PersonKind::contact;
  return person;
}

struct GoogleRow {
  const char* name;
  GoogleScope scope;
  Folder folder;
  bool starred;
  bool selected;
};

std::ostream& operator<<(std::ostream& out, const GoogleRow& row) { return out << row.name; }

class GoogleFilter : public testing::TestWithParam<GoogleRow> {};

TEST_P(GoogleFilter, Selects) {
  const GoogleRow& row = GetParam();
  SyncSettings settings;
  settings.google = row.scope;
  EXPECT_EQ(selects(settings, person_in(row.folder, row.starred)), row.selected);
}

INSTANTIATE_TEST_SUITE_P(
    , GoogleFilter,
    testing::ValuesIn<GoogleRow>({
        // clang-format off
        // name                 records  folder starred  person               star   selected
        {"AllMeansContacts",   {kAll,    false, false}, Folder::contacts,  false, true},    // SCO-12
        {"AllWithoutOther",    {kAll,    false, false}, Folder::other,     false, false},   // SCO-12
        {"None",               {kNone,   true,  false}, Folder::contacts,  true,  false},   // DIR-3
        {"FolderOn",           {kFilter, true,  false}, Folder::contacts,  false, true},    // SCO-1
        {"FolderOnOther",      {kFilter, true,  false}, Folder::other,     false, false},   // SCO-1
        {"FolderOnElsewhere",  {kFilter, true,  false}, Folder::elsewhere, false, false},   // SCO-1
        {"FolderOff",          {kFilter, false, false}, Folder::elsewhere, false, true},
        {"FolderOffOther",     {kFilter, false, false}, Folder::other,     false, true},    // SCO-10
        {"TrashNever",         {kFilter, false, false}, Folder::trash,     true,  false},   // SCO-2
        {"TrashNeverWithAll",  {kAll,    false, false}, Folder::trash,     false, false},   // SCO-2
        {"ProfileNever",       {kFilter, false, false}, Folder::profile,   true,  false},   // SCO-13
        {"StarredOn",          {kFilter, true,  true},  Folder::contacts,  true,  true},    // SCO-3
        {"NotStarred",         {kFilter, true,  true},  Folder::contacts,  false, false},   // SCO-3
        {"StarredNoOther",     {kFilter, false, true},  Folder::other,     false, false},
        // clang-format on
    }),
    [](const auto& row_info) { return std::string(row_info.param.name); });

TEST(HubSpotFilter, AndsListAndProperties) {  // SCO-9
  using enum PropertyFilter::Operator;
  SyncSettings settings;
  settings.hubspot = {kFilter, "12", {{"lifecyclestage", equals, "customer"}, {"fax", known, ""}}};
  HubSpotContact contact = hubspot({{"lifecyclestage", "customer"}, {"fax", "1"}});
  contact.lists = {"12", "13"};
  EXPECT_TRUE(selects(settings, contact));
  EXPECT_FALSE(selects(settings, overlay(contact, {{"lifecyclestage", "lead"}})));
  EXPECT_FALSE(selects(settings, overlay(contact, {{"fax", ""}})));
  contact.lists = {"13"};
  EXPECT_FALSE(selects(settings, contact));
  contact.lists = {"12"};
  contact.archived = true;
  EXPECT_FALSE(selects(settings, contact));
}

TEST(CreationScope, AsksTheSourceSidesFilter) {  // SCO-8
  SyncSettings settings;
  settings.google = {kFilter, true, true};
  const AcceptedSettings accepted = validate(settings, {});
  EXPECT_TRUE(creation_scope(accepted, hubspot({{"email", "a@x"}})).in_scope);
  EXPECT_EQ(creation_scope(accepted, phones(), person_in(Folder::contacts, false)).reason,
            Reason::not_in_filter);
}

TEST(CreationScope, FollowsTheDirection) {  // DIR-3, DIR-4, DIR-6
  SyncSettings settings;
  settings.google.records = kNone;
  const AcceptedSettings to_google = validate(settings, {});
  EXPECT_TRUE(creation_scope(to_google, hubspot({{"email", "a@x"}})).in_scope);
  EXPECT_FALSE(creation_scope(to_google, phones(), person_in(Folder::contacts, false)).in_scope);
  settings.hubspot.records = kNone;
  EXPECT_FALSE(creation_scope(validate(settings, {}), hubspot({{"email", "a@x"}})).in_scope);
}

struct EmailRow {
  bool only_with_email;
  std::map<std::string, std::string> properties;
  Reason reason;
};

TEST(CreationScope, LeavesOutWhoCannotBeTold) {
  const EmailRow rows[] = {
      {true, {{"firstname", "Ann"}}, Reason::no_email},  // MAT-6
      {true, {{"firstname", "Ann"}, {"email", "  "}}, Reason::no_email},
      {true, {}, Reason::no_email},                                       // MAT-12, A33
      {false, {{"firstname", "Ann"}}, Reason::none},                      // MAT-6
      {false, {{"fax", "1"}}, Reason::none},                              // MAT-12
      {false, {{"favourite_colour", "red"}}, Reason::no_name_and_email},  // MAT-12
      {false, {{"date_of_birth", "1990-05-07"}}, Reason::no_name_and_email},
  };
  for (const EmailRow& row : rows) {
    SyncSettings settings;
    settings.only_with_email = row.only_with_email;
    EXPECT_EQ(creation_scope(validate(settings, {}), hubspot(row.properties)).reason, row.reason);
  }
}

TEST(PairScope, IsInIfEitherSideSelectsIt) {  // SCO-8, SCO-5
  SyncSettings settings;
  settings.hubspot = {kFilter, "12", {}};
  settings.google = {kFilter, true, true};
  const AcceptedSettings accepted = validate(settings, {});
  HubSpotContact listed = hubspot({{"email", "a@x"}});
  listed.lists = {"12"};
  const HubSpotContact unlisted = hubspot({{"email", "a@x"}});
  const GooglePerson starred = person_in(Folder::contacts, true);
  const GooglePerson plain = person_in(Folder::contacts, false);
  EXPECT_TRUE(pair_scope(accepted, listed, plain, nullptr).in_scope);
  EXPECT_TRUE(pair_scope(accepted, unlisted, starred, nullptr).in_scope);
  EXPECT_EQ(pair_scope(accepted, unlisted, plain, nullptr).reason, Reason::not_in_filter);
}

TEST(PairScope, EndsWithADeletion) {  // DEL-2, SCO-2
  const AcceptedSettings accepted = validate({}, {});
  EXPECT_EQ(
      pair_scope(accepted, hubspot({{"email", "a@x"}}), person_in(Folder::trash, false), nullptr)
          .reason,
      Reason::counterpart_deleted);
}

TEST(PairScope, AnEmailThatIsMissingOnOneSideOnlyIsAboutToArrive) {  // MRG-2
  SyncSettings settings;
  Link link;
  link.base["email"] = {};
  const GooglePerson person = person_in(Folder::contacts, false);
  EXPECT_TRUE(pair_scope(validate(settings, {}), hubspot({}), person, &link).in_scope);
  link.base["email"] = {text_value("a@x"), text_value("a@x")};
  EXPECT_EQ(pair_scope(validate(settings, {}), hubspot({}), person, &link).reason,
            Reason::no_email);  // MAT-8
}

}  // namespace
}  // namespace lockstep
