#include "lockstep/sim/world.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>

#include "lockstep/base/timestamp.h"

namespace lockstep::sim {
namespace {

/// A small story with a user, a hook, a fault and both services.
std::string journal_of_a_story(std::uint64_t seed) {
  World world({.seed = seed});
  const std::string account = world.google().add_account("user@example.com");
  const OAuthGrant google = world.google().grant(account);
  const OAuthGrant hubspot = world.hubspot().grant();
  world.faults().add({"people.connections.list", AnswerError{.error_id = "google.unavailable"}});
  world.faults().add({"crm.contacts.*", AnswerError{.error_id = "hubspot.internal"}});
  world.on_exchange({"people.*", 2, HookMoment::before, [&] {
                       static_cast<void>(world.google().add_contact(
                           account, {{"names", {{{"givenName", "Ann"}}}}}));
                       world.note_user_action("add google contact", {{"name", "Ann"}});
                     }});
  for (int pass = 0; pass < 3; ++pass) {
    static_cast<void>(world.endpoint(Service::google)
                          .exchange({Method::get,
                                     "/v1/people/me/connections",
                                     {{"personFields", "names,metadata"}},
                                     {{"Authorization", "Bearer " + google.access_token}},
                                     ""}));
    static_cast<void>(
        world.endpoint(Service::hubspot)
            .exchange({Method::post,
                       "/crm/v3/objects/contacts",
                       {},
                       {{"Authorization", "Bearer " + hubspot.access_token},
                        {"Content-Type", "application/json"}},
                       R"({"properties":{"firstname":"Bob","email":"b@x.example"}})"}));
    world.connector_clock().sleep_for(std::chrono::minutes(10));
  }
  EXPECT_TRUE(world.faults().unreached().empty());
  EXPECT_TRUE(world.unreached_hooks().empty());
  return world.journal().to_json_lines();
}

TEST(World, SameSeedSameJournalByteForByte) {
  const std::string journal = journal_of_a_story(7);
  EXPECT_EQ(journal, journal_of_a_story(7));
  EXPECT_NE(journal, journal_of_a_story(8));
  EXPECT_EQ(std::count(journal.begin(), journal.end(), '\n'), 3 * 3 + 1);
}

TEST(World, AnExchangeWithGoogleIsJournalledWithItsAccount) {
  World world;
  std::vector<std::string> tokens;
  for (const char* const email : {"ann@example.com", "bob@example.com"}) {
    tokens.push_back(world.google().grant(world.google().add_account(email)).access_token);
  }
  tokens.emplace_back("nobody's");
  std::vector<std::string> accounts;
  for (const std::string& token : tokens) {
    static_cast<void>(world.endpoint(Service::google)
                          .exchange({Method::get,
                                     "/v1/people/me/connections",
                                     {{"personFields", "names"}},
                                     {{"Authorization", "Bearer " + token}},
                                     ""}));
    accounts.push_back(world.journal().entries().back().account);
  }
  EXPECT_EQ(accounts, (std::vector<std::string>{"ann@example.com", "bob@example.com", ""}));
}

TEST(World, StartsWhenItsOptionsSay) {
  EXPECT_EQ(World().clock().now(), *parse_timestamp("2026-03-02T09:00:00Z"));
}

TEST(World, AnUnreachedHookIsNamed) {
  World world;
  world.on_exchange({"people.get", 3, HookMoment::after, [] {}});
  EXPECT_EQ(world.unreached_hooks(), (std::vector<std::string>{"people.get, exchange 3"}));
}

}  // namespace
}  // namespace lockstep::sim
