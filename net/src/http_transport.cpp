#include "lockstep/net/http_transport.h"

#include <httplib.h>

#include <algorithm>
#include <csignal>
#include <utility>

#include "lockstep/base/url.h"

namespace lockstep {
namespace {

constexpr std::string_view kSource = "http transport";

/// A space or a line end in a target or header would end it early and start something else.
bool has_forbidden_byte(std::string_view text, bool space_allowed) noexcept {
  return std::ranges::any_of(text, [&](char letter) {
    const auto byte = static_cast<unsigned char>(letter);
    return byte < 0x20 || byte == 0x7F || (byte == ' ' && !space_allowed);
  });
}

bool can_be_sent(const Request& request, std::string_view target) {
  return !has_forbidden_byte(target, false) &&
         std::ranges::none_of(request.headers, [](const auto& field) {
           return has_forbidden_byte(field.first, false) || has_forbidden_byte(field.second, true);
         });
}

/// cpp-httplib writes without MSG_NOSIGNAL: a server that closes early would end the process.
void ignore_broken_pipes() {
  struct sigaction action {};
  if (::sigaction(SIGPIPE, nullptr, &action) == 0 && action.sa_handler == SIG_DFL) {
    action.sa_handler = SIG_IGN;
    ::sigaction(SIGPIPE, &action, nullptr);
  }
}

/// True if nothing of the request has left this machine.
bool nothing_was_sent(httplib::Error error) noexcept {
  switch (error) {
    case httplib::Error::Connection:
    case httplib::Error::ConnectionTimeout:
    case httplib::Error::BindIPAddress:
    case httplib::Error::SSLConnection:
    case httplib::Error::SSLLoadingCerts:
    case httplib::Error::SSLServerVerification: return true;
    default: return false;
  }
}

Headers to_headers(const httplib::Headers& fields) {
  Headers headers;
  for (const auto& [name, value] : fields) {
    const auto [field, is_new] = headers.emplace(name, value);
    if (!is_new) {
      field->second += ", " + value;
    }
  }
  return headers;
}

class HttpTransport final : public Transport {
 public:
  HttpTransport(const Url& base, const HttpTransportOptions& options)
      : client_(base.scheme + "://" + base.host + ":" + std::to_string(base.port)),
        path_prefix_(base.path),
        is_secure_(base.scheme == "https"),
        body_bytes_max_(options.body_bytes_max) {
    client_.set_keep_alive(true);
    client_.set_tcp_nodelay(true);
    client_.set_url_encode(false);  // Targets are encoded already.
    client_.set_follow_location(false);
    client_.set_connection_timeout(options.connect_timeout);
    client_.set_read_timeout(options.read_timeout);
    client_.set_write_timeout(options.read_timeout);
  }

  Result<Response> send(const Request& request) override {
    const std::string target = path_prefix_ + format_target(request);
    if (!can_be_sent(request, target)) {
      return failure(ErrorKind::invalid_input,
                     "the request has a space or a control character in its path or a header",
                     std::string(kSource));
    }
    std::string body;
    bool too_large = false;
    httplib::Request out = make_request(request, target);
    out.content_receiver = [&](const char* bytes, std::size_t size, std::uint64_t /*offset*/,
                               std::uint64_t /*total*/) {
      too_large = size > body_bytes_max_ - body.size();
      if (!too_large) {
        body.append(bytes, size);
      }
      return !too_large;
    };
    const httplib::Result in = client_.send(out);
    if (!in) {
      return broken(in.error(), too_large);
    }
    return Response{in->status, to_headers(in->headers), std::move(body)};
  }

 private:
  [[nodiscard]] httplib::Request make_request(const Request& request,
                                              const std::string& target) const {
    httplib::Request out;
    out.method = to_string(request.method);
    out.path = target;
    out.headers.insert(request.headers.begin(), request.headers.end());
    out.body = request.body;
    if (!out.has_header("User-Agent")) {
      out.set_header("User-Agent", "lockstep (gzip)");  // Google compresses only for such names.
    }
    if (!out.has_header("Accept-Encoding")) {
      out.set_header("Accept-Encoding", is_secure_ ? "gzip" : "identity");
    }
    return out;
  }

  [[nodiscard]] Failure broken(httplib::Error error, bool too_large) const {
    if (nothing_was_sent(error)) {
      return failure(ErrorKind::unavailable,
                     "no connection was made (" + httplib::to_string(error) + ")",
                     std::string(kSource));
    }
    const std::string reason =
        too_large ? "the answer is larger than " + std::to_string(body_bytes_max_) + " bytes"
                  : "the connection broke before the answer was complete (" +
                        httplib::to_string(error) + ")";
    return failure(ErrorKind::outcome_unknown, reason, std::string(kSource));
  }

  httplib::Client client_;
  std::string path_prefix_;
  bool is_secure_;
  std::size_t body_bytes_max_;
};

}  // namespace

Result<std::unique_ptr<Transport>> make_http_transport(const HttpTransportOptions& options) {
  const std::optional<Url> base = parse_url(options.base_url);
  if (!base) {
    return failure(ErrorKind::invalid_input,
                   "'" + options.base_url + "' is not an absolute http or https URL",
                   std::string(kSource));
  }
  ignore_broken_pipes();
  return std::unique_ptr<Transport>(std::make_unique<HttpTransport>(*base, options));
}

}  // namespace lockstep
