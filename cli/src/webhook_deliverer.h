/// Performs the webhook deliveries of a world over HTTP while it is served.

#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "lockstep/base/exchange.h"
#include "lockstep/sim/webhook.h"
#include "lockstep/sim/world.h"

namespace lockstep::cli {

/// Looks for deliveries on a thread of its own whenever it is told to, and makes each request on
/// another one: as many at once as HubSpot has under way.
class WebhookDeliverer {
 public:
  /// @param world  Must outlive the deliverer.
  explicit WebhookDeliverer(sim::World& world);

  /// Waits for the requests under way: at most as long as a receiver has for its answer.
  ~WebhookDeliverer();
  WebhookDeliverer(const WebhookDeliverer&) = delete;
  WebhookDeliverer& operator=(const WebhookDeliverer&) = delete;

  /// Says that something may have fallen due. Never waits.
  void look();

 private:
  void run();
  void start(const sim::WebhookDelivery& delivery);
  void join_finished();

  sim::World* world_;
  std::mutex mutex_;  ///< Guards the three below.
  std::condition_variable told_;
  bool look_ = false;
  bool stop_ = false;
  std::vector<std::uint64_t> finished_;

  // Of the one thread only:
  std::uint64_t started_ = 0;
  std::map<std::uint64_t, std::thread> requests_;  ///< By number of start.
  std::thread thread_;
};

/// An endpoint, with something to do after each exchange, on the thread of it.
class WatchedEndpoint final : public Endpoint {
 public:
  /// @param endpoint  Must outlive this one.
  WatchedEndpoint(Endpoint& endpoint, std::function<void()> afterwards)
      : endpoint_(&endpoint), afterwards_(std::move(afterwards)) {}

  Exchange exchange(const Request& request) override { return exchange_arrived(request, nullptr); }

  [[nodiscard]] std::unique_ptr<Arrival> arrive(const Request& request) override {
    return endpoint_->arrive(request);
  }

  Exchange exchange_arrived(const Request& request, Arrival* arrival) override {
    Exchange exchange = endpoint_->exchange_arrived(request, arrival);
    afterwards_();
    return exchange;
  }

 private:
  Endpoint* endpoint_;
  std::function<void()> afterwards_;
};

}  // namespace lockstep::cli
