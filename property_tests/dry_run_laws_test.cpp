#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "lockstep/base/random.h"

#include "engine_world.h"

namespace lockstep {
namespace {

using sim::Json;
using sim::Service;

/// Users who add and edit contacts on both sides, often the same person on both.
class Users {
 public:
  Users(EngineWorld& engine, std::uint64_t seed) : engine_(engine), random_(seed) {}

  void act(int steps) {
    for (int step = 0; step < steps; ++step) {
      switch (any(4)) {
        case 0: add_to_hubspot(); break;
        case 1: add_to_google(); break;
        case 2: edit_in_hubspot(); break;
        default: edit_in_google(); break;
      }
    }
  }

 private:
  std::uint64_t any(std::uint64_t bound) { return random_.below(bound); }
  std::string any_name() { return std::vector{"Ann", "Bob", "Zoë", "李"}.at(any(4)); }
  std::string any_email() {
    return std::string(1, static_cast<char>('a' + any(9))) + "@example.com";
  }
  std::string any_phone() { return "+1 212-555-010" + std::to_string(any(4)); }

  void add_to_hubspot() {  // Refused where the email is taken.
    const auto added = engine_.world().hubspot().add_contact(
        {{"firstname", any_name()}, {"email", any_email()}, {"phone", any_phone()}});
    if (added) {
      hubspot_ids_.push_back(*added);
    }
  }

  void add_to_google() {
    google_names_.push_back(*engine_.world().google().add_contact(
        engine_.google_account(), {{"names", {{{"givenName", any_name()}}}},
                                   {"emailAddresses", {{{"value", any_email()}}}},
                                   {"phoneNumbers", {{{"value", any_phone()}}}}}));
  }

  void edit_in_hubspot() {
    if (!hubspot_ids_.empty()) {
      RC_ASSERT(engine_.world()
                    .hubspot()
                    .edit_contact(hubspot_ids_[any(hubspot_ids_.size())],
                                  {{any(2) == 0 ? "firstname" : "jobtitle", any_name()}})
                    .has_value());
    }
  }

  void edit_in_google() {
    if (!google_names_.empty()) {
      RC_ASSERT(engine_.world()
                    .google()
                    .edit_contact(engine_.google_account(),
                                  google_names_[any(google_names_.size())],
                                  {{"names", {{{"givenName", any_name()}}}}})
                    .has_value());
    }
  }

  EngineWorld& engine_;
  Random random_;
  std::vector<std::string> hubspot_ids_;
  std::vector<std::string> google_names_;
};

struct Counts {
  WriteCounts hubspot;
  WriteCounts google;
};

Counts counts_of(const PassPlan& plan) {
  Counts counts;
  for (const PlannedWrite& write : plan.connections.front().writes) {
    std::set<Side> sides;
    for (const PlannedField& field : write.fields) {
      sides.insert(field.write_to);
    }
    counts.hubspot.created += write.hubspot_id.empty() ? 1U : 0U;
    counts.google.created += write.google_id.empty() ? 1U : 0U;
    if (!write.hubspot_id.empty() && !write.google_id.empty()) {
      counts.hubspot.updated += sides.contains(Side::hubspot) ? 1U : 0U;
      counts.google.updated += sides.contains(Side::google) ? 1U : 0U;
    }
  }
  return counts;
}

std::size_t mutations(EngineWorld& engine) {
  return engine.world().journal().mutations(Service::hubspot) +
         engine.world().journal().mutations(Service::google);
}

RC_GTEST_PROP(DryRunLaws, ADryRunPlansWhatTheNextPassWritesAndWritesNothing, ()) {
  EngineWorld engine;
  Users users(engine, *rc::gen::arbitrary<std::uint64_t>());
  for (int round = 0; round < 3; ++round) {
    users.act(6);
    engine.settle();
    const std::size_t before = mutations(engine);
    const bool had_state = std::filesystem::exists(engine.config().state_dir);
    const Counts planned = counts_of(engine.plan());
    RC_ASSERT(mutations(engine) == before);
    RC_ASSERT(std::filesystem::exists(engine.config().state_dir) == had_state);
    const ConnectionSummary done = engine.pass().connections.front();
    RC_ASSERT(planned.hubspot.created == done.hubspot.created);
    RC_ASSERT(planned.hubspot.updated == done.hubspot.updated);
    RC_ASSERT(planned.google.created == done.google.created);
    RC_ASSERT(planned.google.updated == done.google.updated);
    engine.settle();
    RC_ASSERT(engine.plan().connections.front().writes.empty());
  }
}

}  // namespace
}  // namespace lockstep
