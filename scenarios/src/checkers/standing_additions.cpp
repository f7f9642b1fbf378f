/// Nothing that the sync creates or updates becomes starred, foldered, labelled or listed.

#include <algorithm>

#include "checkers/standing.h"

namespace lockstep::scenario {
namespace {

std::string addition(const std::string& account, const sim::GoogleContactView& contact,
                     const Truth& truth) {
  const auto known = truth.google().find({account, contact.resource_name});
  if (known == truth.google().end()) {
    if (contact.folder == sim::GoogleFolder::other) {
      return "in Other contacts";
    }
    if (contact.starred) {
      return "starred";
    }
    return contact.labels.empty() ? "" : "labelled " + contact.labels.front();
  }
  // Labels on a user's own contact are MAP-6's.
  return contact.starred && !known->second.kept.starred ? "starred" : "";
}

std::string addition(const sim::HubSpotContactView& contact, const Story& story) {
  const auto known = story.stage->truth().hubspot().find(contact.id);
  const std::vector<std::string> kept = known == story.stage->truth().hubspot().end()
                                            ? std::vector<std::string>{}
                                            : known->second.kept.lists;
  std::vector<std::string> added;
  std::ranges::copy_if(contact.lists, std::back_inserter(added), [&](const std::string& list) {
    return std::ranges::find(kept, list) == kept.end();
  });
  return added.empty() ? "" : "on the list " + Json(story.stage->list_names(added)).dump();
}

Finding added(const std::string& id, const std::string& what, const Story& story) {
  return broken("the sync has put " + id + " where no user put it", "nothing of the kind", what,
                writes_about(story.journal(), {id}));
}

}  // namespace

std::vector<StandingFinding> judge_additions(const Story& story) {
  sim::World& world = story.stage->world();
  for (const std::string& account : story.stage->accounts()) {
    for (const auto& contact : story.stage->contacts(account)) {
      if (const std::string what = addition(account, contact, story.stage->truth());
          !what.empty()) {
        return {{"SCO-4"_rule, added(contact.resource_name, what, story)}};
      }
    }
  }
  for (const auto& contact : world.hubspot().contacts()) {
    if (const std::string what = addition(contact, story); !what.empty()) {
      return {{"SCO-4"_rule, added(contact.id, what, story)}};
    }
  }
  const bool wrote = story.journal().mutations(Service::google) > 0 ||
                     story.journal().mutations(Service::hubspot) > 0;
  return {{"SCO-4"_rule, wrote ? held("nothing is starred, labelled or listed by the sync")
                               : not_exercised("nothing was written")}};
}

}  // namespace lockstep::scenario
