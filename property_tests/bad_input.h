/// Two people in both apps, and a door that spoils answers, for laws about bad input.

#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <functional>
#include <map>
#include <string>
#include <utility>

#include "lockstep/core/contact_story.h"

#include "engine_world.h"

namespace lockstep {

using Json = nlohmann::json;
using Properties = std::map<std::string, std::string>;

/// Spoils answers on their way.
class SpoiledDoor final : public Transport {
 public:
  using Spoil = std::function<void(const Request&, Response&)>;
  SpoiledDoor(Transport& door, Spoil spoil) : door_(door), spoil_(std::move(spoil)) {}

  Result<Response> send(const Request& request) override {
    Result<Response> response = door_.send(request);
    if (response) {
      spoil_(request, *response);
    }
    return response;
  }

 private:
  Transport& door_;
  Spoil spoil_;
};

/// Two people in both apps, paired and equal: the victim, whose record will be spoilt, and a
/// sibling.
class BadInput : public testing::Test {
 protected:
  BadInput() {
    for (const char* const name : {"victim", "sibling"}) {
      const std::string email = std::string(name) + "@example.com";
      hubspot[name] =
          engine.world()
              .hubspot()
              .add_contact({{"firstname", "Ann"}, {"email", email}, {"phone", "+12125550100"}})
              .value();
      google[name] = engine.world()
                         .google()
                         .add_contact(engine.google_account(),
                                      {{"names", {{{"givenName", "Ann"}}}},
                                       {"emailAddresses", {{{"value", email}}}},
                                       {"phoneNumbers", {{{"value", "+12125550100"}}}},
                                       {"birthdays", {{{"date", {{"month", 5}, {"day", 17}}}}}}})
                         .value();
    }
    engine.pass();
    engine.settle();
    engine.pass();
    engine.settle();
  }

  std::string hubspot_value(const std::string& name, const std::string& property) {
    const auto contact = engine.world().hubspot().contact(hubspot.at(name));
    const auto found = contact->properties.find(property);
    return found == contact->properties.end() ? "" : found->second;
  }
  Json google_field(const std::string& name, const char* field) {
    return engine.world()
        .google()
        .contact(engine.google_account(), google.at(name))
        ->person->value(field, Json());
  }

  void edit_hubspot(const std::string& name, const Properties& properties) {
    ASSERT_TRUE(engine.world().hubspot().edit_contact(hubspot.at(name), properties));
  }
  void edit_google(const std::string& name, const Json& fields) {
    ASSERT_TRUE(
        engine.world().google().edit_contact(engine.google_account(), google.at(name), fields));
  }

  /// A pass whose answers are spoilt on one side.
  Result<PassSummary> spoilt_pass(Side side, const SpoiledDoor::Spoil& spoil) {
    SpoiledDoor door(side == Side::hubspot ? engine.hubspot_door() : engine.google_door(), spoil);
    return side == Side::hubspot ? engine.pass_through(door, engine.google_door())
                                 : engine.pass_through(engine.hubspot_door(), door);
  }

  /// "failing UNREADABLE"
  std::string state_of(const std::string& name) {
    const auto stories = contact_stories(engine.config(), hubspot.at(name));
    return stories && !stories->empty() ? stories->front().state + " " + stories->front().reason
                                        : "unknown";
  }

  EngineWorld engine;
  std::map<std::string, std::string> hubspot;  ///< Ids by name.
  std::map<std::string, std::string> google;
};

}  // namespace lockstep
