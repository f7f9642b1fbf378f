/// Percent-encoding, query strings and form bodies (RFC 3986 and the WHATWG form encoding).

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "lockstep/base/http.h"

namespace lockstep {

/// Encodes every byte but A-Z a-z 0-9 - . _ ~ as %XX.
[[nodiscard]] std::string percent_encode(std::string_view text);

/// Decodes %XX; nullopt for a broken escape.
[[nodiscard]] std::optional<std::string> percent_decode(std::string_view text);

/// Parses "a=1&b=x+y" (a query or a form body); '+' is a space. Broken escapes stand as they are.
[[nodiscard]] Query parse_query(std::string_view text);

/// The inverse of parse_query, without a leading '?'.
[[nodiscard]] std::string format_query(const Query& query);

/// Path and query as they stand in a request line: "/v1/people:batchGet?a=1".
[[nodiscard]] std::string format_target(const Request& request);

/// Splits a request target into `path` (still encoded) and `query` of `request`.
void set_target(Request& request, std::string_view target);

/// "http://127.0.0.1:8080/prefix" taken apart.
struct Url {
  std::string scheme;  ///< "http" or "https".
  std::string host;
  int port = 0;      ///< The scheme's default where the text has none.
  std::string path;  ///< Without a trailing '/': "" or "/prefix".
};

/// nullopt unless `text` is an absolute http or https URL without user, query and fragment.
[[nodiscard]] std::optional<Url> parse_url(std::string_view text);

}  // namespace lockstep
