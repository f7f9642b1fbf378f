#include "lockstep/core/well_formed.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace lockstep {
namespace {

struct Row {
  const char* text;
  bool well_formed;
};

std::ostream& operator<<(std::ostream& out, const Row& row) { return out << row.text; }

class Contacts : public testing::TestWithParam<Row> {};

TEST_P(Contacts, AreBelievedIfTheirPropertiesAreValues) {
  EXPECT_EQ(is_well_formed_contact(Json::parse(GetParam().text)), GetParam().well_formed);
}

INSTANTIATE_TEST_SUITE_P(
    WellFormed, Contacts,
    testing::Values(Row{R"({"id":"1","properties":{}})", true},
                    Row{R"({"id":"1","properties":{"email":null,"a":"x","b":1,"c":true}})", true},
                    Row{R"({"id":"1","properties":{},"updatedAt":"2026-03-02T09:00:00Z"})", true},
                    Row{R"({"id":"1"})", false}, Row{R"({"id":"1","properties":null})", false},
                    Row{R"({"id":"1","properties":[]})", false},
                    Row{R"({"id":"1","properties":{"email":{}}})", false},
                    Row{R"({"id":"1","properties":{"email":["a"]}})", false},
                    Row{R"({"id":"1","properties":{},"updatedAt":5})", false}, Row{"null", false},
                    Row{"[]", false}, Row{"\"text\"", false},
                    Row{R"({"id":"1","properties":{"firstname":"A\uffff\ufdd0n"}})", false}));

class People : public testing::TestWithParam<Row> {};

TEST_P(People, AreBelievedIfTheirFieldsAreListsOfObjects) {
  EXPECT_EQ(is_well_formed_person(Json::parse(GetParam().text)), GetParam().well_formed);
}

INSTANTIATE_TEST_SUITE_P(
    WellFormed, People,
    testing::Values(Row{R"({"resourceName":"people/c1"})", true},
                    Row{R"({"names":[{"givenName":"Ann","metadata":{"primary":true}}],"urls":[]})",
                        true},
                    Row{R"({"birthdays":[{"date":{"month":5,"day":17}},{"text":"17 May"}]})", true},
                    Row{R"({"photos":5,"userDefined":null})", true},  // No mapping can reach them.
                    Row{R"({"names":null})", false}, Row{R"({"names":{}})", false},
                    Row{R"({"names":"Ann"})", false}, Row{R"({"names":[null]})", false},
                    Row{R"({"names":[{"givenName":5}]})", false},
                    Row{R"({"names":[{"middleName":["x"]}]})", false},
                    Row{R"({"emailAddresses":[{"value":null}]})", false},
                    Row{R"({"phoneNumbers":[{"value":"1","type":{}}]})", false},
                    Row{R"({"birthdays":[{"date":"1990-05-17"}]})", false},
                    Row{R"({"birthdays":[{"date":{"year":"1990"}}]})", false},
                    Row{R"({"names":[{"givenName":"A\uffff\ufdd0n"}]})", false},
                    Row{R"({"metadata":[]})", false}));

}  // namespace
}  // namespace lockstep
