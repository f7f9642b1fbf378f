/// The route table of the fake HubSpot: what exists, who may call it, and whether it writes.

#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "call.h"

namespace lockstep::sim::hubspot {

/// What a request has to show.
enum class Credential {
  none,           ///< Nothing that the portal knows of: the handler asks for itself.
  account_token,  ///< The access token of an app that a user let in (F73).
  developer_key,  ///< The key of the app's developer; the path names the app as "app" (F108).
};

struct ApiOperation {
  Method verb;
  std::string_view pattern;
  std::string_view name;  ///< As faults, the journal and the report call it.
  bool mutation;
  Credential credential;
  std::span<const std::string_view> scopes;  ///< Any one of these is enough; none: no scope.
  Answer (*handler)(Call&);
};

[[nodiscard]] std::span<const ApiOperation> api_operations();

/// Has limits of its own (F65).
inline constexpr std::string_view kSearchOperation = "crm.contacts.search";

struct OperationMatch {
  const ApiOperation* operation;
  PathCaptures captures;
};

/// @param request  With the canonical path.
[[nodiscard]] std::optional<OperationMatch> find_operation(const Request& request);

/// Whether the path is one of the table, under any method.
[[nodiscard]] bool is_known_path(std::string_view path);

/// The path as the table knows it: no doubled slash in front (F2), the type id as a name (F21).
[[nodiscard]] Request with_canonical_path(const Request& request);

/// FakeHubSpot::operation_of()
[[nodiscard]] std::string_view operation_of(const Request& request);

/// FakeHubSpot::is_mutation()
[[nodiscard]] bool is_mutation(std::string_view operation);

}  // namespace lockstep::sim::hubspot
