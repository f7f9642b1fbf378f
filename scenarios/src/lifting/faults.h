/// What failed in a recording, as the faults of a scenario.

#pragma once

#include <nlohmann/json.hpp>

#include <set>
#include <string>
#include <vector>

#include "facts.h"
#include "passes.h"

namespace lockstep::scenario::lifting {

using OrderedJson = nlohmann::ordered_json;

struct SeenFaults {
  std::vector<OrderedJson> faults;
  std::set<std::size_t> exchanges;      ///< That are spoilt.
  std::set<std::size_t> not_delivered;  ///< Of these, the requests on which nobody acts.
};

/// Faults where the service was not itself, or where its state is hidden: 401 of a token whose life
/// is not over, 403, 429, 5xx, lost answers, expired sync tokens, refused tokens where the consent
/// is not to blame; and refusals that the fake would not give, which are gaps as well. A fault
/// stands at the n-th request for its operation in the whole recording.
/// @pre The fate of lost writes is settled
[[nodiscard]] SeenFaults faults_of(const Recording& recording, Facts& facts);

/// "people.createContact", "google/oauth.token": as a scenario names the operation of an exchange.
[[nodiscard]] std::string scenario_operation(const RecordedExchange& exchange,
                                             const std::string& operation);

[[nodiscard]] bool is_mutation(Service service, const std::string& operation);

}  // namespace lockstep::scenario::lifting
