/// What an error answer of the People API means for the caller.

#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string_view>

#include "answer.h"

namespace lockstep {

using Json = nlohmann::json;

/// Reads {"error":{code,message,status,details}} (G109). `body` may be anything.
[[nodiscard]] ApiError read_google_error(std::string_view operation, int status, const Json& body);

/// The same for the google.rpc.Status of one contact in a batch (G20).
[[nodiscard]] ApiError read_google_status(std::string_view operation, int http_status,
                                          const Json& status);

}  // namespace lockstep
