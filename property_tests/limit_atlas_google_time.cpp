// Google: what ends after a time, and how much an app may ask for in a while.

#include "limit_atlas.h"
#include "limit_clients.h"

namespace lockstep::atlas {
namespace {

using sim::GoogleFolder;
using sim::GoogleOptions;

Duration milliseconds(std::uint64_t units) { return Duration(static_cast<std::int64_t>(units)); }

/// An app whose access token outlives every wait.
GoogleApp patient_app(GoogleOptions options = {}) {
  options.access_token_life = std::chrono::days(365);
  return GoogleApp(std::move(options));
}

/// A list is synced with a token of this age.
std::string sync_after(GoogleApp app, const std::string& target, std::uint64_t age) {
  const std::string token = app.get(target).body.value("nextSyncToken", "");
  app.wait(milliseconds(age));
  return app.get(target + "&syncToken=" + token).text();
}

std::string sync_of_connections(std::uint64_t age) {
  return sync_after(patient_app(),
                    "/v1/people/me/connections?personFields=names&requestSyncToken=true", age);
}
std::string sync_of_other_contacts(std::uint64_t age) {
  return sync_after(patient_app(), "/v1/otherContacts?readMask=names&requestSyncToken=true", age);
}
std::string sync_of_groups(std::uint64_t age) {
  return sync_after(patient_app(), "/v1/contactGroups?groupFields=name", age);
}
std::string sync_of_directory(std::uint64_t age) {
  return sync_after(patient_app({.workspace_domain = "example.com"}),
                    "/v1/people:listDirectoryPeople?readMask=names&requestSyncToken=true&"
                    "sources=DIRECTORY_SOURCE_TYPE_DOMAIN_PROFILE",
                    age);
}

/// A full account gets room when Trash has kept its only contact long enough.
std::string room_after_trash(std::uint64_t age) {
  GoogleApp app = patient_app({.contacts_max = 1});
  app.add(1, GoogleFolder::trash);
  app.wait(milliseconds(age));
  return app.post("/v1/people:createContact", {{"names", {{{"givenName", "Ann"}}}}}).text();
}

std::string access_token_of(std::uint64_t age) {
  GoogleApp app;
  app.wait(milliseconds(age));
  return app.get("/v1/people/me/connections?personFields=names").text();
}

/// Quotas that are enforced and out of reach.
GoogleOptions roomy() {
  constexpr std::size_t kPlenty = 1'000'000;
  GoogleOptions options;
  options.quotas = {.enforced = true,
                    .critical_reads_per_minute = kPlenty,
                    .critical_writes_per_minute = kPlenty,
                    .photo_writes_per_minute = kPlenty,
                    .group_reads_per_minute = kPlenty,
                    .writes_per_minute = kPlenty,
                    .daily_contact_writes = kPlenty,
                    .full_syncs_per_minute = kPlenty};
  return options;
}

/// Quotas of which one can be reached, where it lies by default.
GoogleApp limited_app(std::size_t sim::GoogleQuotas::*quota) {
  GoogleOptions options = roomy();
  options.quotas.*quota = sim::GoogleQuotas().*quota;
  return GoogleApp(std::move(options));
}

/// The answer to the last of several equal requests.
template <typename Ask>
std::string last_of(std::uint64_t count, const Ask& ask) {
  Told told;
  for (std::uint64_t at = 0; at < count; ++at) {
    told = ask();
  }
  return told.text();
}

Told create(GoogleApp& app) {
  return app.post("/v1/people:createContact", {{"names", {{{"givenName", "Ann"}}}}});
}

/// One contact, which costs as much as 200 (G105).
Told create_batch(GoogleApp& app) {
  const Json one = {{"contactPerson", {{"names", {{{"givenName", "Ann"}}}}}}};
  return app.post("/v1/people:batchCreateContacts", {{"contacts", {one}}});
}

std::string reads_in_a_minute(std::uint64_t count) {
  GoogleApp app = limited_app(&sim::GoogleQuotas::critical_reads_per_minute);
  const std::string target = "/v1/" + app.add(1, GoogleFolder::contacts).front();
  return last_of(count, [&] { return app.get(target + "?personFields=names"); });
}

std::string creates_in_a_minute(std::uint64_t count) {
  GoogleApp app = limited_app(&sim::GoogleQuotas::critical_writes_per_minute);
  return last_of(count, [&] { return create(app); });
}

std::string create_batches_in_a_minute(std::uint64_t count) {
  GoogleApp app = limited_app(&sim::GoogleQuotas::critical_writes_per_minute);
  return last_of(count, [&] { return create_batch(app); });
}

std::string photos_in_a_minute(std::uint64_t count) {
  GoogleApp app = limited_app(&sim::GoogleQuotas::photo_writes_per_minute);
  const std::string name = app.add(1, GoogleFolder::contacts).front();
  return last_of(
      count, [&] { return app.send(Method::del, "/v1/" + name + ":deleteContactPhoto", Json()); });
}

std::string group_reads_in_a_minute(std::uint64_t count) {
  GoogleApp app = limited_app(&sim::GoogleQuotas::group_reads_per_minute);
  return last_of(count, [&] { return app.get("/v1/contactGroups"); });
}

std::string deletes_in_a_minute(std::uint64_t count) {
  GoogleApp app = limited_app(&sim::GoogleQuotas::writes_per_minute);
  std::vector<std::string> names = app.add(count, GoogleFolder::contacts);
  return last_of(count, [&] {
    const std::string name = names.back();
    names.pop_back();
    return app.send(Method::del, "/v1/" + name + ":deleteContact", Json());
  });
}

std::string delete_batches_in_a_minute(std::uint64_t count) {
  GoogleApp app = limited_app(&sim::GoogleQuotas::writes_per_minute);
  std::vector<std::string> names = app.add(count, GoogleFolder::contacts);
  return last_of(count, [&] {
    const Json body = {{"resourceNames", {names.back()}}};
    names.pop_back();
    return app.post("/v1/people:batchDeleteContacts", body);
  });
}

/// Batches, and for the rest single creates.
std::string writes_in_a_day(std::uint64_t units) {
  constexpr std::uint64_t kBatchCosts = 200;  // G105
  GoogleApp app = limited_app(&sim::GoogleQuotas::daily_contact_writes);
  const std::uint64_t batches = (units - 1) / kBatchCosts;
  for (std::uint64_t at = 0; at < batches; ++at) {
    create_batch(app);
  }
  return last_of(units - batches * kBatchCosts, [&] { return create(app); });
}

std::string full_syncs_in_a_minute(std::uint64_t count) {
  GoogleApp app = limited_app(&sim::GoogleQuotas::full_syncs_per_minute);
  return last_of(count, [&] { return app.get("/v1/people/me/connections?personFields=names"); });
}

/// A quota that one create uses up is asked for another one so much later.
std::string create_after(sim::GoogleQuotas quotas, std::uint64_t later) {
  GoogleApp app = patient_app({.quotas = quotas});
  create(app);
  app.wait(milliseconds(later));
  return create(app).text();
}

std::string create_after_a_minute(std::uint64_t later) {
  sim::GoogleQuotas quotas = roomy().quotas;
  quotas.critical_writes_per_minute = 1;
  return create_after(quotas, later);
}

std::string create_after_a_day(std::uint64_t later) {
  sim::GoogleQuotas quotas = roomy().quotas;
  quotas.daily_contact_writes = 1;
  return create_after(quotas, later);
}

constexpr std::string_view kExpired = "400 FAILED_PRECONDITION EXPIRED_SYNC_TOKEN";
constexpr std::string_view kUnknownToken = "401 UNAUTHENTICATED";
constexpr std::string_view kReads =
    "429 RESOURCE_EXHAUSTED RATE_LIMIT_EXCEEDED critical_read_requests";
constexpr std::string_view kWrites =
    "429 RESOURCE_EXHAUSTED RATE_LIMIT_EXCEEDED critical_write_requests";
constexpr std::string_view kPhotos =
    "429 RESOURCE_EXHAUSTED RATE_LIMIT_EXCEEDED photo_write_requests";
constexpr std::string_view kGroupReads = "429 RESOURCE_EXHAUSTED RATE_LIMIT_EXCEEDED read_requests";
constexpr std::string_view kDeletes = "429 RESOURCE_EXHAUSTED RATE_LIMIT_EXCEEDED write_requests";
constexpr std::string_view kDaily =
    "429 RESOURCE_EXHAUSTED RATE_LIMIT_EXCEEDED daily_contact_writes";

// clang-format off
constexpr auto kRows = std::to_array<LimitRow>({
    {"A sync token of people.connections.list: age", "G82", "google.sync.life", 604'800'000, "milliseconds (7 days)", sync_of_connections,
     {"200", kExpired, kExpired}, 0, "sync_token_life"},
    {"A sync token of otherContacts.list: age", "G82", "google.sync.life", 604'800'000, "milliseconds (7 days)", sync_of_other_contacts,
     {"200", kExpired, kExpired}, 0, "sync_token_life"},
    {"A sync token of contactGroups.list: age", "G82, G85", "google.sync.life", 604'800'000, "milliseconds (7 days)", sync_of_groups,
     {"200", kExpired, kExpired}, 0, "sync_token_life"},
    {"A sync token of people.listDirectoryPeople: age", "G82", "google.directory.sync", 604'800'000, "milliseconds (7 days)", sync_of_directory,
     {"200", kExpired, kExpired}, 0, "sync_token_life"},
    {"Trash: how long it keeps a contact", "G100", "google.trash.life", 2'592'000'000, "milliseconds (30 days)", room_after_trash,
     {"429 RESOURCE_EXHAUSTED MY_CONTACTS_OVERFLOW_COUNT", "200", "200"}, 0, "trash_life"},
    {"An access token of Google: age", "G118", "google.oauth.refresh", 3'599'000, "milliseconds (3,599 seconds)", access_token_of,
     {"200", kUnknownToken, kUnknownToken}, 0, "access_token_life"},
    {"Critical reads: requests a minute", "G105, G106", "google.quota.sizes", 60, "requests", reads_in_a_minute,
     {"200", "200", kReads}, 0, "quotas.critical_reads_per_minute"},
    {"Critical writes: creates a minute", "G105, G106", "google.quota.sizes", 30, "requests", creates_in_a_minute,
     {"200", "200", kWrites}, 0, "quotas.critical_writes_per_minute"},
    {"Critical writes: batches of creates a minute, at 6 units each", "G105", "google.quota.costs", 5, "requests", create_batches_in_a_minute,
     {"200", "200", kWrites}, 0, "quotas.critical_writes_per_minute"},
    {"Photo writes: requests a minute", "G106", "google.quota.sizes", 50, "requests", photos_in_a_minute,
     {"200", "200", kPhotos}, 0, "quotas.photo_writes_per_minute"},
    {"Group reads: requests a minute", "G106", "google.quota.sizes", 90, "requests", group_reads_in_a_minute,
     {"200", "200", kGroupReads}, 0, "quotas.group_reads_per_minute"},
    {"Writes of groups and deletes: deletes a minute", "G105, G106", "google.quota.sizes", 30, "requests", deletes_in_a_minute,
     {"200", "200", kDeletes}, 0, "quotas.writes_per_minute"},
    {"Writes of groups and deletes: batches of deletes a minute, at 10 units each", "G105", "google.quota.costs", 3, "requests", delete_batches_in_a_minute,
     {"200", "200", kDeletes}, 0, "quotas.writes_per_minute"},
    {"Contact writes a day, a batch counting 200", "G105, G106", "google.quota.sizes", 100'000, "units", writes_in_a_day,
     {"200", "200", kDaily}, 0, "quotas.daily_contact_writes"},
    {"First pages of full syncs a minute", "G88", "google.quota.full-sync", 60, "requests", full_syncs_in_a_minute,
     {"200", "200", "429 RESOURCE_EXHAUSTED QUOTA_EXCEEDED"}, 0, "quotas.full_syncs_per_minute"},
    {"A quota of a minute: how soon there is room again", "G106", "google.quota.windows", 60'000, "milliseconds (a minute)", create_after_a_minute,
     {kWrites, "200", "200"}},
    {"A quota of a day: how soon there is room again", "G106", "google.quota.windows", 86'400'000, "milliseconds (a day)", create_after_a_day,
     {kDaily, "200", "200"}},
});
// clang-format on

}  // namespace

std::span<const LimitRow> google_time_limits() { return kRows; }

}  // namespace lockstep::atlas
