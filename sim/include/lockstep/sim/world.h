/// The whole simulated world: both services, virtual time, faults and the journal.

#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "lockstep/base/exchange.h"
#include "lockstep/sim/exchange_hook.h"
#include "lockstep/sim/fake_google.h"
#include "lockstep/sim/fake_hubspot.h"
#include "lockstep/sim/fault.h"
#include "lockstep/sim/journal.h"
#include "lockstep/sim/service.h"
#include "lockstep/sim/virtual_clock.h"
#include "lockstep/sim/webhook.h"

namespace lockstep::sim {

struct WorldOptions {
  std::uint64_t seed = 1;
  Instant start{Duration(1'772'442'000'000)};  ///< 2026-03-02T09:00:00Z
  Duration exchange_cost{20};                  ///< Virtual time that every exchange takes.
  GoogleOptions google{};
  HubSpotOptions hubspot{};
};

/// Same options, same requests and actions in the same order: the same journal, byte for byte.
///
/// Threads: the endpoints may be called from several at once and serialise themselves with one
/// mutex. Whoever touches anything else while connectors may be talking to the endpoints holds
/// lock(). Hooks, clock events and the crash handler run with the lock held already and must not
/// take it, nor call an endpoint.
class World {
 public:
  explicit World(const WorldOptions& options = {});
  ~World();
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  [[nodiscard]] VirtualClock& clock();
  [[nodiscard]] FakeGoogle& google();
  [[nodiscard]] FakeHubSpot& hubspot();
  [[nodiscard]] FaultPlan& faults();
  [[nodiscard]] Journal& journal();
  [[nodiscard]] const Journal& journal() const;

  /// The service behind latency, hooks, faults and the journal.
  [[nodiscard]] Endpoint& endpoint(Service service);

  /// How a program reads the time, waits, and reads the journal:
  ///   GET /clock -> {"now":"…Z"}; POST /wait {"ms":n} and POST /advance {"to":"…Z"}, both at most
  ///   31 days ahead, -> {"now":"…Z"} once it is that late; GET /journal[?since=n] -> JSON Lines;
  ///   GET /health. Serve it with a bearer token (HttpServerOptions).
  [[nodiscard]] Endpoint& control_endpoint();

  /// The clock for a connector in this process: takes the lock and journals waits, as a wait over
  /// the control endpoint does.
  [[nodiscard]] Clock& connector_clock();

  [[nodiscard]] std::unique_lock<std::mutex> lock();

  /// Runs `hook.action` once, in the middle of a sync.
  void on_exchange(ExchangeHook hook);

  /// The hooks that never ran, as "people.connections.list, exchange 3".
  [[nodiscard]] std::vector<std::string> unreached_hooks() const;

  /// True from the moment at which a crash-connector fault has killed the connector; for the
  /// moment `after` already when the answer has been given. May be called from any thread.
  [[nodiscard]] bool connector_crashed() const noexcept;

  /// Starts the connector again: until then every exchange is lost and leaves no trace.
  void revive_connector() noexcept;

  /// Called once a crash, after the journal entry, on the thread of the exchange. May throw: the
  /// exception leaves through Endpoint::exchange.
  void set_crash_handler(std::function<void()> handler);

  /// The webhook deliveries that are due and may go out now. Takes the lock, as the next one does.
  [[nodiscard]] std::vector<WebhookDelivery> take_due_webhooks();

  /// Ends a delivery, and journals it. @param status  As FakeHubSpot::webhook_answered().
  void webhook_answered(const WebhookDelivery& delivery, std::optional<int> status);

  /// Journals something that a user did. @param details  One JSON object.
  void note_user_action(std::string what, const nlohmann::json& details);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace lockstep::sim
