/// What a program says on its standard streams, bounded.

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace lockstep::scenario {

class ProgramOutput {
 public:
  /// @param bytes_max  What both streams together may hold.
  explicit ProgramOutput(std::size_t bytes_max) : bytes_max_(bytes_max) {}

  /// Reads what there is, without waiting. @return Whether there may be more later.
  bool read_output(int file_descriptor) { return read_some(file_descriptor, true); }
  bool read_errors(int file_descriptor) { return read_some(file_descriptor, false); }

  /// The next whole line of the output that nobody has taken yet, without its end.
  std::optional<std::string> take_line();

  [[nodiscard]] bool is_flood() const noexcept { return bytes_ > bytes_max_; }

  /// What was said last, on whichever stream.
  [[nodiscard]] const std::string& tail() const noexcept { return tail_; }

  /// The bound counts anew, as it does for each pass.
  void begin_pass();

 private:
  bool read_some(int file_descriptor, bool keeps_lines);

  std::size_t bytes_max_;
  std::size_t bytes_ = 0;
  std::string tail_;
  std::string lines_;  ///< Output from which no line was taken yet.
};

}  // namespace lockstep::scenario
