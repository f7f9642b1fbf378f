#include "lockstep/sim/world.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>
#include <variant>
#include <vector>

#include "lockstep/base/timestamp.h"

#include "described_answer.h"

namespace lockstep::sim {
namespace {

/// A small story with a user, a hook, a fault and both services.
std::string journal_of_a_story(std::uint64_t seed) {
  World world(described({.seed = seed}));
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
  World world(described());
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

/// The ids of HubSpot's contacts, page by page: a client goes on as long as there is a cursor.
std::vector<std::vector<std::string>> pages_of(World& world, bool by_search) {
  std::vector<std::vector<std::string>> pages;
  std::string after;
  const std::string token = world.hubspot().grant().access_token;
  do {
    Request request{Method::get,
                    "/crm/v3/objects/contacts",
                    {{"limit", "2"}},
                    {{"Authorization", "Bearer " + token}, {"Content-Type", "application/json"}},
                    ""};
    if (by_search) {
      request.method = Method::post;
      request.path += "/search";
      request.body = Json{{"limit", 2}, {"after", after}}.dump();
    } else if (!after.empty()) {
      request.query.emplace_back("after", after);
    }
    const Exchange answer = world.endpoint(Service::hubspot).exchange(request);
    const Json body = Json::parse(std::get<SharedResponse>(answer)->body);
    pages.emplace_back();
    for (const Json& contact : body.at("results")) {
      pages.back().push_back(contact.at("id"));
    }
    after = body.value("/paging/next/after"_json_pointer, "");
  } while (!after.empty() && pages.size() < 9);
  return pages;
}

TEST(World, F66APageOfContactsCanBeEmptyAndLeadOn) {
  for (const bool by_search : {false, true}) {
    World world(described());
    std::vector<std::string> ids;
    for (const char* const name : {"Ann", "Bob", "Cem"}) {
      ids.push_back(world.hubspot().add_contact({{"firstname", name}}).value());
    }
    world.faults().add({"crm.contacts.*", ShortPage{0}, 1, 1});
    world.faults().add({"crm.contacts.*", ShortPage{0}, 3, 1});
    const std::vector<std::vector<std::string>> expected = {{}, {ids[0], ids[1]}, {}, {ids[2]}};
    EXPECT_EQ(pages_of(world, by_search), expected);
    EXPECT_TRUE(world.faults().unreached().empty());
  }
}

TEST(World, StartsWhenItsOptionsSay) {
  EXPECT_EQ(World().clock().now(), *parse_timestamp("2026-03-02T09:00:00Z"));
}

TEST(World, AnUnreachedHookIsNamed) {
  World world(described());
  world.on_exchange({"people.get", 3, HookMoment::after, [] {}});
  EXPECT_EQ(world.unreached_hooks(), (std::vector<std::string>{"people.get, exchange 3"}));
}

}  // namespace
}  // namespace lockstep::sim
