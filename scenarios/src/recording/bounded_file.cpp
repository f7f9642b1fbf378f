#include "recording/bounded_file.h"

#include <algorithm>
#include <fstream>

namespace lockstep::scenario {

Result<std::string> read_bounded(const std::filesystem::path& file, std::size_t bytes_max) {
  constexpr std::size_t kPiece = std::size_t{1} << 20U;
  std::error_code error;
  std::ifstream in(file, std::ios::binary);
  if (!in.is_open() || std::filesystem::is_directory(file, error)) {
    return failure(ErrorKind::not_found, "cannot be read", file.string());
  }
  std::string text;
  // Not by the size that the system tells: a pipe has none.
  while (in.good() && text.size() <= bytes_max) {
    const std::size_t had = text.size();
    text.resize(had + kPiece);
    in.read(text.data() + had, static_cast<std::streamsize>(kPiece));
    text.resize(had + static_cast<std::size_t>(in.gcount()));
  }
  if (in.bad()) {
    return failure(ErrorKind::not_found, "cannot be read", file.string());
  }
  if (text.size() > bytes_max) {
    return failure(ErrorKind::invalid_input,
                   "larger than " + std::to_string(bytes_max / 1024 / 1024) +
                       " MiB: record or export a shorter time",
                   file.string());
  }
  return text;
}

}  // namespace lockstep::scenario
