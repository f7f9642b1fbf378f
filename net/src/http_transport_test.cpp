#include "lockstep/net/http_transport.h"

#include <gmock/gmock.h>

#include <array>
#include <atomic>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "socket.h"

namespace lockstep {
namespace {

using namespace std::chrono_literals;

const Request kGet{Method::get, "/", {}, {}, ""};
const Request kPost{Method::post, "/", {}, {{"Content-Type", "text/plain"}}, "body"};

/// A server that accepts connections one after the other and says what it is told to, to see what
/// the client does with a server that misbehaves.
class ScriptedServer {
 public:
  using Answers = std::vector<std::string>;

  /// @param answers  For each connection, what is sent after each request, before it is closed.
  explicit ScriptedServer(std::vector<Answers> answers)
      : listener_(std::move(*listen_on_loopback(0))),
        thread_([this, script = std::move(answers)] { run(script); }) {}
  ScriptedServer(const ScriptedServer&) = delete;
  ScriptedServer& operator=(const ScriptedServer&) = delete;
  ~ScriptedServer() { listener_.shut_down(); }

  [[nodiscard]] std::string base_url() const {
    return "http://127.0.0.1:" + std::to_string(local_port(listener_));
  }
  [[nodiscard]] int requests() const { return requests_; }
  [[nodiscard]] std::string last_request() const {
    const std::scoped_lock lock(mutex_);
    return last_request_;
  }

  /// Returns once so many connections have been served to their end.
  void wait_for_ends(int count) const { ends_.wait(count - 1); }

 private:
  void run(const std::vector<Answers>& script) {
    for (const auto& answers : script) {
      const Socket connection = accept_connection(listener_);
      if (!connection.is_open()) {
        return;
      }
      for (const std::string& answer : answers) {
        if (!read_request(connection)) {
          break;
        }
        ++requests_;
        if (!connection.write_all(answer)) {
          break;
        }
      }
      connection.shut_down();
      ++ends_;
      ends_.notify_all();
    }
  }

  bool read_request(const Socket& connection) {
    std::string text;
    std::array<char, 4096> buffer{};
    while (text.find("\r\n\r\n") == std::string::npos ||
           (text.starts_with("POST") && !text.ends_with("body"))) {
      const std::size_t size = connection.read_some(buffer);
      if (size == 0) {
        return false;
      }
      text.append(buffer.data(), size);
    }
    const std::scoped_lock lock(mutex_);
    last_request_ = text;
    return true;
  }

  Socket listener_;
  std::atomic<int> requests_ = 0;
  std::atomic<int> ends_ = 0;
  mutable std::mutex mutex_;
  std::string last_request_;
  std::jthread thread_;
};

using Answers = ScriptedServer::Answers;

std::unique_ptr<Transport> connect(const ScriptedServer& server) {
  return std::move(*make_http_transport({.base_url = server.base_url(), .body_bytes_max = 100}));
}

std::string answer_of(std::string_view body) {
  return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\nA: 1\r\nA: 2\r\n\r\n" + std::string(body);
}

TEST(HttpTransport, KeepsItsConnectionAndReplacesOneThatTheServerHasClosed) {
  ScriptedServer server({Answers{answer_of("1"), answer_of("2")}, Answers{answer_of("3")}});
  const auto transport = connect(server);
  EXPECT_EQ(transport->send(kGet)->body, "1");
  EXPECT_EQ(transport->send(kPost)->body, "2");
  server.wait_for_ends(1);
  EXPECT_EQ(transport->send(kPost)->body, "3");
  EXPECT_EQ(server.requests(), 3);
}

TEST(HttpTransport, ARequestIsSentOnceHoweverTheConnectionBreaks) {
  for (const std::string answer :
       {"", "HTTP/1.1 200", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n12", "nonsense\r\n\r\n"}) {
    // The first exchange makes it a kept connection: the kind that careless clients retry on.
    ScriptedServer server({Answers{answer_of("1"), answer}, Answers{answer_of("again")}});
    const auto transport = connect(server);
    EXPECT_EQ(transport->send(kGet)->body, "1");
    const auto result = transport->send(kPost);
    ASSERT_FALSE(result.has_value()) << answer;
    EXPECT_EQ(result.error().kind, ErrorKind::outcome_unknown) << answer;
    EXPECT_EQ(server.requests(), 2) << answer;
    EXPECT_EQ(transport->send(kGet)->body, "again");
  }
}

TEST(HttpTransport, SendsTheTargetAsItIsAndReadsEveryHeader) {
  ScriptedServer server(std::vector<Answers>{{answer_of("1")}});
  const auto transport = std::move(*make_http_transport({.base_url = server.base_url() + "/v2/"}));
  const auto answer = transport->send(
      {Method::get, "/a%2Fb%40c", {{"q", "x y+z"}}, {{"Authorization", "Bearer t"}}, ""});
  EXPECT_EQ(answer->headers.at("a"), "1, 2");
  EXPECT_THAT(server.last_request(),
              testing::StartsWith("GET /v2/a%2Fb%40c?q=x%20y%2Bz HTTP/1.1\r\n"));
  EXPECT_THAT(server.last_request(), testing::HasSubstr("Authorization: Bearer t\r\n"));
}

TEST(HttpTransport, AnAnswerThatIsTooLargeIsCutOff) {
  ScriptedServer server(
      std::vector<Answers>{{answer_of(std::string(100, 'a')), answer_of(std::string(101, 'a'))}});
  const auto transport = connect(server);
  EXPECT_EQ(transport->send(kGet)->body.size(), 100U);
  EXPECT_EQ(transport->send(kGet).error().kind, ErrorKind::outcome_unknown);
}

TEST(HttpTransport, ASilentServerIsGivenUp) {
  ScriptedServer server(
      std::vector<Answers>{Answers(2)});  // Reads two requests before it closes; only one comes.
  const auto transport =
      std::move(*make_http_transport({.base_url = server.base_url(), .read_timeout = 50ms}));
  EXPECT_EQ(transport->send(kGet).error().kind, ErrorKind::outcome_unknown);
}

TEST(HttpTransport, WithoutAServerNothingWasSent) {
  const Socket bound = std::move(*listen_on_loopback(0));
  const int port = local_port(bound);
  bound.shut_down();  // Nobody listens there any more, and nobody else can.
  const auto transport =
      std::move(*make_http_transport({.base_url = "http://127.0.0.1:" + std::to_string(port)}));
  EXPECT_EQ(transport->send(kPost).error().kind, ErrorKind::unavailable);
}

TEST(HttpTransport, RefusesRequestsThatWouldSayMoreThanOne) {
  const auto transport = std::move(*make_http_transport({.base_url = "http://127.0.0.1:1"}));
  for (const Request& request :
       {Request{Method::get, "/a b", {}, {}, ""}, Request{Method::get, "/a\r\nX: y", {}, {}, ""},
        Request{Method::get, "/", {}, {{"X", "y\r\nZ: 1"}}, ""},
        Request{Method::get, "/", {}, {{"X Y", "z"}}, ""}}) {
    EXPECT_EQ(transport->send(request).error().kind, ErrorKind::invalid_input);
  }
}

TEST(HttpTransport, TheBaseMustBeAnAbsoluteUrl) {
  for (const char* url : {"", "127.0.0.1:80", "ftp://h", "http://", "http://u@h", "http://h:0"}) {
    EXPECT_EQ(make_http_transport({.base_url = url}).error().kind, ErrorKind::invalid_input) << url;
  }
}

}  // namespace
}  // namespace lockstep
