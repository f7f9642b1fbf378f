/// From what happened to a contact to what an app is told of it (F104, F106). Pure.

#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lockstep/base/clock.h"

#include "associations.h"
#include "contact_store.h"

namespace lockstep::sim::hubspot {

struct WebhookEvent {
  /// What follows the dot of a subscription's type: "creation" of "contact.creation".
  std::string_view kind;
  Instant occurred_at{};
  Source source = Source::screen;
  ContactId object_id = 0;
  std::string property_name{};   ///< Of "propertyChange", like its value.
  std::string property_value{};  ///< "" where the property was cleared.

  // Of "merge":
  ContactId primary_id = 0;
  ContactId merged_id = 0;
  ContactId new_id = 0;  ///< `primary_id` where the merge made no new record.
  std::size_t properties_moved = 0;

  // Of "associationChange", from `object_id`:
  std::string_view association_type{};  ///< "CONTACT_TO_COMPANY"
  std::uint64_t to_id = 0;
  bool association_removed = false;
};

/// Where it is not known what HubSpot tells.
struct EventRules {
  bool creation_tells_properties = true;
  bool merge_tells_deletion = false;
};

/// What the changes are told as, in their order.
///
/// @param changes     In the order of the store's log; the changes of one merge are all among them.
/// @param properties  Those whose changes anybody listens to.
[[nodiscard]] std::vector<WebhookEvent> events_of(std::span<const StoreChange> changes,
                                                  const std::set<std::string>& properties,
                                                  const EventRules& rules);

/// The same of associations.
[[nodiscard]] std::vector<WebhookEvent> events_of(std::span<const AssociationChange> changes);

/// What a delivery adds to an event.
struct EventEnvelope {
  std::uint64_t event_id = 0;
  std::uint32_t subscription_id = 0;
  std::string subscription_type;  ///< "contact.creation", "object.creation".
  std::string portal_id;
  std::uint32_t app_id = 0;
  int attempt = 0;  ///< From 0.
};

/// The event as one JSON object.
[[nodiscard]] std::string to_json_text(const WebhookEvent& event, const EventEnvelope& envelope);

}  // namespace lockstep::sim::hubspot
