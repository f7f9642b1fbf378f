#include "lockstep/sim/fake_google.h"

#include <nlohmann/json.hpp>

namespace lockstep::sim {
namespace {

Failure no_account() {
  return failure(ErrorKind::not_found, "no such Google account", "fake_google");
}

}  // namespace

std::string_view to_string(GoogleFolder folder) noexcept {
  switch (folder) {
    case GoogleFolder::contacts: return "contacts";
    case GoogleFolder::other: return "other";
    case GoogleFolder::trash: return "trash";
  }
  return "?";
}

class FakeGoogle::Impl {};

FakeGoogle::FakeGoogle(VirtualClock& /*clock*/, Random /*random*/, GoogleOptions /*options*/)
    : impl_(std::make_unique<Impl>()) {}
FakeGoogle::~FakeGoogle() = default;
Response FakeGoogle::handle(const Request& /*request*/) { return {404, {}, ""}; }
Response FakeGoogle::handle_stale(const Request& request, Duration /*age*/) {
  return handle(request);
}
std::string_view FakeGoogle::operation_of(const Request& /*request*/) { return "unknown"; }
bool FakeGoogle::is_mutation(std::string_view /*operation*/) { return false; }
std::optional<Response> FakeGoogle::error_answer(std::string_view /*id*/) { return std::nullopt; }
std::vector<std::string_view> FakeGoogle::error_ids() { return {}; }
std::string FakeGoogle::add_account(std::string_view email) { return std::string(email); }
OAuthGrant FakeGoogle::grant(std::string_view /*account*/,
                             const std::vector<std::string>& /*scopes*/) {
  return {};
}
Result<std::string> FakeGoogle::add_contact(std::string_view /*account*/, const Json& /*person*/,
                                            const GooglePlacement& /*placement*/) {
  return no_account();
}
Result<void> FakeGoogle::edit_contact(std::string_view /*account*/,
                                      std::string_view /*resource_name*/, const Json& /*fields*/) {
  return no_account();
}
Result<void> FakeGoogle::set_starred(std::string_view /*account*/,
                                     std::string_view /*resource_name*/, bool /*starred*/) {
  return no_account();
}
Result<void> FakeGoogle::set_labels(std::string_view /*account*/,
                                    std::string_view /*resource_name*/,
                                    const std::vector<std::string>& /*labels*/) {
  return no_account();
}
Result<void> FakeGoogle::move_to_trash(std::string_view /*account*/,
                                       std::string_view /*resource_name*/) {
  return no_account();
}
Result<void> FakeGoogle::restore(std::string_view /*account*/, std::string_view /*resource_name*/) {
  return no_account();
}
void FakeGoogle::empty_trash(std::string_view /*account*/) {}
void FakeGoogle::empty_other_contacts(std::string_view /*account*/) {}
Result<std::string> FakeGoogle::merge(std::string_view /*account*/, std::string_view /*into*/,
                                      std::string_view /*from*/) {
  return no_account();
}
std::vector<GoogleContactView> FakeGoogle::contacts(std::string_view /*account*/) const {
  return {};
}
std::optional<GoogleContactView> FakeGoogle::contact(std::string_view /*account*/,
                                                     std::string_view /*resource_name*/) const {
  return std::nullopt;
}
std::size_t FakeGoogle::contact_bytes(const Json& person) { return person.dump().size(); }
void FakeGoogle::expire_access_tokens() {}
void FakeGoogle::expire_sync_tokens() {}
void FakeGoogle::revoke_refresh_tokens(std::string_view /*account*/) {}

}  // namespace lockstep::sim
