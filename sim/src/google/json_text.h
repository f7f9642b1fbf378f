/// JSON as text: the server keeps contacts serialised, and answers are put together from pieces.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "json_string.h"

namespace lockstep::sim::google {

/// Lays compact JSON out as the service does unless it is told otherwise: two spaces a level, a
/// line a member, "{}" and "[]" for what is empty (G5).
class JsonLayout {
 public:
  /// @param depth  Of objects and lists around what comes.
  explicit JsonLayout(std::size_t bytes_expected, std::size_t depth = 0);

  /// @param compact  Cut between two tokens; not between a bracket and the one that closes it.
  void put(std::string_view compact);
  /// What stands as it is.
  void put_final(std::string_view text) { out_ += text; }

  [[nodiscard]] std::size_t depth() const noexcept { return depth_; }
  [[nodiscard]] std::string take() && { return std::move(out_); }

 private:
  void put_line();

  std::size_t depth_;
  std::string out_;
};

}  // namespace lockstep::sim::google
