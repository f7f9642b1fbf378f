/// The route table of the fake Google: what exists, who may call it, with which parameters.

#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "google/call.h"

namespace lockstep::sim::google {

struct ApiMethod {
  Method verb;
  std::string_view pattern;
  std::string_view operation;  ///< As faults, the journal and the report call it.
  std::string_view rpc;        ///< As errors call it: "ListConnections" (G114).
  bool mutation;
  const std::vector<std::string_view>& (*scopes)();  ///< Any one of these is enough.
  std::span<const std::string_view> parameters;
  Answer (*handler)(Call&);
  bool needs_every_scope = false;  ///< Of `scopes`, instead of any one.
};

[[nodiscard]] std::span<const ApiMethod> api_methods();

struct MethodMatch {
  const ApiMethod* method;
  PathCaptures captures;
};

[[nodiscard]] bool may_call(const Access& access, const ApiMethod& method);

[[nodiscard]] std::optional<MethodMatch> find_method(const Request& request);

}  // namespace lockstep::sim::google
