// Laws of what leaves the filter and comes back, over whole passes.

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <rapidcheck/gtest.h>

#include <array>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "engine_world.h"
#include "generators.h"

namespace lockstep {
namespace {

using sim::Json;

using Values = std::map<std::string, std::string>;

constexpr std::array kEmails{"a@example.com", "b@example.com"};

bool by_chance() { return *rc::gen::arbitrary<bool>(); }

/// A field of Google by the name of its HubSpot property.
Json google_field(const std::string& property, const std::string& value) {
  static const std::map<std::string, std::pair<std::string, std::string>> kFields{
      {"email", {"emailAddresses", "value"}},
      {"firstname", {"names", "givenName"}},
      {"jobtitle", {"organizations", "title"}}};
  const auto& [field, member] = kFields.at(property);
  Json items = Json::array();
  if (!value.empty()) {
    items.push_back({{member, value}});
  }
  return {{field, std::move(items)}};
}

/// The two records of a pair.
struct Partners {
  std::string hubspot;
  std::string google;
};

/// A pair for each of kEmails, in the filter because one of its records is listed in HubSpot, or
/// starred in Google.
class FilteredWorld {
 public:
  FilteredWorld() : direction_(generate::any_direction()) {
    list_ = engine_.world().hubspot().add_list("VIP");
    SyncSettings& settings = engine_.config().connections.front().settings;
    settings.hubspot.records =
        direction_ == Direction::to_hubspot ? RecordScope::none : RecordScope::filter;
    settings.hubspot.list = list_;
    settings.google = {direction_ == Direction::to_google ? RecordScope::none : RecordScope::filter,
                       true, true};
    settings.only_with_email = by_chance();
    for (const char* const email : kEmails) {
      add(email);
    }
    pass();
    for (const char* const email : kEmails) {
      pairs_.push_back(partners_with(email));
    }
    RC_ASSERT(records().size() == 4U);
  }

  /// Is to leave and come back. The other pair stays in the filter.
  [[nodiscard]] const Partners& leaver() const { return pairs_.front(); }
  [[nodiscard]] const Partners& any_pair() const {
    return pairs_.at(*rc::gen::weightedElement<std::size_t>({{3, 0}, {1, 1}}));
  }

  /// A side whose records flow to the other one.
  [[nodiscard]] Side any_source() const {
    if (direction_ == Direction::both) {
      return generate::any_side();
    }
    return direction_ == Direction::to_google ? Side::hubspot : Side::google;
  }

  void pass() {
    engine_.settle();
    engine_.pass();
  }

  void leave(const Partners& pair) {
    RC_ASSERT(engine_.world().hubspot().remove_from_list(list_, pair.hubspot).has_value());
    RC_ASSERT(engine_.world()
                  .google()
                  .set_starred(account(), pair.google, /*starred=*/false)
                  .has_value());
  }

  void come_back(const Partners& pair) {
    const Result<void> done = any_source() == Side::hubspot
                                  ? engine_.world().hubspot().add_to_list(list_, pair.hubspot)
                                  : engine_.world().google().set_starred(account(), pair.google,
                                                                         /*starred=*/true);
    RC_ASSERT(done.has_value());
  }

  /// HubSpot refuses an email that another contact has; then nothing changes.
  void edit(const Partners& pair, Side side, const std::string& property,
            const std::string& value) {
    if (side == Side::google) {
      RC_ASSERT(engine_.world()
                    .google()
                    .edit_contact(account(), pair.google, google_field(property, value))
                    .has_value());
      return;
    }
    const Result<void> done =
        engine_.world().hubspot().edit_contact(pair.hubspot, {{property, value}});
    RC_ASSERT((done.has_value() || done.error().kind == ErrorKind::conflict));
  }

  /// The ids of everything that is there.
  [[nodiscard]] std::set<std::string> records() {
    std::set<std::string> ids;
    for (const sim::HubSpotContactView& contact : engine_.world().hubspot().contacts()) {
      if (contact.live()) {
        ids.insert(contact.id);
      }
    }
    for (const sim::GoogleContactView& contact : engine_.world().google().contacts(account())) {
      ids.insert(contact.resource_name);
    }
    return ids;
  }

  [[nodiscard]] Values hubspot_values(const Partners& pair) {
    const auto contact = engine_.world().hubspot().contact(pair.hubspot);
    Values values;
    for (const char* const property : {"email", "firstname", "jobtitle"}) {
      const auto found = contact->properties.find(property);
      values[property] = found == contact->properties.end() ? "" : found->second;
    }
    return values;
  }

  [[nodiscard]] Values google_values(const Partners& pair) {
    const auto contact = engine_.world().google().contact(account(), pair.google);
    const auto text_at = [&](const char* path) {
      return contact->person->value(Json::json_pointer(path), std::string());
    };
    return {{"email", text_at("/emailAddresses/0/value")},
            {"firstname", text_at("/names/0/givenName")},
            {"jobtitle", text_at("/organizations/0/title")}};
  }

 private:
  [[nodiscard]] const std::string& account() const { return engine_.google_account(); }

  /// A record that flows, and perhaps its partner, which the sync makes where it is not there.
  void add(const std::string& email) {
    const Side source = any_source();
    const bool has_both = by_chance();
    if (has_both || source == Side::hubspot) {
      const auto id =
          engine_.world().hubspot().add_contact({{"email", email}, {"firstname", "Ann"}});
      RC_ASSERT(id.has_value());
      if (source == Side::hubspot) {
        RC_ASSERT(engine_.world().hubspot().add_to_list(list_, *id).has_value());
      }
    }
    if (has_both || source == Side::google) {
      Json person = google_field("email", email);
      person.update(google_field("firstname", "Ann"));
      sim::GooglePlacement placement;
      placement.starred = source == Side::google;
      RC_ASSERT(engine_.world().google().add_contact(account(), person, placement).has_value());
    }
  }

  [[nodiscard]] Partners partners_with(const std::string& email) {
    Partners pair;
    for (const sim::HubSpotContactView& contact : engine_.world().hubspot().contacts()) {
      if (contact.properties.at("email") == email) {
        pair.hubspot = contact.id;
      }
    }
    for (const sim::GoogleContactView& contact : engine_.world().google().contacts(account())) {
      if (contact.person->at("emailAddresses").at(0).at("value") == email) {
        pair.google = contact.resource_name;
      }
    }
    return pair;
  }

  EngineWorld engine_;
  Direction direction_;
  std::string list_;
  std::vector<Partners> pairs_;
};

std::string any_property() {
  return *rc::gen::element<std::string>("email", "email", "firstname", "jobtitle");
}

RC_GTEST_PROP(ScopeLaws, WhatComesBackIntoTheFilterGetsNoSecondPartner_SCO6, ()) {
  FilteredWorld world;
  const std::set<std::string> records = world.records();
  const Partners& leaver = world.leaver();
  world.leave(leaver);
  world.pass();
  for (int left = *rc::gen::inRange(1, 5); left > 0; --left) {
    const std::string property = any_property();
    const std::string value = property == "email"
                                  ? *rc::gen::element<std::string>(
                                        "", "a@example.com", "b@example.com", "new@example.com")
                                  : *rc::gen::element<std::string>("Ann", "Bob");
    world.edit(world.any_pair(), generate::any_side(), property, value);
    if (by_chance()) {
      world.pass();
    }
  }
  world.come_back(leaver);
  world.pass();
  world.pass();
  RC_ASSERT(world.records() == records);
}

RC_GTEST_PROP(ScopeLaws, WhatComesBackIntoTheFilterBringsItsEditsToItsOldPartner_SCO6, ()) {
  FilteredWorld world;
  const Partners& leaver = world.leaver();
  const Side edited = world.any_source();
  world.leave(leaver);
  world.pass();
  for (int left = *rc::gen::inRange(1, 5); left > 0; --left) {
    const std::string property = any_property();
    world.edit(leaver, edited, property,
               property == "email" ? *rc::gen::element<std::string>(
                                         "a@example.com", "new@example.com", "c@example.com")
                                   : *rc::gen::element<std::string>("Ann", "Bob"));
    if (by_chance()) {
      world.pass();
    }
  }
  const Values wanted =
      edited == Side::hubspot ? world.hubspot_values(leaver) : world.google_values(leaver);
  world.come_back(leaver);
  world.pass();
  RC_ASSERT(world.hubspot_values(leaver) == wanted);
  RC_ASSERT(world.google_values(leaver) == wanted);
}

}  // namespace
}  // namespace lockstep
