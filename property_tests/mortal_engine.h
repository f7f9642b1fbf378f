/// The engine as a connector that dies at a chosen request, and is started again.

#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>

#include "lockstep/core/config.h"
#include "lockstep/scenario/connector.h"

namespace lockstep {

/// When the process is gone.
enum class Death {
  /// Before the request leaves: whatever the engine has kept since the answer before is kept, so
  /// that this is also the death after an answer.
  before_sending,
  /// The service has acted, and nobody has read its answer.
  before_the_answer,
};

struct Kill {
  std::size_t request = 1;  ///< Of all the scenario's passes, from 1.
  Death death = Death::before_sending;
};

/// What both services hold when all is over, without what differs from run to run: ids, etags,
/// times, and the engine's own mark.
struct Stores {
  std::string hubspot;
  std::string google;

  friend bool operator==(const Stores&, const Stores&) = default;
};

/// Runs passes in process. The one that is killed is started again at once, on the same state.
class MortalEngine final : public scenario::Connector {
 public:
  explicit MortalEngine(std::optional<Kill> kill);

  [[nodiscard]] const scenario::ConnectorInfo& info() const override { return info_; }
  Result<void> start(const scenario::WorldAccess& world) override;
  scenario::PassOutcome sync(const std::filesystem::path& config) override;
  void stop() override;

  [[nodiscard]] std::size_t requests() const { return requests_; }
  [[nodiscard]] bool has_died() const { return died_; }
  /// Read through the services' own APIs when the scenario is over.
  [[nodiscard]] const Stores& stores() const { return stores_; }

 private:
  class Door;
  struct Dead {};

  scenario::PassOutcome run(const Config& config);

  scenario::ConnectorInfo info_;
  std::optional<Kill> kill_;
  scenario::WorldAccess world_;
  std::optional<Config> config_;  ///< Of the last pass.
  std::size_t requests_ = 0;
  bool died_ = false;
  Stores stores_;
};

}  // namespace lockstep
