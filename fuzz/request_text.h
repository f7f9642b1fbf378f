/// Requests as a text that a person can write and a fuzzer can take apart.

#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "lockstep/base/http.h"

namespace lockstep::fuzz {

/// "POST /v1/people:createContact?personFields=names\nX-Name: value\n\n{…}"; the next request
/// follows a line "###". What is malformed is read as far as it goes: an unknown method is GET, a
/// line without a colon no field.
[[nodiscard]] std::vector<Request> read_requests(std::string_view text, std::size_t requests_max);

/// The first byte chooses a row and is cut off; printable bytes from '0' on are the first rows.
template <class Rows>
const auto& take_row(std::string_view& bytes, const Rows& rows) {
  const auto byte = static_cast<unsigned char>(bytes.empty() ? '0' : bytes.front());
  bytes.remove_prefix(bytes.empty() ? 0 : 1);
  return rows[static_cast<unsigned char>(byte - '0') % rows.size()];
}

}  // namespace lockstep::fuzz
