#include "lockstep/core/engine.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include "lockstep/base/url.h"
#include "lockstep/core/phone.h"

#include "connection_pass.h"
#include "reports.h"
#include "sync_state.h"

namespace lockstep {
namespace {

/// Every connection has its own file, so that they cannot bleed into each other (CON-5). The id
/// may hold any character.
std::filesystem::path state_path(const Config& config, const std::string& id) {
  return config.state_dir / ("connection-" + percent_encode(id) + ".sqlite");
}

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
Result<std::vector<ConnectionRun>> open_runs(const Config& config, const Services& services,
                                             const PhoneNumbers& phones) {
  std::vector<ConnectionRun> runs;
  for (const ConnectionConfig& connection : config.connections) {
    Result<SyncState> state = SyncState::open(state_path(config, connection.id));
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

}  // namespace

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
  Result<std::vector<ConnectionRun>> runs = open_runs(config, services, phones);
  if (!runs) {
    return Failure{runs.error()};
  }
  PassSummary summary;
  std::vector<ConnectionReport> reports;
  for (ConnectionRun& run : *runs) {
    if (Result<void> done = run_connection(run, summary.requests); !done) {
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
  if (Result<void> written = write_reports(config.state_dir, reports); !written) {
    return Failure{written.error()};
  }
  return summary;
}

}  // namespace lockstep
