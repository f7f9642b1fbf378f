/// The whole simulated world: both services, virtual time, faults and the journal.

#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "lockstep/base/exchange.h"
#include "lockstep/base/result.h"
#include "lockstep/sim/answer_observer.h"
#include "lockstep/sim/exchange_hook.h"
#include "lockstep/sim/fake_google.h"
#include "lockstep/sim/fake_hubspot.h"
#include "lockstep/sim/fault.h"
#include "lockstep/sim/journal.h"
#include "lockstep/sim/service.h"
#include "lockstep/sim/virtual_clock.h"
#include "lockstep/sim/webhook.h"

namespace lockstep::sim {

class World;

struct WorldOptions {
  std::uint64_t seed = 1;
  Instant start{Duration(1'772'442'000'000)};      ///< 2026-03-02T09:00:00Z
  Duration exchange_cost{20};                      ///< Virtual time that every exchange takes.
  std::optional<std::size_t> journal_bytes_max{};  ///< As for Journal.
  GoogleOptions google{};
  HubSpotOptions hubspot{};

  /// Somebody takes webhooks from the fake itself and answers them: World::take_due_webhooks()
  /// gives none, so that whoever serves the world performs none.
  bool webhooks_by_hand = false;

  /// Sees every answer of the services; null for nobody.
  std::shared_ptr<AnswerObserver> answer_observer{};
};

/// A world as it was at one moment; a value, cheap to copy.
class Snapshot {
 public:
  [[nodiscard]] Instant taken_at() const;
  [[nodiscard]] std::size_t journal_size() const;

 private:
  friend class World;
  explicit Snapshot(std::shared_ptr<const World> world) : world_(std::move(world)) {}

  std::shared_ptr<const World> world_;
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

  /// As it was made, or as changed since; with the seed of the fork.
  [[nodiscard]] const WorldOptions& options() const;

  /// Goes on under other switches and another cost of exchanges: nothing that happened changes.
  /// Seed, start, observer and the bound of the journal stay those of the world.
  void change_options(const WorldOptions& options);

  /// Another world that is now as this one is, credentials included: the same requests get the same
  /// answers and the same journal, and neither world sees what the other does. Contacts are shared
  /// until they change; the journal and the indexes are copied.
  ///
  /// @param seed  Of what will be random in the fork; nullopt: it goes on as this world would.
  /// @error conflict  A hook or an event of the clock is waiting: what it does cannot be copied.
  ///     (The crash handler is not copied, and requests under way belong to this world.)
  [[nodiscard]] Result<std::unique_ptr<World>> fork(
      std::optional<std::uint64_t> seed = std::nullopt) const;

  /// What restore() needs to come back here. @error conflict  As for fork().
  [[nodiscard]] Result<Snapshot> snapshot() const;

  /// Goes back to a snapshot, of this world or another one. References to the services and the
  /// endpoints stay good. Hooks and events of the clock that wait are forgotten; the crash handler
  /// stays.
  void restore(const Snapshot& snapshot);

  /// Starts again as a new world. What stays and what is forgotten is as for restore().
  void reset(const WorldOptions& options);

  [[nodiscard]] VirtualClock& clock();
  [[nodiscard]] const VirtualClock& clock() const;
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

  /// Lets time pass until nothing is due: no event of the clock, no webhook, and no write that
  /// lists and searches do not show yet. What takes days by design (Trash, the life of tokens) is
  /// not waited for. @return Whether it is quiet, at most `at_most` later.
  bool run_until_quiet(Duration at_most = std::chrono::days(31));

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

  /// Whether a webhook delivery is due. Takes the lock, as the next two do.
  [[nodiscard]] bool has_due_webhooks();

  /// The webhook deliveries that are due and may go out now.
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
