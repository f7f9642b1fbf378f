/// Webhooks of HubSpot as a hint that a pass is due, and as nothing else: what they say is not
/// read.

#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <string>

#include "lockstep/base/clock.h"
#include "lockstep/base/exchange.h"
#include "lockstep/base/result.h"
#include "lockstep/net/http_server.h"

namespace lockstep::cli {

struct WebhookHintOptions {
  int port = 0;               ///< On 127.0.0.1; 0 for any free one.
  std::string url;            ///< As HubSpot knows it; "": the listener's own address.
  std::string client_secret;  ///< What HubSpot signs with.
};

/// Listens on the loopback; a proxy brings what HubSpot sends. Only what is signed, and not older
/// than five minutes, counts (F107); everything else is refused without a trace.
class WebhookHint final : public Endpoint {
 public:
  /// @param clock  Asked on other threads, one at a time; must outlive the hint.
  /// @error unavailable    The port cannot be had.
  /// @error invalid_input  The URL is none.
  [[nodiscard]] static Result<std::unique_ptr<WebhookHint>> start(const WebhookHintOptions& options,
                                                                  const Clock& clock);

  /// The URL that the webhooks are to be sent to.
  [[nodiscard]] const std::string& url() const { return url_; }

  /// Whether one has come since take() was last called.
  [[nodiscard]] bool has_come() const { return come_.load(); }
  void take() { come_.store(false); }

  Exchange exchange(const Request& request) override;

 private:
  WebhookHint(std::string client_secret, const Clock& clock)
      : client_secret_(std::move(client_secret)), clock_(clock) {}

  [[nodiscard]] bool is_genuine(const Request& request);

  std::string client_secret_;
  const Clock& clock_;
  std::mutex mutex_;  ///< Guards the clock, and the URL until it is known.
  std::string url_;
  std::atomic<bool> come_ = false;
  std::unique_ptr<HttpServer> server_;  ///< The last member: it ends first.
};

}  // namespace lockstep::cli
