#include "recording/zipped_file.h"

#include <zip.h>

#include <algorithm>
#include <memory>

namespace lockstep::scenario {
namespace {

using Archive = std::unique_ptr<zip_t, decltype(&zip_discard)>;
using File = std::unique_ptr<zip_file_t, decltype(&zip_fclose)>;

constexpr std::size_t kPiece = std::size_t{1} << 16U;
constexpr std::size_t kRatioFrom = std::size_t{1} << 20U;

Failure wrong(const std::string& message, const std::string& source) {
  return failure(ErrorKind::invalid_input, message, source);
}

Result<std::string> content_of(zip_file_t* file, std::size_t room, const std::string& source) {
  std::string content;
  for (;;) {
    const std::size_t had = content.size();
    content.resize(had + kPiece);
    const zip_int64_t read = zip_fread(file, content.data() + had, kPiece);
    if (read < 0) {
      return wrong("the file in this zip is damaged", source);
    }
    content.resize(had + static_cast<std::size_t>(read));
    if (content.size() > room) {
      return wrong(
          "the file in this zip is larger than it may be, or than is likely: unpack it "
          "by hand if you trust it",
          source);
    }
    if (read == 0) {
      return content;
    }
  }
}

}  // namespace

bool is_zip(std::string_view bytes) noexcept { return bytes.starts_with("PK\x03\x04"); }

Result<std::string> unzip_one(std::string_view bytes, const ZipBounds& bounds,
                              const std::string& source) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* const buffer = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  const Archive archive(
      buffer == nullptr ? nullptr : zip_open_from_source(buffer, ZIP_RDONLY, &error), zip_discard);
  if (archive == nullptr) {
    if (buffer != nullptr) {
      zip_source_free(buffer);
    }
    return wrong("not a whole zip", source);
  }
  if (zip_get_num_entries(archive.get(), 0) != 1) {
    return wrong("a zip of one HAR file is read, and this one holds another number of files",
                 source);
  }
  const File file(zip_fopen_index(archive.get(), 0, 0), zip_fclose);
  if (file == nullptr) {
    return wrong("the file in this zip cannot be read (encrypted, or packed in an unknown way)",
                 source);
  }
  const std::size_t room =
      std::min(bounds.bytes_max, std::max(kRatioFrom, bytes.size() * bounds.ratio_max));
  return content_of(file.get(), room, source);
}

}  // namespace lockstep::scenario
