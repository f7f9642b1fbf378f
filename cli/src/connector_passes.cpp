#include "connector_passes.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <system_error>
#include <utility>

#include "lockstep/report/write.h"

#include "serve_config.h"

namespace lockstep::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array kSettingNames = {"enabled",
                                      "hubspot",
                                      "google",
                                      "default_app",
                                      "plan",
                                      "only_with_email",
                                      "custom_mappings",
                                      "default_lifecycle_stage",
                                      "default_mapping_changes"};

/// The JSON in a file that a connector wrote; null where it is none, too deep or too long.
Json report_in(const std::filesystem::path& file) {
  std::error_code error;
  const auto bytes = std::filesystem::file_size(file, error);
  if (error || bytes > kReportBytesMax) {
    return nullptr;
  }
  std::ifstream in(file, std::ios::binary);
  constexpr int kDepthMax = 64;
  const auto bounded = [](int depth, Json::parse_event_t, Json&) { return depth <= kDepthMax; };
  const Json json = Json::parse(in, bounded, /*allow_exceptions=*/false);
  return json.is_discarded() ? Json(nullptr) : json;
}

/// Puts a copy of the folder `from` in place of `to`; where there is none, nothing is left.
Result<void> replace_folder(const std::filesystem::path& from, const std::filesystem::path& to) {
  std::error_code error;
  std::filesystem::remove_all(to, error);
  if (!error && std::filesystem::exists(from, error)) {
    std::filesystem::create_directories(to.parent_path(), error);
    std::filesystem::copy(from, to, std::filesystem::copy_options::recursive, error);
  }
  return error ? Result<void>(failure(ErrorKind::unavailable,
                                      "the connector's state cannot be copied: " + error.message(),
                                      "passes"))
               : Result<void>();
}

/// @error invalid_input  A name that no setting has.
Result<void> change(Json& settings, const nlohmann::json& changes) {
  for (const auto& [name, value] : changes.items()) {
    if (std::ranges::find(kSettingNames, name) == kSettingNames.end()) {
      return failure(ErrorKind::invalid_input,
                     "no connection has a setting \"" + name + "\" (docs/connector_protocol.md)",
                     "settings");
    }
  }
  settings.update(Json(changes));
  return {};
}

}  // namespace

Result<std::unique_ptr<ConnectorPasses>> ConnectorPasses::create(scenario::ConnectorFactory make) {
  Result<scenario::TemporaryFolder> folder = scenario::TemporaryFolder::make();
  if (!folder) {
    return Failure{folder.error()};
  }
  return std::unique_ptr<ConnectorPasses>(new ConnectorPasses(std::move(make), std::move(*folder)));
}

ConnectorPasses::ConnectorPasses(scenario::ConnectorFactory make, scenario::TemporaryFolder folder)
    : make_(std::move(make)), info_(make_()->info()), folder_(std::move(folder)) {}

void ConnectorPasses::set_control(std::string url, std::string token) {
  control_url_ = std::move(url);
  control_token_ = std::move(token);
}

Result<Json> ConnectorPasses::run_pass(const sim::PassOrder& order) {
  const std::string& world = order.world.id;
  Life& own = life(world);
  Json settings = own.settings;
  if (const auto changed = change(settings, order.settings); !changed) {
    return Failure{changed.error()};
  }
  std::error_code error;
  std::filesystem::create_directories(state(world), error);
  Json description = to_json(order.world, control_url_);
  description["control"]["token"] = control_token_;
  const std::filesystem::path config = folder(world) / "config.json";
  if (auto written =
          report::write_file(config, connector_config(description, settings, state(world)).dump(1));
      !written) {
    return Failure{written.error()};
  }
  if (own.connector == nullptr) {
    own.connector = make_();
    scenario::WorldAccess access;
    access.hubspot_url = order.world.urls.hubspot;
    access.google_url = order.world.urls.google;
    access.control_url = description["control"]["url"].get<std::string>();
    access.control_token = control_token_;
    access.crashed = order.crashed;
    if (const auto started = own.connector->start(access); !started) {
      own.connector.reset();
      return Failure{started.error()};
    }
  }
  own.settings = std::move(settings);
  const scenario::PassOutcome outcome = own.connector->sync(config);
  const bool is_done = outcome.end == scenario::PassEnd::done;
  return Json{{"end", is_done ? "done" : scenario::to_string(outcome.end)},
              {"message", outcome.message},
              {"words", outcome.words}};
}

Json ConnectorPasses::memory(const std::string& world) {
  return {
      {"connector", {{"name", info_.name}, {"version", info_.version}, {"vendor", info_.vendor}}},
      {"settings", life(world).settings},
      {"health", report_in(state(world) / "health.json")},
      {"refused", report_in(state(world) / "refused.json")},
      {"conflicts", report_in(state(world) / "conflicts.json")}};
}

Result<void> ConnectorPasses::keep(const std::string& world, std::size_t snapshot) {
  Life& own = life(world);
  end(own);
  own.kept_settings[snapshot] = own.settings;
  return replace_folder(state(world), kept(world, snapshot));
}

Result<void> ConnectorPasses::go_back(const std::string& world, std::size_t snapshot) {
  Life& own = life(world);
  end(own);
  own.settings = own.kept_settings.at(snapshot);
  return replace_folder(kept(world, snapshot), state(world));
}

void ConnectorPasses::drop(const std::string& world, std::size_t snapshot) {
  life(world).kept_settings.erase(snapshot);
  std::error_code ignored;  // The folder goes with the server at the latest.
  std::filesystem::remove_all(kept(world, snapshot), ignored);
}

Result<void> ConnectorPasses::fork(const std::string& from, const std::string& to) {
  Life& own = life(from);
  end(own);
  life(to).settings = own.settings;
  return replace_folder(state(from), state(to));
}

void ConnectorPasses::forget(const std::string& world) {
  Life& own = life(world);
  end(own);
  own.settings = default_settings();
  std::error_code ignored;
  std::filesystem::remove_all(state(world), ignored);
}

ConnectorPasses::Life& ConnectorPasses::life(const std::string& world) {
  const std::scoped_lock lock(mutex_);
  return lives_.try_emplace(world, Life{nullptr, default_settings(), {}}).first->second;
}

std::filesystem::path ConnectorPasses::folder(const std::string& world) const {
  return folder_.path() / world;
}

std::filesystem::path ConnectorPasses::state(const std::string& world) const {
  return folder(world) / "state";
}

std::filesystem::path ConnectorPasses::kept(const std::string& world, std::size_t snapshot) const {
  return folder(world) / ("snapshot-" + std::to_string(snapshot));
}

/// A long-running program holds what it remembers in memory; the next pass starts it anew.
void ConnectorPasses::end(Life& life) const {
  if (life.connector != nullptr) {
    life.connector->stop();
    life.connector.reset();
  }
}

}  // namespace lockstep::cli
