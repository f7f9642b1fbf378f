/// What the services keep of what they are told, as the fakes have it.

#pragma once

#include <string_view>

#include "lockstep/base/http.h"
#include "lockstep/sim/service.h"

#include "../json.h"

namespace lockstep::scenario::lifting {

/// Whether HubSpot has the property by itself.
[[nodiscard]] bool is_known_property(std::string_view name);
/// Whether a user may give it a value. Custom properties are; what HubSpot computes is not, but for
/// the further emails, which a new contact may bring along (F53).
[[nodiscard]] bool is_writable_property(std::string_view name);
/// Whether a user of an existing contact may change it.
[[nodiscard]] bool is_editable_property(std::string_view name);

/// Property values as HubSpot keeps them; as they are where the fake takes no such contact.
[[nodiscard]] Json stored_hubspot(const Json& fields);

/// Fields of a person without what the service makes by itself: metadata, formatted and canonical
/// forms. @param fields  Of name to list, as they were sent or shown.
[[nodiscard]] Json clean_google(const Json& fields);

/// clean_google of what Google keeps of these fields.
[[nodiscard]] Json stored_google(const Json& fields);

/// Whether a fake without any contact carries out this create.
[[nodiscard]] bool is_taken_by_fake(sim::Service service, const Request& request);

}  // namespace lockstep::scenario::lifting
