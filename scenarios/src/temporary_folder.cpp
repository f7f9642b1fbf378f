#include "lockstep/scenario/temporary_folder.h"

#include <stdlib.h>  // NOLINT(modernize-deprecated-headers): mkdtemp is POSIX

#include <string>
#include <system_error>
#include <utility>

namespace lockstep::scenario {

Result<TemporaryFolder> TemporaryFolder::make() {
  std::error_code error;
  const std::filesystem::path fallback = std::filesystem::temp_directory_path(error);
  for (const std::filesystem::path& parent : {std::filesystem::path("/dev/shm"), fallback}) {
    std::string pattern = (parent / "lockstep-XXXXXX").string();
    if (!parent.empty() && mkdtemp(pattern.data()) != nullptr) {
      return TemporaryFolder(pattern);
    }
  }
  return failure(ErrorKind::unavailable, "no temporary folder can be made", fallback.string());
}

TemporaryFolder::TemporaryFolder(TemporaryFolder&& other) noexcept
    : path_(std::exchange(other.path_, {})) {}

TemporaryFolder& TemporaryFolder::operator=(TemporaryFolder&& other) noexcept {
  std::swap(path_, other.path_);
  return *this;
}

TemporaryFolder::~TemporaryFolder() {
  if (!path_.empty()) {
    std::error_code ignored;  // Nobody is left to be told.
    std::filesystem::remove_all(path_, ignored);
  }
}

}  // namespace lockstep::scenario
