/// Settings and subscriptions of an app, as its developer manages them.

#include "portal_fixture.h"

namespace lockstep::sim::hubspot {
namespace {

using namespace std::chrono_literals;

class WebhooksApi : public PortalTest {
 protected:
  /// @param path  Below the app: "/settings".
  Response call(Method method, const std::string& path, const Json* body = nullptr) {
    Request request{
        method, root() + path, {{"hapikey", portal->webhook_app().developer_key}}, {}, {}};
    if (body != nullptr) {
      request.headers["Content-Type"] = "application/json";
      request.body = body->dump();
    }
    return portal->handle(request);
  }
  Response call(Method method, const std::string& path, const Json& body) {
    return call(method, path, &body);
  }

  Response subscribe(const Json& subscription) {
    return call(Method::post, "/subscriptions", subscription);
  }

  Response configure(const std::string& url, const Json& concurrent_max = 10) {
    return call(Method::put, "/settings",
                {{"targetUrl", url}, {"throttling", {{"maxConcurrentRequests", concurrent_max}}}});
  }

  [[nodiscard]] std::string root() const { return "/webhooks/v3/" + portal->webhook_app().app_id; }
};

TEST_F(WebhooksApi, F108TheDevelopersKeyOpensItAndTheAccountsTokenDoesNot) {
  EXPECT_EQ(call(Method::get, "/subscriptions").status, 200);
  const Response response = get(root() + "/subscriptions");
  EXPECT_EQ(response.status, 401);
  EXPECT_EQ(body_of(response)["category"], "INVALID_AUTHENTICATION");
  EXPECT_EQ(get(root() + "/subscriptions?hapikey=x").status, 401);
  const std::string key = portal->webhook_app().developer_key;
  EXPECT_EQ(get("/webhooks/v3/1/subscriptions?hapikey=" + key).status, 404);
}

TEST_F(WebhooksApi, F108SettingsAreSetReadAndCleared) {
  EXPECT_EQ(call(Method::get, "/settings").status, 404);
  EXPECT_EQ(configure("https://www.example.com/hook?a=1", 7).status, 200);
  clock.sleep_for(1s);
  EXPECT_EQ(configure("https://www.example.com/other", "8").status, 200);
  const Json settings = body_of(call(Method::get, "/settings"));
  EXPECT_EQ(settings, Json({{"targetUrl", "https://www.example.com/other"},
                            {"throttling", {{"maxConcurrentRequests", 8}}},
                            {"createdAt", "2026-03-02T09:00:00.250Z"},
                            {"updatedAt", "2026-03-02T09:00:01.250Z"}}));
  EXPECT_EQ(call(Method::del, "/settings").status, 204);
  EXPECT_EQ(call(Method::get, "/settings").status, 404);
}

TEST_F(WebhooksApi, ATargetIsHttpsUnlessItIsOnThisMachine) {
  for (const char* url : {"https://a.example", "http://127.0.0.1:8080/x", "http://localhost:1",
                          "http://[::1]:1/", "https://a.example/x?y=z"}) {
    EXPECT_EQ(configure(url).status, 200) << url;
  }
  for (const char* url : {"http://a.example/", "ftp://a.example", "https://u@a.example/", "/x", "",
                          "https://a.example/\r\nx", "https://a.example/ö"}) {
    EXPECT_EQ(configure(url).status, 400) << url;
  }
  restart({.webhook_loopback_http_allowed = false});
  EXPECT_EQ(configure("http://127.0.0.1:8080/x").status, 400);
  EXPECT_EQ(configure("https://127.0.0.1:8080/x").status, 200);
}

TEST_F(WebhooksApi, F108SubscriptionsAreMadeReadChangedAndDeleted) {
  const Response created =
      subscribe({{"eventType", "contact.propertyChange"}, {"propertyName", "email"}});
  ASSERT_EQ(created.status, 201);
  const Json expected{{"id", "1"},
                      {"eventType", "contact.propertyChange"},
                      {"propertyName", "email"},
                      {"active", false},
                      {"createdAt", "2026-03-02T09:00:00.250Z"}};
  EXPECT_EQ(body_of(created), expected);
  EXPECT_EQ(body_of(call(Method::get, "/subscriptions/1")), expected);
  EXPECT_EQ(body_of(call(Method::get, "/subscriptions"))["results"], Json({expected}));
  clock.sleep_for(1s);
  const Response patched = call(Method::patch, "/subscriptions/1", Json{{"active", true}});
  EXPECT_EQ(patched.status, 200);
  EXPECT_EQ(body_of(patched)["active"], true);
  EXPECT_EQ(body_of(patched)["updatedAt"], "2026-03-02T09:00:01.250Z");
  EXPECT_EQ(call(Method::del, "/subscriptions/1").status, 204);
  for (const char* id : {"1", "2", "x", "99999999999999999999", "4294967297"}) {
    EXPECT_EQ(call(Method::get, std::string("/subscriptions/") + id).status, 404) << id;
  }
}

TEST_F(WebhooksApi, F102WhatCannotBeSubscribedTo) {
  const std::vector<Json> refused{
      {{"eventType", "contact.propertyChange"}},
      {{"eventType", "contact.propertyChange"}, {"propertyName", "hs_lastmodifieddate"}},
      {{"eventType", "contact.propertyChange"}, {"propertyName", "lastmodifieddate"}},
      {{"eventType", "contact.propertyChange"}, {"propertyName", "num_unique_conversion_events"}},
      {{"eventType", "contact.creation"}, {"propertyName", "email"}},
      {{"eventType", "contacts.creation"}},
      {{"eventType", "contact"}},
      {{"eventType", "object.creation"}},
      {{"eventType", 7}},
      {{"eventType", "contact.creation"}, {"active", "yes"}},
      {{"eventType", Json::array()}},
      Json::object()};
  for (const Json& subscription : refused) {
    EXPECT_EQ(subscribe(subscription).status, 400) << subscription;
  }
  const std::vector<Json> taken{{{"eventType", "contact.creation"}},
                                {{"eventType", "contact.privacyDeletion"}},
                                {{"eventType", "contact.associationChange"}},
                                {{"eventType", "ticket.restore"}},
                                {{"eventType", "conversation.newMessage"}},
                                {{"eventType", "object.creation"}, {"objectTypeId", "0-1"}}};
  for (const Json& subscription : taken) {
    EXPECT_EQ(subscribe(subscription).status, 201) << subscription;
    EXPECT_EQ(subscribe(subscription).status, 400) << subscription << " a second time";
  }
}

TEST_F(WebhooksApi, F102AnAppHasAtMost1000Subscriptions) {
  for (int number = 0; number < 1'000; ++number) {
    ASSERT_EQ(subscribe({{"eventType", "contact.propertyChange"},
                         {"propertyName", "custom_" + std::to_string(number)}})
                  .status,
              201);
  }
  EXPECT_EQ(subscribe({{"eventType", "contact.creation"}}).status, 400);
  EXPECT_EQ(call(Method::del, "/subscriptions/500").status, 204);
  EXPECT_EQ(subscribe({{"eventType", "contact.creation"}}).status, 201);
}

TEST_F(WebhooksApi, F108ABatchUpdateChangesWhatItFindsAndNamesTheRest) {
  EXPECT_EQ(subscribe({{"eventType", "contact.creation"}}).status, 201);
  EXPECT_EQ(subscribe({{"eventType", "contact.deletion"}}).status, 201);
  const auto update = [&](const Json& inputs) {
    return call(Method::post, "/subscriptions/batch/update", {{"inputs", inputs}});
  };
  const Response all = update({{{"id", 1}, {"active", true}}, {{"id", "2"}, {"active", true}}});
  EXPECT_EQ(all.status, 200);
  EXPECT_EQ(body_of(all)["results"][1]["active"], true);
  EXPECT_FALSE(body_of(all).contains("errors"));
  const Response some = update({{{"id", 2}, {"active", false}}, {{"id", 4567}, {"active", true}}});
  EXPECT_EQ(some.status, 207);
  const Json body = body_of(some);
  EXPECT_EQ(body["results"].size(), 1U);
  EXPECT_EQ(body["numErrors"], 1);
  EXPECT_EQ(body["errors"][0]["category"], "SUBSCRIPTION_ID_NOT_FOUND");
  EXPECT_EQ(body["errors"][0]["context"]["subscriptionIds"], Json({"4567"}));
  EXPECT_EQ(update({{{"id", 1}}}).status, 400);
  EXPECT_EQ(update({7}).status, 400);
  EXPECT_EQ(update({{"id", 1}}).status, 400);
}

}  // namespace
}  // namespace lockstep::sim::hubspot
