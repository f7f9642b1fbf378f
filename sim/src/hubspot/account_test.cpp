/// Owners, the account itself and its daily limit (F43, F77, F86, F87, F99).

#include "portal_fixture.h"

namespace lockstep::sim::hubspot {
namespace {

class AccountOfContacts : public PortalTest {
 protected:
  AccountOfContacts() {
    grant = portal->grant({"oauth", "crm.objects.contacts.read", "crm.objects.contacts.write",
                           "crm.objects.owners.read"});
  }
};

TEST_F(AccountOfContacts, F43AContactBelongsToAnOwnerOnly) {
  const std::string owner = portal->add_owner("eve@example.com", "Eve", "Ode");
  EXPECT_EQ(create({{"firstname", "Ann"}, {"hubspot_owner_id", owner}}).status, 201);
  const Response stranger = create({{"firstname", "Bob"}, {"hubspot_owner_id", "12345"}});
  EXPECT_EQ(stranger.status, 400);
  EXPECT_EQ(body_of(stranger)["errors"][0]["code"], "INVALID_OWNER_ID");
  ASSERT_TRUE(portal->remove_owner(owner));
  EXPECT_EQ(create({{"firstname", "Cid"}, {"hubspot_owner_id", owner}}).status, 400);
  EXPECT_EQ(portal->remove_owner(owner).error().kind, ErrorKind::not_found);
}

TEST_F(AccountOfContacts, OwnersAreListedFoundAndArchived) {
  const std::string eve = portal->add_owner("eve@example.com", "Eve", "Ode");
  const std::string flo = portal->add_owner("flo@example.com", "Flo", "Ode");
  const Json page = body_of(get("/crm/v3/owners?limit=1"));
  EXPECT_EQ(page["results"][0]["id"], eve);
  EXPECT_EQ(page["results"][0]["type"], "PERSON");
  EXPECT_EQ(page["paging"]["next"]["after"], flo);
  const Json found = body_of(get("/crm/v3/owners?email=FLO@example.com"))["results"];
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(body_of(get("/crm/v3/owners/" + flo)), found[0]);
  const std::string user = found[0]["userId"].dump();
  EXPECT_EQ(body_of(get("/crm/v3/owners/" + user + "?idProperty=userId"))["id"], flo);
  ASSERT_TRUE(portal->remove_owner(flo));
  EXPECT_EQ(get("/crm/v3/owners/" + flo).status, 404);
  EXPECT_EQ(body_of(get("/crm/v3/owners?archived=true"))["results"][0]["id"], flo);
  EXPECT_EQ(get("/crm/v3/owners/" + flo + "?idProperty=name").status, 400);
}

TEST_F(AccountOfContacts, F99AnAppLearnsWhichAccountItIsConnectedTo) {
  const Json details = body_of(get("/account-info/v3/details"));
  EXPECT_EQ(details["portalId"], 48215679);
  EXPECT_EQ(details["uiDomain"], "app.hubspot.com");
  EXPECT_EQ(body_of(get("/account-info/v3/api-usage/daily/private-apps"))["results"],
            Json::array());
}

TEST_F(AccountOfContacts, F77APrivateAppHasALimitForTheDay) {
  restart({.requests_per_day_max = 2});
  const Response first = get(kContacts);
  EXPECT_EQ(first.status, 200);
  EXPECT_EQ(first.headers.at("X-HubSpot-RateLimit-Daily"), "2");
  EXPECT_EQ(first.headers.at("X-HubSpot-RateLimit-Daily-Remaining"), "1");
  const Json usage = body_of(get("/account-info/v3/api-usage/daily/private-apps"))["results"][0];
  EXPECT_EQ(usage["currentUsage"], 2);
  EXPECT_EQ(usage["resetsAt"], "2026-03-03T00:00:00.000Z");
  const Response refused = get(kContacts);
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(body_of(refused)["policyName"], "DAILY");
  EXPECT_EQ(body_of(refused)["message"], "You have reached your daily limit.");
  clock.sleep_for(std::chrono::hours(15));
  grant = portal->grant();
  EXPECT_EQ(get(kContacts).status, 200);
}

TEST_F(AccountOfContacts, F87AnAppWithOAuthSeesNoDailyHeaders) {
  EXPECT_FALSE(get(kContacts).headers.contains("X-HubSpot-RateLimit-Daily"));
}

}  // namespace
}  // namespace lockstep::sim::hubspot
