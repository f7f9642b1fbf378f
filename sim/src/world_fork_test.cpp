#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <memory>

#include "lockstep/sim/world.h"

#include "described_answer.h"
#include "random_life.h"

namespace lockstep::sim {
namespace {

using testing::HasSubstr;

constexpr int kSteps = 60;

class AnyLife : public testing::TestWithParam<std::uint64_t> {
 protected:
  AnyLife() { life.live(world, kSteps); }

  World world{described({.seed = GetParam(),
                         .google = {.propagation_delay = std::chrono::seconds(5)},
                         .hubspot = {.search_lag = std::chrono::seconds(5)}})};
  RandomLife life{world, GetParam()};
};

TEST_P(AnyLife, GoesOnInAForkAsItWouldHaveInTheOriginalWhichSeesNothingOfIt) {
  const std::string before = everything_in(world);
  const std::unique_ptr<World> fork = world.fork().value();
  EXPECT_EQ(everything_in(*fork), before);
  RandomLife life_of_fork = life;
  life_of_fork.live(*fork, kSteps);
  EXPECT_EQ(everything_in(world), before);
  life.live(world, kSteps);
  EXPECT_NE(everything_in(world), before);
  EXPECT_EQ(everything_in(*fork), everything_in(world));
}

TEST_P(AnyLife, GoesOnInAForkThatOutlivesTheOriginal) {
  auto original = std::make_unique<World>(WorldOptions{.seed = GetParam()});
  RandomLife other(*original, GetParam());
  other.live(*original, kSteps);
  const std::unique_ptr<World> fork = original->fork().value();
  original.reset();
  const std::size_t journal = fork->journal().size();
  other.live(*fork, kSteps);
  EXPECT_GT(fork->journal().size(), journal);
}

TEST_P(AnyLife, IsLivedAgainInTheSameWayAfterARestore) {
  const Snapshot snapshot = world.snapshot().value();
  const std::string before = everything_in(world);
  RandomLife again = life;
  life.live(world, kSteps);
  const std::string after = everything_in(world);
  world.restore(snapshot);
  EXPECT_EQ(everything_in(world), before);
  again.live(world, kSteps);
  EXPECT_EQ(everything_in(world), after);
}

TEST_P(AnyLife, StartsAgainAfterAReset) {
  const WorldOptions options{.seed = 99};
  world.reset(options);
  RandomLife first(world, 5);
  first.live(world, kSteps);
  World fresh(options);
  RandomLife second(fresh, 5);
  second.live(fresh, kSteps);
  EXPECT_EQ(everything_in(world), everything_in(fresh));
}

INSTANTIATE_TEST_SUITE_P(World, AnyLife, testing::Range<std::uint64_t>(1, 9));

TEST(WorldFork, WithAnotherSeedDrawsOtherIdsFromThereOn) {
  World world(described());
  const auto old = world.hubspot().add_contact({{"email", "old@example.com"}});
  const std::unique_ptr<World> same = world.fork().value();
  const std::unique_ptr<World> other = world.fork(2).value();
  EXPECT_EQ(other->options().seed, 2U);
  EXPECT_TRUE(other->hubspot().contact(*old).has_value());
  const OAuthGrant grant = world.hubspot().grant();
  EXPECT_EQ(same->hubspot().grant().access_token, grant.access_token);
  EXPECT_NE(other->hubspot().grant().access_token, grant.access_token);
}

TEST(WorldFork, TokensOfTheOriginalOpenTheFork) {
  World world(described());
  const OAuthGrant grant = world.hubspot().grant();
  const std::unique_ptr<World> fork = world.fork(2).value();
  const Exchange exchange = fork->endpoint(Service::hubspot)
                                .exchange({Method::get,
                                           "/crm/v3/objects/contacts",
                                           {},
                                           {{"Authorization", "Bearer " + grant.access_token}},
                                           ""});
  EXPECT_EQ(std::get<SharedResponse>(exchange)->status, 200);
}

TEST(WorldFork, CountsFaultsWhereTheOriginalStoppedCounting) {
  World world(described());
  world.faults().add({.operation = "crm.contacts.getPage", .fault = LoseRequest{}, .first = 2});
  const Request request{Method::get, "/crm/v3/objects/contacts", {}, {}, ""};
  static_cast<void>(world.endpoint(Service::hubspot).exchange(request));
  const std::unique_ptr<World> fork = world.fork().value();
  const Exchange exchange = fork->endpoint(Service::hubspot).exchange(request);
  EXPECT_TRUE(std::holds_alternative<ConnectionLost>(exchange));
  EXPECT_EQ(fork->faults().times_reached(0), 1U);
  EXPECT_EQ(world.faults().times_reached(0), 0U);
}

TEST(WorldFork, IsRefusedWhileAHookIsArmedWhichIsNamed) {
  World world(described());
  world.on_exchange({"people.get", 3, HookMoment::after, [] {}});
  EXPECT_THAT(world.fork().error().message, HasSubstr("people.get, exchange 3"));
  EXPECT_EQ(world.snapshot().error().kind, ErrorKind::conflict);
}

TEST(WorldFork, IsRefusedWhileAnEventOfTheClockWaits) {
  World world(described());
  world.clock().schedule(world.clock().now() + Duration(5), [] {});
  EXPECT_EQ(world.fork().error().kind, ErrorKind::conflict);
  world.clock().sleep_for(Duration(5));
  EXPECT_TRUE(world.fork().has_value());
}

TEST(WorldRestore, ForgetsHooksAndRevivesTheConnector) {
  World world(described());
  const Snapshot snapshot = world.snapshot().value();
  world.on_exchange({"crm.contacts.getPage", 2, HookMoment::before, [] { FAIL(); }});
  world.faults().add({.operation = "crm.contacts.getPage", .fault = CrashConnector{}});
  const Request request{Method::get, "/crm/v3/objects/contacts", {}, {}, ""};
  static_cast<void>(world.endpoint(Service::hubspot).exchange(request));
  EXPECT_TRUE(world.connector_crashed());
  world.restore(snapshot);
  EXPECT_FALSE(world.connector_crashed());
  EXPECT_TRUE(world.unreached_hooks().empty());
  static_cast<void>(world.endpoint(Service::hubspot).exchange(request));
  EXPECT_EQ(world.journal().size(), 1U);
}

TEST(WorldClock, IsQuietOnceEveryWriteIsShownAndEveryEventHasHappened) {
  World world(described({.google = {.propagation_delay = std::chrono::seconds(5)},
                         .hubspot = {.search_lag = std::chrono::seconds(9)}}));
  const Instant start = world.clock().now();
  EXPECT_TRUE(world.run_until_quiet());
  EXPECT_EQ(world.clock().now(), start);
  static_cast<void>(world.google().add_contact(world.google().add_account("ann@example.com"),
                                               {{"nicknames", {{{"value", "Ann"}}}}}));
  EXPECT_TRUE(world.run_until_quiet());
  EXPECT_EQ(world.clock().now(), start + std::chrono::seconds(5));
  world.clock().schedule(start + std::chrono::seconds(7), [&] {
    static_cast<void>(world.hubspot().add_contact({{"email", "ann@example.com"}}));
  });
  EXPECT_TRUE(world.run_until_quiet());
  EXPECT_EQ(world.clock().now(), start + std::chrono::seconds(7 + 9));
}

TEST(WorldClock, StopsWaitingForQuietWhenItsTimeIsUp) {
  World world(described({.hubspot = {.search_lag = std::chrono::hours(2)}}));
  static_cast<void>(world.hubspot().add_contact({{"email", "ann@example.com"}}));
  const Instant start = world.clock().now();
  EXPECT_FALSE(world.run_until_quiet(std::chrono::hours(1)));
  EXPECT_EQ(world.clock().now(), start + std::chrono::hours(1));
}

TEST(WorldSnapshot, TellsWhenItWasTaken) {
  World world(described());
  world.note_user_action("look", nlohmann::json::object());
  const Snapshot snapshot = world.snapshot().value();
  world.clock().sleep_for(Duration(1000));
  EXPECT_EQ(snapshot.taken_at() + Duration(1000), world.clock().now());
  EXPECT_EQ(snapshot.journal_size(), 1U);
}

}  // namespace
}  // namespace lockstep::sim
