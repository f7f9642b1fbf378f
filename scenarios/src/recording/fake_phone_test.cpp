/// Pseudonyms of phone numbers can be called where the originals could, and only there.

#include "recording/fake_phone.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace lockstep::scenario {
namespace {

TEST(FakePhones, AreValidWhereTheOriginalsAre) {
  FakePhones phones(Keyed(std::string(32, 'k')), "US");
  for (const char* const number :
       {"+14158675309", "+447911123456", "+442071234567", "+33612345678", "+493012345678",
        "+61412345678", "+48512345678", "+390612345678", "+15555550100", "+4412", "5550100"}) {
    const std::string fake = phones.fake(number).value_or(number);
    EXPECT_EQ(phones.is_valid(fake), phones.is_valid(number)) << number << " became " << fake;
  }
}

TEST(FakePhones, OfManyNumbersAreAllDifferentAndValid) {
  FakePhones phones(Keyed(std::string(32, 'k')), "US");
  std::set<std::string> fakes;
  constexpr int kNumbers = 300;
  for (int number = 0; number < kNumbers; ++number) {
    const std::string fake = phones.fake("+1415867" + std::to_string(1'000 + number)).value();
    EXPECT_TRUE(phones.is_valid(fake)) << fake;
    EXPECT_EQ(fake.substr(5, 5), "55501") << fake;
    fakes.insert(fake);
  }
  EXPECT_EQ(fakes.size(), static_cast<std::size_t>(kNumbers));
}

}  // namespace
}  // namespace lockstep::scenario
