/// The body of an operation on many contacts (F9, F32, F80).

#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "lockstep/base/http.h"
#include "lockstep/sim/hubspot_options.h"

#include "contact_changes.h"
#include "new_associations.h"
#include "outcome.h"

namespace lockstep::sim::hubspot {

inline constexpr std::size_t kInputsMax = 100;  // F32, F80

struct BatchInput {
  std::string id;
  std::string id_property;
  std::string trace_id;
  RawProperties properties;
  std::vector<NewAssociation> associations;
};

struct BatchRequest {
  std::vector<BatchInput> inputs;
  std::vector<std::string> properties;
  std::vector<std::string> history;  ///< "propertiesWithHistory"
  std::string id_property;

  /// Whether good inputs are written even if others fail: each has a trace id of its own (F46).
  bool partial = false;
};

[[nodiscard]] Outcome<BatchRequest> read_batch(const Request& request,
                                               const HubSpotOptions& options);

}  // namespace lockstep::sim::hubspot
