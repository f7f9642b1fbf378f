/// HubSpot's form of an API description: OpenAPI 3.

#pragma once

#include <string>

#include "description.h"

namespace lockstep::descriptions {

/// @throws nlohmann::json::exception  It is no OpenAPI document.
[[nodiscard]] Description read_open_api_document(std::string name, const Json& document);

}  // namespace lockstep::descriptions
