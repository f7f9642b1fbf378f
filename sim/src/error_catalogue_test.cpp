#include "lockstep/sim/error_catalogue.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <set>

namespace lockstep::sim {
namespace {

TEST(ErrorCatalogue, EveryEntryIsACompleteErrorAnswerWithItsSource) {
  std::set<std::string_view> ids;
  for (const CataloguedError& error : error_catalogue()) {
    EXPECT_TRUE(ids.insert(error.id).second) << error.id;
    EXPECT_TRUE(error.id.starts_with(to_string(service_of(error)))) << error.id;
    EXPECT_GE(error.status, 400) << error.id;
    EXPECT_FALSE(error.facts.empty()) << error.id;
    EXPECT_TRUE(error.body.starts_with('<') || nlohmann::json::accept(error.body)) << error.id;
    EXPECT_EQ(find_error(error.id), &error);
  }
  EXPECT_EQ(find_error("google.no_such_error"), nullptr);
}

TEST(ErrorCatalogue, GoogleBodiesRepeatTheirStatus) {
  for (const CataloguedError& error : error_catalogue()) {
    const auto body = nlohmann::json::parse(error.body, nullptr, false);
    if (service_of(error) == Service::google && body["error"].is_object()) {
      EXPECT_EQ(body["error"]["code"], error.status) << error.id;  // G109
    }
  }
}

}  // namespace
}  // namespace lockstep::sim
