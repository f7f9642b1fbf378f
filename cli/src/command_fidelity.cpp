#include <CLI/CLI.hpp>

#include <algorithm>
#include <iostream>
#include <memory>
#include <optional>
#include <string>

#include "lockstep/sim/fidelity_page.h"

#include "command.h"

namespace lockstep::cli {
namespace {

using sim::Evidence;
using sim::Service;

struct Options {
  std::string service;
  std::string status;
  bool markdown = false;
  bool json = false;
};

int run(const Options& options) {
  sim::FidelityFilter filter;
  for (const Service service : {Service::google, Service::hubspot}) {
    if (options.service == sim::to_string(service)) {
      filter.service = service;
    }
  }
  if (!options.service.empty() && !filter.service) {
    return report_usage_error("there is no service \"" + options.service + "\"",
                              "services: google, hubspot");
  }
  std::string statuses;
  for (const Evidence status : sim::kEvidences) {
    if (options.status == sim::to_string(status)) {
      filter.status = status;
    }
    statuses += (statuses.empty() ? "" : ", ") + std::string(sim::to_string(status));
  }
  if (!options.status.empty() && !filter.status) {
    return report_usage_error("there is no status \"" + options.status + "\"",
                              "statuses: " + statuses);
  }
  std::cout << (options.json       ? sim::fidelity_json(filter)
                : options.markdown ? sim::fidelity_markdown(filter)
                                   : sim::fidelity_text(filter));
  return kDone;
}

}  // namespace

void add_fidelity(CLI::App& app, Action& action) {
  const auto options = std::make_shared<Options>();
  CLI::App* const command =
      app.add_subcommand("fidelity", "Print what the two fakes do, and how sure we are of it");
  command->add_option("--service", options->service, "Only one service: google or hubspot");
  command->add_option("--status", options->status,
                      "Only one status: documented, observed, inferred or assumed");
  CLI::Option* const markdown =
      command->add_flag("--markdown", options->markdown, "As Markdown (docs/fidelity.md)");
  command->add_flag("--json", options->json, "As JSON")->excludes(markdown);
  command->footer(
      "Examples:\n  lockstep fidelity --status assumed\n"
      "  lockstep fidelity --service google --json");
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace lockstep::cli
