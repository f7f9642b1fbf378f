#include "request_head.h"

#include <gtest/gtest.h>

namespace lockstep {
namespace {

constexpr std::size_t kTargetMax = 64;

int status_of(const std::string& head) {
  const auto parsed = parse_request_head(head, kTargetMax);
  return std::holds_alternative<HttpRefusal>(parsed) ? std::get<HttpRefusal>(parsed).status : 200;
}

TEST(RequestHead, KeepsTheTargetAsOnTheWireAndJoinsRepeatedFields) {
  const auto parsed = parse_request_head(
      "PATCH /a%2Fb?x=1+2 HTTP/1.1\r\nHost: h\r\nAccept: a\r\naccept:b \r\nContent-Length: "
      "3\r\n\r\n",
      kTargetMax);
  const auto& head = std::get<RequestHead>(parsed);
  EXPECT_EQ(head.method, "PATCH");
  EXPECT_EQ(head.target, "/a%2Fb?x=1+2");
  EXPECT_EQ(head.headers.at("ACCEPT"), "a, b");
  EXPECT_EQ(head.content_length, 3U);
  EXPECT_TRUE(head.keep_alive);
  EXPECT_TRUE(head.has_body());
}

TEST(RequestHead, RefusesEachWithItsStatus) {
  struct Row {
    std::string head;
    int status;
  };
  std::string many_fields = "GET / HTTP/1.1\r\n";
  for (std::size_t field = 0; field <= kHeaderFieldsMax; ++field) {
    many_fields += "a" + std::to_string(field) + ": b\r\n";
  }
  for (const Row& row : {
           // clang-format off
           Row{"GET / HTTP/1.1\r\n\r\n", 200},
           Row{"GET http://h/a HTTP/1.1\r\n\r\n", 200},
           Row{"OPTIONS * HTTP/1.1\r\n\r\n", 200},
           Row{"\r\n\r\n", 400},
           Row{"GET /\r\n\r\n", 400},
           Row{"GET / HTTP/1.1 x\r\n\r\n", 400},
           Row{"G(T / HTTP/1.1\r\n\r\n", 400},
           Row{"GET a HTTP/1.1\r\n\r\n", 400},
           Row{std::string("GET /\0 HTTP/1.1\r\n\r\n", 19), 400},
           Row{"GET / HTTP/1.1\r\nno colon\r\n\r\n", 400},
           Row{"GET / HTTP/1.1\r\n: x\r\n\r\n", 400},
           Row{"GET / HTTP/1.1\r\na b: x\r\n\r\n", 400},
           Row{"GET / HTTP/1.1\r\na: x\r\n folded\r\n\r\n", 400},
           Row{"GET / HTTP/1.1\r\na: \x01\r\n\r\n", 400},
           Row{"POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
           Row{"POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400},
           Row{"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", 400},
           Row{"POST / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n", 400},
           Row{"POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n", 501},
           Row{"GET / HTTP/2.0\r\n\r\n", 505},
           Row{"GET /" + std::string(kTargetMax - 1, 'a') + " HTTP/1.1\r\n\r\n", 200},
           Row{"GET /" + std::string(kTargetMax, 'a') + " HTTP/1.1\r\n\r\n", 414},
           Row{std::string(kTargetMax + 32, 'G') + " / HTTP/1.1\r\n\r\n", 414},
           Row{many_fields + "\r\n", 431},
           Row{"GET / HTTP/1.1\r\na: " + std::string(kHeaderBytesMax, 'b') + "\r\n\r\n", 431},
           // clang-format on
       }) {
    EXPECT_EQ(status_of(row.head), row.status) << row.head.substr(0, 80);
  }
}

TEST(RequestHead, AnEndlessHeadIsRefusedBeforeItEnds) {
  EXPECT_FALSE(refuse_oversized_head("GET /aaa", kTargetMax).has_value());
  EXPECT_EQ(refuse_oversized_head("GET /" + std::string(200, 'a'), kTargetMax)->status, 414);
  EXPECT_EQ(
      refuse_oversized_head("GET / HTTP/1.1\r\n" + std::string(70'000, 'a'), kTargetMax)->status,
      431);
}

TEST(RequestHead, InPiecesTheSameIsTakenAsInOne) {
  const std::string line = "GET / HTTP/1.1\r\n";
  const std::string fields =
      "a: " + std::string(kHeaderBytesMax - std::string_view("a: \r\n\r\n").size(), 'b') +
      "\r\n\r\n";
  EXPECT_EQ(status_of(line + fields), 200);
  EXPECT_FALSE(
      refuse_oversized_head((line + fields).substr(0, line.size() + fields.size() - 1), kTargetMax)
          .has_value());
  EXPECT_EQ(status_of(line + "c" + fields), 431);
}

TEST(RequestHead, ConnectionsEndWhereTheClientSaysSo) {
  const auto keeps_alive = [](const std::string& head) {
    return std::get<RequestHead>(parse_request_head(head, kTargetMax)).keep_alive;
  };
  EXPECT_FALSE(keeps_alive("GET / HTTP/1.1\r\nConnection: Close\r\n\r\n"));
  EXPECT_FALSE(keeps_alive("GET / HTTP/1.0\r\n\r\n"));
  EXPECT_TRUE(keeps_alive("GET / HTTP/1.1\r\nConnection: keep-alive\r\n\r\n"));
}

}  // namespace
}  // namespace lockstep
