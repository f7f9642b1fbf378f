#include "lockstep/sim/route.h"

#include <gtest/gtest.h>

namespace lockstep::sim {
namespace {

TEST(MatchPath, CapturesAreDecodedAfterTheSplit) {
  EXPECT_EQ(match_path("/v1/people/{person}", "/v1/people/c1"), (PathCaptures{{"person", "c1"}}));
  EXPECT_EQ(match_path("/objects/{id}", "/objects/a%2Fb%40x.co"),
            (PathCaptures{{"id", "a/b@x.co"}}));
  EXPECT_EQ(match_path("/objects/{id}", "/objects/a%zz"), std::nullopt);
}

TEST(MatchPath, TheVerbStandsBehindTheLastColon) {
  EXPECT_EQ(match_path("/v1/people/{p}:updateContact", "/v1/people/c1:updateContact"),
            (PathCaptures{{"p", "c1"}}));
  EXPECT_EQ(match_path("/v1/people/{p}:updateContact", "/v1/people/c1"), std::nullopt);
}

TEST(MatchPath, ACaptureNeverCrossesASegmentAndIsNeverEmpty) {
  EXPECT_EQ(match_path("/v1/people/{p}", "/v1/people/c1/x"), std::nullopt);
  EXPECT_EQ(match_path("/v1/people/{p}", "/v1/people/"), std::nullopt);
}

}  // namespace
}  // namespace lockstep::sim
