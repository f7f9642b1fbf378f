/// One entry of an HTTP Archive as an exchange.

#pragma once

#include <optional>
#include <string>

#include "lockstep/base/http.h"
#include "lockstep/scenario/import_recording.h"

#include "json.h"
#include "recording/left_out_counts.h"

namespace lockstep::scenario {

/// @param left_out  Is told why an entry gives none.
[[nodiscard]] std::optional<RecordedExchange> exchange_of(const Json& entry,
                                                          const ImportOptions& options,
                                                          LeftOutCounts& left_out);

/// Whether a header belongs to one connection, or to how a body was sent over it: bodies are kept
/// as they were meant. @param name  In lower case.
[[nodiscard]] bool is_of_the_connection(const std::string& name);

}  // namespace lockstep::scenario
