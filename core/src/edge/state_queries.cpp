// Questions about many rows. Each has an index that its condition spells out.

#include "state_columns.h"
#include "state_tables.h"

namespace lockstep {
namespace {

std::vector<std::string> texts_of(KeptStatements::Use& use) {
  std::vector<std::string> found;
  while (use->step()) {
    found.push_back(use->text(0));
  }
  return found;
}

std::vector<RecordKey> keys_of(KeptStatements::Use& use) {
  std::vector<RecordKey> found;
  while (use->step()) {
    found.push_back({read_side(*use, 0), use->text(1)});
  }
  return found;
}

}  // namespace

std::vector<std::string> StateTables::record_ids(Side side) {
  KeptStatements::Use read(statements_, "SELECT id FROM record WHERE side = ? ORDER BY id");
  read->bind(1, to_string(side));
  return texts_of(read);
}

std::vector<std::string> StateTables::record_ids(Side side, Presence presence) {
  // Those that are not there have an index of their own.
  KeptStatements::Use read(
      statements_, presence == Presence::live
                       ? "SELECT id FROM record WHERE side = ? AND presence = ? ORDER BY id"
                       : "SELECT id FROM record WHERE side = ? AND presence = ? AND presence <> 0 "
                         "ORDER BY id");
  read->bind(1, to_string(side)).bind(2, static_cast<std::int64_t>(presence));
  return texts_of(read);
}

std::vector<std::string> StateTables::listed_ids() {
  KeptStatements::Use read(statements_, "SELECT id FROM record WHERE is_listed = 1 ORDER BY id");
  return texts_of(read);
}

std::vector<std::string> StateTables::unpaired_ids(Side side) {
  KeptStatements::Use read(
      statements_,
      side == Side::hubspot
          ? "SELECT id FROM record WHERE side = 'hubspot' AND presence = 0 AND NOT EXISTS "
            "(SELECT 1 FROM pair WHERE pair.hubspot_id = record.id) ORDER BY id"
          : "SELECT id FROM record WHERE side = 'google' AND presence = 0 AND NOT EXISTS "
            "(SELECT 1 FROM pair WHERE pair.google_id = record.id) ORDER BY id");
  return texts_of(read);
}

std::vector<std::string> StateTables::ids_with_email(Side side, const std::string& email) {
  KeptStatements::Use read(statements_,
                           "SELECT id FROM email WHERE side = ? AND email = ? ORDER BY id");
  read->bind(1, to_string(side)).bind(2, email);
  return texts_of(read);
}

std::vector<std::string> StateTables::ids_with_former(Side side, const std::string& former_id) {
  KeptStatements::Use read(statements_,
                           "SELECT id FROM former WHERE side = ? AND former_id = ? ORDER BY id");
  read->bind(1, to_string(side)).bind(2, former_id);
  return texts_of(read);
}

std::vector<RecordKey> StateTables::unmatched(std::size_t limit) {
  KeptStatements::Use read(statements_, "SELECT side, id FROM record WHERE unmatched = 1 LIMIT ?");
  read->bind(1, static_cast<std::int64_t>(limit));
  return keys_of(read);
}

std::vector<RecordKey> StateTables::creations() {
  KeptStatements::Use read(statements_,
                           "SELECT side, id FROM record WHERE creates = 1 ORDER BY side DESC, id");
  return keys_of(read);
}

std::vector<std::string> StateTables::waiting_pairs() {
  KeptStatements::Use read(statements_,
                           "SELECT hubspot_id FROM pair WHERE needs_look = 1 OR journal <> '' "
                           "ORDER BY hubspot_id");
  return texts_of(read);
}

std::optional<RecordHealth> StateTables::next_failing_pair() {
  KeptStatements::Use read(
      statements_,
      "SELECT hubspot_id, google_id, state, reason, cause, attempted FROM pair "
      "WHERE state = 'failing' AND needs_look = 0 AND reason <> 'UNREADABLE' "
      "ORDER BY attempted, hubspot_id LIMIT 1");
  if (!read->step()) {
    return std::nullopt;
  }
  const auto outcome = read_outcome(*read, 2);
  if (!outcome) {
    statements_.note_damage();
    return std::nullopt;
  }
  return RecordHealth{read->text(0), read->text(1), *outcome};
}

void StateTables::visit_health(const std::function<void(const RecordHealth&)>& visit) {
  constexpr std::string_view kPairs =
      "SELECT hubspot_id, google_id, state, reason, cause, attempted, shown FROM pair "
      "WHERE shown >= 0 ORDER BY hubspot_id";
  constexpr std::string_view kHubSpot =
      "SELECT id, '', state, reason, cause, attempted, shown FROM record "
      "WHERE side = 'hubspot' AND shown >= 0 ORDER BY id";
  constexpr std::string_view kGoogle =
      "SELECT '', id, state, reason, cause, attempted, shown FROM record "
      "WHERE side = 'google' AND shown >= 0 ORDER BY id";
  for (const std::string_view sql : {kPairs, kHubSpot, kGoogle}) {
    KeptStatements::Use read(statements_, sql);
    while (read->step()) {
      auto outcome = read_outcome(*read, 2);
      const auto shown = read_shown(*read, 6);
      if (!outcome || !shown || !*shown) {
        statements_.note_damage();
        return;
      }
      if (**shown != outcome->state) {
        outcome = Outcome{.state = **shown};
      }
      visit({read->text(0), read->text(1), *outcome});
    }
  }
}

std::int64_t StateTables::start_over() {
  std::int64_t pending = 0;
  {
    KeptStatements::Use count(statements_, "SELECT COUNT(*) FROM pair WHERE shown = 0");
    pending = count->step() ? count->number(0) : 0;
  }
  for (const std::string_view sql : {"UPDATE record SET needs_look = 1, unmatched = 1",
                                     "UPDATE pair SET needs_look = 1, reconcile = 1, "
                                     "shown = CASE shown WHEN 0 THEN 3 ELSE shown END"}) {
    KeptStatements::Use update(statements_, sql);
    update->run();
  }
  return pending;
}

}  // namespace lockstep
