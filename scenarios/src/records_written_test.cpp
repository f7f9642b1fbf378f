#include "records_written.h"

#include <gtest/gtest.h>

#include <string>

namespace lockstep::scenario {
namespace {

struct Row {
  const char* name;
  const char* body;
  std::size_t records;
};

class RecordsWritten : public testing::TestWithParam<Row> {};

TEST_P(RecordsWritten, AreThoseThatTheRequestNames) {
  EXPECT_EQ(records_written({Method::post, "/", {}, {}, GetParam().body}), GetParam().records);
}

INSTANTIATE_TEST_SUITE_P(
    , RecordsWritten,
    testing::Values(
        // clang-format off
        Row{"Nothing",          "",                                                                        1},
        Row{"Garbage",          "{\"contacts\":[1,2",                                                      1},
        Row{"OnePerson",        R"({"names":[{"givenName":"Ann"},{"givenName":"Bob"}]})",                  1},
        Row{"OneContact",       R"({"properties":{"firstname":"Ann"},"associations":[1,2]})",              1},
        Row{"PeopleCreated",    R"({"contacts":[{"contactPerson":{}},{"contactPerson":{}}]})",             2},
        Row{"PeopleUpdated",    R"({"contacts":{"people/c1":{},"people/c2":{},"people/c3":{}}})",          3},
        Row{"PeopleDeleted",    R"({"resourceNames":["people/c1","people/c2"]})",                          2},
        Row{"GroupMembers",     R"({"resourceNamesToAdd":["people/c1"],"resourceNamesToRemove":["people/c2"]})", 2},
        Row{"ContactsInABatch", R"({"inputs":[{"id":"1"},{"id":"2"},{"id":"3"}]})",                        3},
        Row{"AnEmptyBatch",     R"({"inputs":[]})",                                                        0},
        Row{"ListMembers",      R"(["1","2"])",                                                            2},
        Row{"ListMembersBothWays", R"({"recordIdsToAdd":["1"],"recordIdsToRemove":["2","3"]})",            3}
        // clang-format on
        ),
    [](const auto& row) { return std::string(row.param.name); });

}  // namespace
}  // namespace lockstep::scenario
