#include "drift/recorded_users.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <tuple>
#include <utility>

#include "lockstep/sim/fake_google.h"
#include "lockstep/sim/fake_hubspot.h"

#include "lifting/stored_form.h"

namespace lockstep::scenario {
namespace {

using lifting::Deed;
using lifting::Fate;
using lifting::History;
using lifting::RecordId;
using lifting::text;
using sim::Service;

/// Any property that takes any text.
constexpr const char* kMarked = "firstname";
constexpr const char* kMark = "?";
/// Any other that no connector asks for.
constexpr const char* kUnseen = "message";

/// Who is on a list that requests of the recording change is known from before the first of them.
lifting::Facts facts_of(const Recording& recording) {
  lifting::Facts facts = lifting::read_facts(recording);
  for (std::size_t index = 0; index < recording.exchanges.size(); ++index) {
    const std::string& operation = facts.operations[index];
    if (operation.starts_with("crm.lists.") && sim::FakeHubSpot::is_mutation(operation)) {
      const std::string& path = recording.exchanges[index].request.path;
      std::erase_if(facts.pages, [&](const lifting::Page& page) {
        return page.is_membership && page.exchange > index &&
               path.starts_with("/crm/v3/lists/" + page.list + "/");
      });
    }
  }
  return facts;
}

}  // namespace

RecordedUsers::RecordedUsers(const Recording& recording)
    : recording_(&recording),
      facts_(facts_of(recording)),
      passes_(recording, facts_),
      histories_(lifting::histories_of(recording, facts_, passes_)),
      memberships_(lifting::memberships_of(facts_, passes_, histories_, "")) {
  for (const lifting::Write& write : facts_.writes) {
    if (write.fate == Fate::unknown && !recording.exchanges[write.exchange].response) {
      without_effect_.insert(write.exchange);
    }
  }
  for (const lifting::Write& write : facts_.writes) {
    if (write.fate == Fate::done) {
      without_effect_.erase(write.exchange);  // A batch of which a part was seen.
    }
  }
}

Instant RecordedUsers::beginning() const {
  constexpr Duration kBefore = std::chrono::hours(1);
  Instant first = recording_->exchanges.empty() ? Instant() : recording_->exchanges.front().at;
  for (const History& history : histories_.records) {
    first = history.is_given ? std::min(first, history.changed) : first;
  }
  // Nobody is older than 1970, and what is in the recycle bin stays there 90 days (F47).
  constexpr Duration kInRecycleBin = std::chrono::days(89);
  const Instant earliest = facts_.archived.empty() || recording_->exchanges.empty()
                               ? Instant()
                               : recording_->exchanges.front().at - kInRecycleBin;
  return std::max(first - kBefore, earliest);
}

void RecordedUsers::leave_out(const std::string& one, const std::string& many,
                              const std::string& why) {
  const std::string tail = " that the fake does not take: " + why;
  left_out_.add(one + tail, many + tail);
}

void RecordedUsers::pair(const std::string& recorded, const std::string& fake) {
  if (!mapping_->pair(recorded, fake)) {
    left_out_.add("id that stands for two things", "ids that stand for two things");
  }
}

std::string RecordedUsers::fake_id(const RecordId& record) const {
  return mapping_->fake_of(record.id);
}

/// The API calls Other contacts by another name than the fake does (G42).
void RecordedUsers::pair_person(const std::string& recorded, const std::string& fake) {
  constexpr std::string_view kPeople = "people/";
  pair(recorded, fake);
  if (recorded.starts_with(kPeople)) {
    pair("otherContacts/" + recorded.substr(kPeople.size()),
         "otherContacts/" + fake.substr(kPeople.size()));
  }
}

std::map<std::string, std::string> RecordedUsers::property_values(const Json& fields) const {
  std::map<std::string, std::string> values;
  for (const auto& [name, value] : fields.items()) {
    if (value.is_string() && !refused_.contains(name)) {
      const auto told = value.get<std::string>();
      values[name] = name == "hubspot_owner_id" ? mapping_->fake_of(told) : told;
    }
  }
  return values;
}

void RecordedUsers::add(const History& history) {
  history.record.service == Service::hubspot ? add_contact(history) : add_person(history);
}

void RecordedUsers::add_contact(const History& history, bool is_marked) {
  std::map<std::string, std::string> values = property_values(history.first);
  values[kMarked] += is_marked ? kMark : "";
  std::erase_if(values, [](const auto& one) { return one.second.empty(); });
  const Result<std::string> added = world_->hubspot().add_contact(values);
  if (added) {
    pair(history.record.id, *added);
  }
  expect(added, "contact of HubSpot", "contacts of HubSpot");
}

void RecordedUsers::take_mark_from(const History& history) {
  expect(world_->hubspot().edit_contact(fake_id(history.record),
                                        {{kMarked, text(history.first, kMarked)}}),
         "change of a contact", "changes of contacts");
}

void RecordedUsers::add_person(const History& history) {
  Json person = Json::object();
  for (const auto& [field, items] : history.first.items()) {
    if (!items.empty()) {
      person[field] = items;
    }
  }
  const lifting::Place& place = history.first_place;
  const Result<std::string> added = world_->google().add_contact(
      account_, person,
      {place.folder.value_or(sim::GoogleFolder::contacts), place.starred.value_or(false),
       lifting::label_names(place.labels.value_or(std::vector<std::string>()), facts_)});
  if (added) {
    pair_person(history.record.id, *added);
  }
  expect(added, "contact of Google", "contacts of Google");
}

/// The first exchange that is later; how many there are if none is.
std::size_t RecordedUsers::first_after(Instant time) const {
  const auto& exchanges = recording_->exchanges;
  return static_cast<std::size_t>(
      std::ranges::upper_bound(exchanges, time, {}, &RecordedExchange::at) - exchanges.begin());
}

void RecordedUsers::plan() {
  const auto first_of = [&](std::size_t pass) {
    return pass < passes_.count() ? passes_.first(pass) : recording_->exchanges.size();
  };
  std::map<RecordId, std::size_t> added;
  for (const History& history : histories_.records) {
    for (const Deed& deed : history.deeds) {
      const std::size_t before =
          deed.shown_by ? std::min(*deed.shown_by, first_after(deed.moment.time))
                        : deed.moment.before_exchange.value_or(first_of(deed.moment.pass));
      actions_.push_back(
          {before, deed.moment.time, [this, &history, &deed] { act(history, deed); }});
      if (deed.kind == Deed::Kind::add) {
        added[history.record] = before;
      }
    }
  }
  for (const lifting::Memberships::Change& change : memberships_.changes) {
    actions_.push_back(
        {std::max(first_of(change.pass), added[change.record]), Instant::max(),
         [this, &change] { change_membership(change.list, change.record, change.joins); }});
  }
  std::ranges::stable_sort(
      actions_, {}, [](const Action& action) { return std::tuple(action.before, action.time); });
}

void RecordedUsers::act_before(std::size_t exchange) {
  for (; next_ < actions_.size() && actions_[next_].before <= exchange; ++next_) {
    const Action& action = actions_[next_];
    // A time that nobody knows is the earliest: lists show it by then.
    const Instant until = std::min(action.time, recording_->exchanges[exchange].at);
    if (action.time != Instant::max() && world_->clock().now() < until) {
      world_->clock().sleep_until(until);
    }
    action.act();
  }
}

void RecordedUsers::act(const History& history, const Deed& deed) {
  const bool is_hubspot = history.record.service == Service::hubspot;
  sim::FakeHubSpot& hubspot = world_->hubspot();
  sim::FakeGoogle& google = world_->google();
  const std::string id = fake_id(history.record);
  switch (deed.kind) {
    case Deed::Kind::add: add(history); break;
    case Deed::Kind::edit: {
      std::map<std::string, std::string> values = property_values(deed.set);
      std::erase_if(values,
                    [](const auto& one) { return !lifting::is_editable_property(one.first); });
      expect(is_hubspot ? hubspot.edit_contact(id, values)
                        : google.edit_contact(account_, id, deed.set),
             "edit", "edits");
      break;
    }
    case Deed::Kind::remove:
      expect(is_hubspot ? hubspot.delete_contact(id) : google.move_to_trash(account_, id),
             "deletion", "deletions");
      break;
    case Deed::Kind::restore:
      expect(is_hubspot ? hubspot.restore_contact(id) : google.restore(account_, id), "restoration",
             "restorations");
      break;
    case Deed::Kind::rename:
    case Deed::Kind::merge: join(history, deed); break;
    case Deed::Kind::place: place(id, deed.place); break;
    case Deed::Kind::touch:
      expect(is_hubspot ? hubspot.edit_contact(id, {{kUnseen, std::to_string(next_)}})
                        : google.edit_contact(account_, id, Json::object()),
             "edit", "edits");
      break;
  }
}

void RecordedUsers::join(const History& history, const Deed& deed) {
  const bool is_hubspot = history.record.service == Service::hubspot;
  sim::FakeGoogle& google = world_->google();
  const std::string id = fake_id(history.record);
  const std::string other = deed.other ? fake_id(*deed.other) : "";
  Result<std::string> joined = deed.kind == Deed::Kind::rename
                                   ? google.change_resource_name(account_, id)
                               : is_hubspot ? world_->hubspot().merge(id, other)
                                            : google.merge(account_, id, other);
  if (!joined) {
    leave_out("merge", "merges", joined.error().message);
    return;
  }
  for (const lifting::Sighting& sighting : facts_.sightings) {
    if (sighting.record.service == history.record.service &&
        std::ranges::find(sighting.former, history.record.id) != sighting.former.end()) {
      is_hubspot ? pair(sighting.record.id, *joined) : pair_person(sighting.record.id, *joined);
    }
  }
}

void RecordedUsers::place(const std::string& name, const lifting::Place& place) {
  if (place.folder) {
    left_out_.add("contact that went to another folder", "contacts that went to other folders");
  }
  if (place.starred) {
    expect(world_->google().set_starred(account_, name, *place.starred), "star", "stars");
  }
  if (place.labels) {
    expect(world_->google().set_labels(account_, name, lifting::label_names(*place.labels, facts_)),
           "label", "labels");
  }
}

void RecordedUsers::change_membership(const std::string& list, const RecordId& record, bool joins) {
  const auto known = lists_.find(list);
  if (known == lists_.end()) {
    return;  // A request of the recording makes the list, and its members with it.
  }
  sim::FakeHubSpot& hubspot = world_->hubspot();
  expect(joins ? hubspot.add_to_list(known->second, fake_id(record))
               : hubspot.remove_from_list(known->second, fake_id(record)),
         "member of a list", "members of lists");
}

}  // namespace lockstep::scenario
