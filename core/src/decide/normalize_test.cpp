#include "lockstep/core/normalize.h"

#include <gtest/gtest.h>

#include <ostream>
#include <string>

namespace lockstep {
namespace {

struct Row {
  const char* name;
  std::string text;
  std::string normal;
  std::string email;
};

std::ostream& operator<<(std::ostream& out, const Row& row) { return out << row.name; }

class NormalForms : public testing::TestWithParam<Row> {};

TEST_P(NormalForms, FoldOnlyWhatTheRulesSay) {
  EXPECT_EQ(normal_text(GetParam().text), GetParam().normal);
  EXPECT_EQ(normal_email(GetParam().text), GetParam().email);
}

INSTANTIATE_TEST_SUITE_P(
    , NormalForms,
    testing::ValuesIn<Row>({
        // clang-format off
        {"BlanksAtTheEnds",    " \t Ann Lee\r\n ",      "Ann Lee",      "ann lee"},        // MRG-15
        {"UnicodeBlanks",      "\u00A0Ann\u3000",       "Ann",          "ann"},            // MRG-15
        {"BlanksInside",       "Ann  Lee",              "Ann  Lee",     "ann  lee"},
        {"NfdBecomesNfc",      "Zoe\u0308",             "Zo\u00EB",     "zo\u00EB"},       // MRG-15
        {"LetterCaseStays",    "McLEE",                 "McLEE",        "mclee"},          // MRG-15
        {"NonAsciiCase",       "\u00C9va@x.hu",         "\u00C9va@x.hu","\u00E9va@x.hu"},  // MAT-2
        {"DotsAndTagsStay",    "A.B+tag@X.com",         "A.B+tag@X.com","a.b+tag@x.com"},  // MAT-2
        {"ZeroWidthStays",     "a\u200Bb",              "a\u200Bb",     "a\u200Bb"},
        {"OnlyBlanks",         " \u2003\n",             "",             ""},
        {"Empty",              "",                      "",             ""},
        {"NotUtf8",            "\xff\xfe" "A",          "\xff\xfe" "A", "\xff\xfe" "a"},
        {"Nul",                std::string("a\0B", 3),  std::string("a\0B", 3), std::string("a\0b", 3)},
        // clang-format on
    }),
    [](const auto& row_info) { return std::string(row_info.param.name); });

}  // namespace
}  // namespace lockstep
