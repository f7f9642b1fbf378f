/// Everything that a portal holds. A value: a copy is a portal of its own, on the same clock.

#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "lockstep/base/random.h"
#include "lockstep/sim/fake_hubspot.h"
#include "lockstep/sim/virtual_clock.h"

#include "associations.h"
#include "contact_lists.h"
#include "contact_store.h"
#include "list_folders.h"
#include "outcome.h"
#include "owners.h"
#include "property_schema.h"
#include "request_windows.h"
#include "search_index.h"
#include "tokens.h"
#include "webhooks.h"

namespace lockstep::sim::hubspot {

struct PortalState {
  /// @param time  Must outlive the state and its copies.
  PortalState(VirtualClock& time, const Random& random, HubSpotOptions portal_options);

  [[nodiscard]] Instant now() const { return clock->now(); }

  /// Takes over everything but the clock. The one place that re-seats pointers.
  void become_copy_of(const PortalState& other);

  /// Whatever is random comes from `random` from now on.
  void reseed(const Random& random);

  /// FakeHubSpot::set_options()
  void set_options(HubSpotOptions portal_options);

  /// Webhooks::learn() of all that has happened.
  void learn_webhooks();

  /// FakeHubSpot::settles_at()
  [[nodiscard]] std::optional<Instant> settles_at() const;

  VirtualClock* clock;
  HubSpotOptions options;
  PropertySchema schema;
  ContactStore store;
  SearchIndex index;
  ContactLists lists;
  ListFolders list_folders;
  Owners owners;
  Associations associations;
  std::set<std::string> blocklist = {};  ///< Email addresses of people who were erased (F49).
  Tokens tokens;
  Webhooks webhooks;
  RequestWindow requests;
  RequestWindow searches;
  RequestDay day;
  Random correlation;
  Random flapping;
};

/// The live contact that a path's id means; merged-away ids lead on (F31, F50).
[[nodiscard]] Outcome<ContactState> find_contact(const PortalState& state, std::string_view id,
                                                 std::string_view id_property);

/// The archived contact that an id means; merged-away ids lead on (F50). nullptr for none.
[[nodiscard]] ContactState find_archived(const PortalState& state, std::string_view id);

/// FakeHubSpot::add_property()
Result<void> add_property(PortalState& state, const nlohmann::json& definition);

}  // namespace lockstep::sim::hubspot
