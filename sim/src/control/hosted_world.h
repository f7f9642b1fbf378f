/// One world behind the control API, with its servers, credentials and snapshots.

#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "lockstep/base/result.h"
#include "lockstep/sim/control_api.h"
#include "lockstep/sim/pass_runner.h"
#include "lockstep/sim/world.h"

namespace lockstep::sim::control {

struct KeptSnapshot {
  Snapshot snapshot;
  WorldCredentials credentials;  ///< Those of that moment: a reset draws new ones.
  std::size_t passes = 0;
};

/// Everything but `id`, `runner` and `served` is guarded by the world's lock.
struct HostedWorld {
  std::string id;
  std::unique_ptr<World> world;
  WorldCredentials credentials;
  std::map<std::size_t, KeptSnapshot> snapshots{};  ///< By number, from 1.
  std::size_t last_snapshot = 0;
  std::map<std::uint64_t, WebhookDelivery> webhooks{};  ///< Taken over this API, and not answered.
  PassRunner* runner = nullptr;                         ///< Null: nobody runs a connector here.
  std::size_t passes = 0;  ///< Of the connector, in the life of this world.
  bool passing = false;    ///< One is under way, and the world is not to be gone back.
  std::unique_ptr<ServedWorld> served{};  ///< Last: its requests end before the world does.
};

/// Makes the account of Google, and lets the app in on either side.
[[nodiscard]] WorldCredentials let_in(World& world);

/// @pre The world's lock is held.
[[nodiscard]] WorldDescription describe(const HostedWorld& hosted);

/// "http://127.0.0.1:8080" as the client of `request` calls us, or "" where it does not say.
[[nodiscard]] std::string control_url(const Request& request);

}  // namespace lockstep::sim::control
