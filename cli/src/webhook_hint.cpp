#include "webhook_hint.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include "lockstep/base/timestamp.h"
#include "lockstep/base/url.h"
#include "lockstep/sim/webhook_signature.h"

namespace lockstep::cli {
namespace {

constexpr std::string_view kPath = "/webhooks";

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

/// In a time that does not tell how much of it is right.
bool same(std::string_view one, std::string_view other) {
  bool differs = one.size() != other.size();
  for (std::size_t at = 0; at < std::min(one.size(), other.size()); ++at) {
    differs |= one[at] != other[at];
  }
  return !differs;
}

}  // namespace

Result<std::unique_ptr<WebhookHint>> WebhookHint::start(const WebhookHintOptions& options,
                                                        const Clock& clock) {
  std::unique_ptr<WebhookHint> hint(new WebhookHint(options.client_secret, clock));
  auto server = HttpServer::start(*hint, {.port = options.port});
  if (!server) {
    return Failure{server.error()};
  }
  hint->server_ = std::move(*server);
  hint->url_ = options.url.empty() ? hint->server_->base_url() + std::string(kPath) : options.url;
  const std::optional<Url> url = parse_url(hint->url_);
  if (!url) {
    return failure(ErrorKind::invalid_input, "is no absolute http or https URL", options.url);
  }
  // As it stands in the text: what is signed has a port only where the URL has.
  hint->origin_ = hint->url_.substr(0, hint->url_.find('/', hint->url_.find("://") + 3));
  return hint;
}

bool WebhookHint::is_genuine(const Request& request) {
  const std::optional<Instant> sent = sent_at(request);
  const auto signature = find_value(request.headers, "X-HubSpot-Signature-v3");
  if (!sent || !signature) {
    return false;
  }
  {
    const std::scoped_lock lock(mutex_);
    const Instant now = clock_.now();
    if (*sent < now - sim::kSignatureLives || *sent > now + sim::kSignatureLives) {
      return false;
    }
  }
  return same(*signature, sim::sign_v3(client_secret_, request.method,
                                       origin_ + format_target(request), request.body, *sent));
}

Exchange WebhookHint::exchange(const Request& request) {
  if (request.method != Method::post || !is_genuine(request)) {
    return Response{401, {}, ""};
  }
  come_.store(true);
  return Response{204, {}, ""};
}

}  // namespace lockstep::cli
