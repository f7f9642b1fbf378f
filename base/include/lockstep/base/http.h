/// HTTP messages as plain values. Nothing here knows about sockets.

#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lockstep {

enum class Method { get, post, put, patch, del };

[[nodiscard]] std::string_view to_string(Method method) noexcept;
[[nodiscard]] std::optional<Method> parse_method(std::string_view text) noexcept;

/// Orders header names without regard to ASCII case (RFC 9110, section 5.1).
struct HeaderLess {
  using is_transparent = void;
  bool operator()(std::string_view left, std::string_view right) const noexcept;
};

using Headers = std::map<std::string, std::string, HeaderLess>;

/// Decoded names and values, in the order of the URL; a name may be repeated.
using Query = std::vector<std::pair<std::string, std::string>>;

struct Request {
  Method method = Method::get;

  /// Percent-encoded as on the wire, without the query: "/crm/v3/objects/contacts/a%2Bb%40x.co".
  /// Decoding the whole path would lose the difference between "/" and "%2F" inside an id (F8).
  std::string path;

  Query query;
  Headers headers;
  std::string body;

  friend bool operator==(const Request&, const Request&) = default;
};

struct Response {
  int status = 200;
  Headers headers;
  std::string body;

  friend bool operator==(const Response&, const Response&) = default;
};

/// The first value of `name`, or nullopt.
[[nodiscard]] std::optional<std::string_view> find_value(const Query& query, std::string_view name);
[[nodiscard]] std::optional<std::string_view> find_value(const Headers& headers,
                                                         std::string_view name);

}  // namespace lockstep
