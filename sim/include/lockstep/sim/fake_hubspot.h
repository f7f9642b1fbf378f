/// A HubSpot portal: the CRM v3 contacts API with its search, properties, list memberships and
/// OAuth, plus what people do to the same contacts in HubSpot's own screens.
///
/// The fake is strict where the real service is known to be strict. Where nothing is known it picks
/// one behaviour: lockstep/sim/fidelity.h lists them all, and what each rests on.

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
#include "lockstep/sim/service.h"
#include "lockstep/sim/virtual_clock.h"

namespace lockstep::sim {

using Json = nlohmann::json;

struct HubSpotOptions {
  /// Search shows the store as it was this long ago: new contacts are missing, changed ones come
  /// with their old values (F63). Reading by id and listing are never late.
  Duration search_lag{0};

  /// A merge makes a new record with a new id to which both old ids lead (F50). False: the older
  /// behaviour, where the primary keeps its id and the other id leads to it.
  bool merge_makes_new_id = true;

  /// Live contacts the portal may hold (F101). The create that would be one too many answers 403
  /// with category "CONTACT_LIMIT_REACHED". Assumed (hubspot.create.contact-limit).
  std::size_t contacts_max = 15'000'000;

  /// The portal's default stage of new contacts (F38); "" sets none.
  std::string default_lifecycle_stage = "lead";

  /// Whether an update that changes nothing moves lastmodifieddate (F51: unknown).
  bool unchanged_update_touches = false;

  /// Whether a create may come without email, firstname and lastname (F35).
  bool empty_contacts_allowed = false;

  /// Answer 429 beyond the windows (F77, F86). The headers of F87 are there in any case.
  bool rate_limits_enforced = true;
  std::size_t requests_per_10_s_max = 110;
  std::size_t searches_per_s_max = 5;

  std::string portal_id = "48215679";
};

/// One record as the portal holds it, whatever the API would show of it.
struct HubSpotContactView {
  std::string id;
  std::map<std::string, std::string> properties;  ///< Every one with a value, read-only included.
  bool archived = false;                          ///< In the recycle bin.
  std::optional<std::string> merged_into;         ///< The id that this record's id leads to now.
  std::vector<std::string> lists;                 ///< Ids of its lists, in order of making.
  Instant updated;                                ///< lastmodifieddate.
  bool created_by_api = false;

  /// Whether the record is shown in HubSpot's screens.
  [[nodiscard]] bool live() const { return !archived && !merged_into; }

  friend bool operator==(const HubSpotContactView&, const HubSpotContactView&) = default;
};

/// A complete server of one request at a time; callers serialise. It never blocks, never throws
/// whatever the bytes of a request, and knows no time but `clock`'s.
class FakeHubSpot {
 public:
  /// @param clock  Must outlive the fake.
  explicit FakeHubSpot(VirtualClock& clock, Random random, HubSpotOptions options = {});
  FakeHubSpot(const FakeHubSpot&) = delete;
  FakeHubSpot& operator=(const FakeHubSpot&) = delete;
  ~FakeHubSpot();

  Response handle(const Request& request);

  /// As handle(), but a search is answered from the index as it stood `staleness` ago, on top of
  /// nothing else: options.search_lag counts only if it is longer. Other operations are not stale.
  Response handle_stale(const Request& request, Duration staleness);

  /// The operation that a request asks for, by method and path alone:
  ///
  ///     crm.contacts.getPage  getById  create  update  archive  merge  gdprDelete  search
  ///     crm.contacts.batch.read  batch.create  batch.update  batch.upsert  batch.archive
  ///     crm.properties.getAll  getByName     crm.lists.memberships     oauth.token
  ///     crm.other.read  crm.other.write      any other object or resource of the CRM
  ///     unknown
  [[nodiscard]] static std::string_view operation_of(const Request& request);

  /// Whether `operation` changes what the portal holds.
  [[nodiscard]] static bool is_mutation(std::string_view operation);

  /// A user lets an app in. The default scopes are those that a contact sync needs: contacts read
  /// and write, lists read.
  OAuthGrant grant();
  OAuthGrant grant(const std::vector<std::string>& scopes);

  // What a user does in HubSpot's screens. Ids that were merged away lead to the survivor.

  /// Creates a contact. Values follow the rules of the API, except that "hs_additional_emails"
  /// ("a@x.com;b@x.com") may be set; the lifecycle stage is the portal's default unless given.
  ///
  /// @return The new record's id.
  /// @error invalid_input  Unknown or read-only property, or a value that it cannot hold.
  /// @error conflict       Another contact has one of the email addresses (F41).
  Result<std::string> add_contact(const std::map<std::string, std::string>& properties);

  /// Sets properties; "" clears. A user may move the lifecycle stage backwards.
  /// @error not_found      No live contact has this id. Others as add_contact().
  Result<void> edit_contact(std::string_view id,
                            const std::map<std::string, std::string>& properties);

  /// Moves a contact to the recycle bin. @error not_found
  Result<void> delete_contact(std::string_view id);

  /// Takes a contact out of the recycle bin, within 90 days (F47). lastmodifieddate moves:
  /// assumed (hubspot.user.restore-touches).
  /// @error not_found  It is not there (any more).
  /// @error conflict   A live contact has its email address by now (F48).
  Result<void> restore_contact(std::string_view id);

  /// Merges `other` into `primary` by the rules of F50.
  /// @return The id of the survivor: a new one, or `primary` without merge_makes_new_id.
  /// @error not_found      One of them is not a live contact.
  /// @error invalid_input  They are the same, or together have more than 250 identities.
  Result<std::string> merge(std::string_view primary, std::string_view other);

  /// Makes an empty static list and returns its id.
  std::string add_list(std::string_view name);

  /// Adding a member and removing a stranger change nothing. Lists do not move lastmodifieddate.
  /// @error not_found  No such list, or no such live contact.
  Result<void> add_to_list(std::string_view list_id, std::string_view contact_id);
  Result<void> remove_from_list(std::string_view list_id, std::string_view contact_id);

  /// Defines a custom property: an object with at least "name", "type" and "fieldType"; "label",
  /// "groupName", "description", "options" and "hasUniqueValue" as in the API (F90).
  /// @error invalid_input  Not such a definition.
  /// @error conflict       The name is taken.
  Result<void> add_property(const Json& definition);

  /// Everything that the portal holds, archived and merged-away records included, ordered by id
  /// as a number. Records that left the recycle bin after 90 days are gone.
  [[nodiscard]] std::vector<HubSpotContactView> contacts() const;

  /// As contacts(), for one id exactly (a merged-away id is not followed).
  [[nodiscard]] std::optional<HubSpotContactView> contact(std::string_view id) const;

  /// From now on every access token is expired; refresh tokens go on working.
  void expire_access_tokens();

  /// The user uninstalls every app: refresh and access tokens are worth nothing any more.
  void revoke_refresh_tokens();

 private:
  struct Portal;
  std::unique_ptr<Portal> portal_;
};

}  // namespace lockstep::sim
