// What a service may say, and what people may type: the record fails with a reason and recovers
// after the fix, its siblings sync, and nothing is lost.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "lockstep/core/contact_story.h"
#include "lockstep/core/status.h"

#include "engine_world.h"

namespace lockstep {
namespace {

using Json = nlohmann::json;
using Properties = std::map<std::string, std::string>;

/// Spoils answers on their way.
class SpoiledDoor final : public Transport {
 public:
  using Spoil = std::function<void(const Request&, Response&)>;
  SpoiledDoor(Transport& door, Spoil spoil) : door_(door), spoil_(std::move(spoil)) {}

  Result<Response> send(const Request& request) override {
    Result<Response> response = door_.send(request);
    if (response) {
      spoil_(request, *response);
    }
    return response;
  }

 private:
  Transport& door_;
  Spoil spoil_;
};

/// Two people in both apps, paired and equal: the victim, whose record will be spoilt, and a
/// sibling.
class BadInput : public testing::Test {
 protected:
  BadInput() {
    for (const char* const name : {"victim", "sibling"}) {
      const std::string email = std::string(name) + "@example.com";
      hubspot[name] =
          engine.world()
              .hubspot()
              .add_contact({{"firstname", "Ann"}, {"email", email}, {"phone", "+12125550100"}})
              .value();
      google[name] = engine.world()
                         .google()
                         .add_contact(engine.google_account(),
                                      {{"names", {{{"givenName", "Ann"}}}},
                                       {"emailAddresses", {{{"value", email}}}},
                                       {"phoneNumbers", {{{"value", "+12125550100"}}}},
                                       {"birthdays", {{{"date", {{"month", 5}, {"day", 17}}}}}}})
                         .value();
    }
    engine.pass();
    engine.settle();
    engine.pass();
    engine.settle();
  }

  std::string hubspot_value(const std::string& name, const std::string& property) {
    const auto contact = engine.world().hubspot().contact(hubspot.at(name));
    const auto found = contact->properties.find(property);
    return found == contact->properties.end() ? "" : found->second;
  }
  Json google_field(const std::string& name, const char* field) {
    return engine.world()
        .google()
        .contact(engine.google_account(), google.at(name))
        ->person->value(field, Json());
  }

  void edit_hubspot(const std::string& name, const Properties& properties) {
    ASSERT_TRUE(engine.world().hubspot().edit_contact(hubspot.at(name), properties));
  }
  void edit_google(const std::string& name, const Json& fields) {
    ASSERT_TRUE(
        engine.world().google().edit_contact(engine.google_account(), google.at(name), fields));
  }

  /// A pass whose answers are spoilt on one side.
  Result<PassSummary> spoilt_pass(Side side, const SpoiledDoor::Spoil& spoil) {
    SpoiledDoor door(side == Side::hubspot ? engine.hubspot_door() : engine.google_door(), spoil);
    return side == Side::hubspot ? engine.pass_through(door, engine.google_door())
                                 : engine.pass_through(engine.hubspot_door(), door);
  }

  /// "failing UNREADABLE"
  std::string state_of(const std::string& name) {
    const auto stories = contact_stories(engine.config(), hubspot.at(name));
    return stories && !stories->empty() ? stories->front().state + " " + stories->front().reason
                                        : "unknown";
  }

  EngineWorld engine;
  std::map<std::string, std::string> hubspot;  ///< Ids by name.
  std::map<std::string, std::string> google;
};

/// Spoils every object of an answer that is the record of this id.
void spoil_record(Json& value, const char* id_member, const std::string& id,
                  const std::function<void(Json&)>& spoil) {
  if (value.is_object() && value.value(id_member, Json()) == id) {
    spoil(value);
  }
  for (Json& inner : value) {
    if (inner.is_structured()) {
      spoil_record(inner, id_member, id, spoil);
    }
  }
}

/// merge_patch, but a null stands there afterwards.
void lay_over(Json& value, const Json& patch) {
  if (!value.is_object() || !patch.is_object()) {
    value = patch;
    return;
  }
  for (const auto& [name, inner] : patch.items()) {
    lay_over(value[name], inner);
  }
}

SpoiledDoor::Spoil garble(const char* id_member, const std::string& id, const Json& patch) {
  return [=](const Request& /*request*/, Response& response) {
    Json body = Json::parse(response.body, nullptr, false);
    if (body.is_structured()) {
      spoil_record(body, id_member, id, [&](Json& record) { lay_over(record, patch); });
      response.body = body.dump();
    }
  };
}

struct Garbled {
  const char* name;
  const char* patch;
};
std::ostream& operator<<(std::ostream& out, const Garbled& row) { return out << row.name; }

class GarbledContact : public BadInput, public testing::WithParamInterface<Garbled> {};

TEST_P(GarbledContact, FailsAloneAndLosesNothing) {
  edit_hubspot("victim", {{"phone", "+12125550101"}});
  edit_hubspot("sibling", {{"phone", "+12125550101"}});
  edit_google("victim", {{"names", {{{"givenName", "Anna"}}}}});
  engine.settle();
  const auto spoilt = garble("id", hubspot.at("victim"), Json::parse(GetParam().patch));
  for (int pass = 0; pass < 2; ++pass) {
    ASSERT_TRUE(spoilt_pass(Side::hubspot, spoilt));
    EXPECT_EQ(state_of("victim"), "failing UNREADABLE");
    EXPECT_EQ(hubspot_value("victim", "firstname"), "Ann");
    EXPECT_EQ(google_field("victim", "phoneNumbers")[0]["value"], "+12125550100");
    EXPECT_EQ(google_field("sibling", "phoneNumbers")[0]["value"], "+12125550101");
    EXPECT_EQ(google_field("victim", "birthdays").size(), 1U);
    engine.settle();
  }
  engine.pass();
  EXPECT_EQ(state_of("victim"), "in_sync ");
  EXPECT_EQ(hubspot_value("victim", "firstname"), "Anna");
  EXPECT_EQ(google_field("victim", "phoneNumbers")[0]["value"], "+12125550101");
}

INSTANTIATE_TEST_SUITE_P(
    , GarbledContact,
    testing::Values(Garbled{"NullProperties", R"({"properties":null})"},
                    Garbled{"PropertiesAreAList", R"({"properties":["phone"]})"},
                    Garbled{"AValueIsAnObject", R"({"properties":{"phone":{"a":1}}})"},
                    Garbled{"AValueIsAList", R"({"properties":{"firstname":[]}})"},
                    Garbled{"TheTimeIsANumber", R"({"updatedAt":5})"}),
    [](const auto& row) { return std::string(row.param.name); });

class GarbledPerson : public BadInput, public testing::WithParamInterface<Garbled> {};

TEST_P(GarbledPerson, FailsAloneAndLosesNothing) {
  edit_google("victim", {{"names", {{{"givenName", "Anna"}}}}});
  edit_google("sibling", {{"names", {{{"givenName", "Anna"}}}}});
  edit_hubspot("victim", {{"phone", "+12125550101"}});
  engine.settle();
  const auto spoilt = garble("resourceName", google.at("victim"), Json::parse(GetParam().patch));
  for (int pass = 0; pass < 2; ++pass) {
    ASSERT_TRUE(spoilt_pass(Side::google, spoilt));
    EXPECT_EQ(state_of("victim"), "failing UNREADABLE");
    EXPECT_EQ(hubspot_value("victim", "firstname"), "Ann");
    EXPECT_EQ(hubspot_value("sibling", "firstname"), "Anna");
    EXPECT_EQ(google_field("victim", "phoneNumbers")[0]["value"], "+12125550100");
    engine.settle();
  }
  engine.pass();
  EXPECT_EQ(state_of("victim"), "in_sync ");
  EXPECT_EQ(hubspot_value("victim", "firstname"), "Anna");
  EXPECT_EQ(google_field("victim", "phoneNumbers")[0]["value"], "+12125550101");
}

INSTANTIATE_TEST_SUITE_P(
    , GarbledPerson,
    testing::Values(Garbled{"NullNames", R"({"names":null})"},
                    Garbled{"NamesAreAText", R"({"names":"Anna"})"},
                    Garbled{"ANameIsNull", R"({"names":[null]})"},
                    Garbled{"AGivenNameIsANumber", R"({"names":[{"givenName":5}]})"},
                    Garbled{"EmailsAreAnObject", R"({"emailAddresses":{}})"},
                    Garbled{"ANumberIsNull", R"({"phoneNumbers":[{"value":null}]})"},
                    Garbled{"ABirthdayIsAText", R"({"birthdays":[{"date":"1990-05-17"}]})"},
                    Garbled{"TheMetadataIsAList", R"({"metadata":[]})"}),
    [](const auto& row) { return std::string(row.param.name); });

TEST_F(BadInput, AGarbledNewcomerWaitsForABetterAnswer) {
  const std::string id = engine.world()
                             .hubspot()
                             .add_contact({{"firstname", "New"}, {"email", "new@example.com"}})
                             .value();
  engine.settle();
  ASSERT_TRUE(spoilt_pass(Side::hubspot, garble("id", id, {{"properties", nullptr}})));
  EXPECT_EQ(engine.world().google().contacts(engine.google_account()).size(), 2U);
  const auto status = status_of(engine.config());
  ASSERT_TRUE(status);
  EXPECT_EQ(status->front().counts.failing, 1U);
  engine.settle();
  engine.pass();
  EXPECT_EQ(engine.world().google().contacts(engine.google_account()).size(), 3U);
  engine.settle();
  EXPECT_EQ(engine.pass().connections.front().counts.failing, 0U);
}

struct WholeAnswer {
  const char* name;
  std::function<void(Response&)> spoil;
};
std::ostream& operator<<(std::ostream& out, const WholeAnswer& row) { return out << row.name; }

void replace_list(Response& response, const Json& value) {
  Json body = Json::parse(response.body, nullptr, false);
  for (const char* const name : {"results", "connections", "responses"}) {
    if (body.is_object() && body.contains(name)) {
      body[name] = value;
    }
  }
  response.body = body.dump();
}

void drop_ids(Json& value) {
  if (value.is_object()) {
    value.erase("id");
    value.erase("resourceName");
  }
  for (Json& inner : value) {
    if (inner.is_structured()) {
      drop_ids(inner);
    }
  }
}

class SpoiltAnswers : public BadInput,
                      public testing::WithParamInterface<std::tuple<Side, WholeAnswer>> {};

TEST_P(SpoiltAnswers, LoseNothingAndHealByThemselves) {
  const auto& [side, answer] = GetParam();
  edit_hubspot("victim", {{"phone", "+12125550101"}});
  edit_google("sibling", {{"names", {{{"givenName", "Anna"}}}}});
  engine.settle();
  for (int pass = 0; pass < 2; ++pass) {
    const auto summary = spoilt_pass(side, [&](const Request& request, Response& response) {
      if (request.path.find("oauth") == std::string::npos && request.path != "/token") {
        answer.spoil(response);
      }
    });
    ASSERT_TRUE(summary);
    const ConnectionSummary& connection = summary->connections.front();
    ASSERT_TRUE(connection.error) << "a pass that cannot read says so";
    EXPECT_EQ(connection.state, ConnectionState::ok);  // Nobody has to connect again.
    EXPECT_EQ(connection.hubspot.created + connection.google.created, 0U);
    engine.settle();
  }
  engine.pass();
  engine.settle();
  engine.pass();
  for (const char* const name : {"victim", "sibling"}) {
    EXPECT_EQ(state_of(name), "in_sync ");
  }
  EXPECT_EQ(google_field("victim", "phoneNumbers")[0]["value"], "+12125550101");
  EXPECT_EQ(hubspot_value("sibling", "firstname"), "Anna");
  EXPECT_EQ(engine.world().hubspot().contacts().size(), 2U);
  EXPECT_EQ(engine.world().google().contacts(engine.google_account()).size(), 2U);
}

INSTANTIATE_TEST_SUITE_P(
    , SpoiltAnswers,
    testing::Combine(
        testing::Values(Side::hubspot, Side::google),
        testing::Values(
            WholeAnswer{"Html",
                        [](Response& response) {
                          response.headers["Content-Type"] = "text/html";
                          response.body = "<!DOCTYPE html><html><title>502</title></html>";
                        }},
            WholeAnswer{"Truncated",
                        [](Response& response) { response.body.resize(response.body.size() / 2); }},
            WholeAnswer{"NestedWithoutEnd",
                        [](Response& response) { response.body = std::string(100'000, '['); }},
            WholeAnswer{"ALoneSurrogate",
                        [](Response& response) { response.body = R"({"results":["\ud800"]})"; }},
            WholeAnswer{"NotUtf8", [](Response& response) { response.body = "{\"a\":\"\xff\"}"; }},
            WholeAnswer{"TheListIsAnObject",
                        [](Response& response) { replace_list(response, Json::object()); }},
            WholeAnswer{"TheListIsAText",
                        [](Response& response) { replace_list(response, "results"); }},
            WholeAnswer{"NobodySaysWhoTheyAre",
                        [](Response& response) {
                          Json body = Json::parse(response.body, nullptr, false);
                          drop_ids(body);
                          response.body = body.dump();
                        }})),
    [](const auto& row) {
      return std::string(std::get<0>(row.param) == Side::hubspot ? "HubSpot" : "Google") +
             std::get<1>(row.param).name;
    });

TEST_F(BadInput, AContactWithMoreThanAHundredPhonesSyncsTheThreeThatCount) {  // S16, PHN-4
  Json phones = Json::array({{{"value", "+12125550111"}}});
  for (int number = 0; number < 120; ++number) {
    phones.push_back({{"value", "+1212555" + std::to_string(2000 + number)}, {"type", "work"}});
  }
  phones.push_back({{"value", "+12125559998"}, {"type", "mobile"}});
  edit_google("victim", {{"phoneNumbers", phones}});
  engine.settle();
  engine.pass();
  EXPECT_EQ(hubspot_value("victim", "phone"), "+12125550111");
  EXPECT_EQ(hubspot_value("victim", "mobilephone"), "+12125559998");
  edit_hubspot("victim", {{"firstname", "Anna"}, {"phone", "+12125550112"}});
  engine.settle();
  engine.pass();
  EXPECT_EQ(google_field("victim", "phoneNumbers").size(), 122U);
  EXPECT_EQ(google_field("victim", "phoneNumbers")[0]["value"], "+12125550112");
  EXPECT_EQ(state_of("victim"), "in_sync ");
}

TEST_F(BadInput, AValueOneCharacterTooLongFailsItsRecordUntilItIsShortened) {
  const std::string longest(65'536, 'x');
  edit_google("victim", {{"names", {{{"givenName", longest + "y"}}}}});
  edit_google("sibling", {{"names", {{{"givenName", longest}}}}});
  engine.settle();
  engine.pass();
  EXPECT_EQ(state_of("victim"), "failing TOO_LONG");
  EXPECT_EQ(hubspot_value("victim", "firstname"), "Ann");
  EXPECT_EQ(hubspot_value("sibling", "firstname"), longest);
  edit_google("victim", {{"names", {{{"givenName", longest}}}}});
  engine.settle();
  engine.pass();
  EXPECT_EQ(state_of("victim"), "in_sync ");
  EXPECT_EQ(hubspot_value("victim", "firstname"), longest);
}

class RefusedEmails : public BadInput, public testing::WithParamInterface<const char*> {};

TEST_P(RefusedEmails, FailTheirRecordUntilTheyAreMended) {
  edit_google("victim", {{"emailAddresses", {{{"value", GetParam()}}}}});
  edit_google("sibling", {{"names", {{{"givenName", "Anna"}}}}});
  engine.settle();
  engine.pass();
  EXPECT_EQ(state_of("victim"), "failing INVALID_EMAIL");
  EXPECT_EQ(hubspot_value("victim", "email"), "victim@example.com");
  EXPECT_EQ(hubspot_value("sibling", "firstname"), "Anna");
  edit_google("victim", {{"emailAddresses", {{{"value", "mended@example.com"}}}}});
  engine.settle();
  engine.pass();
  EXPECT_EQ(state_of("victim"), "in_sync ");
  EXPECT_EQ(hubspot_value("victim", "email"), "mended@example.com");
}

INSTANTIATE_TEST_SUITE_P(, RefusedEmails,
                         testing::Values("no-at-sign", "two@@example.com", "a b@example.com",
                                         "@example.com", "ann@", "<script>@example.com"));

}  // namespace
}  // namespace lockstep
