#include "loopback_host.h"

#include <utility>

#include "lockstep/net/http_server.h"

namespace lockstep::cli {
namespace {

class LoopbackServers final : public sim::ServedWorld {
 public:
  LoopbackServers(std::unique_ptr<HttpServer> hubspot, std::unique_ptr<HttpServer> google)
      : hubspot_(std::move(hubspot)), google_(std::move(google)) {}

  [[nodiscard]] sim::WorldUrls urls() const override {
    return {hubspot_->base_url(), google_->base_url()};
  }

 private:
  std::unique_ptr<HttpServer> hubspot_;
  std::unique_ptr<HttpServer> google_;
};

}  // namespace

Result<std::unique_ptr<sim::ServedWorld>> LoopbackHost::serve(sim::World& world) {
  const ServicePorts ports = std::exchange(next_, {});
  Result<std::unique_ptr<HttpServer>> hubspot =
      HttpServer::start(world.endpoint(sim::Service::hubspot), {.port = ports.hubspot});
  if (!hubspot) {
    return Failure{hubspot.error()};
  }
  Result<std::unique_ptr<HttpServer>> google =
      HttpServer::start(world.endpoint(sim::Service::google),
                        {.port = ports.google, .target_bytes_max = sim::kGoogleTargetBytesMax});
  if (!google) {
    return Failure{google.error()};
  }
  return std::unique_ptr<sim::ServedWorld>(
      std::make_unique<LoopbackServers>(std::move(*hubspot), std::move(*google)));
}

}  // namespace lockstep::cli
