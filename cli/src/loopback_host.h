/// The two loopback servers of each world that the control API makes.

#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "lockstep/base/result.h"
#include "lockstep/sim/control_api.h"

#include "webhook_deliverer.h"

namespace lockstep::cli {

/// Each 0 for any free one.
struct ServicePorts {
  int hubspot = 0;
  int google = 0;
};

class LoopbackHost final : public sim::WorldHost {
 public:
  /// @param first  Ports of the first world; the others get free ones.
  explicit LoopbackHost(ServicePorts first) : next_(first) {}

  /// Not for several threads at once.
  Result<std::unique_ptr<sim::ServedWorld>> serve(sim::World& world) override;

  /// Has every world look for webhooks that have fallen due. From any thread; never waits.
  void look_for_webhooks();

  /// The deliverers of the worlds that are served, each from its start to its end.
  void add(WebhookDeliverer& deliverer);
  void remove(const WebhookDeliverer& deliverer);

 private:
  ServicePorts next_;
  std::mutex mutex_;  ///< Guards the deliverers.
  std::vector<WebhookDeliverer*> deliverers_;
};

}  // namespace lockstep::cli
