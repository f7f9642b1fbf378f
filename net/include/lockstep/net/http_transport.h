/// Transport over sockets: HTTP/1.1 with and without TLS.

#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "lockstep/base/clock.h"
#include "lockstep/base/result.h"
#include "lockstep/base/transport.h"

namespace lockstep {

struct HttpTransportOptions {
  /// "https://people.googleapis.com", or "http://127.0.0.1:8080/prefix": the paths of requests are
  /// appended to it.
  std::string base_url;
  Duration connect_timeout{10'000};
  Duration read_timeout{60'000};
  std::size_t body_bytes_max =
      std::size_t{64} * 1024 * 1024;  ///< Of an answer, after decompression.
};

/// One keep-alive connection, made with the first request. Certificates are verified against the
/// system's store (SSL_CERT_FILE and SSL_CERT_DIR are honoured). Redirects are answers, not
/// followed.
///
/// A request is sent at most once: a connection that the server has closed meanwhile is replaced
/// before anything is written to it, and whatever happens from the first byte on is reported.
///
/// send():
/// @error unavailable      No connection was made, or its certificate was refused.
/// @error outcome_unknown  The connection broke after sending, timed out, or the answer is larger
///     than `body_bytes_max`.
/// @error invalid_input    A path or header with control characters or spaces; nothing was sent.
///
/// @error invalid_input  `base_url` is not an absolute http or https URL.
[[nodiscard]] Result<std::unique_ptr<Transport>> make_http_transport(
    const HttpTransportOptions& options);

}  // namespace lockstep
