#include "http_connection.h"

#include <gmock/gmock.h>

#include <chrono>
#include <functional>
#include <string>
#include <vector>

namespace lockstep {
namespace {

using namespace std::chrono_literals;
using testing::StartsWith;
using Turn = HttpConnection::Turn;

constexpr Moment kStart{};
constexpr std::string_view kPost = "POST /a HTTP/1.1\r\nContent-Length: 2\r\n\r\nxy";

/// A connection without a socket, whose endpoint gives back the body of a request.
class HttpConnectionTest : public testing::Test {
 protected:
  /// Takes all that is to be sent, and answers, until it is the client's turn.
  std::string settle() {
    std::string text;
    while (true) {
      if (connection.turn() == Turn::writes) {
        const auto [first, more] = connection.output();
        text.append(first).append(more);
        connection.sent(first.size() + more.size(), now);
      } else if (connection.turn() == Turn::answers) {
        paths.push_back(connection.request().path);
        connection.answer(Response{200, {}, connection.request().body}, now);
      } else {
        return text;
      }
    }
  }

  std::string say(std::string_view bytes) {
    connection.receive(bytes, now);
    return settle();
  }

  HttpServerOptions options;
  Moment now = kStart;
  HttpConnection connection{options, kStart};
  std::vector<std::string> paths;
};

TEST_F(HttpConnectionTest, WhereItsBytesAreCutMakesNoDifference) {
  const std::string all =
      std::string("\r\n") + std::string(kPost) +
      "PUT /b HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
      "GET /c HTTP/1.1\r\n\r\n";
  const std::string at_once = say(all);
  EXPECT_EQ(paths, (std::vector<std::string>{"/a", "/b", "/c"}));
  EXPECT_TRUE(connection.idle());
  for (std::size_t piece = 1; piece < 8; ++piece) {
    paths.clear();
    std::string answers;
    for (std::size_t at = 0; at < all.size(); at += piece) {
      answers += say(std::string_view(all).substr(at, piece));
    }
    EXPECT_EQ(answers, at_once) << piece;
    EXPECT_EQ(paths.size(), 3U) << piece;
  }
}

TEST_F(HttpConnectionTest, OutputGoesOnWhereTheSocketStopped) {
  connection.receive(kPost, now);
  connection.answer(Response{200, {}, "0123456789"}, now);
  std::string text;
  while (connection.turn() == Turn::writes) {
    const auto [first, more] = connection.output();
    text += first.empty() ? more.front() : first.front();
    connection.sent(1, now);
  }
  EXPECT_EQ(text, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n0123456789");
}

TEST_F(HttpConnectionTest, ItIsToldToContinueOnceAndOnlyIfItWaits) {
  constexpr std::string_view kHead =
      "POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n";
  EXPECT_EQ(say(kHead), "HTTP/1.1 100 Continue\r\n\r\n");
  EXPECT_EQ(say("a"), "");
  EXPECT_THAT(say("b"), StartsWith("HTTP/1.1 200 "));
  EXPECT_THAT(say(std::string(kHead) + "ab"), StartsWith("HTTP/1.1 200 "));
}

struct DeadlineRow {
  const char* name;
  std::vector<std::string> pieces;  ///< One a second.
  std::chrono::seconds deadline;    ///< From the start.
  std::string answer;               ///< To its passing.
  Turn turn;                        ///< After it.
};

std::ostream& operator<<(std::ostream& out, const DeadlineRow& row) { return out << row.name; }

class HttpDeadline : public HttpConnectionTest, public testing::WithParamInterface<DeadlineRow> {};

TEST_P(HttpDeadline, IsThatOfWhatTheConnectionIsAt) {
  const DeadlineRow& row = GetParam();
  for (const std::string& piece : row.pieces) {
    now += 1s;
    say(piece);
  }
  EXPECT_EQ(connection.deadline(), kStart + row.deadline);
  now = connection.deadline();
  connection.expire(now);
  EXPECT_THAT(settle(), StartsWith(row.answer));
  EXPECT_EQ(connection.turn(), row.turn);
}

INSTANTIATE_TEST_SUITE_P(
    , HttpDeadline,
    testing::ValuesIn<DeadlineRow>({
        // clang-format off
        {"Idle",        {},                                        300s, "",              Turn::ended},
        {"IdleAgain",   {std::string(kPost)},                      301s, "",              Turn::ended},
        {"Head",        {"G", "E", "T"},                           11s,  "HTTP/1.1 408 ", Turn::drains},
        {"NextHead",    {std::string(kPost) + "GE", "T"},          11s,  "HTTP/1.1 408 ", Turn::drains},
        {"Body",        {std::string(kPost.substr(0, 39)), "x"},   12s,  "HTTP/1.1 400 ", Turn::drains},
        {"Drain",       {"x\r\n\r\n", "y"},                        3s,   "",              Turn::ended},
        // clang-format on
    }),
    [](const auto& row_info) { return std::string(row_info.param.name); });

TEST_F(HttpConnectionTest, AClientThatTakesNothingForThirtySecondsIsLetGo) {
  connection.receive(kPost, now);
  connection.answer(Response{200, {}, "0123456789"}, now);
  connection.sent(3, now + 20s);
  EXPECT_EQ(connection.deadline(), kStart + 50s);
  connection.expire(now + 50s);
  EXPECT_EQ(connection.turn(), Turn::ended);
}

TEST_F(HttpConnectionTest, ARefusedClientIsNotListenedToForEver) {
  EXPECT_THAT(say("x\r\n\r\n"), StartsWith("HTTP/1.1 400 "));
  const std::string much(std::size_t{1024} * 1024, 'a');
  int pieces = 0;
  while (connection.turn() == Turn::drains && pieces < 100) {
    say(much);
    ++pieces;
  }
  EXPECT_EQ(pieces, 64);
}

TEST_F(HttpConnectionTest, ThatFinishesAnswersWhatHasBegunAndNothingElse) {
  connection.receive(std::string(kPost) + std::string(kPost), now);
  connection.finish();
  EXPECT_EQ(connection.turn(), Turn::answers);
  EXPECT_THAT(settle(), StartsWith("HTTP/1.1 200 "));
  EXPECT_EQ(connection.turn(), Turn::ended);
  EXPECT_EQ(paths.size(), 1U);

  HttpConnection half(options, now);
  half.receive("GET /", now);
  half.finish();
  EXPECT_EQ(half.turn(), Turn::ended);
}

}  // namespace
}  // namespace lockstep
