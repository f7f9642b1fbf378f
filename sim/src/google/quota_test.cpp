// Quotas of an app for one user: what calls cost, and the answer when there is no more.

#include <gmock/gmock.h>

#include <ostream>
#include <string>

#include "google/google_test_client.h"

namespace lockstep::sim::google {
namespace {

using namespace std::chrono_literals;

GoogleOptions enforced() {
  GoogleOptions options;
  options.quotas.enforced = true;
  return options;
}

const std::string kReads = "Critical read requests (Contact and Profile Reads)";
const std::string kWrites = "Critical write requests (Contact Creates and Updates)";
const std::string kPhotos = "Photo write requests (Photo Updates)";
const std::string kGroups = "Read requests (Contact Group Reads)";
const std::string kDeletes = "Write requests (Contact Deletes and Contact Group Writes)";
const std::string kDaily = "Daily Contact Writes (Total)";

struct Metered {
  std::string name;
  Method method;
  std::string target;  ///< Behind "/v1/".
  std::size_t GoogleQuotas::*max;
  std::size_t units;
  std::string metric;
};

void PrintTo(const Metered& row, std::ostream* out) { *out << row.name; }

class QuotaCost : public testing::TestWithParam<Metered> {};

/// A call with one unit too few is refused and takes nothing; with just enough it reaches its
/// method, whatever that makes of a request without a body.
TEST_P(QuotaCost, IsTakenBeforeTheMethodLooksAtTheRequestG105) {
  const Metered& row = GetParam();
  const auto answer_with = [&](std::size_t max, int calls) {
    GoogleOptions options = enforced();
    options.quotas.*row.max = max;
    TestClient client(options);
    client.grant = client.google.grant(
        client.account, {std::string(kGoogleContactsScope), std::string(kGoogleOtherContactsScope),
                         std::string(kGoogleDirectoryScope)});
    TestAnswer answer;
    for (int call = 0; call < calls; ++call) {
      answer = client.send(row.method, "/v1/" + row.target, Json::object());
    }
    return answer;
  };
  const TestAnswer refused = answer_with(row.units - 1, 1);
  EXPECT_EQ(refused.status, 429);
  EXPECT_THAT(refused.error_message(), testing::StartsWith("Quota exceeded for quota metric '" +
                                                           row.metric + "' and limit '"));
  EXPECT_NE(answer_with(row.units, 1).status, 429);
  EXPECT_EQ(answer_with(row.units, 2).status, 429);
}

constexpr auto kCriticalReads = &GoogleQuotas::critical_reads_per_minute;
constexpr auto kCriticalWrites = &GoogleQuotas::critical_writes_per_minute;
constexpr auto kDailyWrites = &GoogleQuotas::daily_contact_writes;
constexpr auto kPhotoWrites = &GoogleQuotas::photo_writes_per_minute;
constexpr auto kGroupReads = &GoogleQuotas::group_reads_per_minute;
constexpr auto kOtherWrites = &GoogleQuotas::writes_per_minute;
using enum Method;

INSTANTIATE_TEST_SUITE_P(
    Methods, QuotaCost,
    testing::ValuesIn<Metered>({
        // clang-format off
        {"List",              get,   "people/me/connections?personFields=names", kCriticalReads, 1, kReads},
        {"Get",               get,   "people/me?personFields=names",   kCriticalReads,  1,   kReads},
        {"BatchGet",          get,   "people:batchGet",                kCriticalReads,  1,   kReads},
        {"Search",            get,   "people:searchContacts",          kCriticalReads,  1,   kReads},
        {"ListDirectory",     get,   "people:listDirectoryPeople",     kCriticalReads,  1,   kReads},
        {"SearchDirectory",   get,   "people:searchDirectoryPeople",   kCriticalReads,  1,   kReads},
        {"ListOthers",        get,   "otherContacts",                  kCriticalReads,  1,   kReads},
        {"SearchOthers",      get,   "otherContacts:search",           kCriticalReads,  1,   kReads},
        {"CreateReads",       post,  "people:createContact",           kCriticalReads,  1,   kReads},
        {"CreateWrites",      post,  "people:createContact",           kCriticalWrites, 1,   kWrites},
        {"CreateDaily",       post,  "people:createContact",           kDailyWrites,    1,   kDaily},
        {"UpdateReads",       patch, "people/c1:updateContact",        kCriticalReads,  1,   kReads},
        {"UpdateWrites",      patch, "people/c1:updateContact",        kCriticalWrites, 1,   kWrites},
        {"UpdateDaily",       patch, "people/c1:updateContact",        kDailyWrites,    1,   kDaily},
        {"Copy",              post,  "otherContacts/c1:copyOtherContactToMyContactsGroup", kCriticalWrites, 1, kWrites},
        {"BatchCreateReads",  post,  "people:batchCreateContacts",     kCriticalReads,  6,   kReads},
        {"BatchCreateWrites", post,  "people:batchCreateContacts",     kCriticalWrites, 6,   kWrites},
        {"BatchCreateDaily",  post,  "people:batchCreateContacts",     kDailyWrites,    200, kDaily},
        {"BatchUpdateReads",  post,  "people:batchUpdateContacts",     kCriticalReads,  6,   kReads},
        {"BatchUpdateWrites", post,  "people:batchUpdateContacts",     kCriticalWrites, 6,   kWrites},
        {"BatchUpdateDaily",  post,  "people:batchUpdateContacts",     kDailyWrites,    200, kDaily},
        {"Delete",            del,   "people/c1:deleteContact",        kOtherWrites,    1,   kDeletes},
        {"BatchDelete",       post,  "people:batchDeleteContacts",     kOtherWrites,    10,  kDeletes},
        {"UpdatePhoto",       patch, "people/c1:updateContactPhoto",   kPhotoWrites,    1,   kPhotos},
        {"DeletePhoto",       del,   "people/c1:deleteContactPhoto",   kPhotoWrites,    1,   kPhotos},
        {"ListGroups",        get,   "contactGroups",                  kGroupReads,     1,   kGroups},
        {"GetGroup",          get,   "contactGroups/all",              kGroupReads,     1,   kGroups},
        {"BatchGetGroups",    get,   "contactGroups:batchGet",         kGroupReads,     1,   kGroups},
        {"CreateGroup",       post,  "contactGroups",                  kOtherWrites,    1,   kDeletes},
        {"UpdateGroup",       put,   "contactGroups/all",              kOtherWrites,    1,   kDeletes},
        {"DeleteGroup",       del,   "contactGroups/all",              kOtherWrites,    1,   kDeletes},
        {"ModifyMembers",     post,  "contactGroups/all/members:modify", kOtherWrites,  1,   kDeletes},
        // clang-format on
    }),
    [](const auto& row) { return row.param.name; });

TEST(Quota, AnswersWithItsMetricItsLimitAndTheProjectOfTheAppG107) {
  GoogleOptions options = enforced();
  options.quotas.critical_reads_per_minute = 0;
  TestClient client(options);
  const TestAnswer refused = client.list();
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(refused.error_status(), "RESOURCE_EXHAUSTED");
  EXPECT_FALSE(refused.headers.contains("Retry-After"));  // G108
  const std::string project = client.grant.client_id.substr(0, client.grant.client_id.find('-'));
  EXPECT_EQ(refused.error_message(),
            "Quota exceeded for quota metric 'Critical read requests (Contact and Profile Reads)' "
            "and limit 'Critical read requests (Contact and Profile Reads) per minute per user' of "
            "service 'people.googleapis.com' for consumer 'project_number:" +
                project + "'.");
  EXPECT_EQ(refused.body.at("error").at("details"),
            (Json::array({{{"@type", "type.googleapis.com/google.rpc.ErrorInfo"},
                           {"reason", "RATE_LIMIT_EXCEEDED"},
                           {"domain", "googleapis.com"},
                           {"metadata",
                            {{"quota_limit", "CriticalReadsPerMinutePerProjectPerUser"},
                             {"service", "people.googleapis.com"},
                             {"quota_metric", "people.googleapis.com/critical_read_requests"},
                             {"consumer", "projects/" + project}}}}})));
}

TEST(Quota, ComesBackWithTheNextMinuteAndTheNextDay) {
  GoogleOptions options = enforced();
  options.quotas.critical_writes_per_minute = 2;
  options.quotas.daily_contact_writes = 3;
  TestClient client(options);
  const Json person = {{"names", {{{"givenName", "Ann"}}}}};
  const auto create = [&] { return client.post("/v1/people:createContact", person); };
  EXPECT_EQ(create().status, 200);
  EXPECT_EQ(create().status, 200);
  EXPECT_EQ(create().status, 429);
  client.clock.sleep_for(1min - 1ms);
  EXPECT_EQ(create().status, 429);
  client.clock.sleep_for(1ms);
  EXPECT_EQ(create().status, 200);
  const TestAnswer refused = create();
  EXPECT_THAT(refused.error_message(),
              testing::HasSubstr("limit 'Daily Contact Writes (Total) per day per user'"));
  client.clock.sleep_for(std::chrono::days(1));
  client.grant = client.google.grant(client.account);
  EXPECT_EQ(create().status, 200);
}

TEST(Quota, IsOfOneUser) {
  GoogleOptions options = enforced();
  options.quotas.critical_reads_per_minute = 1;
  TestClient client(options);
  EXPECT_EQ(client.list().status, 200);
  EXPECT_EQ(client.list().status, 429);
  client.grant = client.google.grant(client.google.add_account("other@example.com"));
  EXPECT_EQ(client.list().status, 200);
}

TEST(Quota, OfFullSyncsCountsFirstPagesOnlyG88) {
  GoogleOptions options = enforced();
  options.quotas.full_syncs_per_minute = 1;
  TestClient client(options);
  client.add("Ann");
  client.add("Bob");
  const std::string full = "&pageSize=1&requestSyncToken=true";
  const Json first = client.list(full).body;
  const TestAnswer second =
      client.list(full + "&pageToken=" + first.at("nextPageToken").get<std::string>());
  EXPECT_EQ(second.status, 200);
  EXPECT_EQ(
      client.list(full + "&syncToken=" + second.body.at("nextSyncToken").get<std::string>()).status,
      200);
  EXPECT_EQ(client.list(full).error_message(), "Resource has been exhausted (e.g. check quota).");
}

TEST(Quota, AnswersWith403ByTheSwitchG108) {
  GoogleOptions options = enforced();
  options.quotas.critical_reads_per_minute = 0;
  options.quotas.exceeded_is_forbidden = true;
  TestClient client(options);
  const TestAnswer refused = client.list();
  EXPECT_EQ(refused.status, 403);
  EXPECT_EQ(refused.error_status(), "PERMISSION_DENIED");
  EXPECT_EQ(refused.first_reason(), "RATE_LIMIT_EXCEEDED");
}

TEST(Quota, OfADayIsTheBackendsByTheSwitchG102) {
  GoogleOptions options = enforced();
  options.quotas.daily_contact_writes = 0;
  options.quotas.daily_is_of_the_backend = true;
  TestClient client(options);
  const Json refused = client.create_named("Ann");
  EXPECT_EQ(refused["/error/message"_json_pointer],
            "Resource has been exhausted (e.g. check quota).");
}

TEST(Quota, IsNotEnforcedUnlessSwitchedOnG106) {
  GoogleOptions options;
  options.quotas = {.critical_reads_per_minute = 0, .full_syncs_per_minute = 0};
  TestClient client(options);
  EXPECT_EQ(client.list().status, 200);
}

TEST(ConcurrentMutation, IsRefusedOnlyByTheSwitchG19) {
  GoogleOptions options;
  TestClient lenient(options);
  options.concurrent_mutations_aborted = true;
  TestClient strict(options);
  Request request{.method = Method::post, .path = {}, .query = {}, .headers = {}, .body = "{}"};
  set_target(request, "/v1/people:createContact");
  EXPECT_EQ(lenient.google.refuse_concurrent(request), std::nullopt);
  const TestAnswer refused = TestClient::answer_of(*strict.google.refuse_concurrent(request));
  EXPECT_EQ(refused.status, 409);
  EXPECT_EQ(refused.error_status(), "ABORTED");
}

}  // namespace
}  // namespace lockstep::sim::google
