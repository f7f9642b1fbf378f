/// A service as a connector sees it through somebody who listens.

#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "lockstep/base/clock.h"
#include "lockstep/base/exchange.h"
#include "lockstep/base/result.h"
#include "lockstep/base/transport.h"
#include "lockstep/scenario/recording.h"

namespace lockstep::scenario {

/// Where requests go on to.
struct Upstream {
  std::string api;  ///< "https://people.googleapis.com", "http://127.0.0.1:8080".
  /// For token requests of Google ("/token", "/revoke", "/tokeninfo"), which has a host of its own
  /// for them; "": the same as the API.
  std::string token{};
};

/// The upstream of a service whose API is at `api`. @error invalid_input  Not a URL of http(s).
[[nodiscard]] Result<Upstream> upstream_at(sim::Service service, const std::string& api);

/// Hands each request on and each answer back, and shows the pair to a listener before the answer
/// leaves. Headers of one connection stay on that connection; certificates are verified, bodies
/// bounded and redirects left to the connector, as HttpTransport has it.
///
/// Where no connection is made the connector gets 502 with the reason, and where one breaks a
/// broken one: the listener sees both without a response. Threads: as Endpoint; the listener is
/// called by one at a time.
class RecordingProxy final : public Endpoint {
 public:
  using Listener = std::function<void(const RecordedExchange&)>;

  /// @param clock  Tells when requests came. Must outlive this, as the listener's data must.
  RecordingProxy(sim::Service service, Upstream upstream, const Clock& clock, Listener listener);

  Exchange exchange(const Request& request) override;

 private:
  /// Connections that nobody uses at the moment.
  struct Pool {
    std::string url;
    std::vector<std::unique_ptr<Transport>> idle;
  };
  Result<Response> send(Pool& pool, const Request& request);

  sim::Service service_;
  const Clock* clock_;
  Listener listener_;
  std::mutex pools_mutex_;
  Pool api_;
  Pool token_;
  std::mutex listener_mutex_;
};

}  // namespace lockstep::scenario
