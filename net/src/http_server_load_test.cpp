#include <gmock/gmock.h>
#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "lockstep/net/http_server.h"
#include "lockstep/net/http_transport.h"

#include "server_test.h"
#include "socket.h"

namespace lockstep {
namespace {

using testing::EndsWith;
using testing::StartsWith;

constexpr std::string_view kLastRequest = "GET /last HTTP/1.1\r\nConnection: close\r\n\r\n";

void allow_descriptors(rlim_t count) {
  rlimit descriptors{};
  ::getrlimit(RLIMIT_NOFILE, &descriptors);
  descriptors.rlim_cur = std::max(descriptors.rlim_cur, std::min(descriptors.rlim_max, count));
  ::setrlimit(RLIMIT_NOFILE, &descriptors);
}

/// Says which requests are on their way when one arrives.
class ArrivalEndpoint final : public Endpoint {
 public:
  explicit ArrivalEndpoint(std::function<void()> during_first) : during_first_(during_first) {}

  std::unique_ptr<Arrival> arrive(const Request& request) override {
    seen.push_back(request.path + (under_way_ > 0 ? " meanwhile" : " alone"));
    return std::make_unique<Counted>(under_way_);
  }
  Exchange exchange(const Request& request) override {
    if (request.path == "/first") {
      during_first_();
    }
    return Response{200, {}, ""};
  }

  std::vector<std::string> seen;  ///< By the loop, until the server has ended.

 private:
  struct Counted final : Arrival {
    explicit Counted(int& count) : count_(&count) { ++*count_; }
    ~Counted() override { --*count_; }
    int* count_;
  };

  int under_way_ = 0;
  std::function<void()> during_first_;
};

TEST(HttpServerArrival, IsBeforeTheAnswerToAnotherRequestWhereItIsSentBeforeIt) {
  std::vector<Socket> clients;
  ArrivalEndpoint endpoint(
      [&] { EXPECT_TRUE(clients[1].write_all("GET /second HTTP/1.1\r\n\r\n")); });
  auto server = std::move(*HttpServer::start(endpoint, {.serving = Serving::one_loop}));
  const auto send = [&](std::size_t client, const std::string& path) {
    ASSERT_TRUE(clients[client].write_all("GET " + path + " HTTP/1.1\r\n\r\n"));
  };
  const auto wait = [&](std::size_t client) {
    std::array<char, 4096> buffer{};
    ASSERT_GT(clients[client].read_some(buffer), 0U);
  };
  for (const std::size_t client : {std::size_t{0}, std::size_t{1}}) {
    clients.push_back(connect_to(server->port()));
    send(client, "/hello");
    wait(client);
  }
  send(0, "/first");
  wait(0);
  wait(1);
  send(0, "/third");
  wait(0);
  server.reset();
  EXPECT_THAT(endpoint.seen, testing::ElementsAre("/hello alone", "/hello alone", "/first alone",
                                                  "/second meanwhile", "/third alone"));
}

class HttpServerLoad : public HttpServerTest {};

INSTANTIATE_TEST_SUITE_P(, HttpServerLoad, kBothWays, name_of_way);

TEST_P(HttpServerLoad, ServesManyConnectionsWithoutStarvingOne) {
  constexpr std::size_t kClients = 40;
  std::vector<std::unique_ptr<Transport>> clients;
  clients.reserve(kClients);
  while (clients.size() < kClients) {
    clients.push_back(std::move(*make_http_transport({.base_url = server->base_url()})));
  }
  for (int round = 0; round < 2; ++round) {
    for (const auto& client : clients) {
      EXPECT_TRUE(client->send({Method::get, "/", {}, {}, ""}).has_value());
    }
  }
  EXPECT_EQ(endpoint.requests().size(), 80U);
}

TEST_P(HttpServerLoad, FiveHundredSlowClientsDoNotStopANormalRequest) {
  constexpr std::size_t kClients = 500;
  allow_descriptors(4 * kClients);  // Both ends are here.
  std::vector<Socket> slow;
  for (std::size_t number = 0; number < kClients; ++number) {
    slow.push_back(connect_to(server->port()));
    ASSERT_TRUE(slow.back().write_all(number % 2 == 0
                                          ? "GET /slow HTTP/1.1\r\nHos"
                                          : "POST /slow HTTP/1.1\r\nContent-Length: 9\r\n\r\nbod"));
  }
  const auto transport = std::move(*make_http_transport({.base_url = server->base_url()}));
  EXPECT_TRUE(transport->send({Method::get, "/", {}, {}, ""}).has_value());
  ASSERT_EQ(endpoint.requests().size(), 1U);
  EXPECT_EQ(endpoint.requests().front().path, "/");
}

TEST_P(HttpServerLoad, AnswersAThousandIdleConnectionsAndRefusesOneBeyondTheBound) {
  constexpr std::size_t kBound = 1024;
  allow_descriptors(4 * kBound);
  std::vector<Socket> idle;
  while (idle.size() < kBound) {
    idle.push_back(connect_to(server->port()));
  }
  EXPECT_THAT(read_to_end(connect_to(server->port())), StartsWith("HTTP/1.1 503 "));
  for (const std::size_t at : {std::size_t{0}, kBound / 2, kBound - 1}) {
    ASSERT_TRUE(idle[at].write_all(kLastRequest));
    EXPECT_THAT(read_to_end(idle[at]), StartsWith("HTTP/1.1 200 "));
  }
}

TEST_P(HttpServerLoad, HeadsThatComeByteByByteAndInTurnsAreToldApart) {
  std::vector<Socket> clients;
  std::vector<std::string> heads;
  for (const char* name : {"ann", "bob", "cyd"}) {
    clients.push_back(connect_to(server->port()));
    heads.push_back("POST / HTTP/1.1\r\nConnection: close\r\nContent-Length: 3\r\n\r\n" +
                    std::string(name));
  }
  for (std::size_t at = 0; at < heads.front().size(); ++at) {
    for (std::size_t client = 0; client < clients.size(); ++client) {
      ASSERT_TRUE(clients[client].write_all(std::string_view(heads[client]).substr(at, 1)));
    }
  }
  for (std::size_t client = 0; client < clients.size(); ++client) {
    const std::string& head = heads[client];
    EXPECT_THAT(read_to_end(clients[client]), EndsWith("\r\n\r\n" + head.substr(head.size() - 3)));
  }
}

TEST_P(HttpServerLoad, ALargeAnswerToASlowReaderDoesNotStopOthers) {
  const std::string large(20'000'000, 'a');
  endpoint.answer = [large](const Request& request) -> Exchange {
    return Response{200, {}, request.path == "/last" ? large : "small"};
  };
  const Socket slow = connect_to(server->port());
  ASSERT_TRUE(slow.write_all(kLastRequest));
  std::array<char, 1> first{};
  ASSERT_EQ(slow.read_some(first), 1U);  // So its answer is under way.
  const auto transport = std::move(*make_http_transport({.base_url = server->base_url()}));
  for (int request = 0; request < 3; ++request) {
    EXPECT_EQ(transport->send({Method::get, "/", {}, {}, ""})->body, "small");
  }
  const std::string rest = read_to_end(slow);
  EXPECT_EQ(rest.size() - rest.find("\r\n\r\n") - 4, large.size());
}

TEST_P(HttpServerLoad, NothingMoreIsReadFromAClientThatDoesNotTakeItsAnswers) {
  constexpr std::size_t kSentMax = std::size_t{64} * 1024 * 1024;
  const std::string answer(100'000, 'a');
  endpoint.answer = [answer](const Request&) { return Response{200, {}, answer}; };
  const std::string request =
      "POST / HTTP/1.1\r\nContent-Length: 10000\r\n\r\n" + std::string(10'000, 'b');
  const Socket client = connect_to(server->port());
  client.set_non_blocking();
  std::size_t sent = 0;
  bool stuck = false;
  while (sent < kSentMax && !stuck) {
    const std::size_t at = sent % request.size();
    const std::size_t size = client.try_write(std::string_view(request).substr(at), {}).bytes;
    sent += size;
    stuck = size == 0 && !client.wait_writable(Duration(200));
  }
  EXPECT_TRUE(stuck);
  EXPECT_LT(sent, kSentMax);

  // What was not read is still there, and goes on when the client does.
  const std::size_t seen = endpoint.requests().size();
  std::size_t read = 0;
  std::array<char, 65'536> buffer{};
  while (read < (seen + 1) * (answer.size() + 100)) {
    ASSERT_TRUE(client.wait_readable(Duration(10'000)));
    read += client.read_some(buffer);
  }
  EXPECT_GT(endpoint.requests().size(), seen);
}

}  // namespace
}  // namespace lockstep
