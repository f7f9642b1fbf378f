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

struct MarkdownRow {
  const char* name;
  std::string text;
  std::string line;
  std::string block;
};

void PrintTo(const MarkdownRow& row, std::ostream* out) { *out << row.name; }

class MarkdownText : public testing::TestWithParam<MarkdownRow> {};

TEST_P(MarkdownText, IsShownAndNeverObeyed) {
  EXPECT_EQ(markdown_text(GetParam().text), GetParam().line);
  EXPECT_EQ(markdown_block(GetParam().text), GetParam().block);
}

// clang-format off
INSTANTIATE_TEST_SUITE_P(Rows, MarkdownText, testing::ValuesIn(std::vector<MarkdownRow>{
    {"Plain",     "Ann 李",              "Ann 李",                          "```text\nAnn 李\n```\n"},
    {"Nothing",   "",                    "",                                "```text\n```\n"},
    {"Emphasis",  "*a* _b_ ~c~",         "\\*a\\* \\_b\\_ \\~c\\~",        "```text\n*a* _b_ ~c~\n```\n"},
    {"Image",     "![x](http://e.test)", "!\\[x\\](http\\://e\\.test)",     "```text\n![x](http://e.test)\n```\n"},
    {"Html",      "<img src=x>&lt;",     "\\<img src=x\\>\\&lt;",            "```text\n<img src=x>&lt;\n```\n"},
    {"Cell",      "a|b\\|c",             "a\\|b\\\\\\|c",                  "```text\na|b\\|c\n```\n"},
    {"Mention",   "@ann costs $1$",      "@<!-- -->ann costs &#36;1&#36;",  "```text\n@ann costs $1$\n```\n"},
    {"Lines",     "a\n# b\r\n",          "a\\\\n\\# b\\\\r\\\\n",           "```text\na\n# b\\r\n```\n"},
    {"Fence",     "```\n````sh",         "\\`\\`\\`\\\\n\\`\\`\\`\\`sh",    "`````text\n```\n````sh\n`````\n"},
    {"Control",   "\x1b[31m\u202e",      "\\\\x1b\\[31m\\\\u202e",           "```text\n\\x1b[31m\\u202e\n```\n"},
}), [](const auto& row) { return row.param.name; });
// clang-format on

TEST(ShellWord, IsOneWordWhateverIsInIt) {
  EXPECT_EQ(shell_word("merge/a_b-1.x"), "merge/a_b-1.x");
  EXPECT_EQ(shell_word(""), "''");
  EXPECT_EQ(shell_word("-x"), "'-x'");
  EXPECT_EQ(shell_word("a b; $(c) *"), "'a b; $(c) *'");
  EXPECT_EQ(shell_word("it's\n"), "'it'\\''s\\n'");
}

TEST(Shorten, CutsBetweenCharactersAndSaysSo) {
  EXPECT_EQ(shorten("Łódź", 4), "Łódź");
  EXPECT_EQ(shorten("Łódź", 2), "Łó …");
}

}  // namespace
}  // namespace lockstep::report
