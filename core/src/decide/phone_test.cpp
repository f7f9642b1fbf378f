#include "lockstep/core/phone.h"

#include <gtest/gtest.h>

#include <ostream>
#include <string>

namespace lockstep {
namespace {

struct Row {
  const char* name;
  std::string number;
  std::string canonical;
};

std::ostream& operator<<(std::ostream& out, const Row& row) { return out << row.name; }

class CanonicalNumber : public testing::TestWithParam<Row> {};

TEST_P(CanonicalNumber, IsTheSameForEverySpelling) {
  const PhoneNumbers phones("US");
  EXPECT_EQ(phones.canonical(GetParam().number), GetParam().canonical);
  EXPECT_EQ(phones.canonical(GetParam().number), GetParam().canonical) << "asked twice";
  EXPECT_EQ(phones.canonical(GetParam().canonical), GetParam().canonical) << "of the canonical";
}

INSTANTIATE_TEST_SUITE_P(Phn10, CanonicalNumber,
                         testing::ValuesIn<Row>({
                             // clang-format off
        {"E164",            "+14155550100",            "+14155550100"},
        {"International",   "+1 415-555-0100",         "+14155550100"},
        {"National",        "(415) 555 0100",          "+14155550100"},
        {"NationalDots",    "415.555.0100",            "+14155550100"},
        {"BlanksAround",    "\t+1 (415) 555-0100 ",    "+14155550100"},
        {"OtherCountry",    "+44 20 7946 0000",        "+442079460000"},
        {"Extension",       "+1 415 555 0100 ext. 42", "+14155550100;ext=42"},
        {"ExtensionShort",  "415-555-0100 x42",        "+14155550100;ext=42"},
        {"TooShort",        "12",                      "12"},
        {"NotANumber",      "ask at the desk",         "ask at the desk"},
        {"Blank",           "  ",                      ""},
        {"NotUtf8",         "\xff" "4155550100",       "\xff" "4155550100"},
        {"VeryLong",        std::string(300, '1'),     std::string(300, '1')},
                             // clang-format on
                         }),
                         [](const auto& row_info) { return std::string(row_info.param.name); });

TEST(PhoneNumbers, ReadNationalNumbersByTheirRegion) {
  EXPECT_EQ(PhoneNumbers("GB").canonical("020 7946 0000"), "+442079460000");
  EXPECT_EQ(PhoneNumbers("no such region").canonical("020 7946 0000"), "020 7946 0000");
  EXPECT_EQ(PhoneNumbers("no such region").canonical("+44 20 79460000"), "+442079460000");
}

struct LabelRow {
  const char* label;
  std::optional<PhoneSlot> slot;
};

TEST(SlotOfLabel, OnlyThePredefinedMobileAndFaxLabelsCount) {
  // G49 lists the predefined ones; "cell" and the like are custom (PHN-13).
  const LabelRow rows[] = {
      {"mobile", PhoneSlot::mobile}, {"workMobile", PhoneSlot::mobile},
      {"MOBILE", PhoneSlot::mobile}, {"homeFax", PhoneSlot::fax},
      {"workFax", PhoneSlot::fax},   {"otherFax", PhoneSlot::fax},
      {"home", std::nullopt},        {"work", std::nullopt},
      {"main", std::nullopt},        {"pager", std::nullopt},
      {"workPager", std::nullopt},   {"googleVoice", std::nullopt},
      {"other", std::nullopt},       {"cell", std::nullopt},
      {"iPhone", std::nullopt},      {"Fax (old)", std::nullopt},
      {"fax", std::nullopt},         {"", std::nullopt},
  };
  for (const LabelRow& row : rows) {
    EXPECT_EQ(slot_of_label(row.label), row.slot) << row.label;
  }
}

TEST(LabelOf, MapsBackToItsSlotWhereTheNumberIsAdditional) {
  EXPECT_EQ(slot_of_label(label_of(PhoneSlot::mobile)), PhoneSlot::mobile);  // PHN-7
  EXPECT_EQ(slot_of_label(label_of(PhoneSlot::fax)), PhoneSlot::fax);
  EXPECT_EQ(slot_of_label(label_of(PhoneSlot::phone)), std::nullopt);  // A23
}

}  // namespace
}  // namespace lockstep
