/// Contacts as the API writes them, as JSON text (F22 to F28, F36).

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lockstep/sim/hubspot_options.h"

#include "contact.h"
#include "property_schema.h"

namespace lockstep::sim::hubspot {

/// The properties of a read answer, in order: the requested ones that exist, or the default six
/// where none were requested, and always createdate, hs_object_id and lastmodifieddate (F23–F26).
[[nodiscard]] std::vector<std::string> names_to_read(const PropertySchema& schema,
                                                     const std::vector<std::string>& requested);

/// A record as reads show it: unset properties are null, or are not there if the options have it
/// so, and "url" comes last (F25, F28).
/// @param more  Members to show before "url", each with a comma in front.
void append_read_record(std::string& out, const Contact& contact,
                        const std::vector<std::string>& names, const HubSpotOptions& options,
                        std::string_view more = {});

/// What a write answer shows next to the record itself.
struct WriteAnswer {
  bool created = false;                   ///< A create shows every stored property (F36).
  std::vector<std::string> written = {};  ///< An update shows these; cleared ones as "" (F40).
  std::string trace_id = {};              ///< objectWriteTraceId, "" for none.
  bool upsert = false;                    ///< Then "new" tells whether it was created (F22).
};

void append_written_record(std::string& out, const Contact& contact, const WriteAnswer& answer);

}  // namespace lockstep::sim::hubspot
