#include "lockstep/core/engine.h"

#include <algorithm>
#include <functional>
#include <system_error>
#include <utility>

#include "lockstep/core/pass_plan.h"
#include "lockstep/core/phone.h"
#include "lockstep/core/state_files.h"

#include "connection_pass.h"
#include "plan_writes.h"
#include "reports.h"
#include "sync_state.h"

namespace lockstep {
namespace {

Result<void> make_folder(const std::filesystem::path& folder) {
  std::error_code problem;
  const bool is_new = std::filesystem::create_directories(folder, problem);
  if (!problem && is_new) {  // It will hold people's contacts.
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all, problem);
  }
  if (problem) {
    return failure(ErrorKind::unavailable, "the state folder cannot be made: " + problem.message(),
                   folder.string());
  }
  return {};
}

/// All states are opened before anything is written anywhere: a damaged one stops the pass.
Result<std::vector<ConnectionRun>> open_runs(
    const Config& config, const Services& services, const PhoneNumbers& phones,
    const std::function<Result<SyncState>(const std::filesystem::path&)>& open) {
  std::vector<ConnectionRun> runs;
  for (const ConnectionConfig& connection : config.connections) {
    Result<SyncState> state = open(state_path(config.state_dir, connection.id));
    if (!state) {
      return Failure{state.error()};
    }
    runs.push_back({.config = config,
                    .connection = connection,
                    .services = services,
                    .phones = phones,
                    .state = std::move(*state)});
  }
  return runs;
}

/// Connections may share a HubSpot account, and so its windows.
void share_windows(std::vector<ConnectionRun>& runs, ConnectionRun& next) {
  Progress& progress = next.state.progress;
  for (ConnectionRun& run : runs) {
    progress.hubspot_requests =
        std::max(progress.hubspot_requests, run.state.progress.hubspot_requests);
    progress.hubspot_searches =
        std::max(progress.hubspot_searches, run.state.progress.hubspot_searches);
  }
}

/// For whoever asks later (status).
Result<void> remember_end(ConnectionRun& run) {
  Progress& progress = run.state.progress;
  const ConnectionSummary& summary = run.summary;
  progress.last_state = to_string(summary.state);
  progress.last_pause_reason = summary.pause_reason ? to_string(*summary.pause_reason) : "";
  progress.last_error = summary.error ? summary.error->message : "";
  return run.state.save();
}

}  // namespace

std::string_view to_string(ConnectionState state) noexcept {
  switch (state) {
    case ConnectionState::ok: return "ok";
    case ConnectionState::paused: return "paused";
    case ConnectionState::off: return "off";
  }
  return "";
}

std::string_view to_string(PauseReason reason) noexcept {
  switch (reason) {
    case PauseReason::auth_expired: return "AUTH_EXPIRED";
    case PauseReason::permission: return "PERMISSION";
  }
  return "";
}

std::optional<Error> PassSummary::error() const {
  const auto failed = std::ranges::find_if(connections, [](const ConnectionSummary& connection) {
    return connection.error.has_value();
  });
  return failed == connections.end() ? std::nullopt : failed->error;
}

Result<PassSummary> run_pass(const Config& config, Services services) {
  if (Result<void> made = make_folder(config.state_dir); !made) {
    return Failure{made.error()};
  }
  const PhoneNumbers phones(config.default_region);
  Result<std::vector<ConnectionRun>> runs = open_runs(
      config, services, phones,
      [&](const std::filesystem::path& path) { return SyncState::open(path, services.states); });
  if (!runs) {
    return Failure{runs.error()};
  }
  PassSummary summary;
  std::vector<ConnectionReport> reports;
  for (ConnectionRun& run : *runs) {
    share_windows(*runs, run);
    Result<void> done = run_connection(run, summary.requests);
    if (done) {
      done = remember_end(run);
    }
    if (!done) {
      return Failure{done.error()};
    }
    run.summary.counts = run.state.counts();
    run.summary.refused = run.refused.size();
    reports.push_back({.id = run.connection.id,
                       .state = run.summary.state,
                       .pause_reason = run.summary.pause_reason,
                       .refused = run.refused,
                       .sync = &run.state});
    summary.connections.push_back(run.summary);
  }
  if (config.reports) {
    if (Result<void> written = write_reports(config.state_dir, reports); !written) {
      return Failure{written.error()};
    }
  }
  for (ConnectionRun& run : *runs) {
    run.state.close();
  }
  return summary;
}

Result<PassPlan> plan_pass(const Config& config, Services services) {
  const PhoneNumbers phones(config.default_region);
  Result<std::vector<ConnectionRun>> runs =
      open_runs(config, services, phones, SyncState::open_copy);
  if (!runs) {
    return Failure{runs.error()};
  }
  PassPlan plan;
  for (ConnectionRun& run : *runs) {
    share_windows(*runs, run);
    ConnectionPlan connection;
    const Result<void> done = run_connection(run, plan.requests, [&](Pass& pass) -> Result<void> {
      Result<std::vector<PlannedWrite>> writes = plan_writes(pass);
      if (!writes) {
        return Failure{writes.error()};
      }
      connection.writes = std::move(*writes);
      return {};
    });
    if (!done) {
      return Failure{done.error()};
    }
    connection.id = run.connection.id;
    connection.state = run.summary.state;
    connection.pause_reason = run.summary.pause_reason;
    connection.refused = run.refused.size();
    connection.error = run.summary.error;
    plan.connections.push_back(std::move(connection));
  }
  return plan;
}

}  // namespace lockstep
