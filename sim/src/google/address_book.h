/// Everything that the fake Google remembers, and the writes that the API and users share.

#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lockstep/sim/fake_google.h"

#include "google/contact_store.h"
#include "google/directory.h"
#include "google/errors.h"
#include "google/group_store.h"
#include "google/oauth.h"
#include "google/phone_canonical.h"
#include "google/quota.h"
#include "google/rendered_people.h"

namespace lockstep::sim::google {

/// One account: an address book and the user's own profile.
struct Account {
  std::string id;  ///< 21 digits, also of the profile (G43).
  std::string email;
  ContactStore contacts;
  GroupStore groups;
  // Up to which revision a search knows the folder: the last warm-up request (G23).
  std::uint64_t searchable_contacts = 0;
  std::uint64_t searchable_other_contacts = 0;
  QuotaUse quota{};
};

struct GoogleState {
  GoogleState(VirtualClock& clock, Random random, GoogleOptions options);
  GoogleState(const GoogleState&) = delete;
  ~GoogleState() = default;

  /// FakeGoogle::set_options()
  void set_options(GoogleOptions changed);

  /// Takes over everything but the clock. The one place that re-seats pointers.
  void become_copy_of(const GoogleState& other);

  /// Whatever is random comes from `from` from now on.
  void reseed(Random from);

  VirtualClock* clock;
  Random random;
  GoogleOptions options;
  std::map<std::string, Account, std::less<>> accounts;
  OAuthServer oauth;
  PhoneCanonicaliser phones;
  RenderedPeople rendered{};
  Directory directory;                ///< Of GoogleOptions::workspace_domain.
  std::uint64_t sync_generation = 0;  ///< Sync tokens of earlier ones have expired.

 private:
  GoogleState& operator=(const GoogleState&) = default;
};

/// The account with this email, made when missing.
Account& account_of_email(GoogleState& state, std::string_view email);

/// Trash empties itself of what has been there for its time (G100). Every way in calls this first,
/// so that it happens when it is due without an event on the clock.
void purge_trash(GoogleState& state, Account& account);

/// Gives `version`, whose place and photo are set, this person: canonical phone forms, and its
/// text.
/// @param fields Stored fields (see PersonInput).
void set_person(GoogleState& state, std::uint64_t id, ContactVersion& version, Json fields);

/// The stored fields of a person without the forms that the server adds.
[[nodiscard]] Json writable_fields(Json fields);

/// The error for a contact of these stored fields that is too large, or nullopt (G55, G102).
[[nodiscard]] std::optional<ApiError> check_size(const GoogleOptions& options, const Json& fields);

/// How many contacts the account can still take (G101).
[[nodiscard]] std::size_t room_of(const GoogleOptions& options, const Account& account);

}  // namespace lockstep::sim::google
