/// Permanent deletion and what may come back after it (F49).

#include "portal_fixture.h"

namespace lockstep::sim::hubspot {
namespace {

class Erasure : public PortalTest {
 protected:
  Response erase(const Json& body) { return post(std::string(kContacts) + "/gdpr-delete", body); }
};

TEST_F(Erasure, F49APersonsAddressesDoNotComeBackInHubSpotsScreens) {
  const std::string id =
      add({{"email", "ann@example.com"}, {"hs_additional_emails", "a@example.com"}});
  ASSERT_EQ(erase({{"objectId", id}}).status, 204);
  EXPECT_EQ(portal->add_contact({{"email", "ann@example.com"}}).error().kind,
            ErrorKind::invalid_input);
  EXPECT_EQ(portal->add_contact({{"email", "A@example.com"}}).error().kind,
            ErrorKind::invalid_input);
  EXPECT_EQ(create({{"email", "ann@example.com"}}).status, 201);
}

TEST_F(Erasure, F49AnUnknownAddressIsBlockedToo) {
  EXPECT_EQ(erase({{"objectId", " Ann@Example.com"}, {"idProperty", "email"}}).status, 204);
  EXPECT_FALSE(portal->add_contact({{"email", "ann@example.com"}}));
  EXPECT_EQ(erase({{"objectId", "7"}}).status, 204);
}

TEST_F(Erasure, F49AppsAreStoppedWhereTheOlderDocumentsHold) {
  restart({.blocklist_stops_apps = true});
  ASSERT_EQ(erase({{"objectId", "ann@example.com"}, {"idProperty", "email"}}).status, 204);
  EXPECT_EQ(create({{"email", "ann@example.com"}}).status, 400);
}

TEST_F(Erasure, ARecordInTheRecycleBinIsErasedToo) {
  const std::string id = add({{"email", "ann@example.com"}});
  ASSERT_TRUE(portal->delete_contact(id));
  ASSERT_EQ(erase({{"objectId", id}}).status, 204);
  EXPECT_EQ(portal->contact(id), std::nullopt);
  EXPECT_FALSE(portal->add_contact({{"email", "ann@example.com"}}));
}

TEST_F(Erasure, ARequestWithoutARecordIsRefused) {
  EXPECT_EQ(erase(Json::object()).status, 400);
  EXPECT_EQ(erase({{"objectId", Json::array()}}).status, 400);
}

}  // namespace
}  // namespace lockstep::sim::hubspot
