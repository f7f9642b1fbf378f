#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "lockstep/base/assert.h"
#include "lockstep/base/digest.h"
#include "lockstep/scenario/redact.h"

#include "recording/bounded_file.h"

namespace lockstep::scenario {
namespace {

constexpr std::size_t kBytesMin = 32;
constexpr std::size_t kBytesMax = 4096;

Result<void> make(const std::filesystem::path& file, std::string_view bytes) {
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg): POSIX.
  const int descriptor = open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (descriptor < 0 && errno == EEXIST) {
    return {};
  }
  const bool written =
      descriptor >= 0 &&
      write(descriptor, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()) &&
      fsync(descriptor) == 0;
  const int error = errno;
  if (descriptor >= 0) {
    close(descriptor);
  }
  return written ? Result<void>()
                 : failure(ErrorKind::unavailable,
                           "the key cannot be written: " + std::generic_category().message(error),
                           file.string());
}

}  // namespace

Result<RedactionKey> RedactionKey::load_or_make(const std::filesystem::path& file,
                                                std::string_view fresh) {
  LOCKSTEP_ASSERT(fresh.size() >= kBytesMin);
  if (const Result<void> made = make(file, fresh); !made) {
    return Failure{made.error()};
  }
  struct stat status {};
  if (stat(file.c_str(), &status) != 0 || (status.st_mode & 0077U) != 0) {
    return failure(ErrorKind::invalid_input,
                   "others may read this key: chmod 600, or take another file", file.string());
  }
  Result<std::string> bytes = read_bounded(file, kBytesMax);
  if (!bytes) {
    return Failure{bytes.error()};
  }
  if (bytes->size() < kBytesMin) {
    return failure(ErrorKind::invalid_input,
                   "no key: fewer than " + std::to_string(kBytesMin) + " bytes", file.string());
  }
  return RedactionKey(std::move(*bytes));
}

RedactionKey::RedactionKey(std::string bytes) : bytes_(std::move(bytes)) {
  LOCKSTEP_ASSERT(bytes_.size() >= kBytesMin);
}

std::string RedactionKey::id() const {
  constexpr std::size_t kDigits = 16;
  return sha256_hex("lockstep redaction key\n" + bytes_).substr(0, kDigits);
}

}  // namespace lockstep::scenario
