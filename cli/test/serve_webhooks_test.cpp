// A served world sends its webhooks by itself.

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "lockstep/net/http_server.h"
#include "lockstep/net/http_transport.h"

#include "child_process.h"

namespace lockstep::cli {
namespace {

using Json = nlohmann::json;

/// Keeps what it is sent, and answers with the statuses that it was given, then 204.
class Receiver final : public Endpoint {
 public:
  explicit Receiver(std::deque<int> statuses) : statuses_(std::move(statuses)) {}

  Exchange exchange(const Request& request) override {
    const std::scoped_lock lock(mutex_);
    bodies_.push_back(Json::parse(request.body));
    arrived_.notify_all();
    if (statuses_.empty()) {
      return Response{204, {}, ""};
    }
    const int status = statuses_.front();
    statuses_.pop_front();
    return Response{status, {}, ""};
  }

  /// Waits for the `count`th delivery.
  Json delivery(std::size_t count) {
    std::unique_lock lock(mutex_);
    arrived_.wait(lock, [&] { return bodies_.size() >= count; });
    return bodies_[count - 1];
  }

 private:
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<int> statuses_;
  std::vector<Json> bodies_;
};

class ServeWebhooks : public testing::Test {
 protected:
  Response send(const Json& url, Method method, const std::string& path, const Query& query,
                const std::string& token, const Json& body) {
    const auto transport = std::move(*make_http_transport({.base_url = url}));
    const Result<Response> response = transport->send(
        {method,
         path,
         query,
         {{"Authorization", "Bearer " + token}, {"Content-Type", "application/json"}},
         body.dump()});
    EXPECT_TRUE(response.has_value());
    return response ? *response : Response{};
  }

  Response as_developer(Method method, const std::string& path, const Json& body) {
    const Json& hubspot = ready["hubspot"];
    return send(hubspot["base_url"], method,
                "/webhooks/v3/" + hubspot["app_id"].get<std::string>() + path,
                {{"hapikey", hubspot["developer_key"]}}, "", body);
  }

  Response as_harness(Method method, const std::string& path, const Json& body) {
    const Json& control = ready["control"];
    return send(control["url"], method, path, {}, control["token"], body);
  }

  ChildProcess serve{{"serve", "--seed", "7", "--until-stdin-closes"}};
  Json ready = Json::parse(serve.read_line());
};

TEST_F(ServeWebhooks, AreSentWhenTheyFallDueAndAgainAfterAFailure) {  // F103, F105
  Receiver receiver({500});
  const auto server = std::move(*HttpServer::start(receiver));
  ASSERT_EQ(as_developer(Method::put, "/settings",
                         {{"targetUrl", server->base_url() + "/hook"},
                          {"throttling", {{"maxConcurrentRequests", 10}}}})
                .status,
            200);
  ASSERT_EQ(as_developer(Method::post, "/subscriptions",
                         {{"eventType", "contact.creation"}, {"active", true}})
                .status,
            201);
  const Json& hubspot = ready["hubspot"];
  ASSERT_EQ(send(hubspot["base_url"], Method::post, "/crm/v3/objects/contacts", {},
                 hubspot["access_token"], {{"properties", {{"email", "ann@example.com"}}}})
                .status,
            201);
  const Json first = receiver.delivery(1);
  EXPECT_EQ(first[0]["attemptNumber"], 0);
  // The outcome is told after the answer: only then does the next attempt have its time.
  while (as_harness(Method::get, "/journal", {}).body.find(R"("status":500)") ==
         std::string::npos) {
  }
  EXPECT_EQ(as_harness(Method::post, "/wait", {{"ms", 3'600'000}}).status, 200);
  const Json second = receiver.delivery(2);
  EXPECT_EQ(second[0]["attemptNumber"], 1);
  EXPECT_EQ(second[0]["eventId"], first[0]["eventId"]);
  serve.close_input();
  EXPECT_EQ(serve.exit_code(), 0);
}

}  // namespace
}  // namespace lockstep::cli
