#include "portal_state.h"

#include <nlohmann/json.hpp>

#include <utility>

#include "json_read.h"
#include "property_input.h"

namespace lockstep::sim::hubspot {

PortalState::PortalState(VirtualClock& time, const Random& random, HubSpotOptions portal_options)
    : clock(&time),
      options(std::move(portal_options)),
      store(random.fork("record ids"), options.contact_ids_above),
      owners(random.fork("owner ids")),
      tokens(random.fork("tokens")),
      webhooks(random.fork("webhooks")),
      requests(std::chrono::seconds(10), options.requests_per_10_s_max),
      searches(std::chrono::seconds(1), options.searches_per_s_max),
      correlation(random.fork("correlation ids")),
      flapping(random.fork("search flapping")) {}

void PortalState::become_copy_of(const PortalState& other) {
  VirtualClock* const own_clock = clock;
  *this = other;
  clock = own_clock;
}

void PortalState::reseed(const Random& random) {
  store.reseed(random.fork("record ids"));
  tokens.reseed(random.fork("tokens"));
  webhooks.reseed(random.fork("webhooks"));
  correlation = random.fork("correlation ids");
  flapping = random.fork("search flapping");
  owners.reseed(random.fork("owner ids"));
}

void PortalState::set_options(HubSpotOptions portal_options) {
  options = std::move(portal_options);
  requests.set_max(options.requests_per_10_s_max);
  searches.set_max(options.searches_per_s_max);
}

void PortalState::learn_webhooks() {
  webhooks.learn({store.changes(), associations.changes()}, options, now());
}

std::optional<Instant> PortalState::settles_at() const {
  const Instant shown = store.changes().empty() ? now()
                                                : store.changes().back().at + options.search_lag +
                                                      options.search_flapping;
  return shown > now() ? std::optional(shown) : std::nullopt;
}

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

ContactState find_archived(const PortalState& state, std::string_view id) {
  const ContactMap& archived = state.store.archived();
  const auto found = archived.find(state.store.resolve(parse_contact_id(id).value_or(0)));
  return found == archived.end() ? nullptr : found->second;
}

Result<void> add_property(PortalState& state, const nlohmann::json& definition) {
  constexpr const char* kSource = "hubspot.properties";
  nlohmann::json whole = definition;
  if (whole.is_object()) {  // What HubSpot's screen fills in.
    if (const std::string name = optional_text(whole, "name").value_or("");
        optional_text(whole, "label").value_or("").empty()) {
      whole["label"] = name;
    }
    if (optional_text(whole, "groupName").value_or("").empty()) {
      whole["groupName"] = "contactinformation";
    }
  }
  Outcome<PropertyDefinition> read = read_property(whole, state.schema, state.now());
  if (!read) {
    const bool taken = read.problem().status == 409;
    return failure(taken ? ErrorKind::conflict : ErrorKind::invalid_input, read.problem().message,
                   kSource);
  }
  state.schema.put(std::move(*read));
  state.store.set_unique_properties(state.schema.unique_names());
  return {};
}

}  // namespace lockstep::sim::hubspot
