#include "lockstep/sim/fake_hubspot.h"

#include <nlohmann/json.hpp>

#include "portal.h"

namespace lockstep::sim {

struct FakeHubSpot::Portal {
  Portal(VirtualClock& clock, Random random, HubSpotOptions options)
      : server(clock, random, std::move(options)) {}

  hubspot::Portal server;
};

FakeHubSpot::FakeHubSpot(VirtualClock& clock, Random random, HubSpotOptions options)
    : portal_(std::make_unique<Portal>(clock, random, std::move(options))) {}

FakeHubSpot::~FakeHubSpot() = default;

Response FakeHubSpot::handle(const Request& request) {
  return portal_->server.handle(request, Duration(0));
}

Response FakeHubSpot::handle_stale(const Request& request, Duration staleness) {
  return portal_->server.handle(request, staleness);
}

std::string_view FakeHubSpot::operation_of(const Request& request) {
  return hubspot::operation_of(request);
}

bool FakeHubSpot::is_mutation(std::string_view operation) {
  return hubspot::traits_of(operation).mutation;
}

OAuthGrant FakeHubSpot::grant() {
  return grant(
      {"oauth", "crm.objects.contacts.read", "crm.objects.contacts.write", "crm.lists.read"});
}

OAuthGrant FakeHubSpot::grant(const std::vector<std::string>& scopes) {
  return portal_->server.tokens().grant(scopes, portal_->server.now());
}

Result<std::string> FakeHubSpot::add_contact(const std::map<std::string, std::string>& properties) {
  return portal_->server.user_adds(properties);
}

Result<void> FakeHubSpot::edit_contact(std::string_view id,
                                       const std::map<std::string, std::string>& properties) {
  return portal_->server.user_edits(id, properties);
}

Result<void> FakeHubSpot::delete_contact(std::string_view id) {
  return portal_->server.user_deletes(id);
}

Result<void> FakeHubSpot::restore_contact(std::string_view id) {
  return portal_->server.user_restores(id);
}

Result<std::string> FakeHubSpot::merge(std::string_view primary, std::string_view other) {
  return portal_->server.user_merges(primary, other);
}

std::string FakeHubSpot::add_list(std::string_view name) {
  return std::to_string(portal_->server.lists().add(name));
}

Result<void> FakeHubSpot::add_to_list(std::string_view list_id, std::string_view contact_id) {
  return portal_->server.user_changes_list(list_id, contact_id, true);
}

Result<void> FakeHubSpot::remove_from_list(std::string_view list_id, std::string_view contact_id) {
  return portal_->server.user_changes_list(list_id, contact_id, false);
}

Result<void> FakeHubSpot::add_property(const Json& definition) {
  return portal_->server.schema().add_custom(definition, portal_->server.now());
}

std::vector<HubSpotContactView> FakeHubSpot::contacts() const { return portal_->server.views(); }

std::optional<HubSpotContactView> FakeHubSpot::contact(std::string_view id) const {
  return portal_->server.view(id);
}

void FakeHubSpot::expire_access_tokens() {
  portal_->server.tokens().expire_access_tokens(portal_->server.now());
}

void FakeHubSpot::revoke_refresh_tokens() { portal_->server.tokens().revoke_refresh_tokens(); }

}  // namespace lockstep::sim
