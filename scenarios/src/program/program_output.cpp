#include "program/program_output.h"

#include <unistd.h>

#include <array>
#include <cerrno>
#include <string_view>

namespace lockstep::scenario {
namespace {

constexpr std::size_t kTailBytes = 2'000;

/// A longer line is no answer of the protocol; what came first of it is dropped.
constexpr std::size_t kLineBytesMax = std::size_t{1} << 16U;

void keep_last(std::string& text, std::size_t bytes) {
  if (text.size() > bytes) {
    text.erase(0, text.size() - bytes);
  }
}

}  // namespace

std::optional<std::string> ProgramOutput::take_line() {
  const std::size_t end = lines_.find('\n');
  if (end == std::string::npos) {
    keep_last(lines_, kLineBytesMax);
    return std::nullopt;
  }
  std::string line = lines_.substr(0, end);
  lines_.erase(0, end + 1);
  return line;
}

void ProgramOutput::begin_pass() {
  bytes_ = 0;
  tail_.clear();
}

bool ProgramOutput::read_some(int file_descriptor, bool keeps_lines) {
  std::array<char, 16'384> buffer{};
  const ssize_t size = read(file_descriptor, buffer.data(), buffer.size());
  if (size <= 0) {
    return size < 0 && (errno == EAGAIN || errno == EINTR);
  }
  const std::string_view text(buffer.data(), static_cast<std::size_t>(size));
  bytes_ += text.size();
  tail_ += text;
  keep_last(tail_, kTailBytes);
  if (keeps_lines) {
    lines_ += text;
  }
  return true;
}

}  // namespace lockstep::scenario
