/// The files of a certificate, as one folder or one zip archive.

#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "lockstep/base/result.h"

namespace lockstep::report {

/// Files by their path from the package's root, "evidence/merge/a.har". @invariant is_package_path
using Package = std::map<std::string, std::string>;

/// A path below the root: not empty, no "..", no backslash, no control character, not absolute.
[[nodiscard]] bool is_package_path(std::string_view path);

/// Reads a package: of a folder all files in it, else a zip archive.
/// @error not_found  There is nothing. @error invalid_input  Not an archive that write_package
///     writes, a path that is none of a package, or more than kPackageBytesMax or kPackageFilesMax.
[[nodiscard]] Result<Package> read_package(const std::filesystem::path& path);
inline constexpr std::size_t kPackageBytesMax = std::size_t{512} << 20U;
inline constexpr std::size_t kPackageFilesMax = 20'000;

/// Writes a package: to an archive if the path ends in ".zip", else to a folder, which must be new
/// or empty. An archive holds the files in their order, uncompressed and without times: the same
/// package, the same bytes.
/// @error unavailable  It cannot be written. @error invalid_input  The folder is not empty.
[[nodiscard]] Result<void> write_package(const Package& package, const std::filesystem::path& path);

[[nodiscard]] bool is_archive_path(const std::filesystem::path& path);

/// The archive of a package. @error unavailable  No memory.
[[nodiscard]] Result<std::string> zip_of(const Package& package);

/// The package of an archive's bytes. @param source  Stands in messages.
/// @error invalid_input  As read_package: also where zip_of would write other bytes, so that not a
///     bit of an archive can change unseen.
[[nodiscard]] Result<Package> unzip(std::string_view bytes, const std::string& source);

}  // namespace lockstep::report
