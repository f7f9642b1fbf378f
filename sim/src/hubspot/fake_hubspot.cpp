#include "lockstep/sim/fake_hubspot.h"

#include <nlohmann/json.hpp>

#include "operations.h"
#include "portal_state.h"
#include "service.h"
#include "user_actions.h"
#include "webhook_delivery.h"

namespace lockstep::sim {

struct FakeHubSpot::Portal {
  hubspot::PortalState state;
};

FakeHubSpot::FakeHubSpot(VirtualClock& clock, Random random, HubSpotOptions options)
    : portal_(new Portal{hubspot::PortalState(clock, random, std::move(options))}) {}

FakeHubSpot::~FakeHubSpot() = default;

void FakeHubSpot::become_copy_of(const FakeHubSpot& other) {
  portal_->state.become_copy_of(other.portal_->state);
}

void FakeHubSpot::reseed(Random random) { portal_->state.reseed(random); }

void FakeHubSpot::set_options(HubSpotOptions options) {
  portal_->state.set_options(std::move(options));
}

Response FakeHubSpot::handle(const Request& request) {
  return hubspot::answer_request(portal_->state, request, Duration(0));
}

Response FakeHubSpot::handle_stale(const Request& request, Duration staleness) {
  return hubspot::answer_request(portal_->state, request, staleness);
}

std::string_view FakeHubSpot::operation_of(const Request& request) {
  return hubspot::operation_of(request);
}

bool FakeHubSpot::is_mutation(std::string_view operation) {
  return hubspot::is_mutation(operation);
}

OAuthGrant FakeHubSpot::grant() {
  return grant(
      {"oauth", "crm.objects.contacts.read", "crm.objects.contacts.write", "crm.lists.read"});
}

OAuthGrant FakeHubSpot::grant(const std::vector<std::string>& scopes) {
  return portal_->state.tokens.grant(scopes, portal_->state.now());
}

std::string FakeHubSpot::allow_app(std::string_view redirect_uri,
                                   const std::vector<std::string>& scopes) {
  return portal_->state.tokens.issue_code({std::string(redirect_uri)}, scopes,
                                          portal_->state.now());
}

WebhookApp FakeHubSpot::webhook_app() const {
  const hubspot::Tokens& tokens = portal_->state.tokens;
  return {std::to_string(tokens.app_id()), tokens.developer_key()};
}

Result<void> FakeHubSpot::set_webhook_target(std::string_view url) {
  return hubspot::set_webhook_target(portal_->state, url);
}

Result<void> FakeHubSpot::subscribe_webhook(std::string_view event_type,
                                            std::string_view property_name) {
  return hubspot::subscribe_webhook(portal_->state, event_type, property_name);
}

std::vector<WebhookDelivery> FakeHubSpot::take_due_webhooks() {
  return hubspot::take_due_webhooks(portal_->state);
}

Result<void> FakeHubSpot::webhook_answered(std::uint64_t delivery, std::optional<int> status) {
  return hubspot::webhook_answered(portal_->state, delivery, status);
}

std::optional<Instant> FakeHubSpot::next_webhook_due() const {
  return hubspot::next_webhook_due(portal_->state);
}

Result<std::string> FakeHubSpot::add_contact(const std::map<std::string, std::string>& properties) {
  return hubspot::user_adds(portal_->state, properties);
}

Result<void> FakeHubSpot::edit_contact(std::string_view id,
                                       const std::map<std::string, std::string>& properties) {
  return hubspot::user_edits(portal_->state, id, properties);
}

Result<void> FakeHubSpot::delete_contact(std::string_view id) {
  return hubspot::user_deletes(portal_->state, id);
}

Result<void> FakeHubSpot::restore_contact(std::string_view id) {
  return hubspot::user_restores(portal_->state, id);
}

Result<std::string> FakeHubSpot::merge(std::string_view primary, std::string_view other) {
  return hubspot::user_merges(portal_->state, primary, other);
}

std::string FakeHubSpot::add_list(std::string_view name) {
  return std::to_string(portal_->state.lists.add(name, "MANUAL", portal_->state.now()));
}

Result<void> FakeHubSpot::add_to_list(std::string_view list_id, std::string_view contact_id) {
  return hubspot::user_changes_list(portal_->state, list_id, contact_id, true);
}

Result<void> FakeHubSpot::remove_from_list(std::string_view list_id, std::string_view contact_id) {
  return hubspot::user_changes_list(portal_->state, list_id, contact_id, false);
}

Result<void> FakeHubSpot::add_property(const Json& definition) {
  return hubspot::add_property(portal_->state, definition);
}

std::string FakeHubSpot::add_owner(std::string_view email, std::string_view first_name,
                                   std::string_view last_name) {
  hubspot::PortalState& state = portal_->state;
  return std::to_string(state.owners.add(email, first_name, last_name, state.now()));
}

Result<void> FakeHubSpot::remove_owner(std::string_view owner_id) {
  return hubspot::user_removes_owner(portal_->state, owner_id);
}

Result<void> FakeHubSpot::associate(std::string_view contact_id, std::string_view to_type,
                                    std::string_view to_id) {
  return hubspot::user_associates(portal_->state, contact_id, to_type, to_id);
}

std::vector<HubSpotContactView> FakeHubSpot::contacts() const {
  return hubspot::views_of_contacts(portal_->state);
}

std::optional<HubSpotContactView> FakeHubSpot::contact(std::string_view id) const {
  return hubspot::view_of_contact(portal_->state, id);
}

std::optional<Instant> FakeHubSpot::settles_at() const { return portal_->state.settles_at(); }

void FakeHubSpot::expire_access_tokens() {
  portal_->state.tokens.expire_access_tokens(portal_->state.now());
}

void FakeHubSpot::revoke_refresh_tokens() { portal_->state.tokens.revoke_refresh_tokens(); }

}  // namespace lockstep::sim
