/// The body of a request as it comes over the wire, without a socket: so many bytes or chunks
/// (RFC 9112), compressed or not.

#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "inflater.h"
#include "request_head.h"

namespace lockstep {

inline constexpr std::size_t kBodyBytesMax = std::size_t{32} * 1024 * 1024;
inline constexpr HttpRefusal kBodyTooLarge{413, "request body too large"};
inline constexpr HttpRefusal kBodyMalformed{400, "request body incomplete or malformed"};

/// Reads one body. The bounds hold for its bytes on the wire and for what they unpack to.
class BodyDecoder {
 public:
  /// A body of no bytes.
  BodyDecoder() = default;
  /// The body that follows `head`. "gzip" and "deflate" are unpacked, "br" is refused, and what
  /// stands under any other Content-Encoding is left as it is.
  explicit BodyDecoder(const RequestHead& head);

  /// Takes the bytes of the body off the front of `input`; what is left belongs to the next
  /// request, or is the beginning of a line whose rest is still to come.
  /// @return The refusal that the body deserves; it is then at its end.
  [[nodiscard]] std::optional<HttpRefusal> read(std::string_view& input);

  [[nodiscard]] bool complete() const noexcept { return part_ == Part::nothing; }

  /// The body. @pre complete()
  [[nodiscard]] std::string take() noexcept { return std::move(body_); }

 private:
  enum class Part {
    bytes,       ///< So many bytes without chunks.
    chunk_line,  ///< The size of a chunk.
    chunk,
    chunk_end,  ///< The line end behind a chunk.
    last_end,   ///< The empty line behind the last chunk. Trailers are refused.
    nothing,
  };

  [[nodiscard]] std::optional<HttpRefusal> read_bytes(std::string_view& input);
  [[nodiscard]] std::optional<HttpRefusal> read_line(std::string_view line);
  [[nodiscard]] std::optional<HttpRefusal> append(std::string_view bytes);
  [[nodiscard]] std::optional<HttpRefusal> end();

  Part part_ = Part::nothing;
  std::size_t left_ = 0;   ///< Of the bytes or of the chunk.
  std::size_t taken_ = 0;  ///< Bytes of all chunks.
  bool unknown_coding_ = false;
  std::unique_ptr<Inflater> inflater_;  ///< Null for what is not compressed.
  std::string body_;
};

}  // namespace lockstep
