/// Bodies that are not simply so many bytes: chunked, compressed, or sent only when asked for.

#pragma once

#include <httplib.h>

#include <cstddef>
#include <optional>
#include <string>
#include <variant>

#include "connection_stream.h"
#include "request_head.h"

namespace lockstep {

inline constexpr std::size_t kBodyBytesMax = std::size_t{32} * 1024 * 1024;
inline constexpr HttpRefusal kBodyTooLarge{413, "request body too large"};
inline constexpr HttpRefusal kBodyMalformed{400, "request body incomplete or malformed"};

/// cpp-httplib with everything but its body reader taken away: it is shown a head with nothing but
/// the fields about the body, and its answer is dropped. It would compress answers and cut them to
/// ranges by itself, decode paths before their segments are split, and costs time in each request,
/// so that plain bodies and all answers go past it.
class BodyDecoder final : private httplib::Server {
 public:
  BodyDecoder();

  /// Reads the body that follows `head`.
  [[nodiscard]] std::variant<std::string, HttpRefusal> read(ConnectionStream& stream,
                                                            const RequestHead& head);

 private:
  void receive(const httplib::ContentReader& read);

  std::string body_;
  std::optional<HttpRefusal> refusal_;
};

}  // namespace lockstep
