/// What an app is told of changes, when, and how often.

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "lockstep/sim/webhook_signature.h"

#include "portal_fixture.h"

namespace lockstep::sim::hubspot {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr std::string_view kTarget = "https://www.example.com/hook%3A?a=1";

class Webhooks : public PortalTest {
 protected:
  void hear(const std::vector<std::string>& types,
            const std::vector<std::string>& properties = {}) {
    EXPECT_TRUE(portal->set_webhook_target(kTarget).has_value());
    for (const std::string& type : types) {
      EXPECT_TRUE(portal->subscribe_webhook(type).has_value()) << type;
    }
    for (const std::string& name : properties) {
      EXPECT_TRUE(portal->subscribe_webhook("contact.propertyChange", name).has_value()) << name;
    }
  }

  /// Takes what is due, and has it answered. @return The events of each delivery.
  std::vector<Json> deliver(std::optional<int> status = 200) {
    std::vector<Json> bodies;
    for (const WebhookDelivery& delivery : portal->take_due_webhooks()) {
      bodies.push_back(Json::parse(delivery.request.body));
      EXPECT_TRUE(portal->webhook_answered(delivery.id, status).has_value());
    }
    return bodies;
  }

  /// All events that are due, without what differs from event to event.
  std::vector<Json> events() {
    std::vector<Json> events;
    for (const Json& body : deliver()) {
      for (Json event : body) {
        for (const char* name : {"eventId", "subscriptionId", "portalId", "appId", "occurredAt",
                                 "attemptNumber", "sourceId"}) {
          EXPECT_TRUE(event.contains(name)) << name;
          event.erase(name);
        }
        events.push_back(std::move(event));
      }
    }
    return events;
  }

  static Json property_change(const std::string& id, const char* name, const char* value,
                              const char* source) {
    return {{"subscriptionType", "contact.propertyChange"},
            {"objectId", std::stoull(id)},
            {"propertyName", name},
            {"propertyValue", value},
            {"changeSource", source}};
  }

  static Json plain(const char* type, const std::string& id, const char* source,
                    const char* flag = nullptr) {
    Json event{{"subscriptionType", type}, {"objectId", std::stoull(id)}, {"changeSource", source}};
    if (flag != nullptr) {
      event["changeFlag"] = flag;
    }
    return event;
  }
};

TEST_F(Webhooks, F104AnEventHasAllItsFields) {
  hear({"contact.creation"});
  const std::string id = body_of(create({{"email", "ann@example.com"}}))["id"];
  const std::vector<Json> bodies = deliver();
  ASSERT_THAT(bodies, SizeIs(1));
  Json event = bodies[0][0];
  EXPECT_TRUE(event["eventId"].is_number_unsigned());
  event.erase("eventId");
  const WebhookApp app = portal->webhook_app();
  EXPECT_EQ(event, Json({{"subscriptionId", 1},
                         {"portalId", 48215679},
                         {"appId", std::stoull(app.app_id)},
                         {"occurredAt", 1'772'442'000'250},
                         {"subscriptionType", "contact.creation"},
                         {"attemptNumber", 0},
                         {"objectId", std::stoull(id)},
                         {"changeFlag", "CREATED"},
                         {"changeSource", "INTEGRATION"},
                         {"sourceId", app.app_id}}));
}

TEST_F(Webhooks, F104CreationsAndChangesTellWhoMadeThem) {
  hear({"contact.creation", "contact.deletion", "contact.restore"}, {"email", "phone"});
  const std::string id = add({{"email", "ann@example.com"}, {"lastname", "A"}});
  EXPECT_THAT(events(), ElementsAre(plain("contact.creation", id, "CRM_UI", "CREATED"),
                                    property_change(id, "email", "ann@example.com", "CRM_UI")));
  update(id, {{"phone", "1"}, {"lastname", "B"}});
  update(id, {{"phone", "1"}});
  update(id, {{"phone", ""}});
  EXPECT_THAT(events(), ElementsAre(property_change(id, "phone", "1", "INTEGRATION"),
                                    property_change(id, "phone", "", "INTEGRATION")));
  EXPECT_EQ(send(Method::del, std::string(kContacts) + "/" + id).status, 204);
  EXPECT_TRUE(portal->restore_contact(id).has_value());
  EXPECT_TRUE(portal->delete_contact(id).has_value());
  EXPECT_THAT(events(), ElementsAre(plain("contact.deletion", id, "INTEGRATION", "DELETED"),
                                    plain("contact.restore", id, "CRM_UI"),
                                    plain("contact.deletion", id, "CRM_UI", "DELETED")));
}

TEST_F(Webhooks, ACreationTellsItsPropertiesUnlessTheSwitchIsOff) {
  restart({.webhook_creation_tells_properties = false});
  hear({"contact.creation"}, {"email"});
  const std::string id = add({{"email", "ann@example.com"}});
  EXPECT_THAT(events(), ElementsAre(plain("contact.creation", id, "CRM_UI", "CREATED")));
}

TEST_F(Webhooks, F102GenericSubscriptionsNameTheObjectType) {
  hear({"object.creation"});
  const std::string id = add({{"email", "ann@example.com"}});
  Json expected = plain("object.creation", id, "CRM_UI", "CREATED");
  expected["objectTypeId"] = "0-1";
  EXPECT_THAT(events(), ElementsAre(expected));
}

TEST_F(Webhooks, F106APrivacyDeletionIsADeletionToo) {
  hear({"contact.privacyDeletion", "contact.deletion"});
  const std::string id = add({{"email", "ann@example.com"}});
  EXPECT_EQ(post(std::string(kContacts) + "/gdpr-delete", {{"objectId", id}}).status, 204);
  EXPECT_THAT(events(), ElementsAre(plain("contact.privacyDeletion", id, "INTEGRATION"),
                                    plain("contact.deletion", id, "INTEGRATION", "DELETED")));
}

TEST_F(Webhooks, F106WhatLayInTheRecycleBinIsToldAsErasedOnly) {
  hear({"contact.privacyDeletion", "contact.deletion"});
  const std::string id = add({{"email", "ann@example.com"}});
  EXPECT_TRUE(portal->delete_contact(id).has_value());
  EXPECT_THAT(events(), ElementsAre(plain("contact.deletion", id, "CRM_UI", "DELETED")));
  EXPECT_EQ(post(std::string(kContacts) + "/gdpr-delete", {{"objectId", id}}).status, 204);
  EXPECT_THAT(events(), ElementsAre(plain("contact.privacyDeletion", id, "INTEGRATION")));
  EXPECT_EQ(post(std::string(kContacts) + "/gdpr-delete", {{"objectId", id}}).status, 204);
  EXPECT_THAT(events(), IsEmpty()) << "it is gone already";
}

TEST_F(Webhooks, F104AssociationsThatComeAndGoAreToldFromTheContact) {
  hear({"contact.associationChange"});
  const std::string id = add({{"email", "ann@example.com"}});
  const auto change = [&](const char* type, int to, bool removed, const char* source) {
    return Json{{"subscriptionType", "contact.associationChange"},
                {"associationType", type},
                {"fromObjectId", std::stoull(id)},
                {"toObjectId", to},
                {"associationRemoved", removed},
                {"isPrimaryAssociation", false},
                {"changeSource", source}};
  };
  const std::string company =
      std::string(kContacts) + "/" + id + "/associations/companies/77/contact_to_company";
  EXPECT_TRUE(portal->associate(id, "companies", "77").has_value());
  EXPECT_EQ(send(Method::put, company).status, 200);  // It is there already.
  EXPECT_EQ(send(Method::del, company).status, 204);
  EXPECT_EQ(send(Method::del, company).status, 204);  // It is gone already.
  EXPECT_TRUE(portal->associate(id, "notes", "5").has_value());
  EXPECT_TRUE(portal->associate(id, "tickets", "6").has_value());
  EXPECT_THAT(events(), ElementsAre(change("CONTACT_TO_COMPANY", 77, false, "CRM_UI"),
                                    change("CONTACT_TO_COMPANY", 77, true, "INTEGRATION"),
                                    change("CONTACT_TO_TICKET", 6, false, "CRM_UI")));
}

TEST_F(Webhooks, F106ChangedSettingsCountWhenTheOldOnesAreFiveMinutesOld) {
  restart({.webhook_settings_cache_life = 5min});
  hear({"contact.creation"});
  const std::string first = add({{"email", "ann@example.com"}});
  EXPECT_THAT(events(), ElementsAre(plain("contact.creation", first, "CRM_UI", "CREATED")));
  EXPECT_TRUE(portal->subscribe_webhook("contact.deletion").has_value());
  EXPECT_TRUE(portal->set_webhook_target("https://new.example.com/").has_value());
  clock.sleep_for(5min - 1ms);
  EXPECT_TRUE(portal->delete_contact(first).has_value());
  const std::string second = add({{"email", "bob@example.com"}});
  const std::vector<WebhookDelivery> before = portal->take_due_webhooks();
  ASSERT_THAT(before, SizeIs(1));
  EXPECT_EQ(before[0].origin, "https://www.example.com");
  EXPECT_EQ(before[0].events, 1U) << "the deletion is not subscribed to yet";
  EXPECT_TRUE(portal->webhook_answered(before[0].id, 200).has_value());
  clock.sleep_for(1ms);
  EXPECT_TRUE(portal->delete_contact(second).has_value());
  const std::vector<WebhookDelivery> after = portal->take_due_webhooks();
  ASSERT_THAT(after, SizeIs(1));
  EXPECT_EQ(after[0].origin, "https://new.example.com");
}

struct MergeRow {
  const char* name;
  HubSpotOptions options;
  std::vector<std::string> types;
};

class MergeEvents : public Webhooks, public testing::WithParamInterface<MergeRow> {};

TEST_P(MergeEvents, F106) {
  restart(GetParam().options);
  const std::string primary = add({{"email", "ann@example.com"}});
  const std::string other = add({{"email", "bob@example.com"}, {"phone", "1"}});
  hear({"contact.merge", "contact.deletion", "contact.creation"}, {"phone"});
  const Result<std::string> survivor = portal->merge(primary, other);
  ASSERT_TRUE(survivor.has_value());
  std::vector<std::string> types;
  for (const Json& event : events()) {
    types.push_back(event["subscriptionType"]);
    if (types.back() == "contact.merge") {
      EXPECT_EQ(event["objectId"], std::stoull(primary));
      EXPECT_EQ(event["primaryObjectId"], std::stoull(primary));
      EXPECT_EQ(event["mergedObjectIds"], Json({std::stoull(other)}));
      EXPECT_EQ(event["newObjectId"], std::stoull(*survivor));
      EXPECT_EQ(event["numberOfPropertiesMoved"], 1);
    }
    if (types.back() == "contact.propertyChange") {
      EXPECT_EQ(event["objectId"], std::stoull(*survivor));
    }
  }
  EXPECT_EQ(types, GetParam().types);
}

INSTANTIATE_TEST_SUITE_P(
    Webhooks, MergeEvents,
    testing::Values(
        MergeRow{"TellsOfTheMergeAlone", {}, {"contact.merge", "contact.propertyChange"}},
        MergeRow{"MayTellOfWhatCameAndWent",
                 {.webhook_merge_tells_deletion = true},
                 {"contact.deletion", "contact.deletion", "contact.creation", "contact.merge",
                  "contact.propertyChange"}},
        MergeRow{"WithoutANewRecord",
                 {.merge_makes_new_id = false, .webhook_merge_tells_deletion = true},
                 {"contact.deletion", "contact.merge", "contact.propertyChange"}}),
    [](const auto& row) { return std::string(row.param.name); });

TEST_F(Webhooks, AChangeMeetsTheSubscriptionsOfItsOwnTime) {
  add({{"email", "before@example.com"}});
  hear({"contact.creation"});
  const std::string id = add({{"email", "ann@example.com"}});
  Request pause{Method::patch,
                "/webhooks/v3/" + portal->webhook_app().app_id + "/subscriptions/1",
                {{"hapikey", portal->webhook_app().developer_key}},
                {{"Content-Type", "application/json"}},
                R"({"active":false})"};
  EXPECT_EQ(portal->handle(pause).status, 200);
  add({{"email", "after@example.com"}});
  EXPECT_THAT(events(), ElementsAre(plain("contact.creation", id, "CRM_UI", "CREATED")));
}

TEST_F(Webhooks, F103ADeliveryHasAtMost100EventsAndTenAreUnderWay) {
  hear({"contact.creation"});
  for (int count = 0; count < 1'101; ++count) {
    add({{"email", "a" + std::to_string(count) + "@example.com"}});
  }
  const std::vector<WebhookDelivery> first = portal->take_due_webhooks();
  ASSERT_THAT(first, SizeIs(10));
  EXPECT_THAT(Json::parse(first[0].request.body), SizeIs(100));
  EXPECT_THAT(portal->take_due_webhooks(), IsEmpty());
  EXPECT_TRUE(portal->webhook_answered(first[3].id, 204).has_value());
  EXPECT_THAT(portal->take_due_webhooks(), SizeIs(1));
  EXPECT_TRUE(portal->webhook_answered(first[4].id, 204).has_value());
  const std::vector<WebhookDelivery> last = portal->take_due_webhooks();
  ASSERT_THAT(last, SizeIs(1));
  EXPECT_THAT(Json::parse(last[0].request.body), SizeIs(1));
}

TEST_F(Webhooks, F107ADeliveryIsSignedInBothVersions) {
  hear({"contact.creation"});
  add({{"email", "ann@example.com"}});
  const std::vector<WebhookDelivery> deliveries = portal->take_due_webhooks();
  ASSERT_THAT(deliveries, SizeIs(1));
  EXPECT_EQ(deliveries[0].origin, "https://www.example.com");
  EXPECT_EQ(deliveries[0].events, 1U);
  const Request& request = deliveries[0].request;
  EXPECT_EQ(format_target(request), "/hook%3A?a=1");
  EXPECT_EQ(find_value(request.headers, "X-HubSpot-Signature-Version"), "v1");
  EXPECT_EQ(find_value(request.headers, "X-HubSpot-Signature"),
            sign_v1(grant.client_secret, request.body));
  EXPECT_EQ(find_value(request.headers, "X-HubSpot-Request-Timestamp"), "1772442000250");
  EXPECT_EQ(find_value(request.headers, "X-HubSpot-Signature-v3"),
            sign_v3(grant.client_secret, Method::post, kTarget, request.body, clock.now()));
}

TEST_F(Webhooks, F105AFailedDeliveryIsTriedTenTimesMoreWithinADay) {
  hear({"contact.creation"});
  add({{"email", "ann@example.com"}});
  const Instant start = clock.now();
  const std::vector<std::optional<int>> failures{std::nullopt, 404, 500, 302, 199};
  Duration gap_before{0};
  for (int attempt = 0; attempt <= 10; ++attempt) {
    const std::vector<WebhookDelivery> deliveries = portal->take_due_webhooks();
    ASSERT_THAT(deliveries, SizeIs(1));
    EXPECT_EQ(deliveries[0].attempt, attempt);
    EXPECT_EQ(Json::parse(deliveries[0].request.body)[0]["attemptNumber"], attempt);
    EXPECT_EQ(portal->next_webhook_due(), std::nullopt) << "nothing waits but what is under way";
    EXPECT_TRUE(
        portal
            ->webhook_answered(deliveries[0].id,
                               failures[static_cast<std::size_t>(attempt) % failures.size()])
            .has_value());
    if (attempt < 10) {
      ASSERT_TRUE(portal->next_webhook_due().has_value());
      const Duration gap = *portal->next_webhook_due() - clock.now();
      EXPECT_GT(gap, gap_before);
      gap_before = gap;
      clock.sleep_until(*portal->next_webhook_due() - 1ms);
      EXPECT_THAT(portal->take_due_webhooks(), IsEmpty());
      clock.sleep_for(1ms);
    }
  }
  EXPECT_EQ(portal->next_webhook_due(), std::nullopt);
  EXPECT_GT(clock.now() - start, 18h);
  EXPECT_LE(clock.now() - start, 24h);
}

TEST_F(Webhooks, F105ARetryTellsTheSameEventsWithTheSameIds) {
  hear({"contact.creation"});
  add({{"email", "ann@example.com"}});
  add({{"email", "bob@example.com"}});
  const std::vector<Json> failed = deliver(500);
  ASSERT_THAT(failed, SizeIs(1));
  clock.sleep_until(*portal->next_webhook_due());
  add({{"email", "cid@example.com"}});
  const std::vector<Json> again = deliver();
  ASSERT_THAT(again, SizeIs(2)) << "what is new does not join a retry";
  ASSERT_THAT(again[0], SizeIs(2));
  for (std::size_t at = 0; at < 2; ++at) {
    Json event = failed[0][at];
    event["attemptNumber"] = 1;
    EXPECT_EQ(again[0][at], event);
  }
}

TEST_F(Webhooks, AnUninstalledAppIsToldOnUntilItsDeveloperStopsThat) {
  hear({"contact.creation"});
  portal->revoke_refresh_tokens();
  const std::string id = add({{"email", "ann@example.com"}});
  EXPECT_THAT(events(), ElementsAre(plain("contact.creation", id, "CRM_UI", "CREATED")));
}

TEST_F(Webhooks, F105DuplicatesAndReorderingHappenAndNothingIsLost) {
  restart({.webhook_delay_max = 10s, .webhook_duplicates_per_hundred = 30});
  hear({"contact.creation"});
  std::vector<std::uint64_t> made;
  for (int count = 0; count < 100; ++count) {
    made.push_back(std::stoull(add({{"email", "a" + std::to_string(count) + "@example.com"}})));
    clock.sleep_for(100ms);
  }
  std::vector<std::uint64_t> told;
  std::map<std::uint64_t, std::uint64_t> ids;  // Of the record, by event.
  while (portal->next_webhook_due()) {
    clock.sleep_until(std::max(clock.now(), *portal->next_webhook_due()));
    for (const Json& body : deliver()) {
      for (const Json& event : body) {
        told.push_back(event["objectId"]);
        EXPECT_EQ(ids.emplace(event["eventId"], event["objectId"]).first->second,
                  event["objectId"]);
      }
    }
  }
  EXPECT_FALSE(std::ranges::is_sorted(told));
  EXPECT_GT(told.size(), made.size());
  std::ranges::sort(told);
  told.erase(std::unique(told.begin(), told.end()), told.end());
  EXPECT_EQ(told, made);
}

TEST_F(Webhooks, WithoutATargetNothingIsSent) {
  EXPECT_TRUE(portal->subscribe_webhook("contact.creation").has_value());
  add({{"email", "ann@example.com"}});
  EXPECT_EQ(portal->next_webhook_due(), std::nullopt);
  EXPECT_THAT(portal->take_due_webhooks(), IsEmpty());
  EXPECT_FALSE(portal->set_webhook_target("http://a.example/").has_value());
  EXPECT_FALSE(portal->subscribe_webhook("contact.propertyChange").has_value());
  EXPECT_FALSE(portal->webhook_answered(1, 200).has_value());
}

}  // namespace
}  // namespace lockstep::sim::hubspot
