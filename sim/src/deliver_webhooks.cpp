#include <vector>

#include "lockstep/sim/webhook.h"
#include "lockstep/sim/world.h"

namespace lockstep::sim {

std::size_t deliver_due_webhooks(World& world, const WebhookReceiver& receiver) {
  const std::vector<WebhookDelivery> deliveries = world.take_due_webhooks();
  for (const WebhookDelivery& delivery : deliveries) {
    world.webhook_answered(delivery, receiver(delivery));
  }
  return deliveries.size();
}

}  // namespace lockstep::sim
