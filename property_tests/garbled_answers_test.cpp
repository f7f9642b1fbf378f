// What a service may say instead of an answer: the record fails with a reason and recovers after
// the fix, its siblings sync, and nothing is lost.

#include <functional>
#include <string>
#include <string_view>
#include <tuple>

#include "lockstep/core/status.h"

#include "bad_input.h"

namespace lockstep {
namespace {

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
      constexpr std::string_view kHalf = "HALF A PAIR";
      for (std::size_t at = response.body.find(kHalf); at != std::string::npos;
           at = response.body.find(kHalf)) {
        response.body.replace(at, kHalf.size(), "\\ud83d");
      }
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
                    Garbled{"TheTimeIsANumber", R"({"updatedAt":5})"},
                    Garbled{"ALoneSurrogate", R"({"properties":{"firstname":"AHALF A PAIRn"}})"}),
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
                    Garbled{"TheMetadataIsAList", R"({"metadata":[]})"},
                    Garbled{"ALoneSurrogate", R"({"names":[{"givenName":"AHALF A PAIRn"}]})"}),
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

/// Garbles a value of every record in the answers to writes.
SpoiledDoor::Spoil garble_writes(const Json& patch) {
  return [patch](const Request& request, Response& response) {
    const bool reads = request.method == Method::get || request.path.ends_with("/search") ||
                       request.path.ends_with("/read") ||
                       request.path.find("token") != std::string::npos;
    Json body = Json::parse(response.body, nullptr, false);
    if (reads || !body.is_structured()) {
      return;
    }
    const std::function<void(Json&)> visit = [&](Json& value) {
      if (value.is_object() && (value.contains("resourceName") || value.contains("properties"))) {
        lay_over(value, patch);
      }
      for (Json& inner : value) {
        if (inner.is_structured()) {
          visit(inner);
        }
      }
    };
    visit(body);
    response.body = body.dump();
  };
}

class GarbledCreates : public BadInput,
                       public testing::WithParamInterface<std::tuple<Side, int>> {};

TEST_P(GarbledCreates, MakeOnePairEach) {
  const auto [target, count] = GetParam();
  for (int number = 0; number < count; ++number) {
    const std::string email = "new" + std::to_string(number) + "@example.com";
    if (target == Side::google) {
      ASSERT_TRUE(engine.world().hubspot().add_contact({{"firstname", "New"}, {"email", email}}));
    } else {
      ASSERT_TRUE(engine.world().google().add_contact(
          engine.google_account(),
          {{"names", {{{"givenName", "New"}}}}, {"emailAddresses", {{{"value", email}}}}}));
    }
  }
  engine.settle();
  ASSERT_TRUE(spoilt_pass(
      target, garble_writes(target == Side::google ? Json{{"names", 5}}
                                                   : Json{{"properties", {{"firstname", {1}}}}})));
  for (int pass = 0; pass < 2; ++pass) {
    engine.settle();
    engine.pass();
  }
  const auto all = static_cast<std::size_t>(count) + 2;
  EXPECT_EQ(engine.world().hubspot().contacts().size(), all);
  EXPECT_EQ(engine.world().google().contacts(engine.google_account()).size(), all);
  EXPECT_EQ(engine.pass().connections.front().counts.in_sync, all);
}

INSTANTIATE_TEST_SUITE_P(, GarbledCreates,
                         testing::Combine(testing::Values(Side::hubspot, Side::google),
                                          testing::Values(1, 5)),
                         [](const auto& row) {
                           return std::string(std::get<0>(row.param) == Side::hubspot ? "HubSpot"
                                                                                      : "Google") +
                                  std::to_string(std::get<1>(row.param));
                         });

TEST_F(BadInput, AGarbledAnswerToAnUpdateLetsTheNextEditArrive) {
  engine.config().connections.front().settings.default_app = Side::google;
  engine.pass();
  engine.settle();
  edit_hubspot("victim", {{"phone", "+12125550101"}});
  engine.settle();
  ASSERT_TRUE(spoilt_pass(Side::google, garble_writes({{"names", 5}})));
  EXPECT_EQ(state_of("victim"), "failing UNREADABLE");
  edit_hubspot("victim", {{"phone", "+12125550102"}});
  engine.settle();
  engine.pass();
  EXPECT_EQ(hubspot_value("victim", "phone"), "+12125550102");
  EXPECT_EQ(google_field("victim", "phoneNumbers")[0]["value"], "+12125550102");
  EXPECT_EQ(state_of("victim"), "in_sync ");
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
  const Side side = std::get<0>(GetParam());
  const WholeAnswer& answer = std::get<1>(GetParam());
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
                        [](Response& response) {
                          response.body = R"({"results":["\ud800"],"connections":["\ud800"]})";
                        }},
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

}  // namespace
}  // namespace lockstep
