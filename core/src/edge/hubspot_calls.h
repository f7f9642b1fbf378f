/// What the calls of HubSpot's client have in common.

#pragma once

#include <string>
#include <string_view>

#include "answer.h"
#include "api_channel.h"

namespace lockstep {

inline constexpr std::string_view kContacts = "/crm/v3/objects/contacts";

[[nodiscard]] Request get_request(std::string path, Query query);
[[nodiscard]] Request body_request(Method method, std::string path, const Json& body);

/// The error of an answer that lacks `what`.
[[nodiscard]] ApiError lacks(std::string_view operation, std::string_view what);

}  // namespace lockstep
