#include "browser.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/types.h>

#include <array>
#include <cstdlib>
#include <string_view>
#include <vector>

extern char** environ;  // NOLINT(readability-redundant-declaration): POSIX has no header for it.

namespace lockstep::cli {
namespace {

#ifdef __APPLE__
constexpr const char* kOpener = "open";
bool has_desktop() { return true; }
#else
constexpr const char* kOpener = "xdg-open";
bool is_set(const char* name) {
  // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing here changes the environment.
  const char* const value = std::getenv(name);
  return value != nullptr && *value != '\0';
}
bool has_desktop() { return is_set("DISPLAY") || is_set("WAYLAND_DISPLAY"); }
#endif

/// The environment without what the app must keep to itself.
std::vector<char*> environment_without_secrets() {
  std::vector<char*> entries;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    const std::string_view name = text.substr(0, text.find('='));
    if (!name.starts_with("LOCKSTEP_")) {
      entries.push_back(*entry);
    }
  }
  entries.push_back(nullptr);
  return entries;
}

}  // namespace

void open_in_browser(const std::string& url) {
  if (!has_desktop()) {
    return;
  }
  posix_spawn_file_actions_t silent{};
  posix_spawn_file_actions_init(&silent);
  for (const int output : {1, 2}) {
    posix_spawn_file_actions_addopen(&silent, output, "/dev/null", O_WRONLY, 0);
  }
  std::string opener = kOpener;
  std::string argument = url;  // No shell is between: the URL stays one argument.
  const std::array<char*, 3> arguments{opener.data(), argument.data(), nullptr};
  pid_t child = -1;
  // The child is not waited for: it ends with the terminal, or before.
  static_cast<void>(posix_spawnp(&child, kOpener, &silent, nullptr, arguments.data(),
                                 environment_without_secrets().data()));
  posix_spawn_file_actions_destroy(&silent);
}

}  // namespace lockstep::cli
