/// What goes wrong in a random world.

#pragma once

#include <vector>

#include "draft.h"
#include "features.h"

namespace lockstep::explore {

/// Requests of a connector, by how it may make them, HubSpot's after Google's.
inline constexpr const char* kCreates[] = {"people.createContact|people.batchCreateContacts",
                                           "crm.contacts.create|crm.contacts.batch.create"};
inline constexpr const char* kUpdates[] = {"people.updateContact|people.batchUpdateContacts",
                                           "crm.contacts.update|crm.contacts.batch.update"};
inline constexpr const char* kLists[] = {"people.connections.list",
                                         "crm.contacts.getPage|crm.contacts.search"};

/// @param passes  Of the connector, so that a fault of a list is met by one of them.
[[nodiscard]] std::vector<Fault> draw_faults(const Features& features, Random random,
                                             std::uint32_t passes);

}  // namespace lockstep::explore
