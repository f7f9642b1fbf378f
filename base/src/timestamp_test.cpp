#include "lockstep/base/timestamp.h"

#include <gtest/gtest.h>

namespace lockstep {
namespace {

TEST(Timestamp, ThereAndBack) {
  const std::string text = "2024-02-29T19:55:04.281Z";
  const auto instant = parse_timestamp(text);
  ASSERT_TRUE(instant.has_value());
  EXPECT_EQ(format_timestamp(*instant), text);
  EXPECT_EQ(to_epoch_ms(*instant), 1709236504281);
}

TEST(Timestamp, EveryPartHasItsLeadingZeros) {
  EXPECT_EQ(format_timestamp(from_epoch_ms(0)), "1970-01-01T00:00:00.000Z");
  for (const char* text : {"0987-06-05T04:03:02.001Z", "2024-12-31T23:59:59.010Z"}) {
    const auto instant = parse_timestamp(text);
    ASSERT_TRUE(instant.has_value()) << text;
    EXPECT_EQ(format_timestamp(*instant), text);
  }
}

TEST(Timestamp, AcceptsMissingAndLongFractionsAndOffsets) {
  EXPECT_EQ(parse_timestamp("1970-01-01T00:00:01Z"), from_epoch_ms(1000));
  EXPECT_EQ(parse_timestamp("1970-01-01T00:00:00.5Z"), from_epoch_ms(500));
  EXPECT_EQ(parse_timestamp("1970-01-01T00:00:00.123456Z"), from_epoch_ms(123));
  EXPECT_EQ(parse_timestamp("1970-01-01T02:00:00+02:00"), from_epoch_ms(0));
}

TEST(Timestamp, RefusesWhatIsNoInstant) {
  for (const char* text :
       {"", "2024-02-30T00:00:00Z", "2024-01-01", "2024-01-01T24:00:00Z", "2024-01-01T00:00:00",
        "2024-01-01T00:00:00.Z", "-024-01-01T00:00:00Z"}) {
    EXPECT_EQ(parse_timestamp(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace lockstep
