// What people may type: the record fails with a reason and recovers after the fix, its siblings
// sync, and nothing is lost.

#include "bad_input.h"

#include <string>

namespace lockstep {
namespace {

TEST_F(BadInput, AContactWithMoreThanAHundredPhonesSyncsTheThreeThatCount) {  // S16, PHN-4
  Json phones = Json::array({{{"value", "+12125550111"}}});
  for (int number = 0; number < 120; ++number) {
    phones.push_back({{"value", "+1212555" + std::to_string(2000 + number)}, {"type", "work"}});
  }
  phones.push_back({{"value", "+12125559998"}, {"type", "mobile"}});
  edit_google("victim", {{"phoneNumbers", phones}});
  engine.settle();
  engine.pass();
  EXPECT_EQ(hubspot_value("victim", "phone"), "+12125550111");
  EXPECT_EQ(hubspot_value("victim", "mobilephone"), "+12125559998");
  edit_hubspot("victim", {{"firstname", "Anna"}, {"phone", "+12125550112"}});
  engine.settle();
  engine.pass();
  EXPECT_EQ(google_field("victim", "phoneNumbers").size(), 122U);
  EXPECT_EQ(google_field("victim", "phoneNumbers")[0]["value"], "+12125550112");
  EXPECT_EQ(state_of("victim"), "in_sync ");
}

TEST_F(BadInput, AValueOneCharacterTooLongFailsItsRecordUntilItIsShortened) {
  const std::string longest(65'536, 'x');
  edit_google("victim", {{"names", {{{"givenName", longest + "y"}}}}});
  edit_google("sibling", {{"names", {{{"givenName", longest}}}}});
  engine.settle();
  engine.pass();
  EXPECT_EQ(state_of("victim"), "failing TOO_LONG");
  EXPECT_EQ(hubspot_value("victim", "firstname"), "Ann");
  EXPECT_EQ(hubspot_value("sibling", "firstname"), longest);
  edit_google("victim", {{"names", {{{"givenName", longest}}}}});
  engine.settle();
  engine.pass();
  EXPECT_EQ(state_of("victim"), "in_sync ");
  EXPECT_EQ(hubspot_value("victim", "firstname"), longest);
}

class RefusedEmails : public BadInput, public testing::WithParamInterface<const char*> {};

TEST_P(RefusedEmails, FailTheirRecordUntilTheyAreMended) {
  edit_google("victim", {{"emailAddresses", {{{"value", GetParam()}}}}});
  edit_google("sibling", {{"names", {{{"givenName", "Anna"}}}}});
  engine.settle();
  engine.pass();
  EXPECT_EQ(state_of("victim"), "failing INVALID_EMAIL");
  EXPECT_EQ(hubspot_value("victim", "email"), "victim@example.com");
  EXPECT_EQ(hubspot_value("sibling", "firstname"), "Anna");
  edit_google("victim", {{"emailAddresses", {{{"value", "mended@example.com"}}}}});
  engine.settle();
  engine.pass();
  EXPECT_EQ(state_of("victim"), "in_sync ");
  EXPECT_EQ(hubspot_value("victim", "email"), "mended@example.com");
}

INSTANTIATE_TEST_SUITE_P(, RefusedEmails,
                         testing::Values("no-at-sign", "two@@example.com", "a b@example.com",
                                         "@example.com", "ann@", "<script>@example.com"));

}  // namespace
}  // namespace lockstep
