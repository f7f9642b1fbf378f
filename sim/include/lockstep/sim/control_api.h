/// The control API: many worlds behind one port, for a harness in any language.
///
/// docs/control_api.md describes it from outside.

#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lockstep/base/clock.h"
#include "lockstep/base/exchange.h"
#include "lockstep/base/result.h"
#include "lockstep/sim/service.h"
#include "lockstep/sim/webhook.h"
#include "lockstep/sim/world.h"

namespace lockstep::sim {

/// Where programs reach the two services of one world: "http://127.0.0.1:8080".
struct WorldUrls {
  std::string hubspot;
  std::string google;
};

/// The servers in front of one world; they stop when it is destroyed.
class ServedWorld {
 public:
  ServedWorld() = default;
  ServedWorld(const ServedWorld&) = delete;
  ServedWorld& operator=(const ServedWorld&) = delete;
  virtual ~ServedWorld() = default;

  [[nodiscard]] virtual WorldUrls urls() const = 0;
};

/// Whoever has sockets: this module has none.
class WorldHost {
 public:
  WorldHost() = default;
  WorldHost(const WorldHost&) = delete;
  WorldHost& operator=(const WorldHost&) = delete;
  virtual ~WorldHost() = default;

  /// Makes the services of `world`, which outlives the answer, reachable for other processes.
  /// @error unavailable  No port can be had.
  virtual Result<std::unique_ptr<ServedWorld>> serve(World& world) = 0;
};

/// What an app and its users hold when a world begins: one account of Google, and one consent on
/// either side.
struct WorldCredentials {
  OAuthGrant hubspot;
  OAuthGrant google;
  std::string google_account;  ///< Its email.
  WebhookApp hubspot_app;
};

/// One world as the control API tells of it.
struct WorldDescription {
  std::string id;
  WorldOptions options;
  WorldUrls urls;
  WorldCredentials credentials;
  Instant now;
  std::size_t journal_size = 0;
  std::size_t journal_forgotten = 0;  ///< Of its entries, the oldest.
  bool connector_crashed = false;
};

/// As GET /worlds/{world} answers it. @param control_url  "http://127.0.0.1:8080".
[[nodiscard]] nlohmann::ordered_json to_json(const WorldDescription& description,
                                             const std::string& control_url);

class PassRunner;

/// The most worlds that one control API has at a time.
inline constexpr std::size_t kWorldsMax = 64;

/// Serve it with a bearer token (HttpServerOptions): whoever may call it may do everything.
///
/// Threads: any. Requests for different worlds do not wait for each other, except where a world is
/// made or deleted.
class ControlApi final : public Endpoint {
 public:
  /// Makes the world "default", which is always there: paths that name no world mean it.
  /// @param host, runner  Must outlive the API. Without a runner there are no passes.
  /// @error unavailable  As WorldHost::serve().
  static Result<std::unique_ptr<ControlApi>> start(WorldHost& host, const WorldOptions& options,
                                                   PassRunner* runner = nullptr);
  ControlApi(const ControlApi&) = delete;
  ControlApi& operator=(const ControlApi&) = delete;
  ~ControlApi() override;

  Exchange exchange(const Request& request) override;

  [[nodiscard]] WorldDescription default_world() const;

  /// "POST", "/worlds/{world}/fork" for every route.
  [[nodiscard]] static std::vector<std::pair<std::string_view, std::string>> routes();

 private:
  class Impl;
  explicit ControlApi(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace lockstep::sim
