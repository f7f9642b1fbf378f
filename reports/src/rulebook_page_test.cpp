#include "lockstep/report/rulebook_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <iterator>

#include "lockstep/base/rulebook.h"

namespace lockstep::report {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(RulebookPage, TheOneInTheDocumentationIsFresh) {
  std::ifstream in(LOCKSTEP_SOURCE_DIR "/docs/rulebook.md", std::ios::binary);
  const std::string written(std::istreambuf_iterator<char>(in), {});
  EXPECT_TRUE(written == rulebook_markdown(""))
      << "run: lockstep rules --markdown > docs/rulebook.md";
}

TEST(RulebookPage, EveryFormHasEveryRule) {
  const std::string text = rulebook_text("");
  const std::string markdown = rulebook_markdown("");
  EXPECT_EQ(nlohmann::json::parse(rulebook_json(""))["rules"].size(), kRules.size());
  for (const RuleInfo& rule : kRules) {
    EXPECT_THAT(text, HasSubstr("  " + std::string(rule.id) + "  "));
    EXPECT_THAT(markdown, HasSubstr("| " + std::string(rule.id) + " | "));
  }
}

TEST(RulebookPage, OneAreaHasOnlyItsRules) {
  EXPECT_THAT(rulebook_text("PHN"), HasSubstr("PHN-1"));
  EXPECT_THAT(rulebook_text("PHN"), Not(HasSubstr("MRG-1")));
}

}  // namespace
}  // namespace lockstep::report
