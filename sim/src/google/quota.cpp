#include "google/quota.h"

#include <array>
#include <chrono>
#include <string>

namespace lockstep::sim::google {
namespace {

using enum QuotaMetric;

constexpr Duration kMinute = std::chrono::minutes(1);
constexpr Duration kDay = std::chrono::days(1);

struct QuotaInfo {
  QuotaMetric metric;
  std::size_t GoogleQuotas::*max;
  Duration length;
  std::string_view
      name;  ///< As the console shows it; none of these for a quota without a known body.
  std::string_view id;
  std::string_view limit_id;
};

// clang-format off
// Names are those of the console (G106). Of the ids, critical_read_requests, critical_write_requests
// and read_requests have been seen in errors (G107); the others are formed after them.
constexpr std::array<QuotaInfo, kQuotaMetricCount> kQuotas = {{
    {critical_reads,  &GoogleQuotas::critical_reads_per_minute,  kMinute, "Critical read requests (Contact and Profile Reads)",         "critical_read_requests",  "CriticalReadsPerMinutePerProjectPerUser"},
    {critical_writes, &GoogleQuotas::critical_writes_per_minute, kMinute, "Critical write requests (Contact Creates and Updates)",      "critical_write_requests", "CriticalWritesPerMinutePerProjectPerUser"},
    {photo_writes,    &GoogleQuotas::photo_writes_per_minute,    kMinute, "Photo write requests (Photo Updates)",                       "photo_write_requests",    "PhotoWritesPerMinutePerProjectPerUser"},
    {group_reads,     &GoogleQuotas::group_reads_per_minute,     kMinute, "Read requests (Contact Group Reads)",                        "read_requests",           "ReadsPerMinutePerProjectPerUser"},
    {writes,          &GoogleQuotas::writes_per_minute,          kMinute, "Write requests (Contact Deletes and Contact Group Writes)",  "write_requests",          "WritesPerMinutePerProjectPerUser"},
    {daily_contact_writes, &GoogleQuotas::daily_contact_writes,  kDay,    "Daily Contact Writes (Total)",                               "daily_contact_writes",    "DailyContactWritesPerDayPerProjectPerUser"},
    {full_syncs,      &GoogleQuotas::full_syncs_per_minute,      kMinute, "", "", ""},
}};

struct Cost {
  std::string_view operation;
  QuotaMetric metric;
  std::size_t units;
};

// Writes and batches as the guide counts them (G105); that one read is one unit, and which quota a
// search, a copy or a photo belongs to, is inferred from the names of the quotas.
constexpr auto kCosts = std::to_array<Cost>({
    {"people.connections.list",       critical_reads,       1},
    {"people.get",                    critical_reads,       1},
    {"people.getBatchGet",            critical_reads,       1},
    {"people.searchContacts",         critical_reads,       1},
    {"people.listDirectoryPeople",    critical_reads,       1},
    {"people.searchDirectoryPeople",  critical_reads,       1},
    {"otherContacts.list",            critical_reads,       1},
    {"otherContacts.search",          critical_reads,       1},
    {"people.createContact",          critical_reads,       1},
    {"people.createContact",          critical_writes,      1},
    {"people.createContact",          daily_contact_writes, 1},
    {"people.updateContact",          critical_reads,       1},
    {"people.updateContact",          critical_writes,      1},
    {"people.updateContact",          daily_contact_writes, 1},
    {"otherContacts.copyOtherContactToMyContactsGroup", critical_reads, 1},
    {"otherContacts.copyOtherContactToMyContactsGroup", critical_writes, 1},
    {"otherContacts.copyOtherContactToMyContactsGroup", daily_contact_writes, 1},
    {"people.batchCreateContacts",    critical_reads,       6},
    {"people.batchCreateContacts",    critical_writes,      6},
    {"people.batchCreateContacts",    daily_contact_writes, 200},
    {"people.batchUpdateContacts",    critical_reads,       6},
    {"people.batchUpdateContacts",    critical_writes,      6},
    {"people.batchUpdateContacts",    daily_contact_writes, 200},
    {"people.deleteContact",          writes,               1},
    {"people.batchDeleteContacts",    writes,               10},
    {"people.updateContactPhoto",     photo_writes,         1},
    {"people.deleteContactPhoto",     photo_writes,         1},
    {"contactGroups.list",            group_reads,          1},
    {"contactGroups.get",             group_reads,          1},
    {"contactGroups.batchGet",        group_reads,          1},
    {"contactGroups.create",          writes,               1},
    {"contactGroups.update",          writes,               1},
    {"contactGroups.delete",          writes,               1},
    {"contactGroups.members.modify",  writes,               1},
});
// clang-format on

/// G107
ApiError quota_exceeded(const QuotaInfo& quota, bool is_forbidden,
                        std::string_view project_number) {
  const std::string name(quota.name);
  const std::string project(project_number);
  const std::string period = quota.length == kDay ? "day" : "minute";
  return {is_forbidden ? 403 : 429, is_forbidden ? "PERMISSION_DENIED" : "RESOURCE_EXHAUSTED",
          "Quota exceeded for quota metric '" + name + "' and limit '" + name + " per " + period +
              " per user' of service 'people.googleapis.com' for consumer 'project_number:" +
              project + "'.",
          error_info("RATE_LIMIT_EXCEEDED", "googleapis.com",
                     R"({"quota_limit":")" + std::string(quota.limit_id) +
                         R"(","service":"people.googleapis.com",)"
                         R"("quota_metric":"people.googleapis.com/)" +
                         std::string(quota.id) + R"(","consumer":"projects/)" + project + R"("})")};
}

}  // namespace

std::int64_t QuotaUse::window_number(Duration length, Instant now) {
  return now.time_since_epoch() / length;
}

bool QuotaUse::has_room(QuotaMetric metric, std::size_t units, std::size_t max, Duration length,
                        Instant now) const {
  const Window& window = windows_.at(static_cast<std::size_t>(metric));
  const std::size_t used = window.number == window_number(length, now) ? window.used : 0;
  return units <= max && used <= max - units;
}

void QuotaUse::take(QuotaMetric metric, std::size_t units, Duration length, Instant now) {
  Window& window = windows_.at(static_cast<std::size_t>(metric));
  const std::int64_t number = window_number(length, now);
  window.used = (window.number == number ? window.used : 0) + units;
  window.number = number;
}

std::optional<ApiError> charge_quota(const GoogleQuotas& quotas, QuotaUse& use,
                                     std::string_view operation, bool starts_full_sync,
                                     std::string_view project_number, Instant now) {
  if (!quotas.enforced) {
    return std::nullopt;
  }
  std::array<std::size_t, kQuotaMetricCount> units{};
  for (const Cost& cost : kCosts) {
    if (cost.operation == operation) {
      units.at(static_cast<std::size_t>(cost.metric)) += cost.units;
    }
  }
  units.at(static_cast<std::size_t>(full_syncs)) += starts_full_sync ? 1 : 0;
  for (const QuotaInfo& quota : kQuotas) {
    const std::size_t cost = units.at(static_cast<std::size_t>(quota.metric));
    if (cost != 0 && !use.has_room(quota.metric, cost, quotas.*quota.max, quota.length, now)) {
      // The body of the full sync quota is not published: the backend's own (G88, G102).
      const bool is_of_backend =
          quota.metric == full_syncs ||
          (quota.metric == daily_contact_writes && quotas.daily_is_of_the_backend);
      return is_of_backend ? catalogue_error(kQuota)
                           : quota_exceeded(quota, quotas.exceeded_is_forbidden, project_number);
    }
  }
  for (const QuotaInfo& quota : kQuotas) {
    if (const std::size_t cost = units.at(static_cast<std::size_t>(quota.metric)); cost != 0) {
      use.take(quota.metric, cost, quota.length, now);
    }
  }
  return std::nullopt;
}

}  // namespace lockstep::sim::google
