#include "truth.h"

#include <nlohmann/json.hpp>

namespace lockstep::scenario {

void Truth::google_written(const std::string& account, const sim::GoogleContactView& now) {
  google_.insert_or_assign(GoogleKey{account, now.resource_name}, GoogleTruth{now, now});
}

void Truth::google_edited(const std::string& account, const sim::GoogleContactView& now,
                          const std::vector<std::string>& fields) {
  const auto found = google_.find({account, now.resource_name});
  if (found == google_.end()) {
    google_written(account, now);
    return;
  }
  sim::Json person = *found->second.kept.person;
  for (const std::string& field : fields) {
    if (now.person->contains(field)) {
      person[field] = now.person->at(field);
    } else {
      person.erase(field);
    }
  }
  found->second.kept.person = std::make_shared<const sim::Json>(std::move(person));
  found->second.as_left = now;
}

void Truth::google_placed(const std::string& account, const sim::GoogleContactView& now) {
  const auto found = google_.find({account, now.resource_name});
  if (found == google_.end()) {
    google_written(account, now);
    return;
  }
  sim::GoogleContactView& kept = found->second.kept;
  kept.folder = now.folder;
  kept.starred = now.starred;
  kept.labels = now.labels;
  found->second.as_left = now;
}

void Truth::google_renamed(const GoogleKey& key, const std::string& resource_name) {
  auto entry = google_.extract(key);
  if (entry.empty()) {
    return;  // The connector made it, and no user has touched it.
  }
  entry.key().resource_name = resource_name;
  entry.mapped().kept.resource_name = resource_name;
  entry.mapped().as_left.resource_name = resource_name;
  google_.insert(std::move(entry));
}

void Truth::hubspot_written(const sim::HubSpotContactView& now, const std::set<std::string>& set) {
  hubspot_.insert_or_assign(now.id, HubSpotTruth{now, now, set});
}

void Truth::hubspot_edited(const sim::HubSpotContactView& now, const std::set<std::string>& set) {
  const auto found = hubspot_.find(now.id);
  if (found == hubspot_.end()) {
    hubspot_written(now, set);
    return;
  }
  HubSpotTruth& truth = found->second;
  for (const std::string& property : set) {
    const auto value = now.properties.find(property);
    if (value == now.properties.end()) {
      truth.kept.properties.erase(property);
    } else {
      truth.kept.properties.insert_or_assign(property, value->second);
    }
  }
  truth.set_by_users.insert(set.begin(), set.end());
  truth.as_left = now;
}

void Truth::hubspot_placed(const sim::HubSpotContactView& now) {
  const auto found = hubspot_.find(now.id);
  if (found == hubspot_.end()) {
    hubspot_written(now, {});
    return;
  }
  found->second.kept.lists = now.lists;
  found->second.kept.archived = now.archived;
  found->second.as_left = now;
}

}  // namespace lockstep::scenario
