/// The messages of the API by name, as the discovery document describes them and as the selectors
/// of partial responses name their members.

#pragma once

#include <map>
#include <string_view>
#include <vector>

namespace lockstep::sim::google {

enum class Cardinality { one, many, map };

struct ApiMember {
  std::string_view message;  ///< What it is a member of: "ListConnectionsResponse".
  std::string_view name;     ///< "connections"
  /// "string", "integer", "boolean", "any" for what is not described, or the name of a message.
  std::string_view type;
  Cardinality cardinality = Cardinality::one;
};

using ApiMessages = std::map<std::string_view, std::vector<ApiMember>>;

/// Every message that a method takes or gives, and every message within these.
[[nodiscard]] const ApiMessages& api_messages();

struct MethodMessages {
  std::string_view operation;
  std::string_view request;  ///< Empty without a body.
  std::string_view response;
};

/// @pre `operation` is one of the route table.
[[nodiscard]] const MethodMessages& messages_of(std::string_view operation);

}  // namespace lockstep::sim::google
