// Webhooks end to end over sockets: a receiver behind a real server, which calls the fake back.

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "lockstep/base/url.h"
#include "lockstep/net/http_server.h"
#include "lockstep/net/http_transport.h"
#include "lockstep/sim/webhook.h"
#include "lockstep/sim/webhook_signature.h"
#include "lockstep/sim/world.h"

#include "contract_world.h"

namespace lockstep::sim {
namespace {

/// An app that checks the signature and reads each record that it is told of (F105).
class App final : public Endpoint {
 public:
  App(std::string secret, std::string token, std::string hubspot_url)
      : secret_(std::move(secret)), token_(std::move(token)), url_(std::move(hubspot_url)) {}

  Exchange exchange(const Request& request) override {
    const std::scoped_lock lock(mutex_);
    if (find_value(request.headers, "X-HubSpot-Signature") != sign_v1(secret_, request.body)) {
      return Response{401, {}, ""};
    }
    if (busy_ > 0) {
      --busy_;
      return Response{503, {}, ""};
    }
    const auto hubspot = std::move(*make_http_transport({.base_url = url_}));
    for (const Json& event : Json::parse(request.body)) {
      const Result<Response> record =
          hubspot->send({Method::get,
                         "/crm/v3/objects/contacts/" + event["objectId"].dump(),
                         {},
                         {{"Authorization", "Bearer " + token_}},
                         ""});
      names_.push_back(record ? Json::parse(record->body)["properties"]["firstname"] : Json());
    }
    return Response{204, {}, ""};
  }

  void be_busy(int requests) {
    const std::scoped_lock lock(mutex_);
    busy_ = requests;
  }

  [[nodiscard]] std::vector<Json> names() {
    const std::scoped_lock lock(mutex_);
    return names_;
  }

 private:
  std::mutex mutex_;
  std::string secret_;
  std::string token_;
  std::string url_;
  int busy_ = 0;
  std::vector<Json> names_;
};

std::optional<int> perform(const WebhookDelivery& delivery) {
  const auto transport = std::move(*make_http_transport({.base_url = delivery.origin}));
  const Result<Response> answer = transport->send(delivery.request);
  return answer ? std::optional(answer->status) : std::nullopt;
}

TEST(WebhookContract, AReceiverThatCallsBackIsToldAndTriedAgain) {
  World world(contract_options({.seed = 7}));
  const OAuthGrant grant = world.hubspot().grant();
  const auto hubspot = std::move(
      *HttpServer::start(world.endpoint(Service::hubspot), {.serving = Serving::one_loop}));
  App app(grant.client_secret, grant.access_token, hubspot->base_url());
  const auto server = std::move(*HttpServer::start(app));
  {
    const auto lock = world.lock();
    ASSERT_TRUE(world.hubspot().set_webhook_target(server->base_url() + "/hook?key=k").has_value());
    ASSERT_TRUE(world.hubspot().subscribe_webhook("contact.creation").has_value());
    ASSERT_TRUE(world.hubspot().add_contact({{"firstname", "Ann"}}).has_value());
    ASSERT_TRUE(world.hubspot().add_contact({{"firstname", "Bob"}}).has_value());
  }
  app.be_busy(1);
  EXPECT_EQ(deliver_due_webhooks(world, perform), 1U);
  EXPECT_TRUE(app.names().empty());
  EXPECT_EQ(deliver_due_webhooks(world, perform), 0U);
  {
    const auto lock = world.lock();
    world.clock().sleep_until(*world.hubspot().next_webhook_due());
  }
  EXPECT_EQ(deliver_due_webhooks(world, perform), 1U);
  EXPECT_EQ(app.names(), (std::vector<Json>{"Ann", "Bob"}));
  EXPECT_EQ(deliver_due_webhooks(world, perform), 0U);

  std::vector<std::string> lines;
  for (const JournalEntry& entry : world.journal().entries()) {
    if (entry.operation == "webhook.delivery") {
      lines.push_back(entry.source + " " + entry.details + " " +
                      std::to_string(entry.response ? entry.response->status : 0) + " " +
                      format_target(entry.request));
    }
  }
  EXPECT_EQ(lines, (std::vector<std::string>{
                       R"(webhook {"attempt":0,"events":2} 503 /hook?key=%2A%2A%2A)",
                       R"(webhook {"attempt":1,"events":2} 204 /hook?key=%2A%2A%2A)"}));
}

TEST(WebhookContract, AReceiverThatIsNotThereIsAFailure) {
  World world(contract_options({.seed = 7}));
  ASSERT_TRUE(world.hubspot().set_webhook_target("http://127.0.0.1:1/hook").has_value());
  ASSERT_TRUE(world.hubspot().subscribe_webhook("contact.creation").has_value());
  ASSERT_TRUE(world.hubspot().add_contact({{"firstname", "Ann"}}).has_value());
  EXPECT_EQ(deliver_due_webhooks(world, perform), 1U);
  ASSERT_EQ(world.journal().size(), 1U);
  EXPECT_EQ(world.journal().entries()[0].outcome, Outcome::lost);
  EXPECT_TRUE(world.hubspot().next_webhook_due().has_value());
}

}  // namespace
}  // namespace lockstep::sim
