#include "kept_statements.h"

namespace lockstep {

Statement& KeptStatements::prepared(std::string_view sql) {
  const auto known = statements_.find(sql);
  return known != statements_.end()
             ? known->second
             : statements_.emplace(sql, database_.prepare(sql)).first->second;
}

void KeptStatements::note(const Statement& statement) {
  if (!statement.ok() && !failure_) {
    failure_ = database_.last_failure();
  }
}

void KeptStatements::note_damage() {
  if (!failure_) {
    failure_ = lockstep::failure(
        ErrorKind::corrupt_state,
        "the stored state holds a value that makes no sense, and was left as it is (restore it, or "
        "move it away to match afresh)",
        database_.name());
  }
}

}  // namespace lockstep
