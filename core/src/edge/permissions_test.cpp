#include "permissions.h"

#include <gtest/gtest.h>

#include "hubspot_errors.h"
#include "scripted_transport.h"

namespace lockstep {
namespace {

constexpr const char* kWrite = "https://www.googleapis.com/auth/contacts";
constexpr const char* kRead = "https://www.googleapis.com/auth/contacts.readonly";
constexpr const char* kLegacy = "https://www.google.com/m8/feeds";
constexpr const char* kOther = "https://www.googleapis.com/auth/contacts.other.readonly";

struct GoogleRow {
  const char* name;
  std::string scopes;  ///< Of the token endpoint's answer; "" if it names none.
  Direction direction;
  bool permits;
};

std::ostream& operator<<(std::ostream& out, const GoogleRow& row) { return out << row.name; }

class GooglePermits : public testing::TestWithParam<GoogleRow> {};

TEST_P(GooglePermits, WhatTheScopesOfTheTokenCover) {  // CON-4
  ScriptedTransport transport;
  SteppingClock clock;
  RequestCounts counts;
  const std::string& scopes = GetParam().scopes;
  transport.answer(
      200, R"({"access_token":"t")" + (scopes.empty() ? "" : R"(,"scope":")" + scopes + '"') + "}");
  TokenSource tokens(transport, clock, {"/oauth2/token", "id", "secret", "refresh"}, counts);
  const Answer<bool> permits = google_permits(tokens, GetParam().direction);
  ASSERT_TRUE(permits);
  EXPECT_EQ(*permits, GetParam().permits);
}

INSTANTIATE_TEST_SUITE_P(
    , GooglePermits,
    testing::ValuesIn<GoogleRow>({
        // clang-format off
        {"Everything",        std::string(kWrite) + " " + kOther, Direction::both,       true},
        {"TheLegacyScope",    kLegacy,                            Direction::both,       true},
        {"NoWriting",         std::string(kRead) + " " + kOther,  Direction::both,       false},
        {"NoWritingToGoogle", kRead,                              Direction::to_google,  false},
        {"ReadingIsEnough",   kRead,                              Direction::to_hubspot, true},
        {"NoContactsAtAll",   kOther,                             Direction::to_hubspot, false},
        {"ScopesAreNotTold",  "",                                 Direction::both,       true},
        // clang-format on
    }),
    [](const auto& row_info) { return std::string(row_info.param.name); });

struct HubSpotRow {
  const char* name;
  int status;
  const char* body;
  Direction direction;
  bool permits;
  std::size_t requests;
};

std::ostream& operator<<(std::ostream& out, const HubSpotRow& row) { return out << row.name; }

class HubSpotPermits : public testing::TestWithParam<HubSpotRow> {};

TEST_P(HubSpotPermits, WhatTheTokenInformationSays) {  // CON-4, F98
  const HubSpotRow& row = GetParam();
  ScriptedTransport transport;
  SteppingClock clock;
  RequestCounts counts;
  transport.answer(row.status, row.body);
  TokenSource tokens(transport, clock, {"/token", "id", "secret", "refresh"}, counts);
  ApiChannel hubspot({.transport = transport,
                      .clock = clock,
                      .tokens = tokens,
                      .counts = counts,
                      .read_error = read_hubspot_error,
                      .limit = {},
                      .special_limit = {}});
  const Answer<bool> permits = hubspot_permits(hubspot, tokens, row.direction);
  ASSERT_TRUE(permits);
  EXPECT_EQ(*permits, row.permits);
  EXPECT_EQ(transport.requests().size(), row.requests);
}

INSTANTIATE_TEST_SUITE_P(
    , HubSpotPermits,
    testing::ValuesIn<HubSpotRow>({
        // clang-format off
        {"Writing",       200, R"({"scopes":["crm.objects.contacts.write"]})", Direction::both,      true,  1},
        {"NoWriting",     200, R"({"scopes":["crm.objects.contacts.read"]})",  Direction::both,      false, 1},
        {"NoneIsNeeded",  200, R"({"scopes":[]})",                             Direction::to_google, true,  0},
        {"NoOAuthToken",  404, R"({})",                                        Direction::both,      true,  1},
        {"NoScopesTold",  200, R"({})",                                        Direction::both,      true,  1},
        // clang-format on
    }),
    [](const auto& row_info) { return std::string(row_info.param.name); });

}  // namespace
}  // namespace lockstep
