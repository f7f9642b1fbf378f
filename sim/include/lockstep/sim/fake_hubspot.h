/// A HubSpot portal: the CRM v3 contacts API with its search, properties, list memberships and
/// OAuth, plus what people do to the same contacts in HubSpot's own screens.
///
/// The fake is strict where the real service is known to be strict. Where nothing is known it picks
/// one behaviour: lockstep/sim/fidelity.h lists them all, and what each rests on.

#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
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
#include "lockstep/sim/hubspot_options.h"
#include "lockstep/sim/service.h"
#include "lockstep/sim/virtual_clock.h"
#include "lockstep/sim/webhook.h"

namespace lockstep::sim {

using Json = nlohmann::json;

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

  /// Becomes a copy of `other`, options included, on its own clock. Costs a few pointers a contact:
  /// what a contact holds is shared.
  void become_copy_of(const FakeHubSpot& other);

  /// Whatever is random comes from `random` from now on.
  void reseed(Random random);

  /// Goes on under other options. What is stored stays as it is, beyond a lower limit too.
  void set_options(HubSpotOptions options);

  Response handle(const Request& request);

  /// As handle(), but a search is answered from the index as it stood `staleness` ago, on top of
  /// nothing else: options.search_lag counts only if it is longer. Other operations are not stale.
  Response handle_stale(const Request& request, Duration staleness);

  /// The operation that a request asks for, by method and path alone: "crm.contacts.getPage",
  /// "crm.lists.memberships", "oauth.token" … as the service's own client names its methods;
  /// "crm.other.read" and "crm.other.write" for any other object or resource of the CRM; "unknown".
  [[nodiscard]] static std::string_view operation_of(const Request& request);

  /// Whether `operation` changes what the portal holds.
  [[nodiscard]] static bool is_mutation(std::string_view operation);

  /// A user lets an app in. The default scopes are those that a contact sync needs: contacts read
  /// and write, lists read.
  OAuthGrant grant();
  OAuthGrant grant(const std::vector<std::string>& scopes);

  /// A user lets an app in on the consent page, without a browser.
  /// @return The authorisation code, good for 60 s and for a token request with this redirect URI.
  std::string allow_app(std::string_view redirect_uri, const std::vector<std::string>& scopes);

  /// The app, as its developer knows it.
  [[nodiscard]] WebhookApp webhook_app() const;

  /// Sets where webhooks go, as the developer does in the app's settings or over the API.
  /// @error invalid_input  Not https, nor http on the loopback where that is allowed.
  Result<void> set_webhook_target(std::string_view url);

  /// Makes an active subscription: "contact.creation", or "contact.propertyChange" of a property
  /// (F102).
  /// @error invalid_input  There is no such type, or it is subscribed to already.
  Result<void> subscribe_webhook(std::string_view event_type, std::string_view property_name = "");

  /// The deliveries that are due and may go out now (F103). Each is under way until its outcome is
  /// told; World::take_due_webhooks() and deliver_due_webhooks() journal it as well.
  [[nodiscard]] std::vector<WebhookDelivery> take_due_webhooks();

  /// Ends a delivery. @param status  What the receiver answered; nullopt for no answer in time.
  /// @error not_found  It is not under way.
  Result<void> webhook_answered(std::uint64_t delivery, std::optional<int> status);

  /// When the next delivery falls due, which may be past; nullopt if none waits.
  [[nodiscard]] std::optional<Instant> next_webhook_due() const;

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

  /// Lets a user of the account own contacts. @return The owner's id, for "hubspot_owner_id".
  std::string add_owner(std::string_view email, std::string_view first_name,
                        std::string_view last_name);

  /// Removes the user from the account; contacts keep the id. @error not_found
  Result<void> remove_owner(std::string_view owner_id);

  /// Associates a contact with a record of another type, of which the portal keeps the id alone.
  /// @param to_type  "companies", "deals", "tickets", "notes", "tasks", "calls", "emails" or
  ///                 "meetings".
  /// @error not_found      No such live contact.
  /// @error invalid_input  No such type, or the id is no number.
  Result<void> associate(std::string_view contact_id, std::string_view to_type,
                         std::string_view to_id);

  /// Everything that the portal holds, archived and merged-away records included, ordered by id
  /// as a number. Records that left the recycle bin after 90 days are gone.
  [[nodiscard]] std::vector<HubSpotContactView> contacts() const;

  /// As contacts(), for one id exactly (a merged-away id is not followed).
  [[nodiscard]] std::optional<HubSpotContactView> contact(std::string_view id) const;

  /// When searches will show every write that has happened; nullopt where they do.
  [[nodiscard]] std::optional<Instant> settles_at() const;

  /// From now on every access token is expired; refresh tokens go on working.
  void expire_access_tokens();

  /// The user uninstalls every app: refresh and access tokens are worth nothing any more.
  void revoke_refresh_tokens();

 private:
  struct Portal;
  std::unique_ptr<Portal> portal_;
};

}  // namespace lockstep::sim
