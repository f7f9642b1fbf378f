#include "fidelity_tables.h"

namespace lockstep::sim::hubspot {
namespace {

using enum Evidence;

// clang-format off
constexpr auto kEntries = std::to_array<FidelityEntry>({
    {"hubspot.webhook.developer-key", documented, "F108", "webhooks.settings.getAll webhooks.settings.configure webhooks.settings.clear webhooks.subscriptions.getAll webhooks.subscriptions.create webhooks.subscriptions.getById webhooks.subscriptions.update webhooks.subscriptions.archive webhooks.subscriptions.updateBatch",
     "Settings and subscriptions are the developer's: the developer's key opens them, an account's token does not."},
    {"hubspot.webhook.other-app", assumed, "F108", "webhooks.*",
     "The id of an app that is not the developer's answers 404."},
    {"hubspot.webhook.settings", documented, "F103, F108", "webhooks.settings.*",
     "An app has one target URL and one limit of concurrent requests; more than ten are asked for in vain."},
    {"hubspot.webhook.settings-at-once", assumed, "F106", "webhooks.*",
     "Changed settings and subscriptions count at once; the service may take five minutes, as the fake does if it is told to: it then goes by what it read last for so long.", "webhook_settings_cache_life"},
    {"hubspot.webhook.target", assumed, "F103", "webhooks.settings.configure",
     "A target URL is https, or http on the loopback; anything else answers 400.", "webhook_loopback_http_allowed"},
    {"hubspot.webhook.types", documented, "F102, F108", "webhooks.subscriptions.create",
     "The types are those of the description; a change of a property is subscribed by its name, and \"object\" types name the object type."},
    {"hubspot.webhook.unsubscribable", documented, "F102", "webhooks.subscriptions.create",
     "Properties that change all the time cannot be subscribed to, and an app has at most 1000 subscriptions."},
    {"hubspot.webhook.refusals", assumed, "F102, F108", "webhooks.subscriptions.*",
     "What is wrong with a subscription answers 400 in the error form of other APIs, a second one of the same kind as well; an unknown id answers 404."},
    {"hubspot.webhook.batch-update", documented, "F108", "webhooks.subscriptions.updateBatch",
     "Several subscriptions are switched on and off at once; unknown ids make it 207."},
    {"hubspot.webhook.fields", observed, "F104", "",
     "An event tells ids of event, subscription, account, app and record, when it occurred, its type, who made the change, and what its type adds."},
    {"hubspot.webhook.source", observed, "F104", "",
     "changeSource is INTEGRATION with the app's id for what an app writes, CRM_UI with the user's for what a person does."},
    {"hubspot.webhook.creation-properties", assumed, "F104", "",
     "A creation tells each subscribed property that it sets as a change, too.", "webhook_creation_tells_properties"},
    {"hubspot.webhook.cleared-property", assumed, "F104", "",
     "A property that is cleared is told with the value \"\"."},
    {"hubspot.webhook.privacy-deletion", documented, "F106", "",
     "A privacy deletion is told as a deletion, too."},
    {"hubspot.webhook.merge", documented, "F104, F106", "",
     "A merge tells the primary record, the merged one, the new one and how many properties moved."},
    {"hubspot.webhook.merge-details", assumed, "F106, U17", "",
     "The record of a merge event is the primary one; properties that the survivor has otherwise than the primary had are told as changes of the survivor; that records came and went is not told.", "webhook_merge_tells_deletion"},
    {"hubspot.webhook.associations", observed, "F102, F104", "",
     "An association with a company, deal or ticket that comes or goes is told from the contact, with both ids and whether it was removed; such events were seen without objectId."},
    {"hubspot.webhook.association-details", assumed, "F102, F104", "",
     "isPrimaryAssociation is false, messageId is never there, other types of record are not told of, and neither is what a merge or a deletion does to associations."},
    {"hubspot.webhook.erased-in-recycle-bin", inferred, "F49, F106", "",
     "A privacy deletion of a contact that lies in the recycle bin is told as such alone: its deletion has been told."},
    {"hubspot.webhook.batches", documented, "F103", "",
     "A delivery is a POST of a JSON array of 1 to 100 events, at most ten at once."},
    {"hubspot.webhook.delay", assumed, "F105", "",
     "Events are sent at once and in order, or each after a random time.", "webhook_delay_max"},
    {"hubspot.webhook.duplicates", documented, "F105", "",
     "Events can come in another order and more than once; how often is not known.", "webhook_delay_max webhook_duplicates_per_hundred"},
    {"hubspot.webhook.retries", documented, "F103, F105", "",
     "What is not answered with 2xx within 5 seconds is sent again, up to ten times within 24 hours, with a growing attemptNumber."},
    {"hubspot.webhook.retried-events", inferred, "F104, F105", "",
     "A retry tells the same events in the same order with the same eventIds, and nothing that is new."},
    {"hubspot.webhook.uninstalled", assumed, "F102", "",
     "An app that is uninstalled is told of changes on: settings and subscriptions are the app's, not the account's."},
    {"hubspot.webhook.retry-gaps", inferred, "F105", "",
     "The gaps between attempts grow with the third power of their number; up to an eighth of each is chance."},
    {"hubspot.webhook.signatures", observed, "F107", "",
     "What HubSpot sends to an app is signed with the app's secret: in version 1 and in version 3 with its time; version 2 exists as well."},
});
// clang-format on

}  // namespace

std::span<const FidelityEntry> fidelity_of_webhooks() noexcept { return kEntries; }

}  // namespace lockstep::sim::hubspot
