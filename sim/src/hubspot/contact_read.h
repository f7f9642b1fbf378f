/// What a read of contacts asks for, and its records as text (F22 to F33).

#pragma once

#include <set>
#include <string>
#include <vector>

#include "lockstep/base/http.h"

#include "associations.h"
#include "outcome.h"
#include "portal_state.h"

namespace lockstep::sim::hubspot {

/// Records that a page or a batch may have if it shows histories (F29, F85).
inline constexpr std::size_t kRecordsWithHistoryMax = 50;

struct ContactRead {
  std::vector<std::string> names;          ///< Of properties, as names_to_read() gives them.
  std::vector<std::string> history_names;  ///< Existing ones, in order.
  std::vector<const AssociatedType*> associations = {};

  [[nodiscard]] bool with_history() const { return !history_names.empty(); }
};

/// @param names, history_names  As asked for. Without `names`, those with history are shown alone
///                              (assumed: hubspot.read.history-kept).
[[nodiscard]] ContactRead make_contact_read(const PropertySchema& schema,
                                            std::vector<std::string> names,
                                            const std::vector<std::string>& history_names);

/// From "properties", "propertiesWithHistory" and "associations".
[[nodiscard]] Outcome<ContactRead> read_contact_query(const PropertySchema& schema,
                                                      const Query& query);

/// The records as JSON objects, in the order given.
[[nodiscard]] std::vector<std::string> record_texts(const PortalState& state,
                                                    const std::vector<ContactState>& contacts,
                                                    const ContactRead& read);

}  // namespace lockstep::sim::hubspot
