/// Passes of a connector in the worlds of `lockstep serve`.

#pragma once

#include <nlohmann/json.hpp>

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "lockstep/scenario/connector.h"
#include "lockstep/scenario/run.h"
#include "lockstep/scenario/temporary_folder.h"
#include "lockstep/sim/pass_runner.h"

namespace lockstep::cli {

/// The longest file of a connector that is shown; a longer one counts as not there.
inline constexpr std::size_t kReportBytesMax = std::size_t{16} << 20U;

class ConnectorPasses final : public sim::PassRunner {
 public:
  /// @param make  The connector: one for each world. @error unavailable  No temporary folder.
  static Result<std::unique_ptr<ConnectorPasses>> create(scenario::ConnectorFactory make);

  /// Where connectors ask for the time. Before the first pass.
  void set_control(std::string url, std::string token);

  Result<nlohmann::ordered_json> run_pass(const sim::PassOrder& order) override;
  [[nodiscard]] nlohmann::ordered_json memory(const std::string& world) override;
  Result<void> keep(const std::string& world, std::size_t snapshot) override;
  Result<void> go_back(const std::string& world, std::size_t snapshot) override;
  void drop(const std::string& world, std::size_t snapshot) override;
  Result<void> fork(const std::string& from, const std::string& to) override;
  void forget(const std::string& world) override;

 private:
  /// One world's connector, with the settings of its connection.
  struct Life {
    std::unique_ptr<scenario::Connector> connector;  ///< Null until the next pass.
    nlohmann::ordered_json settings;
    std::map<std::size_t, nlohmann::ordered_json> kept_settings;  ///< By snapshot.
  };

  ConnectorPasses(scenario::ConnectorFactory make, scenario::TemporaryFolder folder);

  /// The life of a world, made when missing. Stays where it is.
  [[nodiscard]] Life& life(const std::string& world);
  [[nodiscard]] std::filesystem::path folder(const std::string& world) const;
  [[nodiscard]] std::filesystem::path state(const std::string& world) const;
  [[nodiscard]] std::filesystem::path kept(const std::string& world, std::size_t snapshot) const;
  void end(Life& life) const;

  scenario::ConnectorFactory make_;
  scenario::ConnectorInfo info_;
  scenario::TemporaryFolder folder_;
  std::string control_url_;
  std::string control_token_;
  std::mutex mutex_;                   ///< Guards the map, not what it holds.
  std::map<std::string, Life> lives_;  ///< By world.
};

}  // namespace lockstep::cli
