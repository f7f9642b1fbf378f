/// Where the browser is sent back to after a consent page: a server on this machine's loopback.

#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "lockstep/base/clock.h"
#include "lockstep/base/exchange.h"
#include "lockstep/base/result.h"
#include "lockstep/core/consent.h"
#include "lockstep/net/http_server.h"

namespace lockstep::cli {

/// Takes the answers to one consent page after the other. Whatever else reaches the port is
/// refused, and waiting goes on.
class ConsentListener final : public Endpoint {
 public:
  /// @param port  0 for any free one.
  /// @error unavailable  The port cannot be had.
  [[nodiscard]] static Result<std::unique_ptr<ConsentListener>> start(int port);

  /// "http://localhost:4711/callback". HubSpot takes http for this name alone; Google takes both
  /// the name and the address.
  [[nodiscard]] std::string redirect_uri() const;

  /// An address on this machine that leads to `url`, once: what stands on a command line can be
  /// read by other users of the machine.
  [[nodiscard]] std::string forward_to(const std::string& url);

  /// Waits until the browser comes back with the answer to `request`.
  ///
  /// @return The code; nullopt if interrupted() or the time ran out before.
  /// @error unauthenticated  As of read_consent().
  [[nodiscard]] std::optional<Result<std::string>> wait_for_code(const ConsentRequest& request,
                                                                 const Clock& clock, Duration time);

  Exchange exchange(const Request& request) override;

 private:
  ConsentListener() = default;

  std::mutex mutex_;  ///< Guards what is below.
  std::condition_variable answered_;
  std::optional<ConsentRequest> waiting_;
  std::string forward_path_;  ///< "": nothing to be forwarded.
  std::string forward_url_;
  std::optional<Result<std::string>> code_;

  std::unique_ptr<HttpServer> server_;  ///< The last member: it ends first.
};

}  // namespace lockstep::cli
