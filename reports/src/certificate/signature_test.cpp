#include "lockstep/report/signature.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lockstep/base/digest.h"

#include "certificate/test_key.h"

namespace lockstep::report {
namespace {

TEST(Signature, IsTheOneOfThePublishedExample) {
  const Result<std::string> signature = sign(kRfc8032Key, "\x72");  // RFC 8032, 7.1, test 2.
  ASSERT_TRUE(signature) << signature.error().message;
  EXPECT_EQ(hexadecimal(*signature),
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
}

TEST(Signature, IsOfTheseBytesByThisKeyOnly) {
  const std::string key = public_key_of(kRfc8032Key).value();
  const std::string signature = sign(kRfc8032Key, "bytes").value();
  EXPECT_TRUE(is_signature(key, "bytes", signature));
  EXPECT_FALSE(is_signature(key, "Bytes", signature));
  EXPECT_FALSE(is_signature(public_key_of(kOtherKey).value(), "bytes", signature));
  EXPECT_FALSE(is_signature("no key", "bytes", signature));
  EXPECT_FALSE(is_signature(key, "bytes", ""));
}

TEST(Signature, BreaksWithEveryBitOfIt) {
  const std::string key = public_key_of(kRfc8032Key).value();
  const std::string signature = sign(kRfc8032Key, "bytes").value();
  for (std::size_t bit = 0; bit < 8 * signature.size(); ++bit) {
    std::string flipped = signature;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
    EXPECT_FALSE(is_signature(key, "bytes", flipped)) << bit;
  }
}

TEST(Keys, ThatAreNoneOfEd25519AreRefused) {
  constexpr const char* kRsa =
      "-----BEGIN PUBLIC KEY-----\n"
      "MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAKj34GkxFhD90vcNLYLInFEX6Ppy1tPf9Cnzj4p4WGeKLs1Pt8QuKUpR\n"
      "KfFLfRYC9AIKjbJTWit+CqvjWYzvQwECAwEAAQ==\n-----END PUBLIC KEY-----\n";
  for (const char* text : {"", "no key", kRsa, kRfc8032Key}) {
    EXPECT_FALSE(canonical_public_key(text)) << text;
    EXPECT_FALSE(fingerprint_of(text)) << text;
  }
  EXPECT_FALSE(public_key_of(public_key_of(kRfc8032Key).value())) << "it is no private one";
  EXPECT_FALSE(sign("no key", "bytes"));
}

}  // namespace
}  // namespace lockstep::report
