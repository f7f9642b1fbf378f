#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <set>
#include <string>

#include "lockstep/sim/in_process_transport.h"

#include "control/control_api_fixture.h"

namespace lockstep::sim {
namespace {

using testing::Contains;
using testing::HasSubstr;

TEST_F(ControlApiTest, TheDefaultWorldIsThereFromTheStart) {
  const json world = get("/worlds/default").body;
  EXPECT_EQ(world["seed"], "7");
  EXPECT_EQ(world["now"], "2026-03-02T09:00:00.000Z");
  EXPECT_EQ(world["control"]["url"], "http://127.0.0.1:9000/worlds/default");
  EXPECT_EQ(world["google"]["account"], "owner@example.com");
  EXPECT_EQ(read_hubspot(world).status, 200);
  EXPECT_EQ(api->default_world().credentials.hubspot.access_token,
            world["hubspot"]["access_token"]);
  EXPECT_EQ(call(Method::del, "/worlds/default").status, 400);
}

TEST_F(ControlApiTest, AWorldIsMadeWithItsOptionsAndServedUntilItIsDeleted) {
  const json world = done("/worlds", {{"seed", "18446744073709551615"},
                                      {"start", "2030-01-01T00:00:00Z"},
                                      {"google", {{"region", "PL"}, {"trash_life_ms", "2d"}}},
                                      {"hubspot", {{"merge_makes_new_id", false}}}});
  EXPECT_EQ(world["id"], "w1");
  EXPECT_EQ(world["seed"], "18446744073709551615");
  EXPECT_EQ(world["now"], "2030-01-01T00:00:00.000Z");
  EXPECT_EQ(world["options"]["google"]["region"], "PL");
  EXPECT_EQ(world["options"]["google"]["trash_life_ms"], 172'800'000);
  EXPECT_EQ(world["options"]["hubspot"]["merge_makes_new_id"], false);
  EXPECT_EQ(get("/worlds").body["worlds"].size(), 2U);
  EXPECT_EQ(read_hubspot(world).status, 200);
  EXPECT_EQ(call(Method::del, "/worlds/w1").status, 200);
  EXPECT_EQ(host.worlds.size(), 1U);
  EXPECT_EQ(get("/worlds/w1").status, 404);
  EXPECT_EQ(get("/worlds/w1/clock").status, 404);
}

TEST_F(ControlApiTest, WorldsDoNotSeeEachOther) {
  const json one = done("/worlds", {{"seed", 1}});
  const json two = done("/worlds", {{"seed", 2}});
  done("/worlds/w1/hubspot/add_contact", {{"properties", {{"email", "ann@example.com"}}}});
  done("/worlds/w1/clock/advance", {{"by", "10m"}});
  EXPECT_THAT(read_hubspot(one).body, HasSubstr("ann@example.com"));
  EXPECT_THAT(read_hubspot(two).body, Not(HasSubstr("ann@example.com")));
  EXPECT_EQ(get("/worlds/w2/clock").body["now"], "2026-03-02T09:00:00.020Z");
}

TEST_F(ControlApiTest, AForkHasUrlsOfItsOwnAndTheSameCredentials) {
  const std::string id = done("/worlds/default/hubspot/add_contact",
                              {{"properties", {{"email", "a@example.com"}}}})["id"];
  const json fork = done("/worlds/default/fork", {{"seed", 5}});
  EXPECT_EQ(fork["seed"], "5");
  EXPECT_NE(fork["hubspot"]["base_url"], get("/worlds/default").body["hubspot"]["base_url"]);
  done("/worlds/w1/hubspot/delete_contact", {{"id", id}});
  EXPECT_EQ(get("/worlds/w1/hubspot/contacts/" + id).body["archived"], true);
  EXPECT_EQ(get("/worlds/default/hubspot/contacts/" + id).body["archived"], false);
  EXPECT_EQ(read_hubspot(fork).status, 200);
}

TEST_F(ControlApiTest, ASnapshotIsRestoredWithTheCredentialsOfItsTime) {
  const json before = get("/worlds/default").body;
  EXPECT_EQ(done("/worlds/default/snapshots")["id"], 1);
  done("/worlds/default/hubspot/add_contact", {{"properties", {{"email", "a@example.com"}}}});
  EXPECT_NE(done("/worlds/default/reset", {{"seed", 8}})["hubspot"]["access_token"],
            before["hubspot"]["access_token"]);
  EXPECT_EQ(done("/worlds/default/restore", {{"snapshot", 1}}), before);
  EXPECT_EQ(read_hubspot(before).status, 200);
  EXPECT_EQ(get("/worlds/default/snapshots").body["snapshots"].size(), 1U);
  EXPECT_EQ(call(Method::del, "/worlds/default/snapshots/1").status, 200);
  EXPECT_EQ(post("/worlds/default/restore", {{"snapshot", 1}}).status, 404);
}

TEST_F(ControlApiTest, AResetWithoutASeedMakesTheSameWorldAgain) {
  const json before = get("/worlds/default").body;
  done("/worlds/default/google/add_contact", {{"person", {{"nicknames", {{{"value", "A"}}}}}}});
  EXPECT_EQ(done("/worlds/default/reset"), before);
}

TEST_F(ControlApiTest, UsersOfGoogleDoWhatTheyDo) {
  const std::string path = "/worlds/default/google/";
  const json ann = {{"names", {{{"givenName", "Ann"}}}}};
  const std::string name =
      done(path + "add_contact",
           {{"person", ann}, {"starred", true}, {"labels", {"friends"}}})["resource_name"];
  const std::string other = done(path + "add_contact", {{"person", ann}})["resource_name"];
  done(path + "edit_contact",
       {{"resource_name", name}, {"fields", {{"nicknames", {{{"value", "Annie"}}}}}}});
  done(path + "set_starred", {{"resource_name", name}, {"starred", false}});
  done(path + "set_labels", {{"resource_name", name}, {"labels", {"work"}}});
  const json view = get(path + "contacts/" + name.substr(name.find('/') + 1)).body;
  EXPECT_EQ(view["person"]["nicknames"][0]["value"], "Annie");
  EXPECT_EQ(view["starred"], false);
  EXPECT_EQ(view["labels"], json({"work"}));
  EXPECT_EQ(done(path + "merge", {{"into", name}, {"from", other}})["resource_name"], name);
  done(path + "move_to_trash", {{"resource_name", name}});
  EXPECT_EQ(get(path + "contacts").body["contacts"][0]["folder"], "trash");
  done(path + "restore", {{"resource_name", name}});
  done(path + "move_to_trash", {{"resource_name", name}});
  done(path + "empty_trash");
  done(path + "add_contact", {{"person", ann}, {"folder", "other"}});
  done(path + "empty_other_contacts");
  EXPECT_EQ(get(path + "contacts").body["contacts"].size(), 0U);
}

TEST_F(ControlApiTest, AnAccountOfGoogleIsMeantByItsEmail) {
  const std::string path = "/worlds/default/google/";
  done(path + "add_account", {{"email", "work@example.com"}});
  const json grant = done(path + "grant", {{"account", "work@example.com"}});
  EXPECT_NE(grant["access_token"], get("/worlds/default").body["google"]["access_token"]);
  done(path + "add_contact",
       {{"account", "work@example.com"}, {"person", {{"nicknames", {{{"value", "A"}}}}}}});
  EXPECT_EQ(get(path + "contacts?account=work@example.com").body["contacts"].size(), 1U);
  EXPECT_EQ(get(path + "contacts").body["contacts"].size(), 0U);
  EXPECT_EQ(get(path + "accounts").body["accounts"].size(), 2U);
  EXPECT_EQ(get(path + "contacts?account=nobody@example.com").status, 400);
}

TEST_F(ControlApiTest, UsersOfHubSpotDoWhatTheyDo) {
  const std::string path = "/worlds/default/hubspot/";
  const std::string ann =
      done(path + "add_contact", {{"properties", {{"email", "ann@example.com"}}}})["id"];
  const std::string bob =
      done(path + "add_contact", {{"properties", {{"email", "bob@example.com"}}}})["id"];
  done(path + "edit_contact", {{"id", ann}, {"properties", {{"phone", "1"}, {"fax", nullptr}}}});
  const std::string list = done(path + "add_list", {{"name", "VIP"}})["id"];
  done(path + "add_to_list", {{"list", list}, {"id", ann}});
  done(path + "add_property",
       {{"definition", {{"name", "size"}, {"type", "string"}, {"fieldType", "text"}}}});
  done(path + "edit_contact", {{"id", ann}, {"properties", {{"size", "XL"}}}});
  const json view = get(path + "contacts/" + ann).body;
  EXPECT_EQ(view["properties"]["phone"], "1");
  EXPECT_EQ(view["properties"]["size"], "XL");
  EXPECT_EQ(view["lists"], json({list}));
  done(path + "remove_from_list", {{"list", list}, {"id", ann}});
  done(path + "delete_contact", {{"id", bob}});
  done(path + "restore_contact", {{"id", bob}});
  const std::string survivor = done(path + "merge", {{"primary", ann}, {"other", bob}})["id"];
  EXPECT_EQ(get(path + "contacts/" + ann).body["merged_into"], survivor);
  EXPECT_EQ(done(path + "grant", {{"scopes", {"oauth"}}}).size(), 4U);
  EXPECT_NE(done(path + "allow_app",
                 {{"redirect_uri", "http://localhost/back"}, {"scopes", {"oauth"}}})["code"],
            "");
  done(path + "set_webhook_target", {{"url", "http://127.0.0.1:9/hook"}});
  done(path + "subscribe_webhook", {{"event_type", "contact.creation"}});
}

TEST_F(ControlApiTest, WhatAUserDoesIsJournalledAndWhatIsRefusedIsNot) {
  done("/worlds/default/hubspot/add_contact", {{"properties", {{"email", "a@example.com"}}}});
  EXPECT_EQ(
      post("/worlds/default/hubspot/add_contact", {{"properties", {{"email", "a@example.com"}}}})
          .status,
      409);
  const json entry = get("/worlds/default/journal").body;
  EXPECT_EQ(entry["source"], "user");
  EXPECT_EQ(entry["operation"], "hubspot.add_contact");
  EXPECT_EQ(entry["details"]["properties"]["email"], "a@example.com");
}

TEST_F(ControlApiTest, TheJournalIsThereAsHttpArchive) {
  read_hubspot(get("/worlds/default").body);
  const json har = get("/worlds/default/journal?format=har").body;
  EXPECT_EQ(har["log"]["entries"][0]["_operation"], "crm.contacts.getPage");
  EXPECT_EQ(get("/journal?format=har").body, har);
  EXPECT_EQ(get("/journal?format=xml").status, 400);
}

TEST_F(ControlApiTest, AJournalIsBoundedAsThatOfTheDefaultWorldUnlessItsWorldSaysOtherwise) {
  EXPECT_EQ(post("/worlds", json::object()).body["options"]["journal_bytes_max"], 1'000'000);
  EXPECT_EQ(post("/worlds", {{"journal_bytes_max", 2}}).body["options"]["journal_bytes_max"], 2);
}

TEST_F(ControlApiTest, ABoundedJournalTellsHowMuchItHasForgotten) {
  const json world = post("/worlds", {{"journal_bytes_max", 1}}).body;
  EXPECT_EQ(world["options"]["journal_bytes_max"], 1);
  EXPECT_EQ(world["journal_forgotten"], 0);
  for (const char* const email : {"a@example.com", "b@example.com"}) {
    done("/worlds/w1/hubspot/add_contact", {{"properties", {{"email", email}}}});
  }
  EXPECT_EQ(get("/worlds/w1").body["journal_entries"], 2);
  EXPECT_EQ(get("/worlds/w1/health").body["journal_forgotten"], 1);
  EXPECT_EQ(get("/worlds/w1/journal").body["details"]["properties"]["email"], "b@example.com");
  post("/worlds/w1/reset", {{"journal_bytes_max", nullptr}});
  EXPECT_EQ(get("/worlds/w1").body["options"]["journal_bytes_max"], nullptr);
}

TEST_F(ControlApiTest, FaultsAreCounted) {
  const std::string path = "/worlds/default/faults";
  done(path, {{"operation", "crm.contacts.getPage"},
              {"fault", "answer-error"},
              {"error", "hubspot.internal"},
              {"first", 2}});
  done(path, {{"operation", "google/oauth.token"}, {"fault", "stall"}, {"ms", "10s"}});
  const json world = get("/worlds/default").body;
  EXPECT_EQ(read_hubspot(world).status, 200);
  EXPECT_EQ(read_hubspot(world).status, 500);
  const json faults = get(path).body;
  EXPECT_EQ(faults["faults"][0], json({{"id", 1},
                                       {"operation", "crm.contacts.getPage"},
                                       {"fault", "answer-error"},
                                       {"error", "hubspot.internal"},
                                       {"first", 2},
                                       {"count", 1},
                                       {"requested", 2},
                                       {"reached", 1}}));
  EXPECT_EQ(faults["faults"][1]["ms"], 10'000);
  EXPECT_EQ(faults["unreached"], 1);
  call(Method::del, path);
  EXPECT_EQ(get(path).body["faults"].size(), 0U);
}

TEST_F(ControlApiTest, ADeadConnectorIsRevived) {
  done("/worlds/default/faults", {{"operation", "crm.*"}, {"fault", "crash-connector"}});
  const json world = get("/worlds/default").body;
  Request request{Method::get, "/crm/v3/objects/contacts", {}, {}, ""};
  EXPECT_FALSE(InProcessTransport(host.worlds.begin()->second->endpoint(Service::hubspot))
                   .send(request)
                   .has_value());
  EXPECT_EQ(get("/worlds/default").body["connector_crashed"], true);
  done("/worlds/default/revive_connector");
  EXPECT_EQ(read_hubspot(world).status, 200);
}

TEST_F(ControlApiTest, TheClockIsMovedByAndToAndUntilItIsQuiet) {
  done("/worlds/default/reset", {{"hubspot", {{"search_lag_ms", 5000}}}});
  EXPECT_EQ(done("/worlds/default/clock/advance", {{"by", 1500}})["now"],
            "2026-03-02T09:00:01.500Z");
  EXPECT_EQ(done("/worlds/default/clock/advance", {{"to", "2026-03-02T10:00:00Z"}})["now"],
            "2026-03-02T10:00:00.000Z");
  done("/worlds/default/hubspot/add_contact", {{"properties", {{"email", "a@example.com"}}}});
  EXPECT_EQ(done("/worlds/default/clock/run_until_quiet"),
            (json{{"now", "2026-03-02T10:00:05.000Z"}, {"quiet", true}}));
  call(Method::patch, "/worlds/default/options",
       {{"google", {{"group_propagation_delay_ms", 7000}}}});
  const json contact = done("/worlds/default/google/add_contact",
                            {{"person", {{"names", {{{"givenName", "Ann"}}}}}}});
  done("/worlds/default/google/set_labels",
       {{"resource_name", contact["resource_name"]}, {"labels", {"friends"}}});
  EXPECT_EQ(done("/worlds/default/clock/run_until_quiet")["now"], "2026-03-02T10:00:12.000Z")
      << "until contacts can name the new label";
}

TEST_F(ControlApiTest, AConnectorWaitsInItsOwnWorldAndWithoutAWorldInTheDefaultOne) {
  done("/worlds");
  done("/worlds/w1/wait", {{"ms", 1000}});
  EXPECT_EQ(done("/wait", {{"ms", 5}})["now"], "2026-03-02T09:00:00.005Z");
  EXPECT_EQ(get("/worlds/w1/clock").body["now"], "2026-03-02T09:00:01.000Z");
  EXPECT_EQ(get("/worlds/w1/journal").body["operation"], "control.wait");
  EXPECT_EQ(get("/worlds/default/health").body["status"], "ok");
}

TEST_F(ControlApiTest, HasAsManyWorldsAsItMayAndNoMore) {
  for (std::size_t made = 1; made < kWorldsMax; ++made) {
    ASSERT_EQ(post("/worlds").status, 201);
  }
  EXPECT_EQ(post("/worlds").status, 409);
  call(Method::del, "/worlds/w9");
  EXPECT_EQ(post("/worlds").status, 201);
}

TEST_F(ControlApiTest, TellsWhenNoPortCanBeHad) {
  host.closed = true;
  EXPECT_EQ(post("/worlds").status, 503);
  EXPECT_EQ(post("/worlds/default/fork").status, 503);
  EXPECT_EQ(get("/worlds").body["worlds"].size(), 1U);
}

struct Wrong {
  const char* name;
  Method method;
  const char* target;
  const char* body;
  int status;
  const char* says;
};

void PrintTo(const Wrong& wrong, std::ostream* out) { *out << wrong.name; }

class WrongRequest : public ControlApiTest, public testing::WithParamInterface<Wrong> {};

TEST_P(WrongRequest, IsRefusedWithAHint) {
  const Wrong& wrong = GetParam();
  const auto response =
      InProcessTransport(*api).send({wrong.method, wrong.target, {}, {}, wrong.body});
  EXPECT_EQ(response->status, wrong.status);
  EXPECT_THAT(response->body, HasSubstr(wrong.says));
  EXPECT_TRUE(json::parse(response->body).at("error").at("message").is_string());
  EXPECT_EQ(get("/worlds").body["worlds"].size(), 1U);
}

INSTANTIATE_TEST_SUITE_P(
    ControlApi, WrongRequest,
    testing::Values(
        // clang-format off
        Wrong{"NoPath",         Method::get,  "/world",                               "",  404, "GET / lists the paths"},
        Wrong{"NoWorld",        Method::get,  "/worlds/w9",                           "",  404, "GET /worlds lists them"},
        Wrong{"OtherMethod",    Method::put,  "/worlds/default",                      "",  405, "DELETE, GET"},
        Wrong{"NoJson",         Method::post, "/worlds",                              "{", 400, "not JSON"},
        Wrong{"NoObject",       Method::post, "/worlds",                              "1", 400, "must be an object"},
        Wrong{"OptionTypo",     Method::post, "/worlds", R"({"hubspot": {"search_lag": 5}})", 400, R"(did you mean \"search_lag_ms\"?)"},
        Wrong{"OptionKind",     Method::post, "/worlds", R"({"google": {"region": 5}})",      400, "must be text"},
        Wrong{"Seed",           Method::post, "/worlds", R"({"seed": "x"})",                  400, "whole number"},
        Wrong{"Start",          Method::post, "/worlds", R"({"start": "today"})",             400, "2026-03-02T09:00:00Z"},
        Wrong{"NoAction",       Method::post, "/worlds/default/google/add_contacts", "{}",    404, R"(did you mean \"add_contact\"?)"},
        Wrong{"NoPerson",       Method::post, "/worlds/default/google/add_contact", "{}",     400, R"(needs \"person\")"},
        Wrong{"UnknownField",   Method::post, "/worlds/default/google/add_contact", R"({"person": {"name": []}})", 400, "name"},
        Wrong{"NoContact",      Method::post, "/worlds/default/hubspot/delete_contact", R"({"id": "1"})", 404, "not_found"},
        Wrong{"UnknownFault",   Method::post, "/worlds/default/faults", R"({"operation": "crm.*", "fault": "crash"})", 400, "crash-connector"},
        Wrong{"UnknownRequest", Method::post, "/worlds/default/faults", R"({"operation": "crm.contacts.make", "fault": "stall"})", 400, "no service has the operation"},
        Wrong{"FirstIsOne",     Method::post, "/worlds/default/faults", R"({"operation": "crm.*", "fault": "stall", "first": 0})", 400, "counted from 1"},
        Wrong{"BackInTime",     Method::post, "/worlds/default/clock/advance", R"({"to": "2020-01-01T00:00:00Z"})", 400, "not in the past"},
        Wrong{"TooLong",        Method::post, "/worlds/default/clock/advance", R"({"by": 9223372036854775807})", 400, "must be a duration"},
        Wrong{"PortalId",       Method::post, "/worlds", R"({"hubspot": {"portal_id": "1\"}"}})", 400, "must be a number"},
        Wrong{"TooLongAMoment", Method::post, "/worlds/default/reset", R"({"exchange_cost_ms": 9223372036854775807})", 400, "must be a duration"},
        Wrong{"ByAndTo",        Method::post, "/worlds/default/clock/advance", R"({"by": 1, "to": "2026-03-03T09:00:00Z"})", 400, "not in the past"}),
    // clang-format on
    [](const auto& row) { return std::string(row.param.name); });

TEST_F(ControlApiTest, DeepAndBrokenBodiesAreRefused) {
  for (const std::string& body :
       {std::string(100'000, '['), std::string("\xff"), std::string(2U << 20U, ' ')}) {
    const auto response = InProcessTransport(*api).send({Method::post, "/worlds", {}, {}, body});
    EXPECT_EQ(response->status, 400);
  }
}

TEST_F(ControlApiTest, ListsItsRoutes) {
  const json routes = get("/").body["routes"];
  EXPECT_THAT(routes, Contains("POST /worlds/{world}/google/add_contact"));
  EXPECT_THAT(routes, Contains("GET /worlds/{world}/journal"));
  EXPECT_THAT(routes, Contains("POST /wait"));
  const std::set<std::string> distinct(routes.begin(), routes.end());
  EXPECT_EQ(distinct.size(), routes.size());
}

}  // namespace
}  // namespace lockstep::sim
