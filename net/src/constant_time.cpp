#include "lockstep/net/constant_time.h"

#include <cstddef>

namespace lockstep {

bool equal_in_constant_time(std::string_view left, std::string_view right) noexcept {
  unsigned difference = left.size() == right.size() ? 0 : 1;
  for (std::size_t at = 0; at < left.size(); ++at) {
    const char other = right.empty() ? '\0' : right[at % right.size()];
    difference |= static_cast<unsigned char>(left[at] ^ other);
  }
  return difference == 0;
}

}  // namespace lockstep
