/// What no mapping covers is as its users left it.

#include <algorithm>
#include <set>

#include "checkers/checkers.h"
#include "checkers/standing.h"
#include "kept_data.h"

namespace lockstep::scenario {
namespace {

/// A mutating request that reached `service`.
bool wrote_to(const Story& story, Service service) {
  return story.journal().mutations(service) > 0;
}

bool updated_google(const Story& story) {
  return std::ranges::any_of(story.journal().entries(), [](const sim::JournalEntry& entry) {
    return entry.mutated() && (entry.operation == "people.updateContact" ||
                               entry.operation == "people.batchUpdateContacts");
  });
}

bool updated_hubspot(const Story& story) {
  return std::ranges::any_of(story.journal().entries(), [](const sim::JournalEntry& entry) {
    return entry.mutated() && (entry.operation == "crm.contacts.update" ||
                               entry.operation == "crm.contacts.batch.update" ||
                               entry.operation == "crm.contacts.batch.upsert");
  });
}

using GoogleById = std::map<GoogleKey, sim::GoogleContactView>;
using HubSpotById = std::map<std::string, sim::HubSpotContactView>;

GoogleById google_now(const Story& story) {
  GoogleById contacts;
  for (const std::string& account : story.stage->accounts()) {
    for (auto& contact : story.stage->contacts(account)) {
      GoogleKey key{account, contact.resource_name};
      contacts.emplace(std::move(key), std::move(contact));
    }
  }
  return contacts;
}

HubSpotById hubspot_now(const Story& story) {
  HubSpotById contacts;
  for (auto& contact : story.stage->world().hubspot().contacts()) {
    std::string id = contact.id;
    contacts.emplace(std::move(id), std::move(contact));
  }
  return contacts;
}

/// Every label that a user gave is still there; MAP-6 looks at those that came.
std::optional<Loss> lost_membership(const sim::GoogleContactView& kept,
                                    const sim::GoogleContactView& now) {
  if (now.folder != kept.folder) {
    return Loss{"folder", std::string(to_string(kept.folder)), std::string(to_string(now.folder))};
  }
  if (kept.starred && !now.starred) {
    return Loss{"star", "starred", "not starred"};
  }
  if (!std::ranges::includes(now.labels, kept.labels)) {
    return Loss{"labels", Json(kept.labels).dump(), Json(now.labels).dump()};
  }
  return std::nullopt;
}

Finding lost(const Loss& loss, const std::string& id, const Story& story) {
  return broken("\"" + loss.field + "\" of " + id + " is not as its user left it",
                shortened(loss.expected), shortened(loss.actual),
                writes_about(story.journal(), {id}));
}

Finding judge_google_kept(const Story& story, const GoogleById& contacts) {
  std::map<std::string, CustomFields> custom;
  for (const auto& [account, settings] : story.settings) {
    custom.emplace(account, custom_fields(settings));
  }
  for (const auto& [key, truth] : story.stage->truth().google()) {
    const auto now = contacts.find(key);
    if (now == contacts.end()) {
      continue;  // Trash empties itself after 30 days (G100); deletions are DEL-1's.
    }
    const bool in_trash = now->second.folder == sim::GoogleFolder::trash;
    // The same snapshot needs no comparing: a full book has 25,000.
    auto loss = truth.kept.person == now->second.person
                    ? std::nullopt
                    : google_loss(*truth.kept.person, *now->second.person, custom.at(key.account));
    if (!loss && !(in_trash && truth.kept.folder == sim::GoogleFolder::trash)) {
      loss = lost_membership(truth.kept, now->second);
    }
    if (loss) {
      return lost(*loss, key.resource_name, story);
    }
  }
  return updated_google(story) ? held("Google contacts keep what is not mapped")
                               : not_exercised("no Google contact was updated");
}

Finding judge_hubspot_kept(const Story& story, const HubSpotById& contacts) {
  const CustomFields custom = custom_fields(story.all_settings());
  for (const auto& [id, truth] : story.stage->truth().hubspot()) {
    const auto now = contacts.find(id);
    if (now == contacts.end() || !now->second.live()) {
      continue;
    }
    if (const auto loss = hubspot_loss(truth, now->second, custom)) {
      return lost(*loss, id, story);
    }
  }
  return updated_hubspot(story) ? held("HubSpot contacts keep what is not mapped")
                                : not_exercised("no HubSpot contact was updated");
}

/// The stage that created contacts must have; "" where the settings leave it to HubSpot, or where
/// they changed on the way.
std::string default_stage(const Story& story) {
  std::set<std::string> stages;
  for (const Json& connection : story.all_settings()) {
    stages.insert(text_member(connection, "default_lifecycle_stage"));
  }
  return stages.size() == 1 ? *stages.begin() : "";
}

Finding judge_lifecycle(const Story& story, const HubSpotById& contacts) {
  const auto stage_of = [](const sim::HubSpotContactView& contact) {
    const auto found = contact.properties.find("lifecyclestage");
    return found == contact.properties.end() ? std::string() : found->second;
  };
  const std::string stage = default_stage(story);
  for (const auto& [id, contact] : contacts) {
    const auto truth = story.stage->truth().hubspot().find(id);
    if (!contact.live()) {
      continue;
    }
    if (truth != story.stage->truth().hubspot().end()) {
      const std::string kept = stage_of(truth->second.kept);
      if (kept != stage_of(contact)) {
        return lost({"lifecyclestage", kept, stage_of(contact)}, id, story);
      }
    } else if (!stage.empty() && contact.created_by_api && stage_of(contact) != stage) {
      return broken("the created contact " + id + " has another lifecycle stage", stage,
                    stage_of(contact), writes_about(story.journal(), {id}));
    }
  }
  return wrote_to(story, Service::hubspot) ? held("lifecycle stages are as they should be")
                                           : not_exercised("nothing was written to HubSpot");
}

/// Mutating requests to HubSpot whose body has one of `values` as a property.
std::vector<std::uint64_t> leaks(const Story& story, const std::set<std::string>& values) {
  std::vector<std::uint64_t> sequences;
  for (const sim::JournalEntry& entry : story.journal().entries()) {
    if (entry.source != "hubspot" || !entry.mutation) {
      continue;
    }
    const bool leaks = std::ranges::any_of(values, [&](const std::string& value) {
      return entry.request.body.find(':' + Json(value).dump()) != std::string::npos;
    });
    if (leaks) {
      sequences.push_back(entry.sequence);
    }
  }
  return sequences;
}

/// `values` without those that some record has elsewhere too, where they may come from.
std::set<std::string> only_there(std::set<std::string> values, const Story& story,
                                 const char* there) {
  std::string elsewhere;
  for (const auto& [key, truth] : story.stage->truth().google()) {
    Json person = *truth.kept.person;
    person.erase(there);
    elsewhere += person.dump();
  }
  for (const auto& [id, truth] : story.stage->truth().hubspot()) {
    elsewhere += Json(truth.kept.properties).dump();
  }
  std::erase_if(values, [&](const std::string& value) {
    return value.empty() || elsewhere.find(Json(value).dump()) != std::string::npos;
  });
  return values;
}

Finding judge_custom_text(const Story& story, const GoogleById& contacts) {
  std::set<std::string> values;
  for (const auto& [key, truth] : story.stage->truth().google()) {
    const Json& kept = list_of(*truth.kept.person, "userDefined");
    for (const Json& field : kept) {
      values.insert(text_member(field, "value"));
    }
    const auto now = contacts.find(key);
    if (now != contacts.end() && list_of(*now->second.person, "userDefined") != kept) {
      return lost({"userDefined", kept.dump(), list_of(*now->second.person, "userDefined").dump()},
                  key.resource_name, story);
    }
  }
  if (values.empty()) {
    return not_exercised("no contact has a custom text field");
  }
  if (const auto sent = leaks(story, only_there(values, story, "userDefined")); !sent.empty()) {
    return broken("a custom text field reached HubSpot", "none", Json(values).dump(), sent);
  }
  return wrote_to(story, Service::hubspot) || wrote_to(story, Service::google)
             ? held("custom text fields stay in Google as they are")
             : not_exercised("nothing was written");
}

Finding judge_labels(const Story& story, const GoogleById& contacts) {
  std::set<std::string> names;
  for (const auto& [key, truth] : story.stage->truth().google()) {
    names.insert(truth.kept.labels.begin(), truth.kept.labels.end());
    const auto now = contacts.find(key);
    if (now != contacts.end() && !std::ranges::includes(truth.kept.labels, now->second.labels)) {
      return lost({"labels", Json(truth.kept.labels).dump(), Json(now->second.labels).dump()},
                  key.resource_name, story);
    }
  }
  if (names.empty()) {
    return not_exercised("no contact has a label");
  }
  if (const auto sent = leaks(story, only_there(names, story, "memberships")); !sent.empty()) {
    return broken("a label reached a HubSpot property", "none", Json(names).dump(), sent);
  }
  return wrote_to(story, Service::hubspot) || wrote_to(story, Service::google)
             ? held("labels stay in Google as they are")
             : not_exercised("nothing was written");
}

}  // namespace

std::vector<StandingFinding> judge_kept_data(const Story& story) {
  const GoogleById google = google_now(story);
  const HubSpotById hubspot = hubspot_now(story);
  std::vector<StandingFinding> findings;
  findings.push_back({"KEP-1"_rule, judge_google_kept(story, google)});
  findings.push_back({"KEP-2"_rule, judge_hubspot_kept(story, hubspot)});
  findings.push_back({"KEP-4"_rule, judge_lifecycle(story, hubspot)});
  findings.push_back({"MAP-5"_rule, judge_custom_text(story, google)});
  findings.push_back({"MAP-6"_rule, judge_labels(story, google)});
  return findings;
}

}  // namespace lockstep::scenario
