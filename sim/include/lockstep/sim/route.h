/// Route tables: which operation a request is, decided by data instead of code.

#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "lockstep/base/http.h"

namespace lockstep::sim {

using PathCaptures = std::map<std::string, std::string, std::less<>>;

/// Matches a percent-encoded path against a pattern such as "/v1/people/{person}:updateContact".
///
/// A capture takes one or more characters of one segment, up to the last occurrence of the literal
/// that follows it there (G2: the verb stands behind the last ':'), and is decoded after the split,
/// so that "%2F" can stand inside an id (F8). A broken escape does not match.
[[nodiscard]] std::optional<PathCaptures> match_path(std::string_view pattern,
                                                     std::string_view path);

/// One row of a fake server's table. `operation` is the name that faults, the journal and the
/// report use, so a URL appears exactly once in the code base.
template <class Server>
struct Route {
  Method method;
  std::string_view pattern;
  std::string_view operation;
  Response (Server::*handler)(const Request&, const PathCaptures&);
};

template <class Server>
struct RouteMatch {
  const Route<Server>* route;
  PathCaptures captures;
};

/// The first row that fits; rows are tried in order.
template <class Server>
[[nodiscard]] std::optional<RouteMatch<Server>> find_route(std::span<const Route<Server>> routes,
                                                           const Request& request) {
  for (const Route<Server>& route : routes) {
    if (route.method != request.method) {
      continue;
    }
    if (auto captures = match_path(route.pattern, request.path)) {
      return RouteMatch<Server>{&route, std::move(*captures)};
    }
  }
  return std::nullopt;
}

}  // namespace lockstep::sim
