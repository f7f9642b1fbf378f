#include "webhook_deliverer.h"

#include <cstddef>
#include <optional>
#include <utility>

#include "lockstep/net/http_transport.h"

namespace lockstep::cli {
namespace {

/// The status that the receiver answered; nullopt if it did not in time.
std::optional<int> status_of(const sim::WebhookDelivery& delivery) {
  constexpr std::size_t kAnswerBytesMax = std::size_t{64} * 1024;
  const auto transport = make_http_transport({.base_url = delivery.origin,
                                              .connect_timeout = sim::kWebhookAnswerMax,
                                              .read_timeout = sim::kWebhookAnswerMax,
                                              .body_bytes_max = kAnswerBytesMax});
  if (!transport) {
    return std::nullopt;
  }
  const Result<Response> answer = (*transport)->send(delivery.request);
  return answer ? std::optional(answer->status) : std::nullopt;
}

}  // namespace

WebhookDeliverer::WebhookDeliverer(sim::World& world)
    : world_(&world), thread_([this] { run(); }) {}

WebhookDeliverer::~WebhookDeliverer() {
  {
    const std::scoped_lock lock(mutex_);
    stop_ = true;
  }
  told_.notify_one();
  thread_.join();
}

void WebhookDeliverer::look() {
  {
    const std::scoped_lock lock(mutex_);
    look_ = true;
  }
  told_.notify_one();
}

void WebhookDeliverer::run() {
  std::unique_lock lock(mutex_);
  while (true) {
    told_.wait(lock, [this] { return look_ || stop_; });
    if (stop_) {
      break;
    }
    look_ = false;
    lock.unlock();
    join_finished();
    for (const sim::WebhookDelivery& delivery : world_->take_due_webhooks()) {
      start(delivery);
    }
    lock.lock();
  }
  lock.unlock();
  for (auto& [number, request] : requests_) {
    request.join();
  }
}

void WebhookDeliverer::start(const sim::WebhookDelivery& delivery) {
  const std::uint64_t number = ++started_;
  requests_.emplace(number, std::thread([this, delivery, number] {
                      world_->webhook_answered(delivery, status_of(delivery));
                      {
                        const std::scoped_lock lock(mutex_);
                        finished_.push_back(number);
                      }
                      look();  // There is room for another one.
                    }));
}

void WebhookDeliverer::join_finished() {
  std::vector<std::uint64_t> finished;
  {
    const std::scoped_lock lock(mutex_);
    finished = std::exchange(finished_, {});
  }
  for (const std::uint64_t number : finished) {
    requests_.extract(number).mapped().join();
  }
}

}  // namespace lockstep::cli
