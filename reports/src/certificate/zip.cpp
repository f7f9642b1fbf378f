#include <zip.h>

#include <memory>
#include <string>
#include <utility>

#include "lockstep/report/package.h"

namespace lockstep::report {
namespace {

using Source = std::unique_ptr<zip_source_t, decltype(&zip_source_free)>;
using Archive = std::unique_ptr<zip_t, decltype(&zip_discard)>;

/// The first day that an archive can tell: 1980-01-01.
constexpr zip_uint16_t kNoDate = (1U << 5U) | 1U;

Failure cannot_write() {
  return failure(ErrorKind::unavailable, "the archive cannot be made", "zip");
}

Failure no_package(const std::string& source, const std::string& why) {
  return failure(ErrorKind::invalid_input,
                 "not an archive of a certificate as it was written: " + why, source);
}

bool add(zip_t* archive, const std::string& name, const std::string& bytes) {
  zip_source_t* const content = zip_source_buffer(archive, bytes.data(), bytes.size(), 0);
  if (content == nullptr) {
    return false;
  }
  const zip_int64_t index = zip_file_add(archive, name.c_str(), content, ZIP_FL_ENC_UTF_8);
  if (index < 0) {
    zip_source_free(content);
    return false;
  }
  const auto at = static_cast<zip_uint64_t>(index);
  return zip_set_file_compression(archive, at, ZIP_CM_STORE, 0) == 0 &&
         zip_file_set_dostime(archive, at, 0, kNoDate, 0) == 0;
}

Result<std::string> content_of(zip_source_t* source) {
  if (zip_source_open(source) != 0) {
    return cannot_write();
  }
  std::string bytes;
  std::string piece(std::size_t{1} << 16U, '\0');
  zip_int64_t read = 0;
  while ((read = zip_source_read(source, piece.data(), piece.size())) > 0) {
    bytes.append(piece, 0, static_cast<std::size_t>(read));
  }
  zip_source_close(source);
  return read < 0 ? Result<std::string>(cannot_write()) : bytes;
}

Result<std::string> file_of(zip_t* archive, zip_uint64_t index, std::size_t room,
                            const std::string& source) {
  zip_stat_t stat;
  zip_stat_init(&stat);
  if (zip_stat_index(archive, index, 0, &stat) != 0 || stat.size > room) {
    return no_package(source, "a file is larger than it may be");
  }
  const std::unique_ptr<zip_file_t, decltype(&zip_fclose)> file(zip_fopen_index(archive, index, 0),
                                                                zip_fclose);
  std::string bytes(stat.size, '\0');
  if (file == nullptr ||
      zip_fread(file.get(), bytes.data(), bytes.size()) != static_cast<zip_int64_t>(bytes.size())) {
    return no_package(source, "a file cannot be read");
  }
  return bytes;
}

Result<Package> files_of(zip_t* archive, const std::string& source) {
  Package package;
  std::size_t room = kPackageBytesMax;
  const zip_int64_t count = zip_get_num_entries(archive, 0);
  for (zip_int64_t at = 0; at < count; ++at) {
    const auto index = static_cast<zip_uint64_t>(at);
    const char* const name = zip_get_name(archive, index, ZIP_FL_ENC_STRICT);
    if (name == nullptr || !is_package_path(name) || package.size() == kPackageFilesMax) {
      return no_package(source, "it names a file that no certificate has");
    }
    Result<std::string> bytes = file_of(archive, index, room, source);
    if (!bytes) {
      return Failure{bytes.error()};
    }
    room -= bytes->size();
    if (!package.emplace(name, std::move(*bytes)).second) {
      return no_package(source, "it has a file twice");
    }
  }
  return package;
}

}  // namespace

Result<std::string> zip_of(const Package& package) {
  zip_error_t error;
  zip_error_init(&error);
  const Source source(zip_source_buffer_create(nullptr, 0, 0, &error), zip_source_free);
  if (source == nullptr) {
    return cannot_write();
  }
  zip_source_keep(source.get());  // The archive takes one of the two.
  Archive archive(zip_open_from_source(source.get(), ZIP_TRUNCATE, &error), zip_discard);
  if (archive == nullptr) {
    zip_source_free(source.get());
    return cannot_write();
  }
  for (const auto& [name, bytes] : package) {
    if (!add(archive.get(), name, bytes)) {
      return cannot_write();
    }
  }
  if (zip_close(archive.get()) != 0) {
    return cannot_write();
  }
  static_cast<void>(archive.release());  // Closed, and with that freed.
  return content_of(source.get());
}

Result<Package> unzip(std::string_view bytes, const std::string& source) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* const buffer = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  if (buffer == nullptr) {
    return cannot_write();
  }
  const Archive archive(zip_open_from_source(buffer, ZIP_RDONLY | ZIP_CHECKCONS, &error),
                        zip_discard);
  if (archive == nullptr) {
    zip_source_free(buffer);
    return no_package(source, "not a whole archive");
  }
  Result<Package> package = files_of(archive.get(), source);
  if (!package) {
    return package;
  }
  const Result<std::string> again = zip_of(*package);
  if (!again) {
    return Failure{again.error()};
  }
  return *again == bytes ? package : no_package(source, "it was packed anew, or changed");
}

}  // namespace lockstep::report
