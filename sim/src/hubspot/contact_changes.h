/// From the properties of a write to the next state of a contact: what is checked, and what the
/// portal makes of it. Pure.

#pragma once

#include <map>
#include <string>
#include <vector>

#include "lockstep/base/clock.h"

#include "contact.h"
#include "errors.h"
#include "property_schema.h"

namespace lockstep::sim::hubspot {

/// Who writes decides what may be written.
enum class Writer {
  api_create,
  api_update,
  user,
};

[[nodiscard]] constexpr Source source_of(Writer writer) {
  return writer == Writer::user ? Source::screen : Source::app;
}

/// Properties of a write as they came; "" clears.
using RawProperties = std::map<std::string, std::string>;

struct CheckedProperties {
  PropertyValues values;  ///< As they are stored; "" clears.
  std::vector<PropertyProblem> problems;
};

/// @param before         The contact as it is; a new one has no values.
/// @param tidies_blanks  As in HubSpotOptions.
[[nodiscard]] CheckedProperties check_properties(const PropertySchema& schema,
                                                 const RawProperties& properties,
                                                 const Contact& before, Writer writer,
                                                 bool tidies_blanks);

/// The contact after the write, with `modified` as before. The lifecycle stage moves forward only
/// unless a user moves it: anything else is ignored in silence (F42).
[[nodiscard]] Contact apply_properties(const Contact& before, const PropertyValues& values,
                                       Writer writer, Instant now);

/// Whether a write that leads from `before` to `after` changed anything that is stored.
[[nodiscard]] bool is_change(const Contact& before, const Contact& after);

/// The record that stands for both after a merge (F50): the primary's values, its gaps filled from
/// the other; every address kept; the furthest lifecycle stage; the older createdate.
///
/// @param id  The survivor's; where it differs from the primary's, both ids become merged ones.
[[nodiscard]] Contact merge_contacts(const Contact& primary, const Contact& other, ContactId id,
                                     Instant now);

}  // namespace lockstep::sim::hubspot
