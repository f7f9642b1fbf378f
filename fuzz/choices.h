/// Bytes as a series of choices, for inputs that must be put together to get past a parser.

#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace lockstep::fuzz {

/// Takes bytes from the front. Once they are used up every choice is the first one, so that loops
/// over choices end.
class Choices {
 public:
  explicit Choices(std::string_view bytes) : left_(bytes) {}

  [[nodiscard]] bool empty() const noexcept { return left_.empty(); }

  /// Below `bound`, at most 256. @pre bound > 0
  std::size_t below(std::size_t bound) { return byte() % bound; }

  bool flag() { return byte() % 2 == 1; }

  template <class Rows>
  const auto& pick(const Rows& rows) {
    return rows[below(rows.size())];
  }

  /// Often small, or at an edge of its type.
  std::uint64_t number() {
    const std::uint64_t bits = byte();
    if (bits < 0xC0) {
      return bits;
    }
    const std::uint64_t edge = std::uint64_t{1} << (bits & 0x3F);
    return edge - byte() % 2;
  }

  /// Up to the next byte 0, which is cut off.
  std::string text() {
    const std::size_t end = std::min(left_.find('\0'), left_.size());
    std::string taken(left_.substr(0, end));
    left_.remove_prefix(std::min(end + 1, left_.size()));
    return taken;
  }

 private:
  std::uint64_t byte() {
    if (left_.empty()) {
      return 0;
    }
    const auto taken = static_cast<unsigned char>(left_.front());
    left_.remove_prefix(1);
    return taken;
  }

  std::string_view left_;
};

}  // namespace lockstep::fuzz
