#include "webhook_hint.h"

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include "lockstep/base/timestamp.h"
#include "lockstep/base/url.h"
#include "lockstep/net/constant_time.h"
#include "lockstep/sim/webhook_signature.h"

namespace lockstep::cli {
namespace {

constexpr std::string_view kPath = "/webhooks";
constexpr std::size_t kBodyBytesMax = std::size_t{1024} * 1024;  // A hundred events have 64 KB.

std::optional<Instant> sent_at(const Request& request) {
  const auto text = find_value(request.headers, "X-HubSpot-Request-Timestamp");
  std::int64_t milliseconds = 0;
  if (!text) {
    return std::nullopt;
  }
  const auto [end, problem] =
      std::from_chars(text->data(), text->data() + text->size(), milliseconds);
  return problem == std::errc() && end == text->data() + text->size()
             ? std::optional(from_epoch_ms(milliseconds))
             : std::nullopt;
}

}  // namespace

Result<std::unique_ptr<WebhookHint>> WebhookHint::start(const WebhookHintOptions& options,
                                                        const Clock& clock) {
  std::unique_ptr<WebhookHint> hint(new WebhookHint(options.client_secret, clock));
  const std::scoped_lock lock(hint->mutex_);  // Whoever is early waits for the URL.
  auto server = HttpServer::start(*hint, {.port = options.port, .body_bytes_max = kBodyBytesMax});
  if (!server) {
    return Failure{server.error()};
  }
  hint->server_ = std::move(*server);
  hint->url_ = options.url.empty() ? hint->server_->base_url() + std::string(kPath) : options.url;
  if (!parse_url(hint->url_)) {
    return failure(ErrorKind::invalid_input, "is no absolute http or https URL", options.url);
  }
  return hint;
}

bool WebhookHint::is_genuine(const Request& request) {
  const std::optional<Instant> sent = sent_at(request);
  const auto signature = find_value(request.headers, "X-HubSpot-Signature-v3");
  if (!sent || !signature) {
    return false;
  }
  const std::scoped_lock lock(mutex_);
  const Instant now = clock_.now();
  if (*sent < now - sim::kSignatureLives || *sent > now + sim::kSignatureLives) {
    return false;
  }
  // What was signed is the URL that HubSpot knows, whatever a proxy has made of it.
  return equal_in_constant_time(
      *signature, sim::sign_v3(client_secret_, request.method, url_, request.body, *sent));
}

Exchange WebhookHint::exchange(const Request& request) {
  if (request.method != Method::post || !is_genuine(request)) {
    return Response{401, {}, ""};
  }
  come_.store(true);
  return Response{204, {}, ""};
}

}  // namespace lockstep::cli
