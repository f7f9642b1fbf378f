/// The bounds of the servers before the fakes.

#include "doors.h"

#include <gtest/gtest.h>

#include <string>

#include "lockstep/net/http_transport.h"

namespace lockstep::scenario {
namespace {

int status_of(const std::string& base_url, const std::string& path) {
  const auto transport = make_http_transport({.base_url = base_url});
  const Result<Response> response = (*transport)->send({Method::get, path, {}, {}, ""});
  return response ? response->status : 0;
}

TEST(Doors, GoogleTakesRequestTargetsOf8KiBAndHubSpotLongerOnes) {
  sim::World world(sim::WorldOptions{});
  const auto doors = Doors::open();
  ASSERT_TRUE(doors.has_value());
  const WorldAccess access = (*doors)->serve(world);
  const std::string longest = "/" + std::string(8U * 1024U - 1U, 'c');
  EXPECT_EQ(status_of(access.google_url, longest), 404);
  EXPECT_EQ(status_of(access.google_url, longest + "c"), 414);
  EXPECT_EQ(status_of(access.hubspot_url, longest + "c"), 401);
  (*doors)->close();
}

}  // namespace
}  // namespace lockstep::scenario
