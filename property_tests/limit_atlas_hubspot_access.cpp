// HubSpot: how often an app may ask, what ends after a time, and what webhooks bring.

#include <memory>

#include "limit_atlas.h"
#include "limit_clients.h"

namespace lockstep::atlas {
namespace {

using sim::HubSpotOptions;

constexpr const char* kContacts = "/crm/v3/objects/contacts";
constexpr const char* kSearch = "/crm/v3/objects/contacts/search";

Duration milliseconds(std::uint64_t units) { return Duration(static_cast<std::int64_t>(units)); }

/// The answer to the last of several equal reads.
std::string last_read(HubSpotApp app, std::uint64_t count) {
  Told told;
  for (std::uint64_t at = 0; at < count; ++at) {
    told = app.get(kContacts);
  }
  return told.text();
}

/// Of an app that may make so many.
template <std::size_t max>
std::string reads_in_ten_seconds(std::uint64_t count) {
  return last_read(HubSpotApp({.requests_per_10_s_max = max}), count);
}

constexpr std::size_t kRequestsADay = 1'000;

std::string reads_in_a_day(std::uint64_t count) {
  return last_read(
      HubSpotApp({.requests_per_10_s_max = 1'000'000, .requests_per_day_max = kRequestsADay}),
      count);
}

std::string searches_in_a_second(std::uint64_t count) {
  HubSpotApp app{HubSpotOptions{}};
  Told told;
  for (std::uint64_t at = 0; at < count; ++at) {
    told = app.post(kSearch, Json::object());
  }
  return told.text();
}

std::string read_after_ten_seconds(std::uint64_t later) {
  HubSpotApp app({.requests_per_10_s_max = 1});
  app.get(kContacts);
  app.wait(milliseconds(later));
  return app.get(kContacts).text();
}

std::string search_after_a_second(std::uint64_t later) {
  HubSpotApp app({.searches_per_s_max = 1});
  app.post(kSearch, Json::object());
  app.wait(milliseconds(later));
  return app.post(kSearch, Json::object()).text();
}

std::string read_after_a_day(std::uint64_t later) {
  HubSpotApp app({.requests_per_day_max = 1});
  app.get(kContacts);
  app.wait(milliseconds(later));
  app.renew();
  return app.get(kContacts).text();
}

std::string access_token_of(std::uint64_t age) {
  HubSpotApp app;
  app.wait(milliseconds(age));
  return app.get(kContacts).text();
}

std::string archived_for(std::uint64_t age) {
  HubSpotApp app;
  app.send(Method::del, std::string(kContacts) + "/" + app.add(1).front(), Json());
  app.wait(milliseconds(age));
  app.renew();
  return app.get(std::string(kContacts) + "?archived=true").counted("/results", "archived");
}

/// An app with a target, which asks for more deliveries at once than it can have (F103).
HubSpotApp listening_app(HubSpotOptions options = {.rate_limits_enforced = false}) {
  HubSpotApp app(std::move(options));
  app.configure(Method::put, "settings",
                {{"targetUrl", "https://app.example.com/hook"},
                 {"throttling", {{"maxConcurrentRequests", 1'000}}}});
  return app;
}

Told subscribe(HubSpotApp& app, const Json& subscription) {
  return app.configure(Method::post, "subscriptions", subscription);
}

Told subscribe_to_creations(HubSpotApp& app) {
  return subscribe(app, {{"eventType", "contact.creation"}, {"active", true}});
}

Told subscribe_to_property(HubSpotApp& app, std::uint64_t at) {
  return subscribe(app, {{"eventType", "contact.propertyChange"},
                         {"propertyName", "tea_" + std::to_string(at)},
                         {"active", true}});
}

constexpr std::uint64_t kSubscriptionsMax = 1'000;  // F102

/// An app with as many subscriptions as its row needs at least. Made once: rows work on copies.
const HubSpotApp& app_with_subscriptions() {
  static const std::unique_ptr<const HubSpotApp> kApp = [] {
    auto app = std::make_unique<HubSpotApp>(listening_app());
    for (std::uint64_t at = 2; at < kSubscriptionsMax; ++at) {
      subscribe_to_property(*app, at);
    }
    return app;
  }();
  return *kApp;
}

std::string subscriptions(std::uint64_t count) {
  HubSpotApp app(app_with_subscriptions());
  Told told;
  for (std::uint64_t at = kSubscriptionsMax - 2; at < count; ++at) {
    told = subscribe_to_property(app, at + 2);
  }
  return told.text();
}

std::string deliveries_text(const std::vector<sim::WebhookDelivery>& deliveries) {
  std::string text;
  for (const sim::WebhookDelivery& delivery : deliveries) {
    text += (text.empty() ? "" : " and ") + std::to_string(delivery.events);
  }
  return text + " events";
}

std::string events_of_a_delivery(std::uint64_t events) {
  HubSpotApp app = listening_app();
  subscribe_to_creations(app);
  app.add(events);
  return deliveries_text(app.fake().take_due_webhooks());
}

/// Enough events for so many deliveries, none of which is answered.
std::string deliveries_at_once(std::uint64_t deliveries) {
  HubSpotApp app = listening_app();
  subscribe_to_creations(app);
  app.add(static_cast<std::size_t>(deliveries) * 100);
  return std::to_string(app.fake().take_due_webhooks().size()) + " deliveries under way";
}

/// A receiver that is never there: whether it is tried for the `retry`-th time again.
std::string retries(std::uint64_t retry) {
  HubSpotApp app = listening_app();
  subscribe_to_creations(app);
  app.add(1);
  for (std::uint64_t failed = 0; failed < retry; ++failed) {
    for (const sim::WebhookDelivery& delivery : app.fake().take_due_webhooks()) {
      (void)app.fake().webhook_answered(delivery.id, std::nullopt);
    }
    const std::optional<Instant> next = app.fake().next_webhook_due();
    if (!next) {
      return "given up";
    }
    app.wait_until(*next);
  }
  return "tried again";
}

/// A subscription is made just after the old ones were read.
std::string told_after_subscribing(std::uint64_t later) {
  HubSpotApp app = listening_app(
      {.rate_limits_enforced = false, .webhook_settings_cache_life = std::chrono::minutes(5)});
  app.add(1);  // Its event is what reads the settings.
  subscribe_to_creations(app);
  app.wait(milliseconds(later));
  app.add(1);
  return app.fake().take_due_webhooks().empty() ? "not told" : "told";
}

constexpr std::string_view kRolling = "429 TEN_SECONDLY_ROLLING";
constexpr std::string_view kDaily = "429 DAILY";
constexpr std::string_view kSecondly = "429 SECONDLY";
constexpr std::string_view kExpired = "401 EXPIRED_AUTHENTICATION";

// clang-format off
constexpr auto kRows = std::to_array<LimitRow>({
    {"An app with OAuth: requests in 10 seconds", "F86", "hubspot.limits.ten-seconds", 110, "requests", reads_in_ten_seconds<110>,
     {"200", "200", kRolling}, 0, "requests_per_10_s_max"},
    {"A private app of Free or Starter: requests in 10 seconds", "F86", "hubspot.limits.ten-seconds", 100, "requests", reads_in_ten_seconds<100>,
     {"200", "200", kRolling}, 0, "requests_per_10_s_max"},
    {"A private app of Professional or Enterprise: requests in 10 seconds", "F86", "hubspot.limits.ten-seconds", 190, "requests", reads_in_ten_seconds<190>,
     {"200", "200", kRolling}, 0, "requests_per_10_s_max"},
    {"A private app with the add-on: requests in 10 seconds", "F86", "hubspot.limits.ten-seconds", 250, "requests", reads_in_ten_seconds<250>,
     {"200", "200", kRolling}, 0, "requests_per_10_s_max"},
    {"The window of 10 seconds: how soon there is room again", "F86", "hubspot.limits.ten-seconds", 10'000, "milliseconds (10 seconds)", read_after_ten_seconds,
     {kRolling, "200", "200"}},
    {"crm.contacts.search: searches a second", "F65, F86", "hubspot.limits.searches", 5, "searches", searches_in_a_second,
     {"200", "200", kSecondly}, 0, "searches_per_s_max"},
    {"The window of a second: how soon there is room again", "F65", "hubspot.limits.searches", 1'000, "milliseconds (a second)", search_after_a_second,
     {kSecondly, "200", "200"}},
    {"Private apps of Free or Starter: requests a day", "F86", "hubspot.limits.day", 250'000, "requests", reads_in_a_day,
     {"200", "200", kDaily}, kRequestsADay, "requests_per_day_max"},
    {"Private apps of Professional: requests a day", "F86", "hubspot.limits.day", 625'000, "requests", reads_in_a_day,
     {"200", "200", kDaily}, kRequestsADay, "requests_per_day_max"},
    {"Private apps of Enterprise: requests a day", "F86", "hubspot.limits.day", 1'000'000, "requests", reads_in_a_day,
     {"200", "200", kDaily}, kRequestsADay, "requests_per_day_max"},
    {"Private apps of Enterprise with two add-ons: requests a day", "F86", "hubspot.limits.day", 3'000'000, "requests", reads_in_a_day,
     {"200", "200", kDaily}, kRequestsADay, "requests_per_day_max"},
    {"The limit of a day: how soon after midnight there is room again", "F86", "hubspot.limits.day", 86'400'000, "milliseconds (a day)", read_after_a_day,
     {kDaily, "200", "200"}},
    {"An access token of HubSpot: age", "F96", "hubspot.oauth.refresh", 1'800'000, "milliseconds (30 minutes)", access_token_of,
     {"200", kExpired, kExpired}},
    {"The recycle bin: how long it keeps a contact", "F47", "hubspot.archive.recycle-bin", 7'776'000'000, "milliseconds (90 days)", archived_for,
     {"200, 1 archived", "200, 0 archived", "200, 0 archived"}},
    {"Webhooks: subscriptions of an app", "F102", "hubspot.webhook.unsubscribable", kSubscriptionsMax, "subscriptions", subscriptions,
     {"201", "201", "400 VALIDATION_ERROR: An app can have at most 1000 subscriptions"}},
    {"Webhooks: events in one delivery", "F103", "hubspot.webhook.batches", 100, "events", events_of_a_delivery,
     {"99 events", "100 events", "100 and 1 events"}},
    {"Webhooks: deliveries at once", "F103", "hubspot.webhook.batches", 10, "deliveries", deliveries_at_once,
     {"9 deliveries under way", "10 deliveries under way", "10 deliveries under way"}},
    {"Webhooks: retries of a delivery", "F105", "hubspot.webhook.retries", 10, "retries", retries,
     {"tried again", "tried again", "given up"}},
    {"Webhooks: how long old settings can count", "F106", "hubspot.webhook.settings-at-once", 300'000, "milliseconds (5 minutes)", told_after_subscribing,
     {"not told", "told", "told"}, 0, "webhook_settings_cache_life"},
});
// clang-format on

}  // namespace

std::span<const LimitRow> hubspot_access_limits() { return kRows; }

}  // namespace lockstep::atlas
