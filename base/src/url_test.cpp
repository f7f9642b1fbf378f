#include "lockstep/base/url.h"

#include <gtest/gtest.h>

namespace lockstep {
namespace {

TEST(Url, PercentEncodingThereAndBackKeepsEveryByte) {
  std::string every_byte;
  for (int byte = 0; byte < 256; ++byte) {
    every_byte += static_cast<char>(byte);
  }
  EXPECT_EQ(percent_decode(percent_encode(every_byte)), every_byte);
  EXPECT_EQ(percent_decode("%4"), std::nullopt);
  EXPECT_EQ(percent_decode("%zz"), std::nullopt);
}

TEST(Url, QueriesKeepOrderAndRepetition) {
  const Query query = parse_query("properties=email&properties=first+name&after=a%26b&flag");
  EXPECT_EQ(
      query,
      (Query{
          {"properties", "email"}, {"properties", "first name"}, {"after", "a&b"}, {"flag", ""}}));
  EXPECT_EQ(parse_query(format_query(query)), query);
}

TEST(Url, ATargetSplitsAtTheFirstQuestionMark) {
  Request request;
  set_target(request, "/a%2Fb?x=1");
  EXPECT_EQ(request.path, "/a%2Fb");
  EXPECT_EQ(format_target(request), "/a%2Fb?x=1");
}

TEST(Url, ParsesServiceAddressesAndRefusesTheRest) {
  const auto url = parse_url("http://127.0.0.1:8080/prefix/");
  ASSERT_TRUE(url.has_value());
  EXPECT_EQ(url->host, "127.0.0.1");
  EXPECT_EQ(url->port, 8080);
  EXPECT_EQ(url->path, "/prefix");
  EXPECT_EQ(parse_url("https://api.hubapi.com")->port, 443);
  for (const char* text :
       {"ftp://x", "http://", "http://u@x", "http://x:0", "http://x:70000", "x"}) {
    EXPECT_EQ(parse_url(text).has_value(), false) << text;
  }
}

}  // namespace
}  // namespace lockstep
