#include "catalogue.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include "lockstep/scenario/load.h"

namespace lockstep::cli {
namespace {

/// "PREFIX/share/lockstep/suites" of a program that is installed as "PREFIX/bin/lockstep".
std::filesystem::path installed_folder() {
  std::error_code error;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", error);
  return program.parent_path().parent_path() / "share" / "lockstep" / "suites";
}

bool is_folder(const std::filesystem::path& path) {
  std::error_code error;
  return std::filesystem::is_directory(path, error);
}

Result<std::filesystem::path> catalogue_folder(const std::string& chosen) {
  if (!chosen.empty()) {
    return is_folder(chosen) ? Result<std::filesystem::path>(chosen)
                             : failure(ErrorKind::not_found, "there is no such folder", chosen);
  }
  for (const std::filesystem::path& folder :
       {installed_folder(), std::filesystem::path(LOCKSTEP_SOURCE_SUITES)}) {
    if (is_folder(folder)) {
      return folder;
    }
  }
  return failure(ErrorKind::not_found,
                 "the catalogue of scenarios is not installed (name its folder with --suites DIR)",
                 "lockstep");
}

}  // namespace

Result<std::vector<scenario::Scenario>> load_catalogue(const std::string& chosen) {
  const Result<std::filesystem::path> folder = catalogue_folder(chosen);
  if (!folder) {
    return Failure{folder.error()};
  }
  Result<std::vector<scenario::Scenario>> scenarios = load_scenarios({*folder});
  if (scenarios) {
    for (scenario::Scenario& scenario : *scenarios) {
      scenario.file =
          "suites/" + std::filesystem::relative(scenario.file, *folder).generic_string();
    }
  }
  return scenarios;
}

Result<std::vector<scenario::Scenario>> load_scenarios(
    const std::vector<std::filesystem::path>& paths) {
  const auto files = scenario::find_scenarios(paths);
  if (!files) {
    return Failure{files.error()};
  }
  std::vector<scenario::Scenario> scenarios;
  for (const std::filesystem::path& file : *files) {
    Result<scenario::Scenario> loaded = scenario::load_scenario(file);
    if (!loaded) {
      return Failure{loaded.error()};
    }
    scenarios.push_back(std::move(*loaded));
  }
  std::ranges::stable_sort(scenarios, {}, &scenario::Scenario::name);
  return scenarios;
}

}  // namespace lockstep::cli
