// How many requests a pass may send: what pages and batches demand, and no more. Counted, not
// timed.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <chrono>
#include <map>
#include <string>

#include "engine_world.h"

namespace lockstep {
namespace {

using Requests = std::map<std::string, std::size_t>;

std::size_t parts(std::size_t all, std::size_t each) { return (all + each - 1) / each; }

/// A third of the people in both apps, a third in each alone.
void fill(EngineWorld& engine, int people) {
  for (int number = 0; number < people; ++number) {
    const std::string email = "p" + std::to_string(number) + "@example.com";
    if (number % 3 != 0) {
      ASSERT_TRUE(engine.world().google().add_contact(
          engine.google_account(),
          {{"names", {{{"givenName", "Ann"}}}}, {"emailAddresses", {{{"value", email}}}}}));
    }
    if (number % 3 != 1) {
      ASSERT_TRUE(engine.world().hubspot().add_contact({{"firstname", "Ann"}, {"email", email}}));
    }
  }
  engine.settle();
}

class RequestBudget : public testing::TestWithParam<int> {};

TEST_P(RequestBudget, OfTheFirstPassIsWhatPagesAndBatchesDemand) {
  EngineWorld engine;
  fill(engine, GetParam());
  const auto third = static_cast<std::size_t>(GetParam()) / 3;
  const std::size_t chunks = parts(third, 100);  // Read afresh, then created, on either side.
  EXPECT_EQ(engine.pass().requests,
            (Requests{{"oauth.token", 2},
                      {"oauth.accessTokens.get", 1},
                      {"people.connections.list", parts(2 * third, 1'000) + 1},
                      {"people.getBatchGet", chunks},
                      {"people.batchCreateContacts", chunks},
                      {"crm.contacts.getPage", parts(2 * third, 100)},
                      {"crm.contacts.batch.read", chunks},
                      {"crm.contacts.batch.create", chunks}}));
}

TEST_P(RequestBudget, OfAPassWithoutChangesIsThreeAndTwoTokens) {
  EngineWorld engine;
  fill(engine, GetParam());
  engine.pass();
  engine.settle();
  engine.pass();  // It sees what the first one wrote.
  Requests requests{{"oauth.token", 2}, {"people.connections.list", 1}, {"crm.contacts.search", 2}};
  engine.world().clock().sleep_for(std::chrono::minutes(30));
  EXPECT_EQ(engine.pass().requests, requests);
  engine.world().clock().sleep_for(std::chrono::minutes(30));
  requests["crm.contacts.getPage"] = 1;  // The recycle bin, once an hour.
  EXPECT_EQ(engine.pass().requests, requests);
}

/// Windows do not end with a pass, and connections share a HubSpot account.
TEST(RequestQuotas, AreKeptByPassesThatFollowEachOther) {
  sim::WorldOptions options;
  options.google.quotas.enforced = true;
  EngineWorld engine(options);
  ConnectionConfig second = engine.config().connections.front();
  second.id = "second";
  second.google_refresh_token =
      engine.world()
          .google()
          .grant(engine.world().google().add_account("second@example.com"))
          .refresh_token;
  engine.config().connections.push_back(second);
  for (int pass = 0; pass < 4; ++pass) {
    for (int number = 0; number < 30; ++number) {
      const std::string name = std::to_string(pass) + "." + std::to_string(number);
      ASSERT_TRUE(engine.world().hubspot().add_contact({{"email", name + "@example.com"}}));
      ASSERT_TRUE(engine.world().google().add_contact(
          engine.google_account(),
          {{"emailAddresses", {{{"value", "g" + name + "@example.com"}}}}}));
    }
    engine.pass();
  }
  for (const sim::JournalEntry& entry : engine.world().journal().entries()) {
    EXPECT_FALSE(entry.response && entry.response->status == 429) << entry.operation;
  }
}

INSTANTIATE_TEST_SUITE_P(People, RequestBudget, testing::Values(30, 300, 600),
                         testing::PrintToStringParamName());

}  // namespace
}  // namespace lockstep
