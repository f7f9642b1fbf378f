/// A GoogleTest fixture with a simulated world in it, for the tests of programs that sync contacts.
///
/// Only this header needs GoogleTest and GoogleMock (and nlohmann/json): the library does not.
/// docs/simulator.md shows a test that uses it.

#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>
#include <iostream>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "lockstep/base/timestamp.h"
#include "lockstep/base/url.h"
#include "lockstep/sim/fault_json.h"
#include "lockstep/sim/in_process_transport.h"
#include "lockstep/sim/world.h"

namespace lockstep::sim {

// How values look in failures.

inline void PrintTo(const HubSpotContactView& contact, std::ostream* out) {
  *out << "HubSpot contact " << contact.id << (contact.archived ? " (archived)" : "") << ' '
       << Json(contact.properties).dump();
}

inline void PrintTo(const GoogleContactView& contact, std::ostream* out) {
  *out << "Google contact " << contact.resource_name << " in " << to_string(contact.folder) << ' '
       << contact.person->dump();
}

inline void PrintTo(const FaultRule& rule, std::ostream* out) { *out << fault_json(rule).dump(); }

/// One line: when, what, and what became of it. Neither bodies nor credentials.
inline void PrintTo(const JournalEntry& entry, std::ostream* out) {
  *out << entry.sequence << "  " << format_timestamp(entry.at) << "  " << entry.operation;
  if (is_exchange(entry)) {
    *out << "  " << (entry.response ? std::to_string(entry.response->status) : "-");
    *out << (entry.outcome == Outcome::response ? "" : " " + std::string(to_string(entry.outcome)));
  }
  *out << (entry.fault.empty() ? "" : "  [" + entry.fault + "]");
}

namespace testing {

/// A HubSpot contact with this value: EXPECT_THAT(hubspot().contacts(), Contains(HasProperty(…))).
MATCHER_P2(HasProperty, name, value,
           std::string(negation ? "lacks" : "has") + " the property " + name) {
  const auto found = arg.properties.find(name);
  if (found == arg.properties.end()) {
    *result_listener << "which has no such property";
    return false;
  }
  return ::testing::ExplainMatchResult(value, found->second, result_listener);
}

/// A Google contact whose person has this value: HasField("/names/0/givenName", "Ann").
MATCHER_P2(HasField, pointer, value,
           std::string(negation ? "lacks" : "has") + " the field " + pointer) {
  const nlohmann::json::json_pointer place{std::string(pointer)};
  if (!arg.person->contains(place) || !arg.person->at(place).is_string()) {
    *result_listener << "which has no such text";
    return false;
  }
  return ::testing::ExplainMatchResult(value, arg.person->at(place).template get<std::string>(),
                                       result_listener);
}

MATCHER_P(IsIn, folder,
          std::string(negation ? "is not in " : "is in ") + std::string(to_string(folder))) {
  return ::testing::ExplainMatchResult(folder, arg.folder, result_listener);
}

/// A world for each test: an empty portal, an empty address book, and an app that both let in.
///
/// At the end each fault and each hook must have been reached: one that was not has tested nothing.
/// When a test fails, its last exchanges are printed.
class WorldTest : public ::testing::Test {
 protected:
  explicit WorldTest(const WorldOptions& options = {}) : world_(options) {}

  [[nodiscard]] World& world() noexcept { return world_; }
  [[nodiscard]] FakeHubSpot& hubspot() { return world_.hubspot(); }
  [[nodiscard]] FakeGoogle& google() { return world_.google(); }
  [[nodiscard]] FaultPlan& faults() { return world_.faults(); }
  [[nodiscard]] Journal& journal() { return world_.journal(); }

  /// The clock for the program under test.
  [[nodiscard]] Clock& clock() { return world_.connector_clock(); }
  void let_pass(Duration time) { world_.clock().sleep_for(time); }

  /// The ways in for the program under test.
  [[nodiscard]] Transport& hubspot_transport() noexcept { return hubspot_transport_; }
  [[nodiscard]] Transport& google_transport() noexcept { return google_transport_; }

  [[nodiscard]] const OAuthGrant& hubspot_grant() const noexcept { return hubspot_grant_; }
  [[nodiscard]] const OAuthGrant& google_grant() const noexcept { return google_grant_; }
  /// The id that google()'s methods take.
  [[nodiscard]] const std::string& google_account() const noexcept { return google_account_; }

  /// Everything in the address book, Trash included.
  [[nodiscard]] std::vector<GoogleContactView> google_contacts() {
    return google().contacts(google_account_);
  }
  [[nodiscard]] std::vector<HubSpotContactView> hubspot_contacts() { return hubspot().contacts(); }

  /// A request as the app makes it. @param target  "/v1/people/me/connections?personFields=names"
  Result<Response> send(Service service, Method method, std::string_view target,
                        const Json& body = nullptr) {
    const bool to_google = service == Service::google;
    Request request{method, "", {}, {}, ""};
    set_target(request, target);
    request.headers["Authorization"] =
        "Bearer " + (to_google ? google_grant_ : hubspot_grant_).access_token;
    if (!body.is_null()) {
      request.headers["Content-Type"] = "application/json";
      request.body = body.dump();
    }
    return (to_google ? google_transport_ : hubspot_transport_).send(request);
  }

  /// For tests that arm more than they need.
  void allow_unreached() noexcept { unreached_allowed_ = true; }

  void TearDown() override {
    if (!unreached_allowed_) {
      EXPECT_THAT(faults().unreached(), ::testing::IsEmpty()) << "these faults tested nothing";
      EXPECT_THAT(world_.unreached_hooks(), ::testing::IsEmpty()) << "these hooks tested nothing";
    }
    if (HasFailure()) {
      print_last_exchanges();
    }
  }

 private:
  void print_last_exchanges() {
    constexpr std::size_t kMost = 20;
    const std::size_t all = journal().size();
    std::cerr << "The last of " << all << " journal entries (seed " << world_.options().seed
              << "):\n";
    for (auto entry = journal().after(all - std::min(all, kMost));
         entry != journal().entries().end(); ++entry) {
      std::cerr << "  " << ::testing::PrintToString(*entry) << '\n';
    }
  }

  World world_;
  std::string google_account_ = world_.google().add_account("owner@example.com");
  OAuthGrant google_grant_ = world_.google().grant(google_account_);
  OAuthGrant hubspot_grant_ = world_.hubspot().grant();
  InProcessTransport hubspot_transport_{world_.endpoint(Service::hubspot)};
  InProcessTransport google_transport_{world_.endpoint(Service::google)};
  bool unreached_allowed_ = false;
};

}  // namespace testing
}  // namespace lockstep::sim
