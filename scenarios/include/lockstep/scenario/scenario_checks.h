/// What a scenario says must be true at its end.

#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "lockstep/base/rule.h"
#include "lockstep/scenario/scenario_steps.h"

namespace lockstep::scenario {

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
  std::string account{kMainAccount};
  std::optional<std::size_t> hubspot;
  std::optional<std::size_t> google;
  std::optional<std::size_t> google_other;
  std::optional<std::size_t> google_trash;
};
struct ExpectUnchanged {  ///< Exactly as the last user action left it.
  Service side;
  RecordQuery record;
};
struct ExpectWrites {   ///< Mutating requests that reached the service.
  std::string account;  ///< Google: only those for it; "": for any.
  std::optional<std::size_t> hubspot;
  std::optional<std::size_t> google;
  std::optional<std::size_t> since;  ///< Index of a step of `when` to count from.
  bool by_record = false;            ///< A batch counts as many times as it names records.
};
struct ExpectRequests {
  std::string operation;  ///< Pattern.
  std::string account;    ///< As in ExpectWrites.
  std::optional<std::size_t> at_least;
  std::optional<std::size_t> at_most;
  std::optional<std::size_t> since;
  std::optional<std::size_t> answered;  ///< Only those that the service answered with this status.
};
struct ExpectEqual {  ///< Mapped fields are equal in derived values.
  RecordQuery hubspot;
  RecordQuery google;
};
struct ExpectQuiet {};  ///< Three more passes; the last two make no mutating request.
struct ExpectHealth {   ///< What the connector reports of a record.
  Service side;
  RecordQuery record;  ///< Its account is the one whose connection reports.
  std::string state;
  std::optional<std::string> reason;
  std::optional<std::string> cause;
  std::optional<std::string> message;
  std::optional<std::size_t> remedies_at_least;
};
struct ExpectConnection {  ///< What the connector reports of a connection.
  std::string account{kMainAccount};
  std::string state;
  std::optional<std::string> reason;
  std::map<std::string, std::size_t> counts;
};
struct ExpectRefused {  ///< What the connector reports of the settings; `rule` "" for any.
  std::string account{kMainAccount};
  std::string rule;
  std::optional<std::string> setting;
  bool none = false;  ///< Nothing was refused.
};
struct ExpectConflict {
  Service side;
  RecordQuery record;  ///< As in ExpectHealth.
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

}  // namespace lockstep::scenario
