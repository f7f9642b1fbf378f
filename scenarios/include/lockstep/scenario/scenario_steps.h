/// What a scenario is given and what happens in it: records, user actions, passes, waiting.

#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "lockstep/base/clock.h"
#include "lockstep/sim/fake_google.h"
#include "lockstep/sim/service.h"

namespace lockstep::scenario {

using sim::Service;

/// The Google account of everything that names none. An account's name is also the id of its
/// connection.
inline constexpr std::string_view kMainAccount = "main";

/// JSON as compact text: persons, property definitions, settings.
struct JsonText {
  std::string text;
};

/// HubSpot property values; nullopt is empty.
using Properties = std::map<std::string, std::optional<std::string>>;

struct GivenHubSpot {
  std::string ref;  ///< "" if nothing refers to it.
  std::map<std::string, std::string> properties;
  std::vector<std::string> lists;  ///< Names.
};

struct GivenGoogle {
  std::string account{kMainAccount};
  std::string ref;
  JsonText person;
  sim::GooglePlacement placement;
};

/// Generated contacts, the same from the same seed.
struct Fill {
  Service side = Service::google;
  std::string account{kMainAccount};  ///< Google.
  sim::GoogleFolder folder = sim::GoogleFolder::contacts;
  std::size_t count = 0;
  bool email = true;
};

struct WorldSettings {
  std::optional<std::size_t> google_contacts_max;
  std::optional<std::size_t> google_contact_bytes_max;
  std::optional<std::size_t> hubspot_contacts_max;
  std::optional<Duration> search_lag;
  std::optional<Duration> propagation_delay;
  std::optional<bool> merge_makes_new_id;
  std::optional<bool> hubspot_tidies_blanks;  ///< In the texts that it stores.
  std::optional<bool> quotas_enforced;  ///< Of both services, with the numbers that are known.
  std::optional<std::string> default_region;  ///< Of national phone numbers: "US".
};

/// Scopes that the user allows; none if consent is denied. Absent: all that the app asks for.
using Consent = std::optional<std::vector<std::string>>;

/// One more Google account that is connected to the same HubSpot account (CON-5).
struct GivenAccount {
  std::string name;
  JsonText settings{"{}"};
  Consent consent;
};

struct Given {
  JsonText settings{"{}"};  ///< A merge patch over the default connection.
  Consent hubspot_consent;
  Consent google_consent;
  std::vector<GivenAccount> accounts;
  std::vector<GivenHubSpot> hubspot;
  std::vector<GivenGoogle> google;
  std::vector<JsonText> hubspot_properties;
  WorldSettings world;
  std::vector<Fill> fill;
};

/// Which record is meant: by its ref, or by what it holds. Of `ref`, `email`, `name`, `phone`
/// exactly one is set.
struct RecordQuery {
  std::string ref;
  std::string email;
  std::string name;                         ///< "Ann Lee": first and last name with one blank.
  std::string phone;                        ///< Compared in canonical form.
  std::optional<sim::GoogleFolder> folder;  ///< Absent: any but Trash.
  std::string account{kMainAccount};        ///< Google; of a ref, its contact's.
};

// What a user does. `side` is where.
struct EditRecord {
  Service side;
  RecordQuery record;
  Properties properties;  ///< HubSpot.
  JsonText fields;        ///< Google.
};
/// A bulk edit: every live HubSpot contact gets these values in one instant.
struct EditAll {
  Properties properties;
};
struct AddHubSpot {
  GivenHubSpot contact;
};
struct AddGoogle {
  GivenGoogle contact;
};
struct DeleteRecord {  ///< HubSpot: recycle bin; Google: Trash.
  Service side;
  RecordQuery record;
};
struct RestoreRecord {
  Service side;
  RecordQuery record;
};
struct StarContact {
  RecordQuery record;
  bool starred;
};
struct LabelContact {
  RecordQuery record;
  std::vector<std::string> labels;
};
struct ChangeList {
  std::string name;
  std::vector<RecordQuery> add;
  std::vector<RecordQuery> remove;
};
struct MergeRecords {
  Service side;
  RecordQuery survivor;
  RecordQuery other;
};
struct ChangeResourceName {  ///< The contact is linked to a profile, or no longer (G45).
  RecordQuery record;
};
struct EmptyFolder {  ///< Trash or Other contacts.
  sim::GoogleFolder folder;
  std::string account{kMainAccount};
};
struct RevokeGrant {  ///< The user withdraws the app's access; Reconnect grants it anew.
  Service side;
  std::string account{kMainAccount};  ///< Google.
};
struct Reconnect {
  Service side;
  std::string account{kMainAccount};  ///< Google.
};

using UserAction = std::variant<EditRecord, EditAll, AddHubSpot, AddGoogle, DeleteRecord,
                                RestoreRecord, StarContact, LabelContact, ChangeList, MergeRecords,
                                ChangeResourceName, EmptyFolder, RevokeGrant, Reconnect>;

struct SyncPasses {
  int passes = 1;
  bool may_fail = false;  ///< A pass that says it gave up is no failure of the scenario.
  /// By another installation of the connector over the same accounts, with a state of its own (D7).
  bool second_tool = false;
};
struct WaitFor {
  Duration time{0};
};
struct ChangeSettings {
  JsonText patch;
  std::string account{kMainAccount};  ///< Whose connection.
};
struct LoseState {};
/// Arms user actions that happen around a request of the passes that follow.
struct During {
  std::string operation;  ///< Pattern, as in faults.
  std::uint32_t call = 1;
  bool before = true;
  std::vector<UserAction> actions;
};

struct Step {
  int line = 0;
  std::variant<UserAction, SyncPasses, WaitFor, ChangeSettings, LoseState, During> what;
};

}  // namespace lockstep::scenario
