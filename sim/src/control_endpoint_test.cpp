#include "control_endpoint.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "lockstep/base/timestamp.h"
#include "lockstep/base/url.h"

namespace lockstep::sim {
namespace {

using namespace std::chrono_literals;

class ControlEndpointTest : public testing::Test {
 protected:
  Response call(Method method, std::string_view target, std::string body = "") {
    Request request{method, "", {}, {}, std::move(body)};
    set_target(request, target);
    return *std::get<SharedResponse>(endpoint.exchange(request));
  }

  ExchangeState state{*parse_timestamp("2026-03-02T09:00:00Z"), 20ms};
  ControlEndpoint endpoint{state};
};

TEST_F(ControlEndpointTest, WaitingLetsEverythingDueHappenAndIsJournalled) {
  bool happened = false;
  state.clock.schedule(state.clock.now() + 1s, [&] { happened = true; });
  EXPECT_EQ(call(Method::post, "/wait", R"({"ms":1500})").body,
            R"({"now":"2026-03-02T09:00:01.500Z"})");
  EXPECT_TRUE(happened);
  EXPECT_EQ(call(Method::post, "/advance", R"({"to":"2026-03-02T10:00:00Z"})").status, 200);
  EXPECT_EQ(call(Method::get, "/clock").body, R"({"now":"2026-03-02T10:00:00.000Z"})");
  EXPECT_EQ(state.journal.size(), 2U);
}

TEST_F(ControlEndpointTest, RefusesWhatItDoesNotUnderstandAndLetsNoTimePass) {
  for (const char* body :
       {"", "{}", "[]", R"({"ms":-1})", R"({"ms":1.5})", R"({"ms":"1"})", R"({"ms":1,"s":1})",
        R"({"ms":2678400001})", R"({"ms":18446744073709551615})"}) {
    EXPECT_EQ(call(Method::post, "/wait", body).status, 400) << body;
  }
  for (const char* body : {R"({"to":"tomorrow"})", R"({"to":"2026-03-02T08:59:59Z"})",
                           R"({"to":"2027-03-02T09:00:00Z"})", R"({"to":5})"}) {
    EXPECT_EQ(call(Method::post, "/advance", body).status, 400) << body;
  }
  EXPECT_EQ(call(Method::get, "/journal?since=x").status, 400);
  EXPECT_EQ(call(Method::get, "/").status, 404);
  EXPECT_EQ(call(Method::get, "/wait").status, 405);
  EXPECT_EQ(state.clock.now(), *parse_timestamp("2026-03-02T09:00:00Z"));
  EXPECT_EQ(state.journal.size(), 0U);
}

TEST_F(ControlEndpointTest, TheJournalIsReadFromAnEntryOn) {
  call(Method::post, "/wait", R"({"ms":1})");
  call(Method::post, "/wait", R"({"ms":2})");
  EXPECT_EQ(call(Method::get, "/journal").body, state.journal.to_json_lines());
  const std::string last = call(Method::get, "/journal?since=1").body;
  EXPECT_EQ(nlohmann::json::parse(last)["details"]["ms"], 2);
  EXPECT_EQ(call(Method::get, "/journal?since=7").body, "");
  EXPECT_EQ(nlohmann::json::parse(call(Method::get, "/health").body)["journal_entries"], 2);
}

}  // namespace
}  // namespace lockstep::sim
