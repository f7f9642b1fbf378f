// The engine's process may die at any request: the stores end as if it had not (ROB-1, ROB-2).
//
// Each scenario is run once to count its requests, and then twice for every request, with a death
// before it is sent and one before its answer is read. LOCKSTEP_KILL_SCENARIOS names others than
// the set below, as a pattern: "*" takes the whole catalogue, which takes minutes.

#include <gtest/gtest.h>

#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lockstep/scenario/load.h"
#include "lockstep/scenario/run.h"

#include "mortal_engine.h"

namespace lockstep {
namespace {

/// What a pass can be in the middle of: first meetings, creates on both sides and their refusals,
/// updates, conflicts, clearings, filters, deletions, merges, new settings, two accounts.
constexpr std::string_view kRepresentative[] = {
    "connect/a-person-new-in-both-accounts-becomes-one",
    "delete/deleted-hubspot-contact-does-not-come-back",
    "delete/hubspot-merge-with-a-new-id",
    "delete/restored-google-contact-resumes",
    "direction/google-to-hubspot-creates-and-updates-in-hubspot",
    "direction/hubspot-to-google-creates-and-updates-in-google",
    "direction/two-way-books-become-their-union",
    "direction/two-way-edits-of-many-pairs-all-arrive",
    "health/one-bad-field-fails-one-record-and-heals",
    "keep/everything-else-survives",
    "limit/an-email-hubspot-refuses-fails-its-record-only",
    "mapping/a-mapping-can-narrow-the-direction",
    "match/409-among-siblings",
    "match/email-removed-in-google-stops-the-pair",
    "match/no-email-included-is-created-once",
    "match/search-lag-hides-the-twin",
    "match/twins-settle-down",
    "merge/cleared-in-google-is-cleared-in-hubspot",
    "merge/cleared-in-hubspot-is-cleared-in-google",
    "merge/conflict-hubspot-wins-though-google-was-later",
    "merge/different-fields-both-survive",
    "phone/created-in-the-order-phone-mobile-fax",
    "quiet/edits-on-both-sides-come-to-rest",
    "scope/back-on-the-list-resumes-with-the-old-partner",
    "scope/folder-off-other-contacts-flow-to-hubspot",
    "settings/saving-settings-reconciles-old-differences",
    "settings/turned-on-again-reconciles",
};

/// Runs nobody reads.
class Nowhere final : public scenario::EventSink {
 public:
  void write(const scenario::Event& /*event*/) override {}
};

struct Life {
  Stores stores;
  std::size_t requests = 0;
  bool died = false;
};

Life live(const scenario::Scenario& scenario, std::optional<Kill> kill) {
  MortalEngine engine(kill);
  Nowhere events;
  auto runner = scenario::ScenarioRunner::make(engine, 1);
  EXPECT_TRUE(runner);
  static_cast<void>((*runner)->run(scenario, events));
  return {engine.stores(), engine.requests(), engine.has_died()};
}

std::vector<std::string> chosen() {
  // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing here changes the environment.
  const char* const pattern = std::getenv("LOCKSTEP_KILL_SCENARIOS");
  if (pattern == nullptr) {
    return {std::begin(kRepresentative), std::end(kRepresentative)};
  }
  std::vector<std::string> names;
  const std::filesystem::path suites = LOCKSTEP_SUITES;
  const auto files = scenario::find_scenarios({suites});
  for (const auto& file : files.value()) {
    std::string name = std::filesystem::relative(file, suites).replace_extension().generic_string();
    if (scenario::matches_pattern(pattern, name)) {
      names.push_back(std::move(name));
    }
  }
  return names;
}

class KillMatrix : public testing::TestWithParam<std::string> {};

TEST_P(KillMatrix, EndsInTheSameStoresWhereverTheProcessDies) {
  const auto scenario =
      scenario::load_scenario(std::filesystem::path(LOCKSTEP_SUITES) / (GetParam() + ".jsonc"));
  ASSERT_TRUE(scenario) << scenario.error().message;
  const Life alive = live(*scenario, std::nullopt);
  ASSERT_FALSE(alive.stores.hubspot.empty() && alive.stores.google.empty());
  for (std::size_t request = 1; request <= alive.requests; ++request) {
    for (const Death death : {Death::before_sending, Death::before_the_answer}) {
      const Life killed = live(*scenario, Kill{request, death});
      EXPECT_TRUE(killed.died);
      const bool same = killed.stores == alive.stores;
      EXPECT_TRUE(same) << "died at request " << request << " of " << alive.requests
                        << (death == Death::before_sending ? ", before it was sent"
                                                           : ", before its answer was read")
                        << "\nHubSpot:\n"
                        << killed.stores.hubspot << "instead of\n"
                        << alive.stores.hubspot << "Google:\n"
                        << killed.stores.google << "instead of\n"
                        << alive.stores.google;
    }
  }
}

std::string test_name(const testing::TestParamInfo<std::string>& scenario) {
  std::string name;
  bool capital = true;
  for (const char letter : scenario.param) {
    const bool is_letter = std::isalnum(static_cast<unsigned char>(letter)) != 0;
    if (is_letter) {
      name +=
          capital ? static_cast<char>(std::toupper(static_cast<unsigned char>(letter))) : letter;
    }
    capital = !is_letter;
  }
  return name;
}

INSTANTIATE_TEST_SUITE_P(, KillMatrix, testing::ValuesIn(chosen()), test_name);

}  // namespace
}  // namespace lockstep
