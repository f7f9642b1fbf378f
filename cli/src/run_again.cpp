#include "run_again.h"

#include <algorithm>
#include <set>
#include <sstream>
#include <utility>

#include "lockstep/report/read_events.h"
#include "lockstep/report/write.h"
#include "lockstep/scenario/digests.h"
#include "lockstep/scenario/run.h"
#include "lockstep/scenario/temporary_folder.h"

#include "catalogue.h"
#include "connector_option.h"
#include "interrupt.h"
#include "progress.h"
#include "worker_count.h"

namespace lockstep::cli {
namespace {

using scenario::Scenario;

Failure not_comparable(const std::string& what) {
  return failure(ErrorKind::invalid_input,
                 "the run cannot be made again: " + what + " than this program's", "--again");
}

Result<std::vector<Scenario>> scenarios_of(const report::RunReport& run,
                                           const std::string& suites) {
  Result<std::vector<Scenario>> scenarios = load_catalogue(suites);
  if (!scenarios) {
    return scenarios;
  }
  std::set<std::string> names;
  for (const report::ScenarioReport& scenario : run.scenarios) {
    names.insert(scenario.name);
  }
  std::erase_if(*scenarios, [&](const Scenario& each) { return !names.contains(each.name); });
  if (sha256_of(*scenarios) != run.scenarios_sha256) {
    return not_comparable("it had other scenarios");
  }
  return scenarios;
}

/// The connector's files, where it can be started; the folder lives as long as this.
struct Unpacked {
  scenario::TemporaryFolder folder;
  ConnectorOption option;
};

Result<Unpacked> unpack(const report::RunReport& run, const report::Package& package,
                        const RunAgainOptions& options) {
  Result<scenario::TemporaryFolder> folder = scenario::TemporaryFolder::make();
  if (!folder) {
    return Failure{folder.error()};
  }
  Unpacked unpacked{std::move(*folder), {}};
  unpacked.option.file = options.connector;
  unpacked.option.in_process = run.transport != "http" && options.connector.empty();
  const report::Package files = report::connector_files(package);
  if (options.connector.empty() && !files.empty()) {
    const std::filesystem::path place = unpacked.folder.path() / "connector";
    if (const auto written = report::write_package(files, place); !written) {
      return Failure{written.error()};
    }
    unpacked.option.file = (place / "connector.json").string();
  }
  return unpacked;
}

scenario::RunOptions options_of(const report::RunReport& run) {
  scenario::RunOptions options;
  options.seed = run.seed;
  options.whole = run.whole;
  options.today = run.today;
  options.crash_scenarios = run.crash_scenarios;
  options.interrupted = [] { return interrupted(); };
  options.jobs = worker_count();
  options.digest_journals = std::ranges::any_of(
      run.scenarios, [](const auto& scenario) { return !scenario.journal_sha256.empty(); });
  for (const scenario::WaiverOutcome& outcome : run.waivers) {
    options.waivers.push_back(outcome.waiver);
  }
  return options;
}

}  // namespace

Result<RunAgain> run_again(const report::RunReport& run, const report::Package& package,
                           const RunAgainOptions& options) {
  if (run.rulebook_sha256 != scenario::rulebook_sha256()) {
    return not_comparable("it had other rules");
  }
  if (run.fidelity_sha256 != scenario::fidelity_sha256()) {
    return not_comparable("its fakes had another ledger");
  }
  const Result<std::vector<Scenario>> scenarios = scenarios_of(run, options.suites);
  if (!scenarios) {
    return Failure{scenarios.error()};
  }
  catch_interrupts();  // From here on the connector is started.
  const Result<Unpacked> unpacked = unpack(run, package, options);
  if (!unpacked) {
    return Failure{unpacked.error()};
  }
  const Result<ChosenConnector> connector = choose_connector(unpacked->option);
  if (!connector) {
    return Failure{connector.error()};
  }
  if (!connector->mistakes.empty()) {
    const scenario::ConfigMistake& first = connector->mistakes.front();
    return failure(ErrorKind::invalid_input, first.message + " (" + first.hint + ")", first.where);
  }
  std::ostringstream stream;
  scenario::JsonLinesSink events(stream);
  Progress progress(events);
  const auto result =
      scenario::run_scenarios(*scenarios, connector->make, progress, options_of(run));
  if (!result) {
    return Failure{result.error()};
  }
  Result<report::RunReport> again = report::read_events(stream.str(), "the run made again");
  if (!again) {
    return Failure{again.error()};
  }
  const std::string digest = report::result_sha256(*again, report::connector_files(package));
  return RunAgain{std::move(*again), digest};
}

}  // namespace lockstep::cli
