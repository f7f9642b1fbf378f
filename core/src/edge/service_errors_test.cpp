#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <string>

#include "google_errors.h"
#include "hubspot_errors.h"

namespace lockstep {
namespace {

struct Row {
  const char* name;
  const char* operation;
  int status;
  const char* body;
  ErrorKind kind;
  Reason reason = Reason::none;
  LimitCause cause = LimitCause::none;
};

std::string name_of(const testing::TestParamInfo<Row>& info) { return info.param.name; }

class GoogleError : public testing::TestWithParam<Row> {};

TEST_P(GoogleError, SaysWhatToDo) {
  const Row& row = GetParam();
  const ApiError error = read_google_error(row.operation, row.status, Json::parse(row.body));
  EXPECT_EQ(error.error.kind, row.kind);
  EXPECT_EQ(error.reason, row.reason);
  EXPECT_EQ(error.cause, row.cause);
}

INSTANTIATE_TEST_SUITE_P(
    Bodies, GoogleError,
    testing::Values(
        Row{"AccountFull", "people.createContact", 429,  // G101
            R"({"error":{"code":429,"message":"MY_CONTACTS_OVERFLOW_COUNT"}})",
            ErrorKind::invalid_input, Reason::storage_limit_exceeded, LimitCause::account},
        Row{"AccountFullInDetails", "people.batchCreateContacts", 429,
            R"({"error":{"message":"full","details":[{"reason":"MY_CONTACTS_OVERFLOW_COUNT"}]}})",
            ErrorKind::invalid_input, Reason::storage_limit_exceeded, LimitCause::account},
        Row{"ContactTooLarge", "people.updateContact", 429,  // G55, G102
            R"({"error":{"message":"Resource has been exhausted (e.g. check quota)."}})",
            ErrorKind::invalid_input, Reason::storage_limit_exceeded, LimitCause::contact},
        Row{"ExhaustedReadIsARateLimit", "people.connections.list", 429,
            R"({"error":{"message":"Resource has been exhausted (e.g. check quota)."}})",
            ErrorKind::throttled, Reason::rate_limited},
        Row{"Quota", "people.createContact", 429,  // G107
            R"({"error":{"message":"Quota exceeded for quota metric 'Critical read requests'"}})",
            ErrorKind::throttled, Reason::rate_limited},
        Row{"ExpiredSyncToken", "people.connections.list", 400,  // G83, G84
            R"({"error":{"status":"INVALID_ARGUMENT","message":"x",
                "details":[{"reason":"EXPIRED_SYNC_TOKEN"}]}})",
            ErrorKind::expired_cursor},
        Row{"StaleEtag", "people.updateContact", 400,  // G70
            R"({"error":{"message":"Request person.etag is different than the current person.etag. Clear local cache and get the latest person."}})",
            ErrorKind::conflict},
        Row{"ScopeMissing", "people.createContact", 403,  // G112
            R"({"error":{"message":"Request had insufficient authentication scopes."}})",
            ErrorKind::unauthenticated, Reason::permission},
        Row{"ServerError", "people.createContact", 503, R"({"error":{"message":"x"}})",
            ErrorKind::outcome_unknown, Reason::unavailable},
        Row{"NoSense", "people.get", 404, R"([1,2])", ErrorKind::not_found, Reason::not_found}),
    name_of);

class HubSpotError : public testing::TestWithParam<Row> {};

TEST_P(HubSpotError, SaysWhatToDo) {
  const Row& row = GetParam();
  const ApiError error = read_hubspot_error(row.operation, row.status, Json::parse(row.body));
  EXPECT_EQ(error.error.kind, row.kind);
  EXPECT_EQ(error.reason, row.reason);
}

INSTANTIATE_TEST_SUITE_P(
    Bodies, HubSpotError,
    testing::Values(
        Row{"InvalidEmail", "crm.contacts.create", 400,  // F71
            R"({"category":"VALIDATION_ERROR","message":"Property values were not valid",
                "errors":[{"code":"INVALID_EMAIL","message":"Email address x is invalid"}]})",
            ErrorKind::invalid_input, Reason::invalid_email},
        Row{"InvalidOption", "crm.contacts.update", 400,
            R"({"category":"VALIDATION_ERROR","errors":[{"code":"INVALID_OPTION"}]})",
            ErrorKind::invalid_input, Reason::invalid_value},
        Row{"Duplicate", "crm.contacts.create", 409,  // F69
            R"({"message":"Contact already exists. Existing ID: 37765","category":"CONFLICT"})",
            ErrorKind::invalid_input, Reason::duplicate_record},
        Row{"ContactLimit", "crm.contacts.create", 403, R"({"category":"CONTACT_LIMIT_REACHED"})",
            ErrorKind::invalid_input, Reason::contact_limit},
        Row{"ScopeMissing", "crm.contacts.create", 403, R"({"category":"MISSING_SCOPES"})",
            ErrorKind::unauthenticated, Reason::permission},  // F75
        Row{"RateLimit", "crm.contacts.search", 429, R"({"policyName":"SECONDLY"})",
            ErrorKind::throttled, Reason::rate_limited},  // F77
        Row{"Locked", "crm.contacts.update", 423, "null", ErrorKind::throttled,
            Reason::rate_limited},  // F78
        Row{"BadGateway", "crm.contacts.update", 502, "null", ErrorKind::outcome_unknown,
            Reason::unavailable}),
    name_of);

TEST(HubSpotErrors, AConflictNamesTheExistingContact) {  // F69
  const Json body = {{"message", "Contact already exists. Existing ID: 37765128953"},
                     {"category", "CONFLICT"}};
  EXPECT_EQ(read_hubspot_error("crm.contacts.create", 409, body).existing_id, "37765128953");
  const Json item = {{"message", "Contact already exists"},
                     {"category", "CONFLICT"},
                     {"context", {{"existingId", {"171591000198"}}}}};
  EXPECT_EQ(read_hubspot_item_error("crm.contacts.batch.create", item).existing_id, "171591000198");
}

TEST(HubSpotErrors, TheDailyLimitIsNotWorthWaitingFor) {  // F77
  EXPECT_TRUE(read_hubspot_error("x", 429, {{"policyName", "DAILY"}}).daily_limit);
  EXPECT_FALSE(read_hubspot_error("x", 429, {{"policyName", "TEN_SECONDLY_ROLLING"}}).daily_limit);
}

}  // namespace
}  // namespace lockstep
