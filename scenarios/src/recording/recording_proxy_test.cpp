/// What the recorder changes of what it hands on: nothing but what belongs to a connection.

#include "lockstep/scenario/recording_proxy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "lockstep/net/http_server.h"
#include "lockstep/sim/virtual_clock.h"

namespace lockstep::scenario {
namespace {

using sim::Service;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// A service that keeps what reaches it.
class Upstreamed final : public Endpoint {
 public:
  Exchange exchange(const Request& request) override {
    const std::scoped_lock lock(mutex_);
    requests_.push_back(request);
    return answer;
  }

  [[nodiscard]] std::vector<Request> requests() const {
    const std::scoped_lock lock(mutex_);
    return requests_;
  }

  Exchange answer = SharedResponse(Response{200, {}, "{}"});

 private:
  mutable std::mutex mutex_;
  std::vector<Request> requests_;
};

class RecordingProxyTest : public testing::Test {
 protected:
  Exchange send(const Request& request) {
    RecordingProxy proxy(Service::google, upstream_, clock_,
                         [&](const RecordedExchange& seen) { seen_.push_back(seen); });
    return proxy.exchange(request);
  }

  sim::VirtualClock clock_{Instant(Duration(1'772'442'000'000))};
  Upstreamed service_;
  Upstreamed token_service_;
  std::unique_ptr<HttpServer> server_ = std::move(*HttpServer::start(service_));
  std::unique_ptr<HttpServer> token_server_ = std::move(*HttpServer::start(token_service_));
  Upstream upstream_{server_->base_url()};
  std::vector<RecordedExchange> seen_;
};

TEST_F(RecordingProxyTest, HeadersOfAConnectionStayOnItAndAllOthersArePassedOn) {
  service_.answer = SharedResponse(Response{429,
                                            {{"Retry-After", "7"},
                                             {"Keep-Alive", "timeout=5"},
                                             {"Proxy-Authenticate", "Basic"},
                                             {"X-Hubspot-Correlation-Id", "c"}},
                                            R"({"status":"error"})"});
  const Exchange exchange = send({Method::patch,
                                  "/v1/people/c%2F1:updateContact",
                                  {{"updatePersonFields", "names,urls"}, {"a", "1"}, {"a", "2"}},
                                  {{"Authorization", "Bearer t"},
                                   {"X-Goog-FieldMask", "names"},
                                   {"Connection", "keep-alive, X-Hop"},
                                   {"X-Hop", "of this connection"},
                                   {"Keep-Alive", "timeout=5"},
                                   {"TE", "trailers"},
                                   {"Proxy-Connection", "keep-alive"}},
                                  R"({"etag":"e"})"});
  const auto* const answer = std::get_if<SharedResponse>(&exchange);
  ASSERT_NE(answer, nullptr);
  EXPECT_EQ((*answer)->status, 429);
  EXPECT_EQ((*answer)->body, R"({"status":"error"})");
  EXPECT_EQ(find_value((*answer)->headers, "Retry-After"), "7");
  EXPECT_EQ(find_value((*answer)->headers, "X-Hubspot-Correlation-Id"), "c");
  ASSERT_EQ(service_.requests().size(), 1U);
  const Request reached = service_.requests().front();
  EXPECT_EQ(reached.method, Method::patch);
  EXPECT_EQ(reached.path, "/v1/people/c%2F1:updateContact");
  EXPECT_THAT(reached.query, ElementsAre(std::pair("updatePersonFields", "names,urls"),
                                         std::pair("a", "1"), std::pair("a", "2")));
  EXPECT_EQ(reached.body, R"({"etag":"e"})");
  EXPECT_EQ(find_value(reached.headers, "Authorization"), "Bearer t");
  EXPECT_EQ(find_value(reached.headers, "X-Goog-FieldMask"), "names");

  ASSERT_EQ(seen_.size(), 1U);
  ASSERT_TRUE(seen_[0].response);
  for (const Headers* const headers :
       std::array<const Headers*, 4>{&reached.headers, &(*answer)->headers,
                                     &seen_[0].request.headers, &seen_[0].response->headers}) {
    for (const char* const name :
         {"X-Hop", "Keep-Alive", "TE", "Proxy-Connection", "Proxy-Authenticate"}) {
      EXPECT_FALSE(find_value(*headers, name)) << name;
    }
  }
}

TEST_F(RecordingProxyTest, TokenRequestsGoToTheHostThatIsForThem) {
  upstream_.token = token_server_->base_url();
  for (const char* const path : {"/token", "/revoke", "/tokeninfo", "/v1/people/me"}) {
    (void)send({Method::post, path, {}, {}, "a=b"});
  }
  EXPECT_EQ(token_service_.requests().size(), 3U);
  ASSERT_EQ(service_.requests().size(), 1U);
  EXPECT_EQ(service_.requests()[0].path, "/v1/people/me");
}

TEST_F(RecordingProxyTest, ABrokenConnectionIsABrokenOneForTheConnector) {
  service_.answer = ConnectionLost{true};
  const Exchange exchange = send({Method::post, "/v1/people:createContact", {}, {}, "{}"});
  EXPECT_TRUE(std::holds_alternative<ConnectionLost>(exchange));
  EXPECT_EQ(service_.requests().size(), 1U) << "a write is not sent twice";
  ASSERT_EQ(seen_.size(), 1U);
  EXPECT_FALSE(seen_[0].response);
}

TEST_F(RecordingProxyTest, ARedirectIsLeftToTheConnector) {
  service_.answer = SharedResponse(Response{302, {{"Location", token_server_->base_url()}}, ""});
  const Exchange exchange = send({Method::get, "/v1/people/me", {}, {}, ""});
  const auto* const answer = std::get_if<SharedResponse>(&exchange);
  ASSERT_NE(answer, nullptr);
  EXPECT_EQ((*answer)->status, 302);
  EXPECT_THAT(token_service_.requests(), IsEmpty());
}

TEST(UpstreamAt, IsAUrlOfHttpAndGoogleHasATokenHostOfItsOwn) {
  for (const char* const wrong : {"", "api.hubapi.com", "ftp://api.hubapi.com", "http://"}) {
    const Result<Upstream> upstream = upstream_at(Service::hubspot, wrong);
    ASSERT_FALSE(upstream) << wrong;
    EXPECT_THAT(upstream.error().message, HasSubstr("https://api.hubapi.com"));
  }
  EXPECT_EQ(upstream_at(Service::google, "https://people.googleapis.com")->token,
            "https://oauth2.googleapis.com");
  EXPECT_EQ(upstream_at(Service::google, "http://127.0.0.1:8080")->token, "");
  EXPECT_EQ(upstream_at(Service::hubspot, "https://api.hubapi.com")->token, "");
}

}  // namespace
}  // namespace lockstep::scenario
