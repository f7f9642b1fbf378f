// The engine's process may die at any request: the stores end as if it had not (ROB-1, ROB-2).
//
// `lockstep certify --in-process --crash-matrix '*'` does the same for the whole catalogue.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cctype>
#include <filesystem>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "lockstep/scenario/builtin_connector.h"
#include "lockstep/scenario/load.h"
#include "lockstep/scenario/run.h"

namespace lockstep {
namespace {

/// What a pass can be in the middle of: first meetings, creates on both sides and their refusals,
/// updates, conflicts, clearings, filters, deletions, merges, new settings, two accounts.
constexpr const char* kScenarios[] = {
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

class CrashMatrix : public testing::TestWithParam<const char*> {};

TEST_P(CrashMatrix, EndsInTheSameStoresWhereverTheProcessDies) {
  const auto scenario = scenario::load_scenario(std::filesystem::path(LOCKSTEP_SUITES) /
                                                (std::string(GetParam()) + ".jsonc"));
  ASSERT_TRUE(scenario) << scenario.error().message;
  scenario::RunOptions options;
  options.crash_scenarios = {GetParam()};
  scenario::EventList events;
  const auto result = scenario::run_scenarios(
      {*scenario}, [] { return scenario::make_builtin_connector(scenario::Door::in_process); },
      events, options);
  ASSERT_TRUE(result) << result.error().message;
  std::size_t deaths = 0;
  for (const scenario::Event& event : events.events()) {
    if (const auto* const lived = std::get_if<scenario::CrashLived>(&event)) {
      const scenario::CrashCell& cell = lived->cell;
      EXPECT_EQ(cell.outcome, "ok") << cell.phase << " " << cell.operation << ", request "
                                    << cell.request << ": " << cell.detail;
      ++deaths;
    }
  }
  EXPECT_GT(deaths, 0U);
}

std::string test_name(const testing::TestParamInfo<const char*>& scenario) {
  std::string name;
  bool capital = true;
  for (const char letter : std::string_view(scenario.param)) {
    const bool is_letter = std::isalnum(static_cast<unsigned char>(letter)) != 0;
    if (is_letter) {
      name +=
          capital ? static_cast<char>(std::toupper(static_cast<unsigned char>(letter))) : letter;
    }
    capital = !is_letter;
  }
  return name;
}

INSTANTIATE_TEST_SUITE_P(, CrashMatrix, testing::ValuesIn(kScenarios), test_name);

}  // namespace
}  // namespace lockstep
