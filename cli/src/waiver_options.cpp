#include "waiver_options.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <system_error>

#include "lockstep/base/timestamp.h"
#include "lockstep/report/write.h"

#include "command.h"
#include "machine_clock.h"

namespace lockstep::cli {
namespace {

constexpr std::size_t kDayLength = 10;

std::string to_day(Instant instant) { return format_timestamp(instant).substr(0, kDayLength); }

bool exists(const std::string& file) {
  std::error_code error;
  return std::filesystem::exists(file, error);
}

bool has_comments(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  const std::string text(std::istreambuf_iterator<char>(in), {});
  return !nlohmann::json::accept(text);
}

}  // namespace

void add_waiver_options(CLI::App& command, WaiverOptions& options) {
  CLI::Option* const waivers =
      command.add_option("--waivers", options.file, "File of declared failures (docs/waivers.md)");
  command
      .add_flag("--fix", options.fix,
                "Write the waivers as they fit this run: what is stale goes, what fails is added "
                "for you to fill in")
      ->needs(waivers);
  command
      .add_option("--today", options.today,
                  "Day by which waivers expire, such as 2027-03-31; without it the machine's")
      ->needs(waivers)
      ->check([](const std::string& text) {
        return scenario::is_day(text) ? "" : "must be a day such as 2027-03-31";
      });
}

Result<std::vector<scenario::Waiver>> chosen_waivers(const WaiverOptions& options) {
  if (options.file.empty() || (options.fix && !exists(options.file))) {
    return std::vector<scenario::Waiver>();
  }
  auto waivers = scenario::load_waivers(options.file);
  if (waivers && options.fix && has_comments(options.file)) {
    return failure(ErrorKind::invalid_input,
                   "it has comments, which --fix would lose: take them out, \"reason\" is for them",
                   options.file);
  }
  return waivers;
}

std::string day_of(const WaiverOptions& options) {
  return options.today.empty() ? to_day(MachineClock().now()) : options.today;
}

Result<void> fix_waivers(const WaiverOptions& options, const scenario::RunResult& result) {
  if (result.exit_code == kIncomplete) {
    std::cerr << "lockstep: the run did not come to its end, so " << options.file
              << " stays as it is\n";
    return {};
  }
  constexpr std::chrono::days kNewWaiver{90};
  const Instant today = *parse_timestamp(day_of(options) + "T00:00:00Z");
  const std::vector<scenario::Waiver> waivers =
      scenario::mended(result.waivers, result.checks, to_day(today + kNewWaiver));
  const std::size_t to_fill_in = static_cast<std::size_t>(
      std::ranges::count_if(waivers, [](const auto& waiver) { return waiver.reason.empty(); }));
  if (auto written = report::write_file(options.file, scenario::to_text(waivers)); !written) {
    return written;
  }
  std::cerr << options.file << ": " << waivers.size() << " waivers, " << to_fill_in
            << " of which want a reason, an issue and an owner\n";
  return {};
}

}  // namespace lockstep::cli
