/// What a user of the fake Google can set: sizes, times, and a switch for each contested fact.

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "lockstep/base/clock.h"

namespace lockstep::sim {

inline constexpr std::string_view kGoogleContactsScope = "https://www.googleapis.com/auth/contacts";
inline constexpr std::string_view kGoogleContactsReadonlyScope =
    "https://www.googleapis.com/auth/contacts.readonly";
inline constexpr std::string_view kGoogleDirectoryScope =
    "https://www.googleapis.com/auth/directory.readonly";
inline constexpr std::string_view kGoogleOtherContactsScope =
    "https://www.googleapis.com/auth/contacts.other.readonly";

/// What an app may use of the API for one user. The service publishes what calls cost (G105) but
/// not how much there is: the numbers are those that one project's console showed (G106).
struct GoogleQuotas {
  /// Off, so that a connector is not slowed down by numbers that differ between projects.
  bool enforced = false;
  std::size_t critical_reads_per_minute = 60;
  std::size_t critical_writes_per_minute = 30;
  std::size_t photo_writes_per_minute = 50;
  std::size_t group_reads_per_minute = 90;
  std::size_t writes_per_minute = 30;  ///< Deletes of contacts, and all writes of groups.
  std::size_t daily_contact_writes = 100'000;
  /// First pages of full syncs of connections; the real number is not known (G88).
  std::size_t full_syncs_per_minute = 60;
  /// true: a call above a quota gets 403 PERMISSION_DENIED instead of 429 (G108).
  bool exceeded_is_forbidden = false;
  /// true: above the daily quota the backend answers, with the body of G102, which says nothing of
  /// the metric.
  bool daily_is_of_the_backend = false;
};

/// Which errors carry the older `errors` beside `status` (G110). `$.xgafv` overrules it: 1 always,
/// 2 never.
enum class GoogleLegacyErrors {
  by_client,  ///< Those for Google's own clients for .NET, Go, Node and PHP.
  always,
  never,
};

/// The size of the world and a switch for each fact that is contested (G numbers; the fidelity
/// ledger names the behaviour behind each).
struct GoogleOptions {
  /// Members of Contacts, Other contacts and Trash together (G101).
  std::size_t contacts_max = 25'000;
  /// Bytes of one contact, see FakeGoogle::contact_bytes.
  std::size_t contact_bytes_max = 131'072;
  /// Items of all writable fields of one contact together. A limit of 500 is told of, but no source
  /// has it for this API (G103): by default there is none.
  std::optional<std::size_t> contact_items_max = std::nullopt;
  /// Entries of clientData of one contact. The older API had 10; whether this one has a limit is
  /// not known (G58).
  std::optional<std::size_t> client_data_max = std::nullopt;
  /// Bytes of one photo; the service's own limit is not published (G104).
  std::size_t photo_bytes_max = 5'242'880;
  /// Lists and syncs show the state of this long ago; get and the write methods the present (G87).
  Duration propagation_delay{0};
  /// Until a new group can be named by the writes of contacts (G29), and reads show a group's
  /// changed clientData (G99).
  Duration group_propagation_delay{0};
  /// Where a national phone number is dialled, for canonicalForm (G52). CLDR: "US", "PL".
  std::string region = "US";
  /// Life of a sync token after the full sync that it descends from (G82).
  Duration sync_token_life = std::chrono::days(7);
  /// How long Trash keeps a contact (G100).
  Duration trash_life = std::chrono::days(30);
  /// Life of an access token, and `expires_in` (G118).
  Duration access_token_life = std::chrono::seconds(3599);
  /// Life of the code that a consent gives; not published, this is the most that RFC 6749 advises.
  Duration authorisation_code_life = std::chrono::minutes(10);
  GoogleLegacyErrors legacy_errors = GoogleLegacyErrors::by_client;
  /// A 401 says in ErrorInfo what is wrong with the credential, as newer APIs do (G111).
  bool unauthenticated_has_error_info = false;
  /// true: a contact above contact_bytes_max gets 429 RESOURCE_EXHAUSTED (G55, G102);
  /// false: 400 INVALID_ARGUMENT.
  bool oversized_is_exhausted = true;
  /// `status` of the expired sync token: true FAILED_PRECONDITION, false INVALID_ARGUMENT (G84).
  bool expired_sync_token_is_failed_precondition = true;
  /// `status` of an update without an etag: false INVALID_ARGUMENT, true FAILED_PRECONDITION (G68).
  bool missing_etag_is_failed_precondition = false;
  /// An update has to bring `metadata.sources` with the etag of the contact: so says the reference,
  /// while the person's etag alone is seen to be enough (G69).
  bool update_needs_sources = false;
  /// The refusal of a stale etag says where in the service it comes from (G70: seen once).
  bool stale_etag_has_debug_info = false;
  /// false: an etag that a list gave is refused as stale by updates (G73).
  bool list_etags_accepted = true;
  /// The first item of a field carries `sourcePrimary: true` (G46).
  bool source_primary = true;
  /// A write that marks an item with sourcePrimary makes it the first of its field: G46 documents
  /// the mark as writable, and no order of items as certain. false: the mark is ignored.
  bool source_primary_is_written = false;
  /// false: sortOrder LAST_MODIFIED_DESCENDING is refused where a sync is requested, as one client
  /// has it (G89); true: it has no effect there.
  bool descending_syncs_accepted = true;
  /// Pages of a list that asks for a sync token come as this number draws: sortOrder counts only
  /// where no sync is requested (G89). Unset: last modified, ascending.
  std::optional<std::size_t> drawn_order = std::nullopt;
  /// pageSize belongs to the parameters that a page or sync token freezes (G81).
  bool page_size_frozen = true;
  /// The survivor of a merge names the contact that it swallowed in
  /// `metadata.previousResourceNames` of sync answers (G45).
  bool merge_reports_previous_name = true;
  /// Accounts with an email of this domain are users of a Google Workspace: they have its directory
  /// (FakeGoogle::add_directory_person). "": all accounts are consumers' and have none.
  std::string workspace_domain{};
  /// true: a mutation that did not wait for the answer to another one of its account is refused
  /// with 409 ABORTED. That it may fail is documented, how it fails is not (G19).
  bool concurrent_mutations_aborted = false;
  GoogleQuotas quotas{};
};

}  // namespace lockstep::sim
