#include "lockstep/report/foreign_text.h"

#include <gtest/gtest.h>

#include <ostream>

namespace lockstep::report {
namespace {

struct Row {
  const char* name;
  std::string text;
  std::string terminal;
  std::string xml;
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }

class ForeignText : public testing::TestWithParam<Row> {};

TEST_P(ForeignText, IsShownAndNeverObeyed) {
  EXPECT_EQ(terminal_line(GetParam().text), GetParam().terminal);
  EXPECT_EQ(xml_text(GetParam().text), GetParam().xml);
}

// clang-format off
INSTANTIATE_TEST_SUITE_P(Rows, ForeignText, testing::ValuesIn(std::vector<Row>{
    {"Plain",            "Ann Lée 李",            "Ann Lée 李",         "Ann Lée 李"},
    {"Markup",           "<b a='1'>\"&",          "<b a='1'>\"&",       "&lt;b a=&#39;1&#39;&gt;&quot;&amp;"},
    {"ColourCode",       "\x1b[31mred",           "\\x1b[31mred",       "\\x1b[31mred"},
    {"LineBreaks",       "a\nb\r\tc",             "a\\nb\\r\\tc",       "a&#10;b&#13;&#9;c"},
    {"Nul",              std::string("a\0b", 3),  "a\\x00b",            "a\\x00b"},
    {"C1Control",        "\u009b",                "\\x9b",              "\u009b"},
    {"RightToLeft",      "\u202egpj",             "\\u202egpj",         "\u202egpj"},
    {"NotACharacter",    "\uffff",                "\uffff",             "\\uffff"},
    {"BrokenUtf8",       "a\xff\xc3",             "a\\xff\\xc3",        "a\\xff\\xc3"},
    {"OverlongUtf8",     "\xc0\xaf\xe0\x80\xaf",  "\\xc0\\xaf\\xe0\\x80\\xaf", "\\xc0\\xaf\\xe0\\x80\\xaf"},
    {"Surrogate",        "\xed\xa0\x80",          "\\xed\\xa0\\x80",    "\\xed\\xa0\\x80"},
}), [](const auto& row) { return row.param.name; });
// clang-format on

TEST(Shorten, CutsBetweenCharactersAndSaysSo) {
  EXPECT_EQ(shorten("Łódź", 4), "Łódź");
  EXPECT_EQ(shorten("Łódź", 2), "Łó …");
}

}  // namespace
}  // namespace lockstep::report
