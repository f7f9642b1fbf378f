/// How values stand in the columns of a connection's tables.

#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "sqlite.h"
#include "state_rows.h"

namespace lockstep {

[[nodiscard]] std::int64_t to_number(bool flag) noexcept;
[[nodiscard]] Side read_side(const Statement& statement, int column);

/// The state in which health shows a row; nullopt inside: it does not. The outer nullopt stands for
/// a number that makes no sense.
[[nodiscard]] std::int64_t to_number(std::optional<RecordState> shown) noexcept;
[[nodiscard]] std::optional<std::optional<RecordState>> read_shown(const Statement& statement,
                                                                   int column);

/// Four columns. nullopt if one of them makes no sense.
void bind_outcome(Statement& statement, int place, const Outcome& outcome);
[[nodiscard]] std::optional<Outcome> read_outcome(const Statement& statement, int column);

void bind_optional(Statement& statement, int place, const std::optional<std::string>& text);
[[nodiscard]] std::optional<std::string> read_optional(const Statement& statement, int column);

}  // namespace lockstep
