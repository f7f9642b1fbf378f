#include "state_seal.h"

#include <fstream>
#include <sstream>
#include <string>
#include <system_error>

namespace lockstep {
namespace {

std::filesystem::path beside(std::filesystem::path file, const char* suffix) {
  return file += suffix;
}

/// "8192 1772442000123456789"; "-" for a file that is not there.
std::string look_of(const std::filesystem::path& file) {
  std::error_code missing;
  const auto size = std::filesystem::file_size(file, missing);
  const auto changed =
      missing ? std::filesystem::file_time_type() : std::filesystem::last_write_time(file, missing);
  return missing ? "-"
                 : std::to_string(size) + " " + std::to_string(changed.time_since_epoch().count());
}

std::string looks_of(const std::filesystem::path& file) {
  return look_of(file) + "\n" + look_of(beside(file, "-wal")) + "\n";
}

}  // namespace

void seal_state(const std::filesystem::path& file) {
  std::ofstream(beside(file, "-seal"), std::ios::binary | std::ios::trunc) << looks_of(file);
}

bool break_seal(const std::filesystem::path& file) {
  const std::filesystem::path seal = beside(file, "-seal");
  std::ostringstream sealed;
  sealed << std::ifstream(seal, std::ios::binary).rdbuf();
  std::error_code problem;
  const bool removed = std::filesystem::remove(seal, problem);
  return removed && sealed.str() == looks_of(file);
}

}  // namespace lockstep
