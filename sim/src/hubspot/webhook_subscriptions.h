/// What an app wants to hear of, and where (F102, F108).

#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "lockstep/base/clock.h"

#include "outcome.h"
#include "webhook_events.h"

namespace lockstep::sim::hubspot {

inline constexpr std::size_t kSubscriptionsMax = 1'000;      // F102
inline constexpr std::size_t kConcurrentDeliveriesMax = 10;  // F103

struct WebhookSettings {
  std::string target_url;
  std::uint64_t concurrent_max = kConcurrentDeliveriesMax;  ///< As it was asked for.
  Instant created{};
  std::optional<Instant> updated{};
};

struct Subscription {
  std::uint32_t id = 0;
  std::string event_type;        ///< "contact.propertyChange"
  std::string property_name{};   ///< Of propertyChange, else "".
  std::string object_type_id{};  ///< Of "object.…", else "".
  bool active = false;
  Instant created{};
  std::optional<Instant> updated{};

  /// Whether `event`, which a contact had, belongs to it. The type alone decides, and the property.
  [[nodiscard]] bool wants(const WebhookEvent& event) const;
};

class Subscriptions {
 public:
  /// @param subscription  Without id.
  /// @return The new one's id, or why there cannot be such a subscription.
  [[nodiscard]] Outcome<std::uint32_t> add(Subscription subscription);

  [[nodiscard]] const std::map<std::uint32_t, Subscription>& all() const { return all_; }

  /// nullptr for none.
  [[nodiscard]] Subscription* find(std::uint64_t id);

  void remove(std::uint32_t id) { all_.erase(id); }

  /// The properties of contacts whose changes an active subscription is for.
  [[nodiscard]] std::set<std::string> properties() const;

  /// The active ones that `event` belongs to.
  [[nodiscard]] std::vector<const Subscription*> listeners(const WebhookEvent& event) const;

 private:
  std::uint32_t last_id_ = 0;
  std::map<std::uint32_t, Subscription> all_;
};

/// Whether HubSpot would send to `url`: https, or http to a loopback address where that is allowed.
[[nodiscard]] bool is_webhook_target(std::string_view url, bool loopback_http_allowed);

}  // namespace lockstep::sim::hubspot
