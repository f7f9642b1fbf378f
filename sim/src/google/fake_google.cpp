#include "lockstep/sim/fake_google.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

#include "lockstep/base/assert.h"

#include "google/address_book.h"
#include "google/discovery.h"
#include "google/http_batch.h"
#include "google/method_override.h"
#include "google/methods.h"
#include "google/oauth.h"
#include "google/oauth_service.h"
#include "google/person_input.h"
#include "google/service.h"
#include "google/user_actions.h"

namespace lockstep::sim {

std::string_view to_string(GoogleFolder folder) noexcept {
  switch (folder) {
    case GoogleFolder::contacts: return "contacts";
    case GoogleFolder::other: return "other";
    case GoogleFolder::trash: return "trash";
  }
  return "?";
}

class FakeGoogle::Impl {
 public:
  Impl(VirtualClock& clock, Random random, GoogleOptions options)
      : state(clock, random, std::move(options)) {}

  /// The account, with what is due in its Trash done.
  google::Account& account(std::string_view id) {
    const auto found = state.accounts.find(id);
    LOCKSTEP_ASSERT(found != state.accounts.end());
    google::purge_trash(state, found->second);
    return found->second;
  }

  google::GoogleState state;
};

FakeGoogle::FakeGoogle(VirtualClock& clock, Random random, GoogleOptions options)
    : impl_(std::make_unique<Impl>(clock, random, std::move(options))) {}
FakeGoogle::~FakeGoogle() = default;

void FakeGoogle::become_copy_of(const FakeGoogle& other) {
  impl_->state.become_copy_of(other.impl_->state);
}

void FakeGoogle::reseed(Random random) { impl_->state.reseed(random); }

void FakeGoogle::set_options(GoogleOptions options) {
  impl_->state.set_options(std::move(options));
}

Response FakeGoogle::handle(const Request& request) { return handle_stale(request, Duration(0)); }

Response FakeGoogle::handle_stale(const Request& request, Duration age) {
  return google::answer_request(impl_->state, request, age);
}

std::optional<Response> FakeGoogle::refuse_concurrent(const Request& request) const {
  return google::refuse_concurrent(impl_->state, request);
}

std::string_view FakeGoogle::operation_of(const Request& request) {
  if (google::overrides_method(request)) {
    return operation_of(google::without_override(request));
  }
  if (const auto operation = google::oauth_operation_of(request)) {
    return *operation;
  }
  if (google::is_batch_request(request)) {
    return google::kBatchOperation;
  }
  if (google::is_discovery_request(request)) {
    return google::kDiscoveryOperation;
  }
  const auto match = google::find_method(request);
  return match ? match->method->operation : "unknown";
}

bool FakeGoogle::is_mutation(std::string_view operation) {
  const auto methods = google::api_methods();
  const auto found = std::ranges::find(methods, operation, &google::ApiMethod::operation);
  return found != methods.end() && found->mutation;
}

bool FakeGoogle::is_mutation(const Request& request) {
  return google::is_batch_request(request) && !google::overrides_method(request)
             ? google::has_mutation(request)
             : is_mutation(operation_of(request));
}

std::string FakeGoogle::access_token_of(const Request& request) {
  if (google::is_batch_request(request)) {
    return google::first_access_token(request);
  }
  return std::string(google::bearer_token(request).value_or(""));
}

std::string FakeGoogle::account_of(std::string_view access_token) const {
  const google::Access* const access =
      impl_->state.oauth.find_access(access_token, impl_->state.clock->now());
  return access == nullptr ? std::string() : impl_->state.accounts.at(access->account).email;
}

std::string FakeGoogle::add_account(std::string_view email) {
  return google::account_of_email(impl_->state, email).id;
}

OAuthGrant FakeGoogle::grant(std::string_view account, const std::vector<std::string>& scopes) {
  return impl_->state.oauth.grant(impl_->account(account).id, scopes, impl_->state.clock->now());
}

GoogleClient FakeGoogle::register_client(std::string name, std::vector<std::string> redirect_uris) {
  const google::OAuthClient& client =
      impl_->state.oauth.register_client(std::move(name), std::move(redirect_uris));
  return {client.id, client.secret};
}

Result<std::string> FakeGoogle::decide_consent(std::string_view authorisation_url,
                                               const GoogleConsent& consent) {
  return google::decide_consent(impl_->state, authorisation_url, consent);
}

Result<std::string> FakeGoogle::add_contact(std::string_view account, const Json& person,
                                            const GooglePlacement& placement) {
  return google::add_contact(impl_->state, impl_->account(account), person, placement);
}

Result<void> FakeGoogle::edit_contact(std::string_view account, std::string_view resource_name,
                                      const Json& fields) {
  return google::edit_contact(impl_->state, impl_->account(account), resource_name, fields);
}

Result<void> FakeGoogle::set_starred(std::string_view account, std::string_view resource_name,
                                     bool starred) {
  return google::set_starred(impl_->state, impl_->account(account), resource_name, starred);
}

Result<void> FakeGoogle::set_labels(std::string_view account, std::string_view resource_name,
                                    const std::vector<std::string>& labels) {
  return google::set_labels(impl_->state, impl_->account(account), resource_name, labels);
}

Result<void> FakeGoogle::move_to_trash(std::string_view account, std::string_view resource_name) {
  return google::trash_contact(impl_->state, impl_->account(account), resource_name);
}

Result<void> FakeGoogle::restore(std::string_view account, std::string_view resource_name) {
  return google::restore_contact(impl_->state, impl_->account(account), resource_name);
}

void FakeGoogle::empty_trash(std::string_view account) {
  google::empty_trash(impl_->state, impl_->account(account));
}

void FakeGoogle::empty_other_contacts(std::string_view account) {
  google::empty_other_contacts(impl_->state, impl_->account(account));
}

Result<std::string> FakeGoogle::change_resource_name(std::string_view account,
                                                     std::string_view resource_name) {
  return google::change_resource_name(impl_->state, impl_->account(account), resource_name);
}

Result<std::string> FakeGoogle::add_directory_person(const Json& person, bool shared_contact) {
  return google::add_directory_person(impl_->state, person, shared_contact);
}

Result<std::string> FakeGoogle::merge(std::string_view account, std::string_view into,
                                      std::string_view from) {
  return google::merge_contacts(impl_->state, impl_->account(account), into, from);
}

std::map<std::string, std::string> FakeGoogle::accounts() const {
  std::map<std::string, std::string> ids;
  for (const auto& [id, account] : impl_->state.accounts) {
    ids.emplace(account.email, id);
  }
  return ids;
}

std::optional<Instant> FakeGoogle::settles_at() const {
  const GoogleOptions& options = impl_->state.options;
  std::optional<Instant> shown;
  const auto wait = [&](const std::optional<Instant>& changed, Duration delay) {
    if (changed) {
      shown = std::max(shown, std::optional(*changed + delay));  // nullopt is before every instant.
    }
  };
  for (const auto& [id, account] : impl_->state.accounts) {
    wait(account.contacts.last_change(), options.propagation_delay);
    wait(account.groups.last_change(), options.group_propagation_delay);
  }
  return shown > impl_->state.clock->now() ? shown : std::nullopt;
}

std::vector<GoogleContactView> FakeGoogle::contacts(std::string_view account) const {
  const google::Account& book = impl_->account(account);
  std::vector<GoogleContactView> views;
  views.reserve(book.contacts.stored_count());
  for (const auto& [id, contact] : book.contacts.all()) {
    if (contact.current->place != google::Place::gone) {
      views.push_back(google::view_of(book, contact));
    }
  }
  return views;
}

std::optional<GoogleContactView> FakeGoogle::contact(std::string_view account,
                                                     std::string_view resource_name) const {
  const google::Account& book = impl_->account(account);
  const google::Contact* const contact = book.contacts.find(resource_name);
  return contact == nullptr ? std::nullopt : std::optional(google::view_of(book, *contact));
}

std::size_t FakeGoogle::contact_bytes(const Json& person) { return google::stored_bytes(person); }

void FakeGoogle::expire_access_tokens() {
  impl_->state.oauth.expire_access_tokens(impl_->state.clock->now());
}

void FakeGoogle::expire_sync_tokens() { ++impl_->state.sync_generation; }

void FakeGoogle::revoke_refresh_tokens(std::string_view account) {
  impl_->state.oauth.revoke(account);
}

}  // namespace lockstep::sim
