#include "lockstep/net/http_server.h"

#include <gmock/gmock.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <zlib.h>

#include <array>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "lockstep/base/url.h"
#include "lockstep/net/http_transport.h"

#include "server_test.h"
#include "socket.h"

namespace lockstep {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

std::string gzip(std::string text) {
  std::string zipped(1024, '\0');
  z_stream stream{};
  EXPECT_EQ(::deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8, 0), Z_OK);
  const auto bytes = [](std::string& of) {
    return static_cast<Bytef*>(static_cast<void*>(of.data()));
  };
  stream.next_in = bytes(text);
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = bytes(zipped);
  stream.avail_out = static_cast<uInt>(zipped.size());
  EXPECT_EQ(::deflate(&stream, Z_FINISH), Z_STREAM_END);
  zipped.resize(stream.total_out);
  ::deflateEnd(&stream);
  return zipped;
}

INSTANTIATE_TEST_SUITE_P(, HttpServerTest, kBothWays, name_of_way);

TEST_P(HttpServerTest, TheEndpointSeesTheRequestAsItWasOnTheWire) {
  const std::string answer =
      talk(server->port(),
           "PATCH /crm/a%2Fb%40x.co?idProperty=email&a=1+2&a=3 HTTP/1.1\r\nHost: h\r\n"
           "Content-Type: multipart/form-data; boundary=x\r\nAccept-Encoding: br\r\n"
           "Range: bytes=0-1\r\nAuthorization: Bearer t\r\nContent-Length: 4\r\n\r\nbody");
  ASSERT_EQ(endpoint.requests().size(), 1U);
  const Request seen = endpoint.requests().front();
  EXPECT_EQ(seen.method, Method::patch);
  EXPECT_EQ(seen.path, "/crm/a%2Fb%40x.co");
  EXPECT_EQ(seen.query, (Query{{"idProperty", "email"}, {"a", "1 2"}, {"a", "3"}}));
  EXPECT_EQ(seen.headers.at("authorization"), "Bearer t");
  EXPECT_EQ(seen.headers.at("accept-encoding"), "br");
  EXPECT_EQ(seen.body, "body");
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 OK\r\n"));
  EXPECT_THAT(answer, testing::EndsWith("\r\n\r\nbody"));
}

TEST_P(HttpServerTest, AnswersAreNeverCompressedOrCutToARange) {
  const std::string text(100'000, 'a');
  endpoint.answer = [&](const Request&) {
    return Response{200, {{"Content-Type", "application/json"}}, text};
  };
  const std::string answer = talk(server->port(),
                                  "GET / HTTP/1.1\r\nHost: h\r\nAccept-Encoding: br, gzip\r\n"
                                  "Range: bytes=0-9\r\n\r\n");
  EXPECT_THAT(answer, HasSubstr("Content-Length: 100000\r\n"));
  EXPECT_THAT(answer, Not(HasSubstr("Content-Encoding")));
  EXPECT_THAT(answer, testing::EndsWith(text));
}

TEST_P(HttpServerTest, BodiesMayBeChunkedAndRequestsMayFollowAtOnce) {
  const std::string answers =
      talk(server->port(),
           "POST /1 HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
           "3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n"
           "POST /2 HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nfg"
           "POST /3 HTTP/1.1\r\nHost: h\r\n\r\n"
           "DELETE /4 HTTP/1.1\r\nHost: h\r\n\r\n"
           "DELETE /5 HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\nh"
           "PUT /6 HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n");
  std::vector<std::string> bodies;
  for (const Request& request : endpoint.requests()) {
    bodies.push_back(request.path + request.body);
  }
  EXPECT_THAT(bodies, testing::ElementsAre("/1abcde", "/2fg", "/3", "/4", "/5h", "/6")) << answers;
}

TEST_P(HttpServerTest, ABodyIsReadWhateverTheMethodAndTheEncoding) {
  const std::string zipped = gzip("zipped");
  const std::string answers =
      talk(server->port(),
           "GET /1 HTTP/1.1\r\nContent-Length: 2\r\n\r\nab"
           "DELETE /2 HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nc\r\n0\r\n\r\n"
           "POST /3 HTTP/1.1\r\nContent-Encoding: gzip\r\nContent-Length: " +
               std::to_string(zipped.size()) + "\r\n\r\n" + zipped +
               "PUT /4 HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\nd"
               "GET /5 HTTP/1.1\r\n\r\n");
  std::vector<std::string> bodies;
  for (const Request& request : endpoint.requests()) {
    bodies.push_back(request.path + request.body);
  }
  EXPECT_THAT(bodies, testing::ElementsAre("/1ab", "/2c", "/3zipped", "/4d", "/5")) << answers;
}

TEST_P(HttpServerTest, AClientThatExpectsItIsToldToContinue) {
  const Socket client = connect_to(server->port());
  ASSERT_TRUE(
      client.write_all("POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n"));
  std::array<char, 4096> buffer{};
  const std::size_t size = client.read_some(buffer);
  EXPECT_EQ(std::string_view(buffer.data(), size), "HTTP/1.1 100 Continue\r\n\r\n");
  ASSERT_TRUE(client.write_all("ab"));
  client.shut_down_writing();
  EXPECT_THAT(read_to_end(client), testing::EndsWith("\r\n\r\nab"));
}

TEST_P(HttpServerTest, RefusesWithoutAskingTheEndpoint) {
  struct Row {
    std::string request;
    const char* answer;
  };
  for (const Row& row : {
           // clang-format off
           Row{"HEAD / HTTP/1.1\r\n\r\n", "HTTP/1.1 405 "},
           Row{"OPTIONS * HTTP/1.1\r\n\r\n", "HTTP/1.1 405 "},
           Row{"TRACE / HTTP/1.1\r\n\r\n", "HTTP/1.1 405 "},
           Row{"nonsense\r\n\r\n", "HTTP/1.1 400 "},
           Row{"POST / HTTP/1.1\r\nContent-Length: 33554433\r\n\r\n", "HTTP/1.1 413 "},
           Row{"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n", "HTTP/1.1 400 "},
           Row{"POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nabc", "HTTP/1.1 400 "},
           Row{"GET /" + std::string(20'000, 'a') + " HTTP/1.1\r\n\r\n", "HTTP/1.1 414 "},
           Row{"GET / HTTP/1.1\r\na: " + std::string(70'000, 'b') + "\r\n\r\n", "HTTP/1.1 431 "},
           // clang-format on
       }) {
    EXPECT_THAT(talk(server->port(), row.request), StartsWith(row.answer))
        << row.request.substr(0, 60);
  }
  EXPECT_TRUE(endpoint.requests().empty());
}

TEST_P(HttpServerTest, ABodyIsBoundedWhateverItsFraming) {
  constexpr std::size_t kLimit = std::size_t{32} * 1024 * 1024;
  const std::string largest(kLimit, 'a');
  const std::string chunk = "2000001\r\n" + largest + "a\r\n0\r\n\r\n";  // 32 MiB and a byte.
  EXPECT_THAT(talk(server->port(), "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk),
              StartsWith("HTTP/1.1 413 "));
  EXPECT_TRUE(endpoint.requests().empty());
  endpoint.answer = [](const Request& request) {
    return Response{200, {}, std::to_string(request.body.size())};
  };
  EXPECT_THAT(talk(server->port(), "POST / HTTP/1.1\r\nContent-Length: 33554432\r\n\r\n" + largest),
              testing::EndsWith("33554432"));
}

TEST_P(HttpServerTest, ALostConnectionBreaksBeforeAByteOfTheAnswer) {
  endpoint.answer = [](const Request&) { return ConnectionLost{.server_acted = true}; };
  EXPECT_EQ(talk(server->port(), "GET / HTTP/1.1\r\nHost: h\r\n\r\n"), "");
  EXPECT_EQ(talk(server->port(), "POST / HTTP/1.1\r\nContent-Length: 1\r\n\r\na"), "");
  EXPECT_EQ(endpoint.requests().size(), 2U);
}

TEST_P(HttpServerTest, ATruncatedAnswerAnnouncesTheWholeBody) {
  endpoint.answer = [](const Request&) {
    return TruncatedResponse{Response{200, {{"Content-Type", "application/json"}}, "0123456789"},
                             4};
  };
  const std::string answer = talk(server->port(), "GET / HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_THAT(answer, HasSubstr("Content-Length: 10\r\n"));
  EXPECT_THAT(answer, testing::EndsWith("\r\n\r\n0123"));
}

TEST_P(HttpServerTest, AnswersWithoutABodyHaveNone) {
  endpoint.answer = [](const Request&) { return Response{204, {}, "ignored"}; };
  const std::string answer = talk(server->port(), "DELETE / HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 204 No Content\r\n"));
  EXPECT_THAT(answer, testing::EndsWith("\r\n\r\n"));
  EXPECT_THAT(answer, Not(HasSubstr("Content-Length")));
}

TEST_P(HttpServerTest, BothEndsSendAtOnce) {
  // Without TCP_NODELAY on both ends an exchange takes 44 ms; a timed test would be a guess.
  const auto transport = make_http_transport({.base_url = server->base_url()});
  ASSERT_TRUE((*transport)->send({Method::get, "/", {}, {}, ""}).has_value());
  int ends = 0;
  for (int descriptor = 0; descriptor < 1024; ++descriptor) {
    sockaddr_in peer{};
    socklen_t size = sizeof peer;
    if (::getpeername(descriptor, static_cast<sockaddr*>(static_cast<void*>(&peer)), &size) != 0 ||
        peer.sin_family != AF_INET) {
      continue;
    }
    int no_delay = 0;
    socklen_t option_size = sizeof no_delay;
    ::getsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &no_delay, &option_size);
    EXPECT_NE(no_delay, 0);
    ++ends;
  }
  EXPECT_EQ(ends, 2);
}

TEST_P(HttpServerTest, AsksForItsBearerToken) {
  server =
      std::move(*HttpServer::start(endpoint, {.bearer_token = "secret", .serving = GetParam()}));
  const auto transport = std::move(*make_http_transport({.base_url = server->base_url()}));
  for (const char* wrong : {"", "Bearer", "Bearer secre", "Bearer secretsecret", "secret"}) {
    const auto answer = transport->send({Method::get, "/", {}, {{"Authorization", wrong}}, ""});
    EXPECT_EQ(answer->status, 401) << wrong;
    EXPECT_EQ(answer->headers.at("WWW-Authenticate"), "Bearer");
  }
  EXPECT_TRUE(endpoint.requests().empty());
  const Request right{Method::get, "/", {}, {{"Authorization", "Bearer secret"}}, ""};
  EXPECT_EQ(transport->send(right)->status, 200);
}

TEST_P(HttpServerTest, OnlyAGetOfItsOpenTargetNeedsNoToken) {
  server = std::move(*HttpServer::start(
      endpoint, {.bearer_token = "secret", .open_target = "/page", .serving = GetParam()}));
  const auto transport = std::move(*make_http_transport({.base_url = server->base_url()}));
  EXPECT_EQ(transport->send({Method::get, "/page", {}, {}, ""})->status, 200);
  for (const Request& closed :
       {Request{Method::post, "/page", {}, {}, ""}, Request{Method::get, "/page/", {}, {}, ""},
        Request{Method::get, "/page", {{"a", "1"}}, {}, ""},
        Request{Method::get, "/", {}, {}, ""}}) {
    EXPECT_EQ(transport->send(closed)->status, 401) << closed.path;
  }
}

TEST_P(HttpServerTest, ATakenPortIsAnErrorThatNamesIt) {
  const auto second = HttpServer::start(endpoint, {.port = server->port(), .serving = GetParam()});
  ASSERT_FALSE(second.has_value());
  EXPECT_EQ(second.error().kind, ErrorKind::unavailable);
  EXPECT_THAT(second.error().message, HasSubstr(std::to_string(server->port())));
}

// What is started while a connection is open inherits it, at least until its exec: a connector,
// say.
TEST_P(HttpServerTest, AConnectionThatAChildProcessHoldsTooEndsAllTheSame) {
  auto ended = std::make_unique<Socket>(connect_to(server->port()));
  ASSERT_TRUE(ended->write_all("GET / HTTP/1.1\r\n\r\n"));
  std::array<char, 1024> buffer{};
  ASSERT_GT(ended->read_some(buffer), 0U);
  std::array<int, 2> life{};
  ASSERT_EQ(::pipe(life.data()), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    ::close(life[1]);
    char byte = 0;
    static_cast<void>(!::read(life[0], &byte, 1));
    ::_exit(0);
  }
  ASSERT_GT(child, 0);
  ended->shut_down();
  ended.reset();
  const auto transport = std::move(*make_http_transport({.base_url = server->base_url()}));
  for (int request = 0; request < 20; ++request) {
    EXPECT_EQ(transport->send({Method::get, "/", {}, {}, ""})->status, 200);
  }
  ::close(life[0]);
  ::close(life[1]);
  ::waitpid(child, nullptr, 0);
}

TEST_P(HttpServerTest, EndsAtOnceWhileClientsAreConnected) {
  const Socket idle = connect_to(server->port());
  const Socket half = connect_to(server->port());
  ASSERT_TRUE(half.write_all("GET / HT"));
  const auto transport = std::move(*make_http_transport({.base_url = server->base_url()}));
  ASSERT_TRUE(transport->send({Method::get, "/", {}, {}, ""}).has_value());
  server.reset();  // A server that waited for its clients would hang here: idle never closes.
  EXPECT_EQ(read_to_end(idle), "");
  EXPECT_EQ(read_to_end(half), "");
  EXPECT_EQ(transport->send({Method::get, "/", {}, {}, ""}).error().kind, ErrorKind::unavailable);
}

TEST_P(HttpServerTest, AnswersWhatIsUnderWayBeforeItEnds) {
  std::jthread ending;
  const Socket busy = connect_to(server->port());
  endpoint.answer = [&](const Request&) -> Exchange {
    const Socket late = connect_to(server->port());
    ending = std::jthread([&] { server.reset(); });
    EXPECT_EQ(read_to_end(late), "");  // So the server has been told to end.
    return Response{200, {}, "answered"};
  };
  ASSERT_TRUE(busy.write_all("GET / HTTP/1.1\r\nHost: a\r\n\r\nGET /next HTTP/1.1\r\n\r\n"));
  EXPECT_THAT(read_to_end(busy), EndsWith("answered"));
  ending.join();
  EXPECT_EQ(endpoint.requests().size(), 1U);  // Nothing new is begun.
}

}  // namespace
}  // namespace lockstep
