/// The parts of a scenario file, each read by a function of its own.

#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lockstep/base/rule.h"
#include "lockstep/scenario/scenario.h"
#include "lockstep/sim/object_reader.h"

#include "json.h"

namespace lockstep::scenario {

using sim::did_you_mean;
using sim::Mistakes;
using sim::Node;
using sim::NodeMember;
using sim::ObjectReader;
using sim::parse_node;

/// Where the record of a ref is.
struct RefPlace {
  Service side;
  std::string account{kMainAccount};  ///< Google.
};

/// What reading a file needs to know of the rest of it.
struct LoadContext {
  Mistakes& mistakes;
  std::map<std::string, RefPlace> refs = {};                     ///< Defined so far.
  std::vector<RuleId> rules = {};                                ///< Of the scenario.
  std::vector<std::string> accounts{std::string(kMainAccount)};  ///< Of Google, by name.
};

/// The first of the mistakes, and how many more there are. @pre There is one
[[nodiscard]] Failure failure_of(const Mistakes& mistakes, std::string_view file);

/// What is given may define refs.
[[nodiscard]] Given load_given(const Node& node, LoadContext& context);
[[nodiscard]] GivenHubSpot load_hubspot_contact(const Node& node, LoadContext& context);
[[nodiscard]] GivenGoogle load_google_contact(const Node& node, LoadContext& context);
[[nodiscard]] JsonText load_settings(const Node& node, LoadContext& context);
/// As they stand in a step, which may name the account that they are for.
[[nodiscard]] ChangeSettings load_change_of_settings(const Node& node, LoadContext& context);

[[nodiscard]] std::optional<sim::FaultRule> load_fault(const Node& node, LoadContext& context);

/// The user action that `key` and its value stand for; nullopt if `key` names none.
[[nodiscard]] bool is_user_action(std::string_view key);
[[nodiscard]] std::optional<UserAction> load_user_action(std::string_view key, const Node& value,
                                                         LoadContext& context);
[[nodiscard]] std::optional<Step> load_step(const Node& node, LoadContext& context);

/// @param steps  How many steps the scenario has: "since" must be below.
[[nodiscard]] std::optional<Check> load_check(const Node& node, std::size_t steps,
                                              LoadContext& context);

/// A ref, or an object with email, name or phone. @param side  Where it must be.
[[nodiscard]] RecordQuery load_query(const Node& node, Service side, LoadContext& context);

/// A ref of whichever side.
[[nodiscard]] std::optional<RefPlace> place_of_ref(const Node& node, LoadContext& context);

/// The name of an account that the scenario has; a mistake, and the main one, where it is not.
[[nodiscard]] std::string load_account(const Node& node, LoadContext& context);
/// The member "account". @param otherwise  Where there is none.
[[nodiscard]] std::string load_account(ObjectReader& reader, LoadContext& context,
                                       std::string_view otherwise = kMainAccount);

/// {"hubspot": query} or {"google": query} among the members of `reader`.
struct SidedQuery {
  Service side;
  RecordQuery record;
};
[[nodiscard]] std::optional<SidedQuery> load_sided_query(ObjectReader& reader,
                                                         LoadContext& context);
/// The same of a report, where "account" beside a record of HubSpot says which connection reports.
[[nodiscard]] std::optional<SidedQuery> load_reported_query(ObjectReader& reader,
                                                            LoadContext& context);

[[nodiscard]] std::optional<sim::GoogleFolder> load_folder(ObjectReader& reader,
                                                           std::string_view key);
[[nodiscard]] Properties load_properties(const Node& node, LoadContext& context);
/// Reports fields that a person does not have.
void check_person_fields(const Node& person, LoadContext& context);

/// One of `names`, or a mistake and nullopt. @param what  "a plan"
[[nodiscard]] std::optional<std::string> load_choice(const Node& node, std::string_view what,
                                                     const std::vector<std::string>& names,
                                                     LoadContext& context);

}  // namespace lockstep::scenario
