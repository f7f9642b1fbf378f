#include "lockstep/base/text.h"

#include <gtest/gtest.h>

namespace lockstep {
namespace {

TEST(Text, TrimTakesWhiteSpaceFromBothEndsOnly) {
  EXPECT_EQ(trim(" \t a b \r\n"), "a b");
  EXPECT_EQ(trim(" \n"), "");
}

TEST(Text, LowerCaseTouchesAsciiOnly) { EXPECT_EQ(ascii_lower("ÀB@Ex.CO"), "Àb@ex.co"); }

TEST(Text, Utf8ChecksFollowTheUnicodeTable) {
  for (const char* text : {"", "a", "\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x98\x80"}) {
    EXPECT_TRUE(is_valid_utf8(text)) << text;
  }
  // A stray continuation, an overlong slash, a surrogate, beyond U+10FFFF, a cut sequence.
  for (const char* text : {"\x80", "\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x82"}) {
    EXPECT_FALSE(is_valid_utf8(text));
  }
  EXPECT_EQ(code_point_count("a\xE2\x82\xAC\xF0\x9F\x98\x80"), 3U);
}

TEST(Text, SplitAndJoinAreInverse) {
  EXPECT_EQ(split("a;;b", ';'), (std::vector<std::string_view>{"a", "", "b"}));
  EXPECT_EQ(join({"a", "", "b"}, ";"), "a;;b");
}

}  // namespace
}  // namespace lockstep
