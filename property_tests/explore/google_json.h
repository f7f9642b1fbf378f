/// Values as fields of a Google person.

#pragma once

#include <nlohmann/json.hpp>

#include <string>

#include "draft.h"

namespace lockstep::explore {

using OrderedJson = nlohmann::ordered_json;

/// "names", "phoneNumbers"
[[nodiscard]] std::string name_of(Group group);

/// A whole field, as a user writes it: {"names": [{"givenName": "Ann"}]}, or null if it is empty.
/// @param others  Whether a number and an email follow that no mapping covers.
[[nodiscard]] OrderedJson google_field(Group group, const Values& values, bool others);

/// The key of the field's item under which a value is: "givenName". Numbers are told apart by their
/// types: all are under "value".
[[nodiscard]] std::string key_of(Field field);

}  // namespace lockstep::explore
