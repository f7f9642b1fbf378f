// The limit atlas: each documented limit of both APIs at −1, 0 and +1, and docs/limits.md, which
// tells the same.

#include "limit_atlas.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>
#include <tuple>

#include "lockstep/base/text.h"
#include "lockstep/sim/fake_google.h"
#include "lockstep/sim/fake_hubspot.h"
#include "lockstep/sim/fidelity.h"

namespace lockstep::atlas {

/// For the messages of GoogleTest.
static void PrintTo(const LimitRow& row, std::ostream* out) { *out << row.name; }

namespace {

namespace fs = std::filesystem;

/// A row and one of kDistances, by its place.
using Case = std::tuple<LimitRow, std::size_t>;

class LimitAtlas : public testing::TestWithParam<Case> {};

TEST_P(LimitAtlas, TheFakeAnswersAsTheRowSays) {
  const auto& [row, place] = GetParam();
  const int distance = kDistances.at(place);
  const std::uint64_t units =
      distance < 0 ? row.probed_at() - 1 : row.probed_at() + static_cast<std::uint64_t>(distance);

  EXPECT_EQ(row.probe(units), row.expected.at(place))
      << row.name << ": " << units << " " << row.unit << ", where the limit is " << row.probed_at()
      << " (" << row.source << ", " << row.entry << ")";
}

std::string name_of(const testing::TestParamInfo<Case>& info) {
  constexpr std::array<const char*, 3> kSides{"OneBelow", "Exactly", "OneAbove"};
  return std::get<0>(info.param).id() + "_" + kSides.at(std::get<1>(info.param));
}

INSTANTIATE_TEST_SUITE_P(Limits, LimitAtlas,
                         testing::Combine(testing::ValuesIn(limit_rows()),
                                          testing::Range(std::size_t{0}, kDistances.size())),
                         name_of);

/// "S19, G101" taken apart.
std::set<std::string> facts_in(std::string_view source) {
  std::set<std::string> facts;
  for (const std::string_view fact : split(source, ',')) {
    facts.emplace(trim(fact));
  }
  return facts;
}

bool is_fact(const std::string& text) {
  static const std::regex kFact("([GFS])([1-9][0-9]{0,2})");
  std::smatch match;
  if (!std::regex_match(text, match, kFact)) {
    return false;
  }
  const int number = std::stoi(match[2]);
  return number <= (match[1] == "G" ? 145 : match[1] == "F" ? 112 : 22);
}

const sim::FidelityEntry* entry_of(const LimitRow& row) {
  const auto ledger = sim::fidelity_ledger();
  const auto entry = std::ranges::find(ledger, row.entry, &sim::FidelityEntry::id);
  return entry == ledger.end() ? nullptr : &*entry;
}

TEST(LimitAtlasLaws, NoLimitIsWithoutASource) {
  for (const LimitRow& row : limit_rows()) {
    for (const std::string& fact : facts_in(row.source)) {
      EXPECT_TRUE(is_fact(fact)) << row.name << ": " << fact;
    }
  }
  for (const NotModelled& limit : limits_not_modelled()) {
    for (const std::string& fact : facts_in(limit.source)) {
      EXPECT_TRUE(is_fact(fact)) << limit.name << ": " << fact;
    }
    EXPECT_FALSE(limit.reason.empty()) << limit.name;
  }
}

TEST(LimitAtlasLaws, EachRowLeansOnAnEntryOfTheLedgerWithOneOfItsSources) {
  for (const LimitRow& row : limit_rows()) {
    const sim::FidelityEntry* const entry = entry_of(row);
    ASSERT_NE(entry, nullptr) << row.name << ": " << row.entry;
    const std::set<std::string> known = facts_in(entry->source);
    const std::set<std::string> told = facts_in(row.source);
    EXPECT_TRUE(std::ranges::any_of(told, [&](const auto& fact) { return known.contains(fact); }))
        << row.name << ": " << row.source << ", but the ledger has " << entry->source;
  }
}

TEST(LimitAtlasLaws, NamesDiffer) {
  std::set<std::string> ids;
  for (const LimitRow& row : limit_rows()) {
    EXPECT_TRUE(ids.insert(row.id()).second) << row.name;
  }
}

TEST(LimitAtlasLaws, SomethingChangesAtEachLimit) {
  for (const LimitRow& row : limit_rows()) {
    const bool changes = row.expected[0] != row.expected[1] || row.expected[1] != row.expected[2];
    EXPECT_TRUE(changes) << row.name;
  }
}

/// Time is virtual, and bytes are cheap: they are real whatever their number is.
TEST(LimitAtlasLaws, WhatLiesAboveAHundredThousandIsLoweredAndNothingElse) {
  for (const LimitRow& row : limit_rows()) {
    const bool is_cheap = row.unit.starts_with("milliseconds") || row.option == "contact_bytes_max";
    EXPECT_EQ(row.lowered(), row.documented > 100'000 && !is_cheap) << row.name;
    EXPECT_LE(row.probed_at(), std::max(row.documented, std::uint64_t{1})) << row.name;
    EXPECT_FALSE(row.lowered() && row.option.empty()) << row.name;
  }
}

TEST(LimitAtlasLaws, WhatIsLoweredHereIsAsDocumentedByDefault) {
  const auto documented = [](std::string_view name) {
    const auto row = std::ranges::find(limit_rows(), name, &LimitRow::name);
    return row == limit_rows().end() ? 0 : row->documented;
  };
  EXPECT_EQ(sim::HubSpotOptions().contacts_max, documented("A portal: contacts"));
  EXPECT_EQ(sim::GoogleOptions().photo_bytes_max, documented("people.updateContactPhoto: size"));
}

/// "constexpr std::size_t kMembersMax = 250;  // F109", or with the fact in the line above.
TEST(LimitAtlasLaws, NoLimitInTheFakesThatCitesAFactIsMissing) {
  static const std::regex kLimit(R"(constexpr [\w:]+ k\w*(Max|Keeps|Lives|Members)(\{| = )\d?)");
  static const std::regex kFact(R"(\b[GF][0-9]{1,3}\b)");
  std::set<std::string> told;
  for (const LimitRow& row : limit_rows()) {
    told.merge(facts_in(row.source));
  }
  for (const NotModelled& limit : limits_not_modelled()) {
    told.merge(facts_in(limit.source));
  }
  std::size_t limits = 0;
  for (const auto& file : fs::recursive_directory_iterator(LOCKSTEP_SOURCE_DIR "/sim")) {
    std::ifstream in(file.path());
    std::string above;
    for (std::string line; file.is_regular_file() && std::getline(in, line); above = line) {
      const std::string text = (above.starts_with("///") ? above : "") + line;
      std::smatch fact;
      if (std::regex_search(line, kLimit) && std::regex_search(text, fact, kFact)) {
        ++limits;
        EXPECT_TRUE(told.contains(fact.str())) << file.path().filename() << ": " << line;
      }
    }
  }
  EXPECT_GT(limits, 20U) << "the sources were not found";
}

TEST(LimitAtlasPage, TheOneInTheDocumentationIsFresh) {
  const std::string path = LOCKSTEP_DOCS "/limits.md";
  const std::string page = limits_markdown();
  // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing here changes the environment.
  if (std::getenv("LOCKSTEP_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path, std::ios::binary) << page;
  }
  std::ifstream in(path, std::ios::binary);
  const std::string written(std::istreambuf_iterator<char>(in), {});
  EXPECT_TRUE(written == page) << "LOCKSTEP_UPDATE_GOLDEN=1 makes it anew";
}

}  // namespace
}  // namespace lockstep::atlas
