/// What a sync must leave alone in a record: everything that no mapping covers (KEP-1, KEP-2).

#pragma once

#include <nlohmann/json.hpp>

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "json.h"
#include "truth.h"

namespace lockstep::scenario {

/// Fields that custom mappings let the sync write, beside the default ones.
struct CustomFields {
  std::set<std::string> hubspot;  ///< Property names.
  std::set<std::string> google;   ///< "names.middleName", "nicknames".
};

/// The custom mappings that were ever valid, by plan (MAP-2) and direction (MAP-4).
[[nodiscard]] CustomFields custom_fields(const std::vector<Json>& settings);

struct Loss {
  std::string field;
  std::string expected;
  std::string actual;
};

/// The first unmapped part of a person that is not as users left it, or nullopt.
///
/// Of a field whose first item is mapped, all other items and the rest of the first one count; a
/// new first item may stand before them, and one that held nothing but mapped values may be gone.
/// userDefined is left to MAP-5.
[[nodiscard]] std::optional<Loss> google_loss(const Json& kept, const Json& now,
                                              const CustomFields& custom);

/// The first unmapped property that is not as users left it, or nullopt. lifecyclestage is left to
/// KEP-4.
[[nodiscard]] std::optional<Loss> hubspot_loss(const HubSpotTruth& truth,
                                               const sim::HubSpotContactView& now,
                                               const CustomFields& custom);

}  // namespace lockstep::scenario
