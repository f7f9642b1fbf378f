#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "lockstep/scenario/recording_file.h"

namespace lockstep::scenario {

Result<std::unique_ptr<RecordingWriter>> RecordingWriter::create(const std::filesystem::path& file,
                                                                 const Recording& head) {
  const int descriptor = open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
                              0600);  // NOLINT(cppcoreguidelines-pro-type-vararg): POSIX.
  if (descriptor < 0 && errno == EEXIST) {
    return failure(ErrorKind::invalid_input,
                   "is there already, and a recording is never written over: take another name",
                   file.string());
  }
  if (descriptor < 0) {
    return failure(ErrorKind::unavailable,
                   "cannot be written: " + std::generic_category().message(errno), file.string());
  }
  std::unique_ptr<RecordingWriter> writer(new RecordingWriter(descriptor, file.string()));
  if (const Result<void> written = writer->write_line(recording_header(head)); !written) {
    return Failure{written.error()};
  }
  return writer;
}

RecordingWriter::RecordingWriter(int descriptor, std::string name)
    : descriptor_(descriptor), name_(std::move(name)) {}

RecordingWriter::~RecordingWriter() { close(descriptor_); }

Result<void> RecordingWriter::write(const RecordedExchange& exchange) {
  return write_line(to_json_line(exchange));
}

Result<void> RecordingWriter::begin_pass() { return write_line(pass_line()); }

Result<void> RecordingWriter::leave_out(std::string_view what) {
  return write_line(left_out_line(what));
}

Result<void> RecordingWriter::write_line(std::string line) {
  line += '\n';
  std::string_view left = line;
  while (!left.empty()) {
    const ssize_t written = ::write(descriptor_, left.data(), left.size());
    if (written < 0 && errno == EINTR) {
      continue;
    }
    if (written <= 0) {
      return failure(ErrorKind::unavailable,
                     "cannot be written: " + std::generic_category().message(errno), name_);
    }
    left.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

}  // namespace lockstep::scenario
