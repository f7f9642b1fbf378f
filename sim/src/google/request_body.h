/// Request bodies against the shapes of the messages, as the service's JSON transcoder reads them.

#pragma once

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <string_view>

#include "google/checked.h"
#include "google/errors.h"
#include "google/message_shape.h"

namespace lockstep::sim::google {

using Json = nlohmann::json;

/// Parses a body into a JSON object. An empty body is an empty object.
[[nodiscard]] Checked<Json> parse_body(std::string_view body);

/// The first member of `value` that does not fit `shape`, or nullopt. Output-only members are not
/// looked at (G63); null stands for an absent member.
/// @param path Where `value` stands in the request, in proto names: "person.names[0]".
[[nodiscard]] std::optional<ApiError> check_shape(const Json& value, const MessageShape& shape,
                                                  std::string_view path);

/// `Invalid JSON payload received. Unknown name "x" at 'path': Cannot find field.`
[[nodiscard]] ApiError unknown_name(std::string_view name, std::string_view path);

/// What a message says, in normal form: camelCase names, without output-only members, nulls,
/// zeros, empty strings and empty messages (G8, G62). @pre check_shape found nothing.
[[nodiscard]] Json normalised(Json value, const MessageShape& shape);

}  // namespace lockstep::sim::google
