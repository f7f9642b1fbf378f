#include <lockstep/sim/testing/world_test.h>

namespace sim = lockstep::sim;
using lockstep::Method;
using sim::testing::HasField;
using sim::testing::HasProperty;
using sim::testing::IsIn;
using testing::ElementsAre;

class MySync : public sim::testing::WorldTest {
 protected:
  // Stands for the program under test: copies the first contact of HubSpot to Google, and tries
  // again where the connection breaks.
  void sync() {
    const auto page =
        send(sim::Service::hubspot, Method::get, "/crm/v3/objects/contacts?properties=firstname");
    ASSERT_TRUE(page.has_value());
    const auto contact = sim::Json::parse(page->body)["results"][0];
    const sim::Json person = {{"names", {{{"givenName", contact["properties"]["firstname"]}}}}};
    while (!send(sim::Service::google, Method::post, "/v1/people:createContact", person)) {
      clock().sleep_for(std::chrono::seconds(1));
    }
  }
};

TEST_F(MySync, CopiesAContact) {
  ASSERT_TRUE(hubspot().add_contact({{"firstname", "Ann"}}));
  sync();
  EXPECT_THAT(google_contacts(), ElementsAre(HasField("/names/0/givenName", "Ann")));
  EXPECT_THAT(google_contacts(), ElementsAre(IsIn(sim::GoogleFolder::contacts)));
  EXPECT_THAT(hubspot_contacts(), ElementsAre(HasProperty("firstname", "Ann")));
}

TEST_F(MySync, MakesADuplicateWhenTheAnswerToACreateIsLost) {  // A bug that this fixture finds.
  ASSERT_TRUE(hubspot().add_contact({{"firstname", "Ann"}}));
  faults().add({.operation = "people.createContact", .fault = sim::CommitThenLoseAnswer{}});
  sync();
  EXPECT_EQ(google_contacts().size(), 2U);
  EXPECT_EQ(journal().requests("people.createContact"), 2U);
}

TEST_F(MySync, GoesOnInAForkWithoutTouchingTheOriginal) {
  ASSERT_TRUE(hubspot().add_contact({{"firstname", "Ann"}}));
  const auto fork = world().fork().value();
  ASSERT_TRUE(fork->hubspot().add_contact({{"firstname", "Bob"}}));
  EXPECT_EQ(fork->hubspot().contacts().size(), 2U);
  EXPECT_EQ(hubspot_contacts().size(), 1U);
}
