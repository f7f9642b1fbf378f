/// A scenario as values: what is given, what goes wrong, what happens, and what must be true then.
///
/// docs/scenario_format.md describes the file; load.h reads it.

#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "lockstep/base/clock.h"
#include "lockstep/base/rule.h"
#include "lockstep/sim/fake_google.h"
#include "lockstep/sim/fault.h"
#include "lockstep/sim/service.h"

namespace lockstep::scenario {

using sim::Service;

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
  std::string ref;
  JsonText person;
  sim::GooglePlacement placement;
};

/// Generated contacts, the same from the same seed.
struct Fill {
  Service side = Service::google;
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
  std::optional<std::string> default_region;  ///< Of national phone numbers: "US".
};

struct Given {
  JsonText settings{"{}"};  ///< A merge patch over the default connection.
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
};

// What a user does. `side` is where.
struct EditRecord {
  Service side;
  RecordQuery record;
  Properties properties;  ///< HubSpot.
  JsonText fields;        ///< Google.
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
struct EmptyFolder {  ///< Trash or Other contacts.
  sim::GoogleFolder folder;
};
struct RevokeGrant {  ///< The user withdraws the app's access; Reconnect grants it anew.
  Service side;
};
struct Reconnect {
  Service side;
};

using UserAction =
    std::variant<EditRecord, AddHubSpot, AddGoogle, DeleteRecord, RestoreRecord, StarContact,
                 LabelContact, ChangeList, MergeRecords, EmptyFolder, RevokeGrant, Reconnect>;

struct SyncPasses {
  int passes = 1;
  bool may_fail = false;  ///< A pass that says it gave up is no failure of the scenario.
};
struct WaitFor {
  Duration time{0};
};
struct ChangeSettings {
  JsonText patch;
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

// What must be true at the end.

/// A record, or records of a kind, and what they hold.
struct ExpectRecord {
  Service side;
  RecordQuery record;
  std::optional<std::size_t> count;  ///< How many match; absent: exactly one is looked at.
  Properties properties;             ///< HubSpot: a subset.
  std::vector<std::pair<std::string, JsonText>> fields;  ///< Google: whole fields, "null" is empty.
  std::optional<bool> starred;
  std::optional<sim::GoogleFolder> folder;
  std::optional<std::vector<std::string>> labels;  ///< Sorted.
  std::optional<std::vector<std::string>> lists;   ///< Names, sorted.
};
struct ExpectCount {  ///< Live records; in Google those in Contacts.
  std::optional<std::size_t> hubspot;
  std::optional<std::size_t> google;
  std::optional<std::size_t> google_other;
  std::optional<std::size_t> google_trash;
};
struct ExpectUnchanged {  ///< Exactly as the last user action left it.
  Service side;
  RecordQuery record;
};
struct ExpectWrites {  ///< Mutating requests that reached the service.
  std::optional<std::size_t> hubspot;
  std::optional<std::size_t> google;
  std::optional<std::size_t> since;  ///< Index of a step of `when` to count from.
};
struct ExpectRequests {
  std::string operation;  ///< Pattern.
  std::optional<std::size_t> at_least;
  std::optional<std::size_t> at_most;
  std::optional<std::size_t> since;
};
struct ExpectEqual {  ///< Mapped fields are equal in derived values.
  RecordQuery hubspot;
  RecordQuery google;
};
struct ExpectQuiet {};  ///< Three more passes; the last two make no mutating request.
struct ExpectHealth {   ///< What the connector reports of a record.
  Service side;
  RecordQuery record;
  std::string state;
  std::optional<std::string> reason;
  std::optional<std::string> cause;
  std::optional<std::string> message;
  std::optional<std::size_t> remedies_at_least;
};
struct ExpectConnection {  ///< What the connector reports of the connection.
  std::string state;
  std::optional<std::string> reason;
  std::map<std::string, std::size_t> counts;
};
struct ExpectRefused {  ///< What the connector reports of the settings; `rule` "" for any.
  std::string rule;
  std::optional<std::string> setting;
  bool none = false;  ///< Nothing was refused.
};
struct ExpectConflict {
  Service side;
  RecordQuery record;
  std::string field;
  std::optional<std::string> kept;
  std::optional<std::string> lost;
};

struct Check {
  int line = 0;
  std::vector<RuleId> rules;  ///< That it speaks for; never empty.
  std::string note;
  std::variant<ExpectRecord, ExpectCount, ExpectUnchanged, ExpectWrites, ExpectRequests,
               ExpectEqual, ExpectQuiet, ExpectHealth, ExpectConnection, ExpectRefused,
               ExpectConflict>
      what;
};

/// @invariant every ref that a step or check names is defined before; rules are not empty
struct Scenario {
  std::string name;  ///< "match/same-email-pairs"
  std::string title;
  std::string file;
  std::vector<RuleId> rules;
  std::vector<std::string> article;
  std::vector<std::string> needs;
  Given given;
  std::vector<sim::FaultRule> faults;
  std::vector<Step> when;
  std::vector<Check> then;
};

}  // namespace lockstep::scenario
