/// A complete fake of the Google People API v1 and its token endpoint, with their documented
/// manners, and with everything that a user can do in Google Contacts and no API offers.

#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lockstep/base/clock.h"
#include "lockstep/base/http.h"
#include "lockstep/base/random.h"
#include "lockstep/base/result.h"
#include "lockstep/sim/google_contact_view.h"
#include "lockstep/sim/google_options.h"
#include "lockstep/sim/service.h"
#include "lockstep/sim/virtual_clock.h"

namespace lockstep::sim {

/// An app that may ask users for access.
struct GoogleClient {
  std::string client_id;
  std::string client_secret;
};

/// What a user decides on the consent page.
struct GoogleConsent {
  std::string account;  ///< Id or email; of no matter with Deny.
  bool allowed = true;
  std::optional<std::vector<std::string>> scopes{};  ///< The ticked ones; nullopt for all.
};

/// The longest path and query that Google's front end takes; whoever serves the fake sets it.
inline constexpr std::size_t kGoogleTargetBytesMax = std::size_t{8} * 1024;

/// The server and its accounts. Not thread-safe: the world serialises its callers.
///
/// Resource names are "people/c<decimal>" in every folder here; the API shows Other contacts as
/// "otherContacts/c<decimal>" (G42).
class FakeGoogle {
 public:
  /// @param clock  Must outlive the fake. @param random Its own fork: ids, etags and tokens.
  FakeGoogle(VirtualClock& clock, Random random, GoogleOptions options = {});
  FakeGoogle(const FakeGoogle&) = delete;
  FakeGoogle& operator=(const FakeGoogle&) = delete;
  ~FakeGoogle();

  /// Becomes a copy of `other`, options included, on its own clock. Costs a few pointers a contact:
  /// what a contact holds is shared.
  void become_copy_of(const FakeGoogle& other);

  /// Whatever is random comes from `random` from now on.
  void reseed(Random random);

  /// Goes on under other options. What is stored stays as it is, beyond a lower limit too.
  void set_options(GoogleOptions options);

  /// Answers one request completely. Never blocks, never throws, never asks the machine.
  Response handle(const Request& request);

  /// The same, but reads answer with the contacts as they were `age` ago (G72), as far back as
  /// 15 minutes. Writes are not affected.
  Response handle_stale(const Request& request, Duration age);

  /// What answers a mutation that did not wait for the answer to another one of its account,
  /// instead of handle; nullopt unless GoogleOptions::concurrent_mutations_aborted (G19).
  [[nodiscard]] std::optional<Response> refuse_concurrent(const Request& request) const;

  /// "people.connections.list", "oauth.token" …; "unknown" if no method fits.
  [[nodiscard]] static std::string_view operation_of(const Request& request);

  /// True for every operation that can change contacts or groups; "oauth.token" is none.
  [[nodiscard]] static bool is_mutation(std::string_view operation);
  /// The same of a request: a batch is one if a call in it is.
  [[nodiscard]] static bool is_mutation(const Request& request);

  /// The access token that a request carries, or "" (G3); of a batch, that of its first call.
  [[nodiscard]] static std::string access_token_of(const Request& request);

  /// The email of the account that a valid access token is for, or "".
  [[nodiscard]] std::string account_of(std::string_view access_token) const;

  /// Makes an account with an empty address book and returns its id. The same email twice gives
  /// the same account.
  std::string add_account(std::string_view email);

  /// What an app holds after this user's "Allow". @pre `account` exists.
  OAuthGrant grant(std::string_view account,
                   const std::vector<std::string>& scopes = {
                       std::string(kGoogleContactsScope), std::string(kGoogleOtherContactsScope)});

  /// Registers one more app; the app of grant() is there from the beginning.
  /// @param redirect_uris  Where answers may go, compared as a whole. Empty for an installed app:
  ///     any port and path of the loopback, over http.
  GoogleClient register_client(std::string name, std::vector<std::string> redirect_uris = {});

  /// Decides on the consent page without a browser. Only the query of the URL counts; host and path
  /// may be anybody's. Returns where the browser would be sent: the redirect URI with `code` or
  /// `error`.
  /// @error invalid_input  Google would refuse to ask, with the error's name in the message.
  /// @error not_found      There is no such account.
  Result<std::string> decide_consent(std::string_view authorisation_url,
                                     const GoogleConsent& consent);

  // What a user does in the web interface. All take the id of an existing account and resource
  // names "people/c123", and fail with not_found for a name that does not exist (any more).

  /// Adds a contact. `person` is People API JSON of writable fields but memberships.
  /// @error invalid_input  A field is unknown or has the wrong shape, nothing is left of it, or a
  ///     limit of the account is reached.
  Result<std::string> add_contact(std::string_view account, const Json& person,
                                  const GooglePlacement& placement = {});

  /// Replaces each field given as a whole; null or [] clears it. Contacts in Trash are not edited.
  /// @error invalid_input  As for add_contact, or the contact is in Trash.
  Result<void> edit_contact(std::string_view account, std::string_view resource_name,
                            const Json& fields);

  /// @error invalid_input  The contact is not in Contacts.
  Result<void> set_starred(std::string_view account, std::string_view resource_name, bool starred);

  /// Exactly these user labels, by name; missing ones are made.
  /// @error invalid_input  The contact is not in Contacts.
  Result<void> set_labels(std::string_view account, std::string_view resource_name,
                          const std::vector<std::string>& labels);

  /// From Contacts or Other contacts; already in Trash is no error and no change.
  Result<void> move_to_trash(std::string_view account, std::string_view resource_name);

  /// Back to the folder that it came from, with its star and labels. @error invalid_input Not in
  /// Trash.
  Result<void> restore(std::string_view account, std::string_view resource_name);

  void empty_trash(std::string_view account);
  /// Deletes every Other contact for good.
  void empty_other_contacts(std::string_view account);

  /// "Merge & fix": `into` keeps its name and takes what it lacks from `from`, which disappears
  /// without passing through Trash. Returns `into`. @error invalid_input Not both in Contacts, or
  /// the same contact twice.
  Result<std::string> merge(std::string_view account, std::string_view into, std::string_view from);

  /// Links the contact to a profile, or ends the link: it gets another resource name, which is
  /// returned. The old one goes on leading to it, and syncs name it in
  /// `metadata.previousResourceNames` (G45). @error invalid_input  The contact is not in Contacts.
  Result<std::string> change_resource_name(std::string_view account,
                                           std::string_view resource_name);

  /// The administrator of GoogleOptions::workspace_domain adds somebody to its directory.
  /// @param person  As for add_contact.
  /// @param shared_contact  Not one of the domain's users but a contact that all of them share.
  /// @return The resource name: "people/" and 21 digits (G43), or "people/c…" of a contact.
  /// @error invalid_input  As for add_contact, or there is no such domain.
  Result<std::string> add_directory_person(const Json& person, bool shared_contact = false);

  // Inspection from outside.

  /// Every account: its email, and the id that the methods here take.
  [[nodiscard]] std::map<std::string, std::string> accounts() const;

  /// When lists will show every write of contacts, and contacts can name every group; nullopt where
  /// they do and can.
  [[nodiscard]] std::optional<Instant> settles_at() const;

  /// Everything in the account, Trash included, ordered by the number in the resource name.
  [[nodiscard]] std::vector<GoogleContactView> contacts(std::string_view account) const;
  /// One contact, or nullopt.
  [[nodiscard]] std::optional<GoogleContactView> contact(std::string_view account,
                                                         std::string_view resource_name) const;
  /// The size that the per-contact limit counts: compact UTF-8 JSON of the writable fields, without
  /// resource name, etags, metadata, memberships, forms that the server makes, and photo.
  [[nodiscard]] static std::size_t contact_bytes(const Json& person);

  // Faults that change the true state.

  void expire_access_tokens();
  void expire_sync_tokens();
  void revoke_refresh_tokens(std::string_view account);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace lockstep::sim
