/// The form of the control API's answers, and of what it is asked.

#pragma once

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string_view>

#include "lockstep/base/error.h"
#include "lockstep/base/http.h"
#include "lockstep/base/result.h"
#include "lockstep/sim/object_reader.h"

namespace lockstep::sim::control {

using Json = nlohmann::ordered_json;  // Members in the order in which a person reads them.

[[nodiscard]] Response json_answer(int status, const Json& body);

/// {"error": {"code", "message", "hint"}}. @param hint  "" for none.
[[nodiscard]] Response error_answer(int status, std::string_view code, std::string_view message,
                                    std::string_view hint = "");

[[nodiscard]] Response bad_request(std::string_view message, std::string_view hint = "");
[[nodiscard]] Response not_found(std::string_view message, std::string_view hint = "");

/// What a service, a world or its host refused.
[[nodiscard]] Response error_answer(const Error& error);

/// The answer to a body with mistakes: the first one, and how many more. nullopt for none.
[[nodiscard]] std::optional<Response> refusal(const Mistakes& mistakes);

/// The object that a request's body is; no body is an object without members.
[[nodiscard]] Result<Node> read_body(const Request& request);

}  // namespace lockstep::sim::control
