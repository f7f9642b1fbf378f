/// One request in, one answer out: routing, credentials, parameters, and the form of answers.

#pragma once

#include "lockstep/base/http.h"

#include "google/address_book.h"

namespace lockstep::sim::google {

/// @param read_age How much older than now the contacts are that reads show.
[[nodiscard]] Response answer_request(GoogleState& state, const Request& request,
                                      Duration read_age);

}  // namespace lockstep::sim::google
