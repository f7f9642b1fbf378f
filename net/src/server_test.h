/// What the tests of the HTTP server talk to it with.

#pragma once

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lockstep/base/exchange.h"
#include "lockstep/net/http_server.h"

#include "socket.h"

namespace lockstep {

/// Answers with what a function says and keeps the requests.
class RecordingEndpoint final : public Endpoint {
 public:
  Exchange exchange(const Request& request) override {
    const std::scoped_lock lock(mutex_);
    requests_.push_back(request);
    return answer ? answer(request) : Response{200, {}, request.body};
  }

  [[nodiscard]] std::vector<Request> requests() const {
    const std::scoped_lock lock(mutex_);
    return requests_;
  }

  std::function<Exchange(const Request&)> answer;

 private:
  mutable std::mutex mutex_;
  std::vector<Request> requests_;
};

inline Socket connect_to(int port) {
  Socket client(::socket(AF_INET, SOCK_STREAM, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  EXPECT_EQ(::connect(client.descriptor(), static_cast<sockaddr*>(static_cast<void*>(&address)),
                      sizeof address),
            0);
  return client;
}

inline std::string read_to_end(const Socket& client) {
  std::string text;
  std::array<char, 4096> buffer{};
  while (const std::size_t size = client.read_some(buffer)) {
    text.append(buffer.data(), size);
  }
  return text;
}

/// Sends bytes as they are and reads until the server closes.
inline std::string talk(int port, std::string_view bytes) {
  const Socket client = connect_to(port);
  EXPECT_TRUE(client.write_all(bytes));
  client.shut_down_writing();
  return read_to_end(client);
}

/// A server in each of the ways in which connections can be served.
class HttpServerTest : public testing::TestWithParam<Serving> {
 protected:
  RecordingEndpoint endpoint;
  std::unique_ptr<HttpServer> server =
      std::move(*HttpServer::start(endpoint, {.serving = GetParam()}));
};

inline const auto kBothWays = testing::Values(Serving::thread_each, Serving::one_loop);

inline std::string name_of_way(const testing::TestParamInfo<Serving>& way) {
  return way.param == Serving::one_loop ? "OneLoop" : "ThreadEach";
}

}  // namespace lockstep
