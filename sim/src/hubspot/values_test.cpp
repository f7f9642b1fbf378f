#include "values.h"

#include <gtest/gtest.h>

#include <ostream>

#include "email_address.h"

namespace lockstep::sim::hubspot {
namespace {

struct Row {
  const char* type;
  const char* field_type;
  const char* given;
  const char* stored;  ///< nullptr: refused.
  const char* current = "";
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.type << " " << row.given; }

class Values : public testing::TestWithParam<Row> {};

TEST_P(Values, F43AreStoredInOneFormOrRefused) {
  const Row& row = GetParam();
  PropertyDefinition property;
  property.name = "thing";
  property.type = row.type;
  property.field_type = row.field_type;
  property.options = {{"A", "a"}, {"B", "b"}, {"C", "c"}};
  const auto checked = check_value(property, row.given, row.current);
  const std::string* stored = std::get_if<std::string>(&checked);
  ASSERT_EQ(stored != nullptr, row.stored != nullptr);
  if (stored != nullptr) {
    EXPECT_EQ(*stored, row.stored);
  }
}

// clang-format off
INSTANTIATE_TEST_SUITE_P(All, Values, testing::Values(
    Row{"string",      "text",     "  as given ",               "  as given "},
    Row{"number",      "number",   "12",                        "12"},
    Row{"number",      "number",   "-1.50",                     "-1.50"},
    Row{"number",      "number",   "1.2.3",                     nullptr},
    Row{"number",      "number",   "1,000",                     nullptr},
    Row{"number",      "number",   "1e3",                       nullptr},
    Row{"number",      "number",   "nan",                       nullptr},
    Row{"date",        "date",     "2024-02-29",                "2024-02-29"},
    Row{"date",        "date",     "1709164800000",             "2024-02-29"},
    Row{"date",        "date",     "1709164800001",             nullptr},
    Row{"date",        "date",     "2023-02-29",                nullptr},
    Row{"date",        "date",     "29.02.2024",                nullptr},
    Row{"date",        "date",     "9223372036854775807",       nullptr},
    Row{"datetime",    "date",     "2024-02-29T10:00:00Z",      "2024-02-29T10:00:00.000Z"},
    Row{"datetime",    "date",     "1709164800001",             "2024-02-29T00:00:00.001Z"},
    Row{"datetime",    "date",     "2024-02-29T10:00:00+02:00", "2024-02-29T08:00:00.000Z"},
    Row{"datetime",    "date",     "soon",                      nullptr},
    Row{"bool",        "booleancheckbox", "true",               "true"},
    Row{"bool",        "booleancheckbox", "yes",                nullptr},
    Row{"enumeration", "select",   "a",                         "a"},
    Row{"enumeration", "select",   "A",                         nullptr},
    Row{"enumeration", "select",   "a;b",                       nullptr},
    Row{"enumeration", "checkbox", "a;b",                       "a;b"},
    Row{"enumeration", "checkbox", "a;a;;b",                    "a;b"},
    Row{"enumeration", "checkbox", "a;x",                       nullptr},
    Row{"enumeration", "checkbox", ";c",                        "a;b;c", "a;b"},
    Row{"enumeration", "checkbox", "",                          "",      "a;b"}));
// clang-format on

TEST(EmailAddress, F71IsValidOnlyWithALocalPartAndADomainThatCanExist) {
  for (const char* valid : {"ann@example.com", "a.b+c@x-y.example.org", "o'neil@example.co.uk",
                            "a@xn--80ak6aa92e.com", "a@b.museum", "a@example.xn--p1ai"}) {
    EXPECT_TRUE(is_valid_email(valid)) << valid;
  }
  for (const char* invalid :
       {"", "ann", "@example.com", "ann@", "ann@example", "ann@example.con", "ann@example.lcom",
        "a b@example.com", "a..b@example.com", ".a@example.com", "a@-example.com", "a@b..com",
        "a@b@example.com", "\xC3\xA9@example.com", "a@example.c0"}) {
    EXPECT_FALSE(is_valid_email(invalid)) << invalid;
  }
  EXPECT_FALSE(is_valid_email(std::string(65, 'a') + "@example.com"));
}

TEST(EmailAddress, F41HasOneNormalForm) {
  EXPECT_EQ(normalise_email(" \tAnn@Example.COM\r\n"), "ann@example.com");
}

}  // namespace
}  // namespace lockstep::sim::hubspot
