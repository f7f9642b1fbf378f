#include "bounded_json.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <string>

namespace lockstep::sim {
namespace {

std::string nested_arrays(std::size_t depth) {
  return std::string(depth, '[') + std::string(depth, ']');
}

TEST(ParseBounded, TakesTheDeepestAllowedTextAndRefusesOneMore) {
  EXPECT_TRUE(parse_bounded(nested_arrays(64)).has_value());
  EXPECT_FALSE(parse_bounded(nested_arrays(65)).has_value());
  EXPECT_FALSE(parse_bounded(nested_arrays(1'000'000)).has_value());
}

TEST(ParseBounded, BracketsInStringsDoNotCount) {
  const std::string text = R"({"note":")" + std::string(200, '[') + R"(\"[\\"})";
  ASSERT_TRUE(parse_bounded(text).has_value());
  EXPECT_EQ((*parse_bounded(text))["note"], std::string(200, '[') + "\"[\\");
}

TEST(ParseBounded, RefusesWhatIsNotJson) {
  for (const char* text : {"", "{", "[1,]", "{\"a\":1}x", "nul", "\"\xC0\xAF\"", "1e999", "\"\\"}) {
    EXPECT_FALSE(parse_bounded(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace lockstep::sim
