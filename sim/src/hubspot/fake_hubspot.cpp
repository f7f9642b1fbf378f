#include "lockstep/sim/fake_hubspot.h"

#include <nlohmann/json.hpp>

namespace lockstep::sim {

struct FakeHubSpot::Portal {
  VirtualClock& clock;
  Random random;
  HubSpotOptions options;
};

namespace {

Failure not_yet() { return failure(ErrorKind::unavailable, "not there yet", "fake_hubspot"); }

}  // namespace

FakeHubSpot::FakeHubSpot(VirtualClock& clock, Random random, HubSpotOptions options)
    : portal_(std::make_unique<Portal>(Portal{clock, random, std::move(options)})) {}
FakeHubSpot::~FakeHubSpot() = default;

Response FakeHubSpot::handle(const Request& /*request*/) { return {503, {}, {}}; }
Response FakeHubSpot::handle_stale(const Request& request, Duration /*staleness*/) {
  return handle(request);
}
std::string_view FakeHubSpot::operation_of(const Request& /*request*/) { return "unknown"; }
bool FakeHubSpot::is_mutation(std::string_view /*operation*/) { return false; }
OAuthGrant FakeHubSpot::grant() { return {}; }
OAuthGrant FakeHubSpot::grant(const std::vector<std::string>& /*scopes*/) { return {}; }
Result<std::string> FakeHubSpot::add_contact(
    const std::map<std::string, std::string>& /*properties*/) {
  return not_yet();
}
Result<void> FakeHubSpot::edit_contact(std::string_view /*id*/,
                                       const std::map<std::string, std::string>& /*properties*/) {
  return not_yet();
}
Result<void> FakeHubSpot::delete_contact(std::string_view /*id*/) { return not_yet(); }
Result<void> FakeHubSpot::restore_contact(std::string_view /*id*/) { return not_yet(); }
Result<std::string> FakeHubSpot::merge(std::string_view /*primary*/, std::string_view /*other*/) {
  return not_yet();
}
std::string FakeHubSpot::add_list(std::string_view /*name*/) { return ""; }
Result<void> FakeHubSpot::add_to_list(std::string_view /*list*/, std::string_view /*contact*/) {
  return not_yet();
}
Result<void> FakeHubSpot::remove_from_list(std::string_view /*list*/,
                                           std::string_view /*contact*/) {
  return not_yet();
}
Result<void> FakeHubSpot::add_property(const Json& /*definition*/) { return not_yet(); }
std::vector<HubSpotContactView> FakeHubSpot::contacts() const { return {}; }
std::optional<HubSpotContactView> FakeHubSpot::contact(std::string_view /*id*/) const { return {}; }
void FakeHubSpot::expire_access_tokens() {}
void FakeHubSpot::revoke_refresh_tokens() {}

}  // namespace lockstep::sim
