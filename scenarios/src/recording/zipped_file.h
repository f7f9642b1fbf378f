/// The one file that a zip holds.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "lockstep/base/result.h"

namespace lockstep::scenario {

/// Whether `bytes` begin as a zip does.
[[nodiscard]] bool is_zip(std::string_view bytes) noexcept;

struct ZipBounds {
  std::size_t bytes_max;
  std::size_t ratio_max;  ///< From a megabyte on.
};

/// @error invalid_input  Not a whole zip, not exactly one file, an encrypted one, or one beyond the
///     bounds: nothing beyond them is unpacked, whatever the directory says.
[[nodiscard]] Result<std::string> unzip_one(std::string_view bytes, const ZipBounds& bounds,
                                            const std::string& source);

}  // namespace lockstep::scenario
