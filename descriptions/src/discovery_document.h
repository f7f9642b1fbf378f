/// Google's form of an API description (https://developers.google.com/discovery/v1/reference).

#pragma once

#include <string>

#include "description.h"

namespace lockstep::descriptions {

/// @throws nlohmann::json::exception  It is no discovery document.
[[nodiscard]] Description read_discovery_document(std::string name, const Json& document);

}  // namespace lockstep::descriptions
