#include "lockstep/core/contact_story.h"

#include <nlohmann/json.hpp>

#include <array>
#include <set>
#include <utility>

#include "lockstep/core/contact.h"
#include "lockstep/core/mapping.h"
#include "lockstep/core/normalize.h"
#include "lockstep/core/phone.h"
#include "lockstep/core/settings.h"
#include "lockstep/core/state_files.h"

#include "json_text.h"
#include "limit_cause.h"
#include "sync_state.h"

namespace lockstep {
namespace {

constexpr std::size_t kWritesShown = 10;

std::string presence_of(const Record* record) {
  constexpr std::array kWords{"live", "deleted", "deleted for good"};
  return record == nullptr ? "" : kWords.at(static_cast<std::size_t>(record->presence));
}

/// Tells stories of one connection.
class Storyteller {
 public:
  Storyteller(const Config& config, const ConnectionConfig& connection, SyncState& state)
      : connection_(connection),
        state_(state),
        accepted_(validate(connection.settings, {})),
        phones_(config.default_region) {}

  /// The pairs and single records that `which` names.
  std::vector<ContactStory> tell(std::string_view which) {
    std::set<RecordKey> keys;
    find(Side::hubspot, std::string(which), keys);
    const std::string key(google_key(which));
    for (const char* folder : {"people/", "otherContacts/"}) {
      find(Side::google, folder + key, keys);
    }
    for (const Side side : {Side::hubspot, Side::google}) {
      for (const std::string& id : state_.ids_with_email(side, normal_email(which))) {
        find(side, id, keys);
      }
    }
    std::vector<ContactStory> stories;
    for (const RecordKey& found : keys) {
      stories.push_back(story_of(found));
    }
    return stories;
  }

 private:
  /// A pair goes by its HubSpot record.
  void find(Side side, const std::string& id, std::set<RecordKey>& keys) {
    if (const Pair* const pair = state_.find_pair(side, id)) {
      keys.insert({Side::hubspot, pair->link.hubspot_id});
    } else if (state_.find_record(side, id) != nullptr) {
      keys.insert({side, id});
    }
  }

  ContactStory story_of(const RecordKey& key) {
    ContactStory story;
    story.connection = connection_.id;
    const Pair* const pair = state_.find_pair(key.side, key.id);
    story.hubspot_id = key.side == Side::hubspot ? key.id : "";
    story.google_id = pair != nullptr            ? pair->link.google_id
                      : key.side == Side::google ? key.id
                                                 : "";
    story.hubspot_presence = presence_of(state_.find_record(Side::hubspot, story.hubspot_id));
    story.google_presence = presence_of(state_.find_record(Side::google, story.google_id));
    if (pair != nullptr) {
      const bool waits = pair->needs_look && pair->outcome.state == RecordState::in_sync;
      tell_outcome(waits ? Outcome{.state = RecordState::pending} : pair->outcome, story);
      story.interrupted = !pair->journal.empty();
    } else {
      tell_outcome(state_.find_record(key.side, key.id)->outcome, story);
    }
    tell_fields(pair == nullptr ? Link() : pair->link, story);
    tell_conflicts(story);
    tell_writes(story);
    return story;
  }

  static void tell_outcome(const Outcome& outcome, ContactStory& story) {
    story.state = to_string(outcome.state);
    story.reason = to_string(outcome.reason);
    story.cause = to_string(outcome.cause);
    story.message = message_of(outcome.reason);
    for (const std::string_view remedy : remedies_of(outcome.reason)) {
      story.remedies.emplace_back(remedy);
    }
  }

  void tell_fields(const Link& link, ContactStory& story) {
    MappedValues hubspot;
    MappedValues google;
    if (const auto body = parse_json(state_.body_of(Side::hubspot, story.hubspot_id))) {
      if (const Result<HubSpotContact> contact = parse_hubspot_contact(*body)) {
        hubspot = derive(accepted_.mappings, *contact);
      }
    }
    if (const auto body = parse_json(state_.body_of(Side::google, story.google_id))) {
      if (const Result<GooglePerson> person = parse_google_person(*body)) {
        google = derive(accepted_.mappings, phones_, *person, link.notes);
      }
    }
    for (const FieldMapping& mapping : accepted_.mappings) {
      StoryField field{.field = mapping.id,
                       .met = false,
                       .hubspot_base = std::nullopt,
                       .hubspot = shown(value_of(hubspot, mapping.id)),
                       .google_base = std::nullopt,
                       .google = shown(value_of(google, mapping.id))};
      if (const auto base = link.base.find(mapping.id); base != link.base.end()) {
        field.met = true;
        field.hubspot_base = shown(base->second.hubspot);
        field.google_base = shown(base->second.google);
      }
      if (field.hubspot || field.google || field.hubspot_base || field.google_base) {
        story.fields.push_back(std::move(field));
      }
    }
  }

  void tell_conflicts(ContactStory& story) {
    for (ConflictRecord& conflict : state_.conflicts()) {
      if (conflict.hubspot_id == story.hubspot_id && conflict.google_id == story.google_id) {
        story.conflicts.push_back({.at = conflict.at,
                                   .field = std::move(conflict.field),
                                   .base = std::move(conflict.base),
                                   .hubspot = std::move(conflict.hubspot),
                                   .google = std::move(conflict.google),
                                   .kept = conflict.kept,
                                   .rule = std::move(conflict.rule)});
      }
    }
  }

  void tell_writes(ContactStory& story) {
    for (const WriteRecord& write : state_.writes(story.hubspot_id, kWritesShown)) {
      StoryWrite told{.at = write.at, .side = write.side, .created = write.created, .changes = {}};
      for (const Json& change : parse_json(write.changes).value_or(Json::array())) {
        const auto value = [&](const char* name) {
          const Json& text = member(change, name);
          return text.is_string() ? std::optional(text.get<std::string>()) : std::nullopt;
        };
        told.changes.push_back({.field = text_member(change, "field"),
                                .from = value("from"),
                                .to = value("to"),
                                .rule = text_member(change, "rule")});
      }
      story.writes.push_back(std::move(told));
    }
  }

  const ConnectionConfig& connection_;
  SyncState& state_;
  AcceptedSettings accepted_;
  PhoneNumbers phones_;
};

}  // namespace

Result<std::vector<ContactStory>> contact_stories(const Config& config, std::string_view which) {
  std::vector<ContactStory> stories;
  for (const ConnectionConfig& connection : config.connections) {
    Result<SyncState> state = SyncState::open_copy(state_path(config.state_dir, connection.id));
    if (!state) {
      return Failure{state.error()};
    }
    for (ContactStory& story : Storyteller(config, connection, *state).tell(which)) {
      stories.push_back(std::move(story));
    }
  }
  if (stories.empty()) {
    return failure(ErrorKind::not_found,
                   "no connection knows this contact: give a HubSpot id, a Google resource name or "
                   "an email address that a pass has read",
                   std::string(which));
  }
  return stories;
}

}  // namespace lockstep
