/// What an error answer of HubSpot's CRM API means for the caller.

#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string_view>

#include "answer.h"

namespace lockstep {

using Json = nlohmann::json;

/// Reads {"status":"error","message","category","errors","context"} (F67). `body` may be anything.
[[nodiscard]] ApiError read_hubspot_error(std::string_view operation, int status, const Json& body);

/// The same for one entry of `errors` in a 207 (F81), whose status is in its category.
[[nodiscard]] ApiError read_hubspot_item_error(std::string_view operation, const Json& item);

}  // namespace lockstep
