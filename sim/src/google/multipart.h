/// multipart/mixed in both directions (RFC 2046, section 5.1), as HTTP batches need it (G11).

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lockstep/base/http.h"

namespace lockstep::sim::google {

/// Lines of header fields and what follows behind an empty line.
struct MessageText {
  Headers headers;
  std::string_view content;
};

/// Reads header fields up to an empty line or the end; lines may end without CR. nullopt for a line
/// that is no field, more than 100 of them, or a line of more than 16 KiB.
[[nodiscard]] std::optional<MessageText> parse_fields(std::string_view text);

/// The boundary of a Content-Type "multipart/mixed; boundary=…"; nullopt for any other type.
[[nodiscard]] std::optional<std::string> multipart_boundary(std::string_view content_type);

/// What stands between the boundaries; nullopt if the last one is missing or there are more than
/// `parts_max`.
[[nodiscard]] std::optional<std::vector<std::string_view>> split_multipart(
    std::string_view body, std::string_view boundary, std::size_t parts_max);

/// `parts` as a body, with a boundary that none of them holds.
struct MultipartText {
  std::string boundary;
  std::string body;
};
[[nodiscard]] MultipartText join_multipart(const std::vector<std::string>& parts);

}  // namespace lockstep::sim::google
