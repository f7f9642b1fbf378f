/// How many records there are, and whether they are untouched.

#include <algorithm>

#include "checkers/checkers.h"
#include "record_query.h"

namespace lockstep::scenario {
namespace {

std::string counted(const char* what, std::size_t number) {
  return std::string(what) + ": " + std::to_string(number);
}

std::string properties_text(std::map<std::string, std::string> properties) {
  properties.erase("lastmodifieddate");  // Moved by every write, also by one that changes nothing.
  std::erase_if(properties, [](const auto& one) { return one.second.empty(); });
  return Json(properties).dump();
}

std::string state_text(const sim::GoogleContactView& contact) {
  return Json{{"person", *contact.person},
              {"folder", to_string(contact.folder)},
              {"starred", contact.starred},
              {"labels", contact.labels}}
      .dump();
}

Finding compare_state(const RecordQuery& record, const std::string& as_left, const std::string& now,
                      const Story& story, const std::string& id) {
  if (as_left == now) {
    return held(describe(record) + " is as its user left it");
  }
  return broken(describe(record) + " is not as its user left it", shortened(as_left),
                shortened(now), writes_about(story.journal(), {id}));
}

Finding not_one(const RecordQuery& record, std::size_t number) {
  return broken(describe(record) + (number == 0 ? " does not exist" : " is more than one record"),
                "1", std::to_string(number));
}

Finding not_a_users(const RecordQuery& record, const std::string& id) {
  return broken(describe(record) + " was made by the sync", "a record of a user", id);
}

}  // namespace

Finding check(const ExpectCount& expect, const Story& story) {
  std::string expected;
  std::string actual;
  bool same = true;
  const auto compare = [&](const char* what, const std::optional<std::size_t>& number,
                           std::size_t found) {
    if (number) {
      expected += (expected.empty() ? "" : ", ") + counted(what, *number);
      actual += (actual.empty() ? "" : ", ") + counted(what, found);
      same = same && *number == found;
    }
  };
  const auto hubspot = story.stage->world().hubspot().contacts();
  compare("hubspot", expect.hubspot,
          static_cast<std::size_t>(std::ranges::count_if(hubspot, &sim::HubSpotContactView::live)));
  const auto google = story.stage->contacts(expect.account);
  const auto in = [&](sim::GoogleFolder folder) {
    return static_cast<std::size_t>(
        std::ranges::count(google, folder, &sim::GoogleContactView::folder));
  };
  compare("google", expect.google, in(sim::GoogleFolder::contacts));
  compare("other contacts", expect.google_other, in(sim::GoogleFolder::other));
  compare("trash", expect.google_trash, in(sim::GoogleFolder::trash));
  return same ? held("there are as many records as there should be")
              : broken("there is another number of records", expected, actual,
                       writes_about(story.journal(), {}));
}

Finding check(const ExpectUnchanged& expect, const Story& story) {
  const Truth& truth = story.stage->truth();
  if (expect.side == Service::hubspot) {
    const auto found = story.stage->hubspot(expect.record);
    if (found.size() != 1) {
      return not_one(expect.record, found.size());
    }
    const auto known = truth.hubspot().find(found.front().id);
    if (known == truth.hubspot().end()) {
      return not_a_users(expect.record, found.front().id);
    }
    const auto text = [&](const sim::HubSpotContactView& contact) {
      return properties_text(contact.properties) + (contact.archived ? " archived" : "") +
             " in lists " + Json(story.stage->list_names(contact.lists)).dump();
    };
    return compare_state(expect.record, text(known->second.as_left), text(found.front()), story,
                         found.front().id);
  }
  const auto found = story.stage->google(expect.record);
  if (found.size() != 1) {
    return not_one(expect.record, found.size());
  }
  const auto known = truth.google().find({expect.record.account, found.front().resource_name});
  if (known == truth.google().end()) {
    return not_a_users(expect.record, found.front().resource_name);
  }
  return compare_state(expect.record, state_text(known->second.as_left), state_text(found.front()),
                       story, found.front().resource_name);
}

}  // namespace lockstep::scenario
