#include "lockstep/base/digest.h"

#include <gtest/gtest.h>

namespace lockstep {
namespace {

// FIPS 180-2, appendix B.
constexpr const char* kAbc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

TEST(Digest, IsTheOneOfThePublishedExample) { EXPECT_EQ(sha256_hex("abc"), kAbc); }

TEST(Digest, DoesNotDependOnHowTheBytesCome) {
  Sha256 digest;
  digest.add("a");
  digest.add("");
  digest.add("bc");
  EXPECT_EQ(hexadecimal(digest.finish()), kAbc);
}

TEST(Digest, HexadecimalHasTwoDigitsForEveryByte) {
  EXPECT_EQ(hexadecimal(std::string_view("\x00\x0f\xff", 3)), "000fff");
}

}  // namespace
}  // namespace lockstep
