#include "specs.h"

#include <CLI/CLI.hpp>

#include <cstdlib>

namespace lockstep::cli {
namespace {

constexpr const char* kVariable = "LOCKSTEP_SPECS";

}  // namespace

void add_specs_option(CLI::App& command, std::string& folder) {
  command.add_option("--specs", folder,
                     "Folder of the services' own descriptions, to hold the fakes' answers against "
                     "(else LOCKSTEP_SPECS)");
}

Result<Specs> load_specs(const std::string& chosen) {
  // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing here changes the environment.
  const char* const named = std::getenv(kVariable);
  const std::string folder = !chosen.empty() ? chosen : named != nullptr ? named : "";
  return folder.empty() ? Result<Specs>(Specs()) : descriptions::ServiceDescriptions::load(folder);
}

std::string answers_line(const Specs& specs) {
  return specs != nullptr
             ? "Answers:   held against the services' own descriptions\n"
             : "Answers:   not held against the services' own descriptions; --specs or "
               "LOCKSTEP_SPECS names their folder\n";
}

}  // namespace lockstep::cli
