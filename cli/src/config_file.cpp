#include "config_file.h"

#include <fcntl.h>
#include <stdlib.h>  // NOLINT(modernize-deprecated-headers): mkostemp is no standard C++
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>
#include <vector>

#include "lockstep/base/text.h"

namespace lockstep::cli {
namespace {

Failure cannot_write(const std::filesystem::path& path, int problem) {
  return failure(ErrorKind::unavailable,
                 "cannot write this file: " + std::generic_category().message(problem),
                 path.string());
}

/// 0, or the errno of what failed.
int write_whole(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(file, text.data(), text.size());
    if (written < 0 && errno != EINTR) {
      return errno;
    }
    text.remove_prefix(written > 0 ? static_cast<std::size_t>(written) : 0);
  }
  return fsync(file) == 0 ? 0 : errno;
}

}  // namespace

Result<ConfigFile> read_config_file(const std::filesystem::path& path) {
  Result<Config> config = load_config(path);
  if (!config) {
    return Failure{config.error()};
  }
  std::ifstream in(path, std::ios::binary);
  return ConfigFile{.path = path,
                    .text = {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()},
                    .config = std::move(*config),
                    .name = path.string()};
}

Result<void> write_config_file(const std::filesystem::path& path, std::string_view text) {
  // A name of its own: two commands may write at the same time. The mode is 0600 from the start.
  std::string unfinished = path.string() + ".XXXXXX";
  const int file = mkostemp(unfinished.data(), O_CLOEXEC);
  if (file < 0) {
    return cannot_write(path, errno);
  }
  int problem = write_whole(file, text);
  close(file);
  if (problem == 0 && std::rename(unfinished.c_str(), path.c_str()) != 0) {
    problem = errno;
  }
  if (problem != 0) {
    unlink(unfinished.c_str());
    return cannot_write(path, problem);
  }
  return {};
}

Result<const ConnectionConfig*> choose_connection(const ConfigFile& file, const std::string& id) {
  const std::vector<ConnectionConfig>& connections = file.config.connections;
  if (connections.empty()) {
    return failure(ErrorKind::invalid_input,
                   "has no connection yet; make one: lockstep connect --config " + file.name,
                   file.name);
  }
  if (id.empty() && connections.size() == 1) {
    return &connections.front();
  }
  const auto found = std::ranges::find(connections, id, &ConnectionConfig::id);
  if (found != connections.end()) {
    return &*found;
  }
  std::vector<std::string> ids;
  for (const ConnectionConfig& connection : connections) {
    ids.push_back(connection.id);
  }
  return failure(ErrorKind::invalid_input,
                 (id.empty() ? std::string("has several connections; say which with --connection")
                             : "has no connection \"" + id + "\"") +
                     ": " + join(ids, ", "),
                 file.name);
}

}  // namespace lockstep::cli
