/// POST /batch: many calls in one request (G11).

#pragma once

#include "lockstep/base/http.h"

#include "google/address_book.h"

namespace lockstep::sim::google {

inline constexpr std::string_view kBatchOperation = "batch";

/// "/batch", and "/batch/people/v1" as the documentation also writes it.
[[nodiscard]] bool is_batch_request(const Request& request);

/// True if one of the calls can change something. @pre is_batch_request(request)
[[nodiscard]] bool has_mutation(const Request& request);

/// The access token of the first call, which may be that of the batch; or "".
/// @pre is_batch_request(request)
[[nodiscard]] std::string first_access_token(const Request& request);

/// Carries the calls out in their order, each with a credential of its own.
/// @pre is_batch_request(request)
[[nodiscard]] Response answer_batch_request(GoogleState& state, const Request& request,
                                            Duration read_age);

}  // namespace lockstep::sim::google
