#include "state_columns.h"

namespace lockstep {
namespace {

constexpr std::int64_t kNotShown = -1;

}  // namespace

std::int64_t to_number(bool flag) noexcept { return flag ? 1 : 0; }

Side read_side(const Statement& statement, int column) {
  return statement.text(column) == to_string(Side::google) ? Side::google : Side::hubspot;
}

std::int64_t to_number(std::optional<RecordState> shown) noexcept {
  return shown ? static_cast<std::int64_t>(*shown) : kNotShown;
}

std::optional<std::optional<RecordState>> read_shown(const Statement& statement, int column) {
  const std::int64_t stored = statement.number(column);
  if (stored < kNotShown || stored > static_cast<std::int64_t>(RecordState::pending)) {
    return std::nullopt;
  }
  return stored == kNotShown ? std::optional<RecordState>()
                             : std::optional(static_cast<RecordState>(stored));
}

void bind_outcome(Statement& statement, int place, const Outcome& outcome) {
  statement.bind(place, to_string(outcome.state))
      .bind(place + 1, to_string(outcome.reason))
      .bind(place + 2, to_string(outcome.cause))
      .bind(place + 3, outcome.attempted);
}

std::optional<Outcome> read_outcome(const Statement& statement, int column) {
  const auto state = parse_record_state(statement.text(column));
  const auto reason = parse_reason(statement.text(column + 1));
  const auto cause = parse_limit_cause(statement.text(column + 2));
  if (!state || !reason || !cause) {
    return std::nullopt;
  }
  return Outcome{*state, *reason, *cause, statement.number(column + 3)};
}

void bind_optional(Statement& statement, int place, const std::optional<std::string>& text) {
  if (text) {
    statement.bind(place, *text);
  } else {
    statement.bind_null(place);
  }
}

std::optional<std::string> read_optional(const Statement& statement, int column) {
  return statement.is_null(column) ? std::nullopt : std::optional(statement.text(column));
}

}  // namespace lockstep
