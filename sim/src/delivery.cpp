#include "delivery.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "injected_error.h"

namespace lockstep::sim {
namespace {

Delivery under_fault(Delivery delivery) {
  delivery.fault_had_effect = true;
  return delivery;
}

Delivery with_answer(SharedResponse response, int times_delivered) {
  Delivery delivery;
  delivery.exchange = response;
  delivery.answer = std::move(response);
  delivery.times_delivered = times_delivered;
  return delivery;
}

/// The answer exists and does not arrive.
Delivery with_answer_lost(Delivery delivery) {
  delivery.exchange = ConnectionLost{.server_acted = delivery.times_delivered > 0};
  return under_fault(std::move(delivery));
}

}  // namespace

Delivery Deliverer::deliver(const Request& request, std::string_view operation,
                            const std::optional<Fault>& fault) {
  if (!fault) {
    return answer(request);
  }
  return std::visit([&](const auto& kind) { return apply({request, operation}, kind); }, *fault);
}

Response Deliverer::handle(const Request& request) {
  const std::optional<Request> adjusted = shortened_tokens_.adjusted(request);
  if (!adjusted) {
    return port_->handle(request);
  }
  Response response = port_->handle(*adjusted);
  shortened_tokens_.learn(*adjusted, response);
  return response;
}

Delivery Deliverer::answer(const Request& request) { return with_answer(handle(request), 1); }

Delivery Deliverer::apply(const Call& /*call*/, const AnswerError& fault) {
  return under_fault(with_answer(injected_error(fault, port_->service, clock_->now(), random_), 0));
}

Delivery Deliverer::apply(const Call& /*call*/, const LoseRequest& /*fault*/) {
  return with_answer_lost({});
}

Delivery Deliverer::apply(const Call& call, const CommitThenLoseAnswer& /*fault*/) {
  return with_answer_lost(answer(call.request));
}

Delivery Deliverer::apply(const Call& call, const Delay& fault) {
  Delivery delivery = answer(call.request);
  clock_->sleep_for(fault.time);
  return under_fault(std::move(delivery));
}

Delivery Deliverer::apply(const Call& /*call*/, const Stall& fault) {
  clock_->sleep_for(fault.time);
  return with_answer_lost({});
}

Delivery Deliverer::apply(const Call& call, const Truncate& fault) {
  Delivery delivery = answer(call.request);
  const std::size_t size = delivery.answer->body.size();
  if (size == 0) {  // Nothing to cut: the break comes before the end of the head.
    return with_answer_lost(std::move(delivery));
  }
  delivery.exchange =
      TruncatedResponse{delivery.answer, std::min(fault.body_bytes.value_or(size / 2), size - 1)};
  return under_fault(std::move(delivery));
}

Delivery Deliverer::apply(const Call& call, const DuplicateDelivery& /*fault*/) {
  handle(call.request);
  Delivery delivery = answer(call.request);
  delivery.times_delivered = 2;
  return under_fault(std::move(delivery));
}

Delivery Deliverer::apply(const Call& call, const ExpireToken& /*fault*/) {
  port_->expire_access_tokens();
  return under_fault(answer(call.request));
}

Delivery Deliverer::apply(const Call& call, const ExpireSyncToken& /*fault*/) {
  if (!port_->expire_sync_tokens) {
    return answer(call.request);
  }
  port_->expire_sync_tokens();
  return under_fault(answer(call.request));
}

Delivery Deliverer::apply(const Call& call, const StaleRead& fault) {
  if (!port_->can_be_stale(call.operation)) {
    return answer(call.request);
  }
  return under_fault(with_answer(port_->handle_stale(call.request, fault.age), 1));
}

Delivery Deliverer::apply(const Call& call, const ShortPage& fault) {
  const std::optional<Request> shorter = with_page_size_at_most(
      call.request, port_->service, call.operation, std::max(fault.records, std::size_t{1}));
  if (!shorter || (fault.records == 0 && !can_be_empty(call.operation))) {
    return answer(call.request);
  }
  Delivery delivery = answer(*shorter);
  if (fault.records == 0) {
    std::optional<Response> empty = emptied(*delivery.answer, call.request, call.operation);
    return empty ? under_fault(with_answer(std::move(*empty), 1)) : delivery;
  }
  shortened_tokens_.learn(*shorter, *delivery.answer);
  return under_fault(std::move(delivery));
}

Delivery Deliverer::apply(const Call& call, const CrashConnector& fault) {
  Delivery delivery = fault.moment == CrashMoment::before ? Delivery{} : answer(call.request);
  if (fault.moment != CrashMoment::after) {
    delivery = with_answer_lost(std::move(delivery));
  }
  delivery.crash = fault.moment;
  return under_fault(std::move(delivery));
}

}  // namespace lockstep::sim
