#include "portal_state.h"

#include <nlohmann/json.hpp>

#include <utility>

namespace lockstep::sim::hubspot {

PortalState::PortalState(VirtualClock& time, const Random& random, HubSpotOptions portal_options)
    : clock(&time),
      options(std::move(portal_options)),
      store(random.fork("record ids")),
      tokens(random.fork("tokens")),
      webhooks(random.fork("webhooks")),
      requests(std::chrono::seconds(10), options.requests_per_10_s_max),
      searches(std::chrono::seconds(1), options.searches_per_s_max),
      correlation(random.fork("correlation ids")) {}

Outcome<ContactState> find_contact(const PortalState& state, std::string_view id,
                                   std::string_view id_property) {
  if (!id_property.empty() && id_property != "hs_object_id") {
    if (!state.schema.identifies(id_property)) {
      return not_a_unique_property(id_property, state.options.portal_id);
    }
    const ContactState contact = state.store.find_unique(id_property, id);
    return contact ? Outcome<ContactState>(contact) : Outcome<ContactState>(not_found());
  }
  const std::optional<ContactId> number = parse_contact_id(id);
  if (!number) {
    return id_not_numeric(id);
  }
  const ContactState contact = state.store.find_live(state.store.resolve(*number));
  return contact ? Outcome<ContactState>(contact) : Outcome<ContactState>(not_found());
}

Result<void> add_property(PortalState& state, const nlohmann::json& definition) {
  const Result<void> added = state.schema.add_custom(definition, state.now());
  if (added) {
    state.store.set_unique_properties(state.schema.unique_names());
  }
  return added;
}

}  // namespace lockstep::sim::hubspot
