#include "lockstep/report/package.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

#include "lockstep/base/text.h"
#include "lockstep/report/write.h"

namespace lockstep::report {
namespace {

namespace fs = std::filesystem;

Failure unreadable(const fs::path& path, const std::string& why) {
  return failure(ErrorKind::invalid_input, why, path.string());
}

/// A file's bytes, no more than `room` and one of them.
std::string read_bytes(const fs::path& path, std::size_t room) {
  std::error_code error;
  const std::uintmax_t size = fs::file_size(path, error);
  std::string bytes(error ? 0 : static_cast<std::size_t>(std::min<std::uintmax_t>(size, room + 1)),
                    '\0');
  std::ifstream in(path, std::ios::binary);
  in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(in.gcount()));
  return bytes;
}

Result<Package> read_folder(const fs::path& root) {
  Package package;
  std::size_t room = kPackageBytesMax;
  std::error_code error;
  fs::recursive_directory_iterator entries(root, error);
  for (; !error && entries != fs::end(entries); entries.increment(error)) {
    const fs::file_status status = entries->symlink_status(error);
    if (fs::is_directory(status)) {
      continue;
    }
    const std::string name = entries->path().lexically_relative(root).generic_string();
    if (!fs::is_regular_file(status) || !is_package_path(name)) {
      return unreadable(entries->path(), "a package holds nothing but plain files");
    }
    std::string bytes = read_bytes(entries->path(), room);
    if (bytes.size() > room || package.size() == kPackageFilesMax) {
      return unreadable(root, "more than a package may hold");
    }
    room -= bytes.size();
    package.emplace(name, std::move(bytes));
  }
  return error ? Result<Package>(unreadable(root, error.message())) : package;
}

Result<void> write_folder(const Package& package, const fs::path& root) {
  std::error_code error;
  if (fs::exists(root, error) && (!fs::is_directory(root, error) || !fs::is_empty(root, error))) {
    return unreadable(root, "a package wants a new folder, and this one is not empty");
  }
  for (const auto& [name, bytes] : package) {
    const fs::path file = root / name;
    fs::create_directories(file.parent_path(), error);
    if (error) {
      return failure(ErrorKind::unavailable, "cannot make this folder: " + error.message(),
                     file.parent_path().string());
    }
    if (auto written = write_file(file, bytes); !written) {
      return written;
    }
  }
  return {};
}

}  // namespace

bool is_package_path(std::string_view path) {
  const std::vector<std::string_view> parts = split(path, '/');
  return std::ranges::all_of(
             parts,
             [](std::string_view part) { return !part.empty() && part != "." && part != ".."; }) &&
         is_valid_utf8(path) && std::ranges::none_of(path, [](char letter) {
           return letter == '\\' || static_cast<unsigned char>(letter) < ' ' || letter == '\x7f';
         });
}

bool is_archive_path(const fs::path& path) {
  return ascii_lower(path.extension().string()) == ".zip";
}

Result<Package> read_package(const fs::path& path) {
  std::error_code error;
  if (fs::is_directory(path, error)) {
    return read_folder(path);
  }
  if (!fs::exists(path, error)) {
    return failure(ErrorKind::not_found, "there is no such package", path.string());
  }
  const std::string bytes = read_bytes(path, kPackageBytesMax);
  if (bytes.size() > kPackageBytesMax) {
    return unreadable(path, "more than a package may hold");
  }
  return unzip(bytes, path.string());
}

Result<void> write_package(const Package& package, const fs::path& path) {
  if (!is_archive_path(path)) {
    return write_folder(package, path);
  }
  const Result<std::string> archive = zip_of(package);
  return archive ? write_file(path, *archive) : Result<void>(Failure{archive.error()});
}

}  // namespace lockstep::report
