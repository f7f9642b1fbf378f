#include "portal_state.h"

#include <gtest/gtest.h>

#include <string>

#include "lockstep/base/timestamp.h"

#include "service.h"

namespace lockstep::sim::hubspot {
namespace {

Response create(PortalState& state, const std::string& token, const std::string& email) {
  const Request request{
      Method::post,
      "/crm/v3/objects/contacts",
      {},
      {{"Authorization", "Bearer " + token}, {"Content-Type", "application/json"}},
      R"({"properties":{"email":")" + email + R"("}})"};
  return answer_request(state, request, Duration(0));
}

TEST(PortalState, ACopyGoesOnByItselfAndAsTheOriginalWould) {
  VirtualClock clock{*parse_timestamp("2026-03-02T09:00:00Z")};
  PortalState original(clock, Random(7), {});
  const std::string token =
      original.tokens.grant({"crm.objects.contacts.write"}, clock.now()).access_token;
  ASSERT_EQ(create(original, token, "ann@example.com").status, 201);
  PortalState copy = original;
  const Response in_copy = create(copy, token, "bob@example.com");
  EXPECT_EQ(original.store.live().size(), 1U);
  const Response in_original = create(original, token, "bob@example.com");
  EXPECT_EQ(in_original.body, in_copy.body);
  EXPECT_EQ(in_original.headers, in_copy.headers);
  EXPECT_EQ(create(original, token, "bob@example.com").body,
            create(copy, token, "bob@example.com").body);
}

}  // namespace
}  // namespace lockstep::sim::hubspot
