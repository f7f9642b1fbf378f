/// The head of an HTTP/1.1 request: request line and header fields (RFC 9112), without a socket.

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "lockstep/base/http.h"

namespace lockstep {

inline constexpr std::size_t kHeaderFieldsMax = 100;
inline constexpr std::size_t kHeaderBytesMax = std::size_t{64} * 1024;

struct RequestHead {
  std::string method;
  std::string target;  ///< Path and query, percent-encoded.
  Headers headers;     ///< Repeated fields are joined with ", ".
  std::optional<std::size_t> content_length;
  bool chunked = false;
  bool keep_alive = true;

  [[nodiscard]] bool has_body() const noexcept { return chunked || content_length.value_or(0) > 0; }
};

/// Why a request is refused before anybody looks at what it wants.
/// Not "Refusal": two types of one name in a program are undefined behaviour, and core has that
/// one.
struct HttpRefusal {
  int status;
  std::string_view message;  ///< For a person.
};

/// Reads a head that ends with its empty line. Lines end with CRLF.
[[nodiscard]] std::variant<RequestHead, HttpRefusal> parse_request_head(
    std::string_view text, std::size_t target_bytes_max);

/// Judges a head that is not complete yet: the refusal that no further byte can avert.
[[nodiscard]] std::optional<HttpRefusal> refuse_oversized_head(std::string_view head,
                                                               std::size_t target_bytes_max);

}  // namespace lockstep
