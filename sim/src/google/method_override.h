/// X-HTTP-Method-Override: a method in the clothes of another.

#pragma once

#include "lockstep/base/http.h"

namespace lockstep::sim::google {

/// True for a POST that stands for another method. Google's Python client sends a GET whose URL is
/// longer than 2048 bytes as a POST with the query as a form.
[[nodiscard]] bool overrides_method(const Request& request);

/// The request that is meant.
[[nodiscard]] Request without_override(Request request);

}  // namespace lockstep::sim::google
