/// Unpacks gzip and zlib streams piece by piece.

#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace lockstep {

class Inflater {
 public:
  enum class Outcome { done, too_large, malformed };

  Inflater();
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
  ~Inflater();

  /// Appends what the next piece unpacks to, up to a size of `unpacked` of `size_max`. Bytes behind
  /// the end of the stream are malformed.
  [[nodiscard]] Outcome inflate(std::string_view piece, std::string& unpacked,
                                std::size_t size_max);

  /// Whether the stream is whole; so is one without a byte.
  [[nodiscard]] bool at_end() const noexcept;

 private:
  struct Stream;
  std::unique_ptr<Stream> stream_;
};

}  // namespace lockstep
