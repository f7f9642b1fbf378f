#include "lockstep/base/code_challenge.h"

#include <gtest/gtest.h>

#include <string>

namespace lockstep {
namespace {

TEST(CodeChallenge, IsTheHashOfItsVerifier) {  // The example of RFC 7636, appendix B.
  EXPECT_EQ(hashed_challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
}

TEST(CodeChallenge, HasFrom43To128UnreservedCharacters) {
  EXPECT_FALSE(is_code_challenge(std::string(42, 'a')));
  EXPECT_TRUE(is_code_challenge(std::string(43, 'a')));
  EXPECT_TRUE(is_code_challenge(std::string(124, 'a') + "-._~"));
  EXPECT_FALSE(is_code_challenge(std::string(129, 'a')));
  EXPECT_FALSE(is_code_challenge(std::string(43, '/')));
}

}  // namespace
}  // namespace lockstep
