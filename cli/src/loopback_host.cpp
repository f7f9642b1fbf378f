#include "loopback_host.h"

#include <utility>

#include "lockstep/net/http_server.h"

namespace lockstep::cli {
namespace {

class LoopbackServers final : public sim::ServedWorld {
 public:
  /// Both must outlive the servers.
  LoopbackServers(LoopbackHost& host, sim::World& world)
      : host_(&host),
        deliverer_(world),
        hubspot_endpoint_(world.endpoint(sim::Service::hubspot), [this, &world] { look(world); }),
        google_endpoint_(world.endpoint(sim::Service::google), [this, &world] { look(world); }) {
    host_->add(deliverer_);
  }

  LoopbackServers(const LoopbackServers&) = delete;
  LoopbackServers& operator=(const LoopbackServers&) = delete;
  ~LoopbackServers() override { host_->remove(deliverer_); }

  /// @error unavailable  A port cannot be had.
  Result<void> start(const ServicePorts& ports) {
    Result<std::unique_ptr<HttpServer>> hubspot =
        HttpServer::start(hubspot_endpoint_, {.port = ports.hubspot, .serving = Serving::one_loop});
    if (!hubspot) {
      return Failure{hubspot.error()};
    }
    Result<std::unique_ptr<HttpServer>> google =
        HttpServer::start(google_endpoint_, {.port = ports.google,
                                             .target_bytes_max = sim::kGoogleTargetBytesMax,
                                             .serving = Serving::one_loop});
    if (!google) {
      return Failure{google.error()};
    }
    hubspot_ = std::move(*hubspot);
    google_ = std::move(*google);
    return {};
  }

  [[nodiscard]] sim::WorldUrls urls() const override {
    return {hubspot_->base_url(), google_->base_url()};
  }

 private:
  /// Waking the deliverer after each exchange would cost as much as the exchange.
  void look(sim::World& world) {
    if (world.has_due_webhooks()) {
      deliverer_.look();
    }
  }

  LoopbackHost* host_;
  WebhookDeliverer deliverer_;
  WatchedEndpoint hubspot_endpoint_;
  WatchedEndpoint google_endpoint_;
  std::unique_ptr<HttpServer> hubspot_;
  std::unique_ptr<HttpServer> google_;
};

}  // namespace

Result<std::unique_ptr<sim::ServedWorld>> LoopbackHost::serve(sim::World& world) {
  auto servers = std::make_unique<LoopbackServers>(*this, world);
  if (const Result<void> started = servers->start(std::exchange(next_, {})); !started) {
    return Failure{started.error()};
  }
  return std::unique_ptr<sim::ServedWorld>(std::move(servers));
}

void LoopbackHost::look_for_webhooks() {
  const std::scoped_lock lock(mutex_);
  for (WebhookDeliverer* const deliverer : deliverers_) {
    deliverer->look();
  }
}

void LoopbackHost::add(WebhookDeliverer& deliverer) {
  const std::scoped_lock lock(mutex_);
  deliverers_.push_back(&deliverer);
}

void LoopbackHost::remove(const WebhookDeliverer& deliverer) {
  const std::scoped_lock lock(mutex_);
  std::erase(deliverers_, &deliverer);
}

}  // namespace lockstep::cli
