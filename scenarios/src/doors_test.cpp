/// The bounds of the servers before the fakes.

#include "doors.h"

#include <gtest/gtest.h>

#include <string>

#include "lockstep/net/http_transport.h"

#include "described_answer.h"
#include "program/stopwatch.h"

namespace lockstep::scenario {
namespace {

int status_of(const std::string& base_url, const std::string& path) {
  const auto transport = make_http_transport({.base_url = base_url});
  const Result<Response> response = (*transport)->send({Method::get, path, {}, {}, ""});
  return response ? response->status : 0;
}

TEST(Doors, GoogleTakesRequestTargetsOf8KiBAndHubSpotLongerOnes) {
  sim::World world(sim::described());
  const auto doors = Doors::open();
  ASSERT_TRUE(doors.has_value());
  const WorldAccess access = (*doors)->serve(world);
  const std::string longest = "/" + std::string(8U * 1024U - 1U, 'c');
  EXPECT_EQ(status_of(access.google_url, longest), 404);
  EXPECT_EQ(status_of(access.google_url, longest + "c"), 414);
  EXPECT_EQ(status_of(access.hubspot_url, longest + "c"), 401);
  (*doors)->close();
}

TEST(Doors, VirtualTimeKeepsUpWithRealTimeDuringAPassOfAProgramThatSleeps) {
  sim::World world(sim::described());
  const auto doors = Doors::open();
  ASSERT_TRUE(doors.has_value());
  const WorldAccess access = (*doors)->serve(world, TimeFlow::as_real);
  const Instant before = world.clock().now();
  const auto passed = [&] { return world.clock().now() - before; };
  const Stopwatch whole;
  (*doors)->begin_pass();
  const Stopwatch pass;
  while (pass.elapsed() < Duration(5)) {  // Works, and asks the world for nothing.
  }
  const Duration worked = pass.elapsed();
  (*doors)->end_pass();
  EXPECT_GE(passed(), worked);
  EXPECT_LE(passed(), whole.elapsed());

  (*doors)->begin_pass();
  EXPECT_EQ(status_of(access.hubspot_url, "/"), 401);
  EXPECT_GT(passed(), worked) << "a request finds the time that it is";
  (*doors)->close();
}

}  // namespace
}  // namespace lockstep::scenario
