/// Numbers that follow from a key and a text, and from nothing else.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lockstep::scenario {

/// HMAC-SHA-256, drawn out as far as needed.
class Keyed {
 public:
  explicit Keyed(std::string key) : key_(std::move(key)) {}

  /// @param purpose  Keeps the same text apart in two uses.
  [[nodiscard]] std::vector<std::uint32_t> numbers(std::string_view purpose, std::string_view text,
                                                   std::size_t count) const;

  [[nodiscard]] std::uint32_t number(std::string_view purpose, std::string_view text) const {
    return numbers(purpose, text, 1).front();
  }

 private:
  std::string key_;
};

}  // namespace lockstep::scenario
