/// The texts that the service shows for its own types: formattedType, formattedProtocol (G49–G51).

#pragma once

#include <string>
#include <string_view>

#include "google/person_fields.h"

namespace lockstep::sim::google {

/// "Work Fax" of "workFax" among phone numbers. A custom label is its own text.
[[nodiscard]] std::string formatted_type(PersonField field, std::string_view type);

/// "Google Talk" of "googleTalk".
[[nodiscard]] std::string formatted_protocol(std::string_view protocol);

/// "Male" of "male".
[[nodiscard]] std::string formatted_gender(std::string_view value);

}  // namespace lockstep::sim::google
