/// The associations that a create asks for (F9).

#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <string_view>
#include <vector>

#include "associations.h"
#include "outcome.h"

namespace lockstep::sim::hubspot {

struct NewAssociation {
  const AssociatedType* type;
  std::uint64_t record;
};

/// The member "associations" of a create; none where it is absent. `to.id` may be a number (F10).
/// Assumed (hubspot.associations.types): of every type the unlabelled one alone can be asked for.
///
/// @param text  The whole body, for error messages.
[[nodiscard]] Outcome<std::vector<NewAssociation>> read_new_associations(
    const nlohmann::json& input, std::string_view text);

}  // namespace lockstep::sim::hubspot
