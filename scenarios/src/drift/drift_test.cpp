/// The fakes do not differ from themselves, and what differs is found.

#include "lockstep/scenario/drift.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <variant>

#include "lockstep/scenario/import_recording.h"
#include "lockstep/scenario/lift.h"
#include "lockstep/scenario/redact.h"
#include "lockstep/sim/world.h"

#include "described_answer.h"
#include "json.h"

namespace lockstep::scenario {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

/// A connector's day in the world of the fakes: it reads, searches, creates, updates and deletes.
class ADay {
 public:
  ADay() {
    account_ = world_.google().add_account("ann@example.com");
    take_tokens();
    for (const char* const name : {"Ann", "Bob", "Zoë"}) {
      const std::string email = std::string("p") + name[0] + "@acme.com";
      EXPECT_TRUE(world_.hubspot().add_contact(
          {{"firstname", name}, {"email", email}, {"phone", "+1 (212) 555-0100"}}));
      EXPECT_TRUE(world_.google().add_contact(
          account_, {{"names", {{{"givenName", name}}}},
                     {"emailAddresses", {{{"value", email}, {"type", "work"}}}}}));
    }
    world_.run_until_quiet();
    live();
  }

  /// And reads what else the accounts hold, before and after users change it.
  void live_on() {
    const auto hubspot = sim::Service::hubspot;
    sim::FakeHubSpot& portal = world_.hubspot();
    ASSERT_TRUE(
        portal.add_property({{"name", "shoe_size"}, {"type", "string"}, {"fieldType", "text"}}));
    const std::string owner = portal.add_owner("olga@acme.com", "Olga", "Owner");
    const std::string dan =
        portal.add_contact({{"firstname", "Dan"}, {"hubspot_owner_id", owner}, {"shoe_size", "43"}})
            .value();
    ASSERT_TRUE(portal.delete_contact(portal.add_contact({{"firstname", "Old"}}).value()));
    const std::string list = portal.add_list("VIP");
    ASSERT_TRUE(portal.add_to_list(list, dan));
    const std::string eve = world_.google()
                                .add_contact(account_, {{"names", {{{"givenName", "Eve"}}}}},
                                             {.starred = true, .labels = {"Friends"}})
                                .value();
    look_around(list);
    world_.connector_clock().sleep_for(Duration(7'200'000));
    ASSERT_TRUE(portal.edit_contact(dan, {{"shoe_size", "44"}}));
    ASSERT_TRUE(portal.remove_from_list(list, dan));
    ASSERT_TRUE(world_.google().set_starred(account_, eve, false));
    world_.connector_clock().sleep_for(Duration(7'200'000));
    look_around(list);
    ask(hubspot, Method::get, "/crm/v3/objects/contacts/" + dan, {{"properties", "shoe_size"}});
  }

  void take_tokens() {
    google_ = world_.google().grant(account_).access_token;
    hubspot_ =
        world_.hubspot()
            .grant({"crm.objects.contacts.read", "crm.objects.contacts.write", "crm.lists.read",
                    "crm.schemas.contacts.read", "crm.objects.owners.read", "oauth"})
            .access_token;
  }

  void look_around(const std::string& list) {
    take_tokens();
    const auto hubspot = sim::Service::hubspot;
    const auto google = sim::Service::google;
    ask(hubspot, Method::get, "/crm/v3/owners/");
    ask(hubspot, Method::get, "/crm/v3/properties/contacts");
    ask(hubspot, Method::get, "/crm/v3/lists/" + list);
    ask(hubspot, Method::get, "/crm/v3/lists/" + list + "/memberships");
    ask(hubspot, Method::get, "/crm/v3/objects/contacts", {{"archived", "true"}});
    ask(hubspot, Method::get, "/crm/v3/objects/contacts",
        {{"properties", "firstname,email,hubspot_owner_id,shoe_size"}});
    ask(google, Method::get, "/v1/contactGroups");
    ask(google, Method::get, "/v1/people/me/connections",
        {{"personFields", "names,memberships,metadata"}});
  }

  [[nodiscard]] Recording recording() {
    auto made = import_journal(world_.journal().to_json_lines(), "journal");
    EXPECT_TRUE(made);
    return *made;
  }

 private:
  Json ask(sim::Service service, Method method, const std::string& path, const Query& query = {},
           const Json& body = {}) {
    Request request{method, path, query, {}, body.is_null() ? "" : body.dump()};
    request.headers["Authorization"] =
        "Bearer " + (service == sim::Service::google ? google_ : hubspot_);
    if (!request.body.empty()) {
      request.headers["Content-Type"] = "application/json";
    }
    const Exchange answer = world_.endpoint(service).exchange(request);
    return Json::parse(std::get<SharedResponse>(answer)->body, nullptr, false);
  }

  void live() {
    const auto hubspot = sim::Service::hubspot;
    const auto google = sim::Service::google;
    const std::string contacts = "/crm/v3/objects/contacts";
    Json page =
        ask(hubspot, Method::get, contacts, {{"limit", "2"}, {"properties", "email,phone"}});
    ask(hubspot, Method::get, contacts,
        {{"limit", "2"}, {"properties", "email"}, {"after", page["paging"]["next"]["after"]}});
    const std::string id = page["results"][0]["id"];
    ask(hubspot, Method::patch, contacts + "/" + id, {}, {{"properties", {{"city", "Oslo"}}}});
    const Json made = ask(hubspot, Method::post, contacts, {},
                          {{"properties", {{"email", "new@acme.com"}, {"lastname", "New"}}}});
    ask(hubspot, Method::get, contacts + "/new%40acme.com", {{"idProperty", "email"}});
    ask(hubspot, Method::post, contacts, {}, {{"properties", {{"email", "new@acme.com"}}}});
    ask(hubspot, Method::post, contacts, {}, {{"properties", {{"email", "no address"}}}});
    ask(hubspot, Method::del, contacts + "/" + made["id"].get<std::string>());
    world_.connector_clock().sleep_for(Duration(60'000));
    ask(hubspot, Method::post, contacts + "/search", {},
        {{"filterGroups",
          {{{"filters",
             {{{"propertyName", "email"}, {"operator", "EQ"}, {"value", "pA@acme.com"}}}}}}}});
    const Json people =
        ask(google, Method::get, "/v1/people/me/connections",
            {{"personFields", "names,emailAddresses,metadata"}, {"requestSyncToken", "true"}});
    const Json person = people["connections"][0];
    const std::string name = person["resourceName"];
    ask(google, Method::patch, "/v1/" + name + ":updateContact", {{"updatePersonFields", "names"}},
        {{"etag", person["etag"]}, {"names", {{{"givenName", "Anna"}}}}});
    ask(google, Method::patch, "/v1/" + name + ":updateContact", {{"updatePersonFields", "names"}},
        {{"etag", person["etag"]}, {"names", {{{"givenName", "Stale"}}}}});
    ask(google, Method::get, "/v1/people/me/connections",
        {{"personFields", "names,emailAddresses,metadata"},
         {"requestSyncToken", "true"},
         {"syncToken", people["nextSyncToken"]}});
    const Json created = ask(google, Method::post, "/v1/people:createContact",
                             {{"personFields", "names"}}, {{"names", {{{"givenName", "New"}}}}});
    ask(google, Method::get, "/v1/" + created["resourceName"].get<std::string>(),
        {{"personFields", "names"}});
    ask(google, Method::del, "/v1/" + name + ":deleteContact");
    ask(google, Method::get, "/v1/" + name, {{"personFields", "names"}});
  }

  sim::World world_{sim::described()};
  std::string account_;
  std::string google_;
  std::string hubspot_;
};

TEST(Drift, TheFakesDoNotDifferFromThemselves) {
  const DriftReport report = find_drift(ADay().recording());
  EXPECT_TRUE(report.differences.empty()) << to_text(report);
  EXPECT_EQ(report.compared, 17U);
  EXPECT_THAT(report.left_out, IsEmpty());
}

TEST(Drift, NorWhenTheirDayIsRedacted) {
  const Recording redacted = redact(ADay().recording(), RedactionKey(std::string(32, 'k')));
  const DriftReport report = find_drift(redacted);
  EXPECT_TRUE(report.differences.empty()) << to_text(report);
}

TEST(Drift, NorWhereUsersOwnListLabelAndEdit) {
  ADay day;
  day.live_on();
  for (const Recording& recording :
       {day.recording(), redact(day.recording(), RedactionKey(std::string(32, 'k')))}) {
    const DriftReport report = find_drift(recording);
    EXPECT_TRUE(report.differences.empty()) << to_text(report);
    EXPECT_EQ(report.compared, 17U + 8U + 8U + 1U);
    EXPECT_THAT(report.left_out, IsEmpty());
  }
}

TEST(Drift, WhatGoesOnFromBeforeTheRecordingIsNotComparedAndCounted) {
  Recording recording = ADay().recording();
  for (RecordedExchange& exchange : recording.exchanges) {
    for (auto& [name, value] : exchange.request.query) {
      value = name == "syncToken" ? "of-yesterday" : value;
    }
  }
  const DriftReport report = find_drift(recording);
  EXPECT_TRUE(report.differences.empty()) << to_text(report);
  EXPECT_EQ(report.compared, 16U);
  EXPECT_THAT(report.left_out, testing::ElementsAre(HasSubstr("from a token of before")));
}

TEST(Drift, AContactOfLongAgoLeavesTheRecycleBinAsItWas) {
  sim::World world(sim::described());
  ASSERT_TRUE(world.hubspot().add_contact({{"firstname", "Ann"}}));
  world.clock().sleep_for(std::chrono::days(400));
  const std::string old = world.hubspot().add_contact({{"firstname", "Old"}}).value();
  ASSERT_TRUE(world.hubspot().delete_contact(old));
  const std::string token = world.hubspot().grant().access_token;
  for (const char* const archived : {"false", "true"}) {
    const Request read{Method::get,
                       "/crm/v3/objects/contacts",
                       {{"archived", archived}},
                       {{"Authorization", "Bearer " + token}},
                       ""};
    static_cast<void>(world.endpoint(sim::Service::hubspot).exchange(read));
  }
  const DriftReport report =
      find_drift(import_journal(world.journal().to_json_lines(), "journal").value());
  EXPECT_TRUE(report.differences.empty()) << to_text(report);
  EXPECT_EQ(report.compared, 2U);
}

TEST(Drift, AWriteThatHadNoEffectIsNotAskedAgain) {
  Recording recording = ADay().recording();
  RecordedExchange lost = recording.exchanges.back();
  lost.service = sim::Service::hubspot;
  lost.request = {Method::post,
                  "/crm/v3/objects/contacts",
                  {},
                  {{"Authorization", "***"}, {"Content-Type", "application/json"}},
                  R"({"properties":{"firstname":"Nobody"}})"};
  lost.response.reset();
  recording.exchanges.push_back(lost);
  const DriftReport report = find_drift(recording);
  EXPECT_TRUE(report.differences.empty()) << to_text(report);
  EXPECT_THAT(report.left_out, testing::ElementsAre("1 write that had no effect"));
}

/// What no service says, and a stranger's file may hold.
struct Hostile {
  sim::Service service;
  Method method;
  const char* path;
  const char* sent;
  const char* answer;  ///< nullptr: none came.
};

TEST(Drift, ARecordingOfAStrangerStopsNobody) {
  const auto hubspot = sim::Service::hubspot;
  const auto google = sim::Service::google;
  const Hostile kRows[] = {
      {google, Method::post, "/v1/people:batchUpdateContacts",
       R"({"contacts":{"x":{"names":[{"givenName":"A"}]}},"updateMask":"names"})", "{}"},
      {google, Method::get, "/v1/people/c1", "", R"({"resourceName":"aaaaaaaaaaaaaaaaaaaa/b"})"},
      {google, Method::get, "/v1/aaaaaaaaaaaaaaaaaaaa/b", "", "{}"},
      {google, Method::post, "/v1/people:batchCreateContacts",
       R"({"contacts":[{"contactPerson":{}}]})", R"({"createdPeople":{"a":1}})"},
      {google, Method::post, "/v1/people:createContact", "{}", R"({"resourceName":"people"})"},
      {google, Method::del, "/v1/:deleteContact", "", "{}"},
      {hubspot, Method::post, "/crm/v3/objects/contacts/batch/create",
       R"({"inputs":[{"properties":{"email":"a@x"}}]})", R"({"results":5})"},
      {hubspot, Method::get, "/crm/v3/lists/7/memberships/", "", R"({"results":[{"recordId":7}]})"},
      {hubspot, Method::get, "/crm/v3/lists/", "", R"({"lists":[{},5,{"listId":""}]})"},
      {hubspot, Method::get, "/crm/v3/objects/contacts", "", nullptr},
      {hubspot, Method::get, "/crm/v3/objects/contacts", "",
       R"({"results":[{"id":"7","archived":true,"properties":5},[],"x"],"paging":7})"},
      {hubspot, Method::get, "/crm/v3/owners/", "", R"({"results":{"id":{}}})"},
      {hubspot, Method::get, "/crm/v3/properties/contacts", "",
       R"({"results":[{"name":"x","groupName":"","options":7},{"name":{}}]})"}};
  Recording recording = ADay().recording();
  RecordedExchange exchange = recording.exchanges.back();
  for (const Hostile& row : kRows) {
    exchange.service = row.service;
    exchange.request = {row.method, row.path, {}, {{"Content-Type", "application/json"}}, row.sent};
    exchange.response.reset();
    if (row.answer != nullptr) {
      exchange.response = Response{200, {}, row.answer};
    }
    recording.exchanges.push_back(exchange);
    recording.exchanges.push_back(exchange);
  }
  EXPECT_GT(find_drift(recording).compared, 17U);
  EXPECT_FALSE(lift(recording, {}).scenario.empty());
}

/// A change by hand of one answer, and the one difference that it makes.
struct Change {
  const char* operation;  ///< Of the first exchange with it.
  const char* pointer;    ///< In the body; "" for the status, "-" for a header.
  const char* value;      ///< JSON; "" takes the member away.
  const char* where;
};

void PrintTo(const Change& change, std::ostream* out) {
  *out << change.operation << change.pointer;
}

class ChangedAnswers : public testing::TestWithParam<Change> {};

TEST_P(ChangedAnswers, AreFoundAndNothingElse) {
  const Change& change = GetParam();
  Recording recording = ADay().recording();
  const auto exchange = std::ranges::find_if(recording.exchanges, [&](const auto& one) {
    return (one.service == sim::Service::hubspot
                ? sim::FakeHubSpot::operation_of(one.request)
                : sim::FakeGoogle::operation_of(one.request)) == change.operation;
  });
  ASSERT_NE(exchange, recording.exchanges.end());
  Response& response = *exchange->response;
  const std::string pointer = change.pointer;
  if (pointer.empty()) {
    response.status = Json::parse(change.value).get<int>();
  } else if (pointer == "-") {
    response.headers["Retry-After"] = "7";
  } else {
    Json body = Json::parse(response.body);
    const Json::json_pointer place(pointer);
    if (*change.value == '\0') {
      body[place.parent_pointer()].erase(place.back());
    } else {
      body[place] = Json::parse(change.value);
    }
    response.body = body.dump();
  }
  const DriftReport report = find_drift(recording);
  ASSERT_EQ(report.differences.size(), 1U) << to_text(report);
  EXPECT_EQ(report.differences[0].operation, change.operation);
  EXPECT_EQ(report.differences[0].where, change.where);
  EXPECT_EQ(report.differences[0].exchange,
            static_cast<std::size_t>(exchange - recording.exchanges.begin()) + 1);
  EXPECT_THAT(proposed_ledger(report), HasSubstr(change.operation));
  EXPECT_EQ(Json::parse(to_json(report))["differences"].size(), 1U);
}

// clang-format off
INSTANTIATE_TEST_SUITE_P(, ChangedAnswers, testing::Values(
    Change{"crm.contacts.update", "", "204", "status"},
    Change{"crm.contacts.update", "-", "", "header retry-after"},
    Change{"crm.contacts.update", "/archived", "true", "body /archived"},
    Change{"crm.contacts.update", "/updatedAt", "\"yesterday\"", "body /updatedAt"},
    Change{"crm.contacts.update", "/properties/city", "\"OSLO\"", "body /properties/city"},
    Change{"crm.contacts.update", "/extra", "1", "body /extra"},
    Change{"crm.contacts.getPage", "/paging/next/link", "", "body /paging/next/link"},
    Change{"people.connections.list", "/totalItems", "7", "body /totalItems"},
    Change{"people.connections.list", "/connections/0/names/0/displayName", "\"A\"", "body /connections/0/names/0/displayName"},
    Change{"people.updateContact", "/names/0/displayName", "\"Anna \"", "body /names/0/displayName"},
    Change{"people.updateContact", "/names/0/metadata/primary", "", "body /names/0/metadata/primary"}));
// clang-format on

}  // namespace
}  // namespace lockstep::scenario
