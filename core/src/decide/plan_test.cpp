#include "lockstep/core/plan.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>

#include "test_contacts.h"

namespace lockstep {
namespace {

const PhoneNumbers& phones() {
  static const PhoneNumbers kPhones("US");
  return kPhones;
}

AcceptedSettings accepted(const SyncSettings& settings = {}) { return validate(settings, {}); }

SyncSettings one_way(Direction direction) {
  SyncSettings settings;
  (direction == Direction::to_google ? settings.google.records : settings.hubspot.records) =
      RecordScope::none;
  return settings;
}

/// Two services that store what they are told, and a connector that remembers one link.
struct Pair {
  HubSpotContact hubspot;
  GooglePerson google;
  std::optional<Link> link;
  AcceptedSettings settings = accepted();

  [[nodiscard]] PairPlan plan(bool reconcile = false) const {
    return plan_pair(settings, phones(), {&hubspot, &google, link ? &*link : nullptr, reconcile});
  }

  /// Plans, writes and remembers; planning again must give nothing.
  PairPlan sync() {
    PairPlan done = plan();
    apply(done);
    link = settle(settings, phones(), done, {true, true, hubspot, google});
    EXPECT_TRUE(plan().empty());
    return done;
  }

  void apply(const PairPlan& done) {
    if (done.hubspot) {
      hubspot = overlay(hubspot, done.hubspot->properties);
    }
    if (done.google) {
      Json person = Json::parse(done.google->person);
      std::map<std::string, std::string> fields;
      for (const std::string_view field : split(done.google->update_person_fields, ',')) {
        fields.emplace(field, person[std::string(field)].dump());
      }
      google = with_fields(google, fields);
    }
  }
};

constexpr const char* kAnn =
    R"({"names":[{"givenName":"Ann"}],"emailAddresses":[{"value":"ann@x"}]})";

Pair settled_pair() {
  Pair pair{hubspot({{"firstname", "Ann"}, {"email", "ann@x"}, {"jobtitle", "Boss"}}), google(kAnn),
            std::nullopt};
  pair.sync();
  return pair;
}

std::string field_text(const GooglePerson& person, const char* field) {
  const auto found = person.fields.find(field);
  return found == person.fields.end() ? "" : found->second.text();
}

TEST(PlanPair, FillsBothSidesAtTheFirstMeeting) {  // MRG-2
  Pair pair{hubspot({{"email", "ann@x"}, {"jobtitle", "Boss"}, {"lifecyclestage", "customer"}}),
            google(kAnn), std::nullopt};
  const PairPlan plan = pair.sync();
  ASSERT_TRUE(plan.hubspot && plan.google);
  EXPECT_EQ(plan.hubspot->properties,
            (std::map<std::string, std::string>{{"firstname", "Ann"}}));  // KEP-4, KEP-5
  EXPECT_EQ(plan.google->update_person_fields, "organizations");
  EXPECT_EQ(Json::parse(plan.google->person),
            Json::parse(R"({"resourceName":"people/c1","etag":"%1",
                            "organizations":[{"title":"Boss"}]})"));
  EXPECT_EQ(plan.state, RecordState::in_sync);
}

TEST(PlanPair, AnUpdateNamesTheSourceWithItsEtag) {  // G69
  Pair pair{hubspot({{"email", "ann@x"}, {"jobtitle", "Boss"}}), google(kAnn), std::nullopt};
  pair.google.source_id = "1f";
  pair.google.source_etag = "#s";
  const PairPlan plan = pair.sync();
  ASSERT_TRUE(plan.google);
  EXPECT_EQ(Json::parse(plan.google->person)["metadata"],
            Json::parse(R"({"sources":[{"type":"CONTACT","id":"1f","etag":"#s"}]})"));
}

TEST(PlanPair, KeepsDisjointEditsAndWritesBothWays) {  // MRG-6
  Pair pair = settled_pair();
  pair.hubspot.properties["jobtitle"] = "Chief";
  pair.google = google(R"({"names":[{"givenName":"Anna"}],"emailAddresses":[{"value":"ann@x"}],
                          "organizations":[{"title":"Boss"}]})");
  const PairPlan plan = pair.sync();
  EXPECT_EQ(pair.hubspot.properties.at("firstname"), "Anna");
  EXPECT_EQ(field_text(pair.google, "organizations"), R"([{"title":"Chief"}])");
  EXPECT_TRUE(plan.conflicts.empty());
}

TEST(PlanPair, RecordsTheValueThatLost) {  // MRG-7, MRG-14
  Pair pair = settled_pair();
  pair.hubspot.properties["firstname"] = "Anne";
  pair.google = google(R"({"names":[{"givenName":"Anna"}],"emailAddresses":[{"value":"ann@x"}],
                          "organizations":[{"title":"Boss"}]})");
  const PairPlan plan = pair.sync();
  ASSERT_EQ(plan.conflicts.size(), 1U);
  EXPECT_EQ(plan.conflicts[0],
            (Conflict{"firstname", "Ann", "Anne", "Anna", Side::hubspot, "MRG-7"_rule}));
  EXPECT_EQ(field_text(pair.google, "names"), R"([{"givenName":"Anne"}])");
}

TEST(PlanPair, DoesNotWriteASpellingOfTheSameNumber) {  // PHN-10
  Pair pair{hubspot({{"email", "ann@x"}, {"firstname", "Ann"}, {"phone", "(415) 555-0100"}}),
            google(R"({"names":[{"givenName":"Ann"}],"emailAddresses":[{"value":"ANN@x"}],
                       "phoneNumbers":[{"value":"+1 415 555 0100"}]})"),
            std::nullopt};
  EXPECT_TRUE(pair.plan().empty());
}

TEST(PlanPair, DoesNotAnswerAServiceThatRewritesValues) {  // MRG-13
  Pair pair = settled_pair();
  pair.google = google(R"({"names":[{"givenName":"Ann B"}],"emailAddresses":[{"value":"ann@x"}],
                          "organizations":[{"title":"Boss"}]})");
  const PairPlan plan = pair.plan();
  pair.apply(plan);
  pair.hubspot.properties["firstname"] = "ANN B";  // HubSpot's own idea of it.
  pair.link = settle(pair.settings, phones(), plan, {true, true, pair.hubspot, std::nullopt});
  EXPECT_TRUE(pair.plan().empty());
}

TEST(PlanPair, DoesNotBackFillPhoneFromTheEchoOfAMobile) {  // PHN-9
  Pair pair{hubspot({{"email", "ann@x"}, {"mobilephone", "+1 415 555 0100"}}), {}, std::nullopt};
  const PairPlan creation = plan_pair(pair.settings, phones(), {&pair.hubspot, nullptr, nullptr});
  ASSERT_TRUE(creation.google);
  Json created = Json::parse(creation.google->person);
  created["resourceName"] = "people/c7";
  created["phoneNumbers"][0]["value"] = "+14155550100";  // As another service might store it.
  pair.google = *parse_google_person(created);
  pair.link = settle(pair.settings, phones(), creation, {false, true, std::nullopt, pair.google});
  EXPECT_EQ(pair.link->google_id, "people/c7");
  EXPECT_TRUE(pair.plan().empty());
  EXPECT_TRUE(pair.plan(/*reconcile=*/true).empty());

  pair.hubspot.properties["phone"] = "+1 415 555 0199";  // PHN-8
  pair.sync();
  EXPECT_EQ(phone_list(pair.google), "+1 415 555 0199 work, +14155550100 mobile");
}

TEST(PlanPair, ClearedPhonePromotesNoOther) {  // PHN-12
  Pair pair{hubspot({{"email", "ann@x"}, {"phone", "A"}}),
            google(R"({"emailAddresses":[{"value":"ann@x"}],
                       "phoneNumbers":[{"value":"A"},{"value":"X","type":"home"}]})"),
            std::nullopt};
  pair.sync();
  pair.hubspot.properties.erase("phone");
  const PairPlan plan = pair.sync();
  EXPECT_FALSE(plan.hubspot);
  EXPECT_EQ(phone_list(pair.google), "X home");
}

TEST(PlanPair, ReorderingInGoogleChangesPhone) {  // PHN-11
  Pair pair{hubspot({{"email", "ann@x"}, {"phone", "A"}}),
            google(R"({"emailAddresses":[{"value":"ann@x"}],
                       "phoneNumbers":[{"value":"A"},{"value":"X","type":"home"}]})"),
            std::nullopt};
  pair.sync();
  pair.google = google(R"({"emailAddresses":[{"value":"ann@x"}],
                       "phoneNumbers":[{"value":"X","type":"home"},{"value":"A"}]})");
  pair.sync();
  EXPECT_EQ(pair.hubspot.properties.at("phone"), "X");
  EXPECT_EQ(phone_list(pair.google), "X home, A");
}

TEST(PlanPair, OneWayNeverWritesTheSource) {  // DIR-3, DIR-5, DIR-7
  Pair pair = settled_pair();
  SyncSettings settings = one_way(Direction::to_google);
  settings.default_app = Side::google;
  pair.settings = accepted(settings);
  pair.google = google(R"({"names":[{"givenName":"Anna"}],"emailAddresses":[{"value":"ann@x"}],
                          "organizations":[{"title":"Boss"}]})");
  EXPECT_TRUE(pair.sync().empty());
  pair.hubspot.properties["firstname"] = "Anne";
  const PairPlan plan = pair.sync();
  EXPECT_FALSE(plan.hubspot);
  EXPECT_EQ(field_text(pair.google, "names"), R"([{"givenName":"Anne"}])");
}

TEST(PlanPair, NeverWritesAnOtherContact) {  // SCO-10
  SyncSettings settings;
  settings.google = {RecordScope::filter, false, false};
  Pair pair{hubspot({{"email", "ann@x"}, {"firstname", "Umar"}, {"company", "Acme"}}),
            google(R"({"names":[{"givenName":"Omar"}],"emailAddresses":[{"value":"ann@x"}]})",
                   "otherContacts/c9"),
            std::nullopt, accepted(settings)};
  const PairPlan plan = pair.sync();
  EXPECT_FALSE(plan.google);
  EXPECT_EQ(pair.hubspot.properties.at("firstname"), "Omar");
  pair.hubspot.properties["firstname"] = "Umar";
  EXPECT_TRUE(pair.sync().empty());
}

TEST(PlanPair, WritesNothingOutsideTheFilterAndResumesFromTheOldBase) {  // SCO-5, SCO-6
  SyncSettings settings = one_way(Direction::to_hubspot);
  settings.google = {RecordScope::filter, true, true};
  Pair pair = settled_pair();
  pair.settings = accepted(settings);
  pair.google.starred = true;
  pair.sync();
  pair.google = google(R"({"names":[{"givenName":"Anna"}],"emailAddresses":[{"value":"ann@x"}],
                          "organizations":[{"title":"Boss"}]})");
  EXPECT_EQ(pair.sync().reason, Reason::not_in_filter);
  EXPECT_EQ(pair.hubspot.properties.at("firstname"), "Ann");
  pair.google.starred = true;
  pair.sync();
  EXPECT_EQ(pair.hubspot.properties.at("firstname"), "Anna");
}

TEST(PlanPair, LeavesAFieldOpenUntilItsOwnWriteIsDone) {  // LIM-2
  Pair pair = settled_pair();
  pair.hubspot.properties["jobtitle"] = "Chief";
  pair.google = google(R"({"names":[{"givenName":"Anna"}],"emailAddresses":[{"value":"ann@x"}],
                          "organizations":[{"title":"Boss"}]})");
  const PairPlan plan = pair.plan();
  pair.hubspot = overlay(pair.hubspot, plan.hubspot->properties);  // Google refuses.
  pair.link = settle(pair.settings, phones(), plan, {true, false, pair.hubspot, std::nullopt});
  const PairPlan next = pair.plan();
  EXPECT_FALSE(next.hubspot);
  ASSERT_TRUE(next.google);
  EXPECT_EQ(next.google->update_person_fields, "organizations");
}

TEST(PlanPair, SeesAnEditThatFellBetweenReadAndWrite) {  // KEP-3
  Pair pair = settled_pair();
  pair.google = google(R"({"names":[{"givenName":"Anna"}],"emailAddresses":[{"value":"ann@x"}],
                          "organizations":[{"title":"Boss"}]})");
  const PairPlan plan = pair.plan();
  pair.apply(plan);
  pair.hubspot.properties["jobtitle"] = "Chief";  // A user, before HubSpot answers.
  pair.link = settle(pair.settings, phones(), plan, {true, true, pair.hubspot, std::nullopt});
  ASSERT_TRUE(pair.plan().google);
  EXPECT_EQ(pair.plan().google->update_person_fields, "organizations");
}

TEST(PlanPair, RemovedEmailStopsThePairUnlessNoEmailIsIncluded) {  // MAT-8
  Pair pair = settled_pair();
  pair.hubspot.properties.erase("email");
  pair.hubspot.properties["jobtitle"] = "Chief";
  EXPECT_EQ(pair.plan().reason, Reason::no_email);
  EXPECT_TRUE(pair.plan().empty());
  SyncSettings settings;
  settings.only_with_email = false;
  pair.settings = accepted(settings);
  const PairPlan plan = pair.sync();
  EXPECT_FALSE(plan.hubspot);
  EXPECT_EQ(plan.google->update_person_fields, "organizations");
}

TEST(PlanPair, ReconcilesOldDifferencesWhenSettingsWereSaved) {  // SET-1
  Pair pair = settled_pair();
  pair.link->base["firstname"] = {text_value("Ann"), text_value("Anna")};
  pair.google = google(R"({"names":[{"givenName":"Anna"}],"emailAddresses":[{"value":"ann@x"}],
                          "organizations":[{"title":"Boss"}]})");
  EXPECT_TRUE(pair.plan().empty());
  EXPECT_EQ(pair.plan(/*reconcile=*/true).google->update_person_fields, "names");
}

TEST(PlanCreation, InHubSpotGetsTheDefaultStageAndOnlyMappedProperties) {  // KEP-4, DIR-1
  SyncSettings settings;
  settings.default_lifecycle_stage = "lead";
  const GooglePerson person =
      google(R"({"names":[{"givenName":"Ann"}],"emailAddresses":[{"value":"ann@x"}],
                 "birthdays":[{"date":{"year":1990,"month":5,"day":7}}],
                 "nicknames":[{"value":"Annie"}]})");
  const PairPlan plan = plan_pair(accepted(settings), phones(), {nullptr, &person, nullptr});
  ASSERT_TRUE(plan.hubspot);
  EXPECT_EQ(plan.hubspot->id, "");
  EXPECT_EQ(plan.hubspot->properties,
            (std::map<std::string, std::string>{{"firstname", "Ann"},
                                                {"email", "ann@x"},
                                                {"date_of_birth", "1990-05-07"},
                                                {"lifecyclestage", "lead"}}));
}

TEST(PlanCreation, OutOfScopeWritesNothing) {  // DIR-4, MAT-6
  const HubSpotContact contact = hubspot({{"firstname", "Ann"}});
  const PairPlan plan = plan_pair(accepted(), phones(), {&contact, nullptr, nullptr});
  EXPECT_TRUE(plan.empty());
  EXPECT_EQ(plan.reason, Reason::no_email);
  EXPECT_EQ(plan.state, RecordState::excluded);
}

TEST(Reached, TellsAWriteWhoseAnswerWasLost) {  // ROB-1, PHN-12
  Pair pair{hubspot({{"email", "ann@x"}, {"phone", "A"}}),
            google(R"({"emailAddresses":[{"value":"ann@x"}],
                       "phoneNumbers":[{"value":"A"},{"value":"X","type":"home"}]})"),
            std::nullopt};
  pair.sync();
  pair.hubspot.properties.erase("phone");
  const PairPlan plan = pair.plan();
  EXPECT_FALSE(reached(*plan.google, pair.google));
  const Link journalled = settle(pair.settings, phones(), plan, {true, true, {}, {}});
  pair.apply(plan);
  EXPECT_TRUE(reached(*plan.google, pair.google));
  pair.link = journalled;
  EXPECT_TRUE(pair.plan().empty());
}

TEST(Reached, WhatIsStillThereWasNotCleared) {  // ROB-1
  Pair pair{hubspot({{"email", "ann@x"}, {"jobtitle", "Boss"}, {"company", "Acme"}}),
            google(R"({"emailAddresses":[{"value":"ann@x"}],
                       "organizations":[{"title":"Boss","name":"Acme"}]})"),
            std::nullopt};
  pair.sync();
  pair.hubspot.properties.erase("jobtitle");
  const PairPlan plan = pair.plan();
  EXPECT_FALSE(reached(*plan.google, pair.google));
  pair.apply(plan);
  EXPECT_TRUE(reached(*plan.google, pair.google));
}

TEST(Reached, WhatAServerAddsIsNoDifference) {  // G46, G48, G53
  const GoogleWrite write{"", "", "addresses,names",
                          R"({"names":[{"givenName":"Ann"}],"addresses":[{"city":"Oslo"}]})",
                          "DIR-1"_rule};
  EXPECT_TRUE(reached(write, google(R"({
      "names":[{"givenName":"Ann","unstructuredName":"Ann","metadata":{"sourcePrimary":true}}],
      "addresses":[{"city":"Oslo","formattedValue":"Oslo"}]})")));
}

TEST(Reached, ComparesWhatHubSpotStores) {
  const HubSpotWrite write{"1", {{"email", "Ann@X"}, {"fax", ""}}, "DIR-2"_rule};
  EXPECT_TRUE(reached(write, hubspot({{"email", "ann@x"}, {"city", "Ulm"}})));
  EXPECT_FALSE(reached(write, hubspot({{"email", "ann@x"}, {"fax", "1"}})));
  EXPECT_FALSE(reached(write, hubspot({})));
}

}  // namespace
}  // namespace lockstep
