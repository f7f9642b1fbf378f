#include "lockstep/sim/error_catalogue.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <set>
#include <string>

#include "google/errors.h"
#include "hubspot/errors.h"

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

TEST(ErrorCatalogue, AnInjectedErrorReadsLikeTheOneThatTheFakeGivesItself) {
  struct Row {
    std::string_view id;
    int status;
    std::string body;
  };
  const auto google_row = [](std::string_view id, std::string_view own_id) {
    const google::ApiError error = google::catalogue_error(own_id);
    return Row{id, error.http_status, google::to_body(error)};
  };
  const auto hubspot_row = [](std::string_view id, const hubspot::Problem& problem) {
    return Row{id, problem.status, hubspot::to_response(problem, "{correlation_id}").body};
  };
  for (const Row& row : {
           google_row("google.expired_sync_token", google::kExpiredSyncToken),
           google_row("google.stale_etag", google::kStaleEtag),
           google_row("google.invalid_argument", google::kInvalidArgument),
           google_row("google.not_found", google::kNotFound),
           google_row("google.backend_quota", google::kQuota),
           google_row("google.contact_limit", google::kStorageLimit),
           google_row("google.unauthenticated", google::kUnauthenticated),
           hubspot_row("hubspot.unauthenticated", hubspot::credentials_missing()),
           hubspot_row("hubspot.missing_scopes",
                       hubspot::scope_missing("crm.objects.contacts.write")),
           hubspot_row("hubspot.not_found", hubspot::not_found()),
           hubspot_row("hubspot.duplicate_inputs", hubspot::duplicate_ids({"123456"})),
       }) {
    const CataloguedError* const error = find_error(row.id);
    ASSERT_NE(error, nullptr) << row.id;
    EXPECT_EQ(error->status, row.status) << row.id;
    EXPECT_EQ(error->body, row.body) << row.id;
  }
}

}  // namespace
}  // namespace lockstep::sim
