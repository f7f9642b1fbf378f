/// Recordings out of what other programs have kept: HTTP Archives and journals of a world.

#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include "lockstep/base/result.h"
#include "lockstep/scenario/recording.h"

namespace lockstep::scenario {

/// Of a file, and of what a zip holds. Beside the text, memory holds the exchanges that are kept
/// and one entry more.
inline constexpr std::size_t kImportBytesMax = std::size_t{128} * 1024 * 1024;
inline constexpr std::size_t kImportEntriesMax = 200'000;

/// How many times larger than its zip a text may be, from a megabyte on.
inline constexpr std::size_t kZipRatioMax = 200;

struct ImportOptions {
  /// Where the services were reached beside their own hosts: "http://127.0.0.1:8080"; "" for
  /// nowhere else.
  std::string hubspot_url{};
  std::string google_url{};
};

/// Reads an HTTP Archive 1.2, whoever wrote it: entries in any order, bodies as text, base64 or
/// missing, pseudo-headers, members beginning with "_". Cookies and headers of one connection are
/// dropped; requests to other hosts are counted in `left_out`.
///
/// @param source  Stands in messages.
/// @error invalid_input  No HAR, or one of the bounds above; `source` is "file:line".
[[nodiscard]] Result<Recording> import_har(std::string_view text, const std::string& source,
                                           const ImportOptions& options = {});

/// Reads the journal of a world: JSON Lines, as `GET /journal` gives them. What users did, waits
/// and webhooks are counted in `left_out`; so is a torn last line.
/// @error invalid_input  As import_har.
[[nodiscard]] Result<Recording> import_journal(std::string_view text, const std::string& source);

/// Either of them, by what stands in the file; a HAR may be zipped.
/// @error not_found      The file cannot be read.
/// @error invalid_input  As above, or a zip that is none, holds more than one file, is encrypted,
///     or would become too large.
[[nodiscard]] Result<Recording> import_file(const std::filesystem::path& file,
                                            const ImportOptions& options = {});

}  // namespace lockstep::scenario
