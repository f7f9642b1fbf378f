// What the control API changes of a world that is under way: switches, faults, webhooks.

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>

#include "control/control_api_fixture.h"

namespace lockstep::sim {
namespace {

TEST_F(ControlApiTest, OneFaultIsForgottenByItsId) {
  const std::string path = "/worlds/default/faults";
  for (const char* operation : {"crm.contacts.search", "crm.contacts.getPage", "crm.*"}) {
    done(path, {{"operation", operation}, {"fault", "lose-request"}});
  }
  EXPECT_EQ(call(Method::del, path + "/2").status, 200);
  EXPECT_EQ(call(Method::del, path + "/2").status, 404);
  EXPECT_EQ(call(Method::del, path + "/x").status, 404);
  const json left = get(path).body["faults"];
  ASSERT_EQ(left.size(), 2U);
  EXPECT_EQ(left[1]["id"], 3);
  EXPECT_EQ(done(path, {{"operation", "crm.*"}, {"fault", "stall"}})["id"], 4);
  EXPECT_EQ(call(Method::del, path + "/3").status, 200);
  EXPECT_EQ(call(Method::del, path + "/4").status, 200);
  EXPECT_EQ(read_hubspot(get("/worlds/default").body).status, 200) << "the search's is left";
}

TEST_F(ControlApiTest, SwitchesOfARunningWorldAreChangedAndWhatItHoldsStays) {
  const std::string path = "/worlds/default/options";
  done("/worlds/default/hubspot/add_contact", {{"properties", {{"email", "a@example.com"}}}});
  const json changed =
      call(Method::patch, path,
           {{"exchange_cost_ms", 7},
            {"hubspot", {{"rate_limits_enforced", true}, {"requests_per_10_s_max", 1}}},
            {"google", {{"quotas", {{"enforced", true}}}}}})
          .body;
  EXPECT_EQ(changed["options"]["hubspot"]["requests_per_10_s_max"], 1);
  EXPECT_EQ(changed["options"]["google"]["quotas"]["enforced"], true);
  EXPECT_EQ(changed["options"]["google"]["region"], "US") << "what is not named stays";
  EXPECT_EQ(read_hubspot(changed).status, 200);
  EXPECT_EQ(read_hubspot(changed).status, 429);
  EXPECT_EQ(get("/worlds/default/clock").body["now"], "2026-03-02T09:00:00.014Z");
  call(Method::patch, path, {{"hubspot", {{"requests_per_10_s_max", 100}}}});
  EXPECT_EQ(read_hubspot(changed).status, 200);
  EXPECT_EQ(get("/worlds/default/hubspot/contacts").body["contacts"].size(), 1U);
  for (const json& body :
       {json{{"seed", 7}}, json{{"start", "2026-03-02T09:00:00Z"}}, json{{"journal_bytes_max", 1}},
        json{{"hubspot", {{"search_lag", 5}}}}}) {
    EXPECT_EQ(call(Method::patch, path, body).status, 400) << body;
  }
}

TEST_F(ControlApiTest, WebhooksAreTakenAndAnsweredByHand) {
  const std::string path = "/worlds/default/webhooks";
  EXPECT_EQ(post(path + "/take").status, 409) << "whoever serves the world performs them";
  call(Method::patch, "/worlds/default/options", {{"webhooks_by_hand", true}});
  done("/worlds/default/hubspot/set_webhook_target", {{"url", "https://app.example.com/hook?a=1"}});
  done("/worlds/default/hubspot/subscribe_webhook", {{"event_type", "contact.creation"}});
  EXPECT_EQ(get(path).body,
            (json{{"by_hand", true}, {"next_due", nullptr}, {"taken", json::array()}}));
  done("/worlds/default/hubspot/add_contact", {{"properties", {{"email", "a@example.com"}}}});
  EXPECT_EQ(get(path).body["next_due"], "2026-03-02T09:00:00.000Z");
  EXPECT_TRUE(host.worlds.begin()->second->take_due_webhooks().empty());
  const json taken = done(path + "/take")["deliveries"];
  ASSERT_EQ(taken.size(), 1U);
  EXPECT_EQ(taken[0]["url"], "https://app.example.com/hook?a=1");
  EXPECT_EQ(json::parse(taken[0]["body"].get<std::string>())[0]["subscriptionType"],
            "contact.creation");
  EXPECT_TRUE(taken[0]["headers"].contains("X-HubSpot-Signature"));
  EXPECT_EQ(get(path).body["taken"], taken);
  const json failed{{"delivery", taken[0]["delivery"]}, {"status", nullptr}};
  done(path + "/answer", failed);
  EXPECT_EQ(post(path + "/answer", failed).status, 404) << "it is answered";
  EXPECT_EQ(done(path + "/take")["deliveries"].size(), 0U) << "the retry is not due yet";
  done("/worlds/default/clock/advance", {{"to", get(path).body["next_due"]}});
  const json again = done(path + "/take")["deliveries"];
  ASSERT_EQ(again.size(), 1U);
  EXPECT_EQ(again[0]["attempt"], 1);
  for (const json& body : {json{{"delivery", again[0]["delivery"]}}, json{{"status", 200}},
                           json{{"delivery", again[0]["delivery"]}, {"status", 99}},
                           json{{"delivery", again[0]["delivery"]}, {"status", "ok"}}}) {
    EXPECT_EQ(post(path + "/answer", body).status, 400) << body;
  }
  done(path + "/answer", {{"delivery", again[0]["delivery"]}, {"status", 204}});
  EXPECT_EQ(get(path).body["next_due"], nullptr);
  const auto& entries = host.worlds.begin()->second->journal().entries();
  EXPECT_EQ(std::ranges::count(entries, "webhook.delivery", &JournalEntry::operation), 2);
}

TEST_F(ControlApiTest, ADirectoryIsFilledWhereThereIsADomain) {
  const json body{{"person", {{"names", {{{"givenName", "Ann"}}}}}}, {"shared_contact", true}};
  EXPECT_EQ(post("/worlds/default/google/add_directory_person", body).status, 400);
  call(Method::patch, "/worlds/default/options",
       {{"google", {{"workspace_domain", "example.com"}}}});
  EXPECT_THAT(done("/worlds/default/google/add_directory_person", body)["resource_name"],
              testing::StartsWith("people/c"));
}

}  // namespace
}  // namespace lockstep::sim
