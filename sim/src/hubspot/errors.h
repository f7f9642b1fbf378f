/// Every error answer of the portal, in one catalogue.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lockstep/base/clock.h"
#include "lockstep/base/http.h"

namespace lockstep::sim::hubspot {

using ErrorContext = std::vector<std::pair<std::string, std::vector<std::string>>>;

struct ProblemDetail {
  std::string message;
  std::string code;  ///< "" for none.
  ErrorContext context;
};

/// An error answer before it has its correlation id.
struct Problem {
  int status = 400;
  std::string message;
  std::string category;  ///< "" for none: some real answers have no category.
  std::vector<ProblemDetail> errors = {};
  ErrorContext context = {};
  std::string policy_name = {};  ///< Set for 429 only (F77).
  bool links_to_scopes = false;
  std::optional<Duration> retry_after = std::nullopt;  ///< Told in whole seconds.
};

/// One property of one record that a write may not set to that value.
struct PropertyProblem {
  std::string name;
  std::string code;
  std::string message;
};

// Credentials and quotas: F73, F74, F75, F77.
[[nodiscard]] Problem credentials_missing();
[[nodiscard]] Problem token_expired(Instant expired_at, Instant now);
[[nodiscard]] Problem scope_missing(std::string_view scope);
[[nodiscard]] Problem scope_missing(std::span<const std::string_view> any_of);
/// @param retry_after  Until a request is taken again; nullopt does not tell it (U12).
[[nodiscard]] Problem rate_limited(std::string_view policy_name,
                                   std::optional<Duration> retry_after);

// The shape of a request: F34, F72, F78, F79, F80.
[[nodiscard]] Problem malformed_json(std::string_view body, std::string_view reason);
[[nodiscard]] Problem malformed_parameter(std::string_view name, std::string_view value);
[[nodiscard]] Problem bad_request(std::string message);
[[nodiscard]] Problem wrong_media_type();
[[nodiscard]] Problem wrong_method();
[[nodiscard]] Problem url_too_long();
[[nodiscard]] Problem no_such_path();
[[nodiscard]] Problem too_many_inputs(std::size_t inputs_max);
[[nodiscard]] Problem too_many_inputs_with_history(std::size_t inputs_max);

// Records and values: F69 to F71, F76, F82 to F84.
[[nodiscard]] Problem not_found();
[[nodiscard]] Problem unknown_object_type(std::string_view name);
[[nodiscard]] Problem id_not_numeric(std::string_view id);
[[nodiscard]] Problem already_exists(std::uint64_t existing_id);
[[nodiscard]] Problem value_taken(std::string_view property, std::string_view value,
                                  std::uint64_t existing_id);
[[nodiscard]] Problem invalid_values(const std::vector<PropertyProblem>& problems);
[[nodiscard]] Problem nothing_to_create();
[[nodiscard]] Problem contact_limit_reached(std::size_t contacts_max);
[[nodiscard]] Problem too_many_identities();
[[nodiscard]] Problem duplicate_ids(const std::vector<std::string>& ids);
[[nodiscard]] Problem missing_ids(const std::vector<std::string>& ids);
[[nodiscard]] Problem not_a_unique_property(std::string_view property, std::string_view portal_id);

/// The answer with its body and headers (F67).
[[nodiscard]] Response to_response(const Problem& problem, std::string_view correlation_id);

/// The problem as an entry of "errors" in a 207 answer (F81, F83).
[[nodiscard]] std::string to_batch_error(const Problem& problem);

}  // namespace lockstep::sim::hubspot
