/// Requests and answers as they stand in files: journals and recordings write them alike.

#pragma once

#include <string>

#include "lockstep/base/http.h"
#include "lockstep/base/result.h"

#include "json.h"

namespace lockstep::scenario {

/// From {"method":…,"target":…,"headers":{…},"body":…}; "body_base64" may stand for "body".
/// @error invalid_input  Another shape, a method that no API has, or a target without a path.
[[nodiscard]] Result<Request> request_from(const Json& json, const std::string& source);

/// From {"status":…,"headers":{…},"body":…}. @error invalid_input  Another shape.
[[nodiscard]] Result<Response> response_from(const Json& json, const std::string& source);

}  // namespace lockstep::scenario
