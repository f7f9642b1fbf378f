#include "webhook_events.h"

#include <algorithm>
#include <utility>

#include "account_user.h"
#include "json_text.h"

namespace lockstep::sim::hubspot {
namespace {

constexpr std::string_view kAssociationChange = "associationChange";

std::string value_of(const ContactState& contact, const std::string& property) {
  return contact ? property_of(*contact, property).value_or("") : "";
}

WebhookEvent event_of(std::string_view kind, const StoreChange& change) {
  return {.kind = kind, .occurred_at = change.at, .source = change.source, .object_id = change.id};
}

/// @param before  What the values were; nullptr for none.
void add_property_changes(std::vector<WebhookEvent>& events, const StoreChange& change,
                          const ContactState& before, const std::set<std::string>& properties) {
  for (const std::string& name : properties) {
    std::string value = value_of(change.state, name);
    if (value != value_of(before, name)) {
      WebhookEvent event = event_of("propertyChange", change);
      event.property_name = name;
      event.property_value = std::move(value);
      events.push_back(std::move(event));
    }
  }
}

/// Written values that the survivor has and the primary had not.
std::size_t count_moved(const Contact& survivor, const Contact& primary) {
  return static_cast<std::size_t>(std::ranges::count_if(survivor.values, [&](const auto& entry) {
    const auto before = primary.values.find(entry.first);
    return before == primary.values.end() || before->second != entry.second;
  }));
}

/// @param away  The records that were merged away: the primary one, where the survivor is a new
///     record, and the other one.
void add_merge(std::vector<WebhookEvent>& events, const StoreChange& survivor,
               std::span<const StoreChange> away, const std::set<std::string>& properties) {
  const ContactState& primary = survivor.before ? survivor.before : away.front().before;
  WebhookEvent merge = event_of("merge", survivor);
  merge.object_id = primary->id;  // Assumed (hubspot.webhook.merge-details).
  merge.primary_id = primary->id;
  merge.merged_id = away.back().id;
  merge.new_id = survivor.id;
  merge.properties_moved = count_moved(*survivor.state, *primary);
  events.push_back(std::move(merge));
  add_property_changes(events, survivor, primary, properties);
}

void append_text(std::string& out, std::string_view name, std::string_view value) {
  append_json_name(out, name);
  append_json_string(out, value);
}

void append_number(std::string& out, std::string_view name, std::uint64_t number) {
  append_json_name(out, name);
  out += std::to_string(number);
}

void append_kind(std::string& out, const WebhookEvent& event) {
  if (event.kind == "propertyChange") {
    append_text(out, "propertyName", event.property_name);
    append_text(out, "propertyValue", event.property_value);
  } else if (event.kind == "creation") {
    append_text(out, "changeFlag", "CREATED");
  } else if (event.kind == "deletion") {
    append_text(out, "changeFlag", "DELETED");
  } else if (event.kind == "merge") {
    append_number(out, "primaryObjectId", event.primary_id);
    append_json_name(out, "mergedObjectIds");
    out += '[' + std::to_string(event.merged_id) + ']';
    append_number(out, "newObjectId", event.new_id);
    append_number(out, "numberOfPropertiesMoved", event.properties_moved);
  } else if (event.kind == kAssociationChange) {
    append_text(out, "associationType", event.association_type);
    append_number(out, "fromObjectId", event.object_id);
    append_number(out, "toObjectId", event.to_id);
    append_json_name(out, "associationRemoved");
    out += event.association_removed ? "true" : "false";
    append_json_name(out, "isPrimaryAssociation");
    out += "false";  // Labels are not simulated.
  }
}

}  // namespace

std::vector<WebhookEvent> events_of(std::span<const StoreChange> changes,
                                    const std::set<std::string>& properties,
                                    const EventRules& rules) {
  std::vector<WebhookEvent> events;
  std::size_t away = 0;  // How many changes before this one are records of the same merge.
  for (std::size_t at = 0; at < changes.size(); ++at) {
    const StoreChange& change = changes[at];
    const auto add = [&](std::string_view kind) { events.push_back(event_of(kind, change)); };
    switch (change.kind) {
      case ChangeKind::created:
        add("creation");
        if (rules.creation_tells_properties) {
          add_property_changes(events, change, nullptr, properties);
        }
        break;
      case ChangeKind::updated:
        add_property_changes(events, change, change.before, properties);
        break;
      case ChangeKind::archived: add("deletion"); break;
      case ChangeKind::restored: add("restore"); break;
      case ChangeKind::merged_away:
        ++away;
        if (rules.merge_tells_deletion) {
          add("deletion");
        }
        break;
      case ChangeKind::survives_merge:
        if (rules.merge_tells_deletion && !change.before) {
          add("creation");
        }
        add_merge(events, change, changes.subspan(at - away, away), properties);
        away = 0;
        break;
      case ChangeKind::erased:  // F106
        add("privacyDeletion");
        add("deletion");
        break;
      case ChangeKind::erased_in_recycle_bin: add("privacyDeletion"); break;
    }
  }
  return events;
}

std::vector<WebhookEvent> events_of(std::span<const AssociationChange> changes) {
  std::vector<WebhookEvent> events;
  for (const AssociationChange& change : changes) {
    const std::string_view type = webhook_label_of(*change.type);
    if (!type.empty()) {
      events.push_back({.kind = kAssociationChange,
                        .occurred_at = change.write.at,
                        .source = change.write.source,
                        .object_id = change.contact,
                        .association_type = type,
                        .to_id = change.record,
                        .association_removed = change.removed});
    }
  }
  return events;
}

std::string to_json_text(const WebhookEvent& event, const EventEnvelope& envelope) {
  const bool by_app = event.source == Source::app;
  std::string out = "{";
  append_number(out, "eventId", envelope.event_id);
  append_number(out, "subscriptionId", envelope.subscription_id);
  append_json_name(out, "portalId");
  out += envelope.portal_id;
  append_number(out, "appId", envelope.app_id);
  append_json_name(out, "occurredAt");
  out += std::to_string(event.occurred_at.time_since_epoch().count());
  append_text(out, "subscriptionType", envelope.subscription_type);
  append_number(out, "attemptNumber", static_cast<std::uint64_t>(envelope.attempt));
  if (event.kind != kAssociationChange) {  // Seen without (hubspot.webhook.associations).
    append_number(out, "objectId", event.object_id);
  }
  if (envelope.subscription_type.starts_with("object.")) {
    append_text(out, "objectTypeId", "0-1");  // F102
  }
  append_kind(out, event);
  append_text(out, "changeSource", by_app ? "INTEGRATION" : "CRM_UI");
  append_text(out, "sourceId", by_app ? std::to_string(envelope.app_id) : user_source_id());
  return out + '}';
}

}  // namespace lockstep::sim::hubspot
