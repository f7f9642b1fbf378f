/// One request in, one answer out: routing, credentials, parameters, and the form of answers.

#pragma once

#include <optional>

#include "lockstep/base/http.h"

#include "google/address_book.h"

namespace lockstep::sim::google {

/// @param read_age How much older than now the contacts are that reads show.
[[nodiscard]] Response answer_request(GoogleState& state, const Request& request,
                                      Duration read_age);

/// The answer to a mutation that did not wait for another one of its account, or nullopt where such
/// mutations are carried out (see GoogleOptions::concurrent_mutations_aborted).
[[nodiscard]] std::optional<Response> refuse_concurrent(const GoogleState& state,
                                                        const Request& request);

/// The same for what is a call of a method, or nothing.
[[nodiscard]] Response answer_call(GoogleState& state, const Request& request, Duration read_age);

}  // namespace lockstep::sim::google
