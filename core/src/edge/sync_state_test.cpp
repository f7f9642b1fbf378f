#include "sync_state.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <string>
#include <utility>

#include "lockstep/base/random.h"
#include "lockstep/base/timestamp.h"
#include "lockstep/core/open_states.h"

namespace lockstep {
namespace {

class SyncStateTest : public testing::Test {
 protected:
  SyncStateTest()
      : folder_(std::filesystem::temp_directory_path() /
                ("lockstep-state-" + std::to_string(::getpid()) + "-" +
                 testing::UnitTest::GetInstance()->current_test_info()->name())) {
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  [[nodiscard]] std::filesystem::path file(const std::string& name = "state.sqlite") const {
    return folder_ / name;
  }

 private:
  std::filesystem::path folder_;
};

Link link_of(const std::string& hubspot_id, const std::string& google_id) {
  Link link;
  link.hubspot_id = hubspot_id;
  link.google_id = google_id;
  link.base["firstname"] = {text_value("Ann"), text_value("Ann")};
  return link;
}

SyncState opened(const std::filesystem::path& file) {
  Result<SyncState> state = SyncState::open(file);
  EXPECT_TRUE(state) << state.error().message;
  return std::move(*state);
}

TEST_F(SyncStateTest, WhatIsSavedIsLoaded) {
  {
    SyncState state = opened(file());
    state.progress.google_sync_token = "token";
    state.progress.passes = 7;
    state.progress.google_full = true;
    state.progress.hubspot_seen = from_epoch_ms(1'772'442'000'000);
    Record& record = state.touch_record(Side::google, "people/c1");
    record.presence = Presence::gone;
    record.outcome = {RecordState::failing, Reason::storage_limit_exceeded, LimitCause::account, 3};
    state.put_body(Side::google, "people/c1", R"({"a":"ż"})");
    state.put_pair(link_of("1", "people/c1")).journal = "{}";
    state.add_intent(Side::google, "2", from_epoch_ms(5)).journal = "j";
    ConflictRecord conflict;
    conflict.field = "phone";
    conflict.google = "+1";
    state.add_conflict(conflict);
    ASSERT_TRUE(state.save(Durability::machine));
  }
  SyncState state = opened(file());
  EXPECT_EQ(state.progress.google_sync_token, "token");
  EXPECT_EQ(state.progress.passes, 7);
  EXPECT_TRUE(state.progress.google_full);
  EXPECT_EQ(to_epoch_ms(state.progress.hubspot_seen), 1'772'442'000'000);
  const Record* record = state.find_record(Side::google, "people/c1");
  ASSERT_NE(record, nullptr);
  EXPECT_EQ(state.body_of(Side::google, "people/c1"), R"({"a":"ż"})");
  EXPECT_EQ(record->presence, Presence::gone);
  EXPECT_EQ(record->outcome.cause, LimitCause::account);
  const Pair* pair = state.find_pair(Side::google, "people/c1");
  ASSERT_NE(pair, nullptr);
  EXPECT_EQ(pair->link, link_of("1", "people/c1"));
  ASSERT_EQ(state.intents().size(), 1U);
  EXPECT_EQ(state.intents().begin()->second.journal, "j");
  const std::vector<ConflictRecord> conflicts = state.conflicts();
  ASSERT_EQ(conflicts.size(), 1U);
  EXPECT_EQ(conflicts.front().base, std::nullopt);
  EXPECT_EQ(conflicts.front().google, "+1");
}

TEST_F(SyncStateTest, APairMayTakeAnIdOverFromAnother) {  // DEL-6: links are re-bound in one save.
  SyncState state = opened(file());
  state.put_pair(link_of("1", "people/c1"));
  state.put_pair(link_of("2", "people/c2"));
  ASSERT_TRUE(state.save());
  state.remove_pair("1");
  state.remove_pair("2");
  state.put_pair(link_of("1", "people/c2"));
  ASSERT_TRUE(state.save());
  EXPECT_EQ(state.find_pair(Side::google, "people/c2")->link.hubspot_id, "1");
  EXPECT_EQ(state.find_pair(Side::google, "people/c1"), nullptr);
  EXPECT_EQ(state.find_pair(Side::hubspot, "2"), nullptr);
}

TEST_F(SyncStateTest, UnsavedChangesAreForgotten) {  // ROB-1
  {
    SyncState state = opened(file());
    state.touch_record(Side::hubspot, "1");
    EXPECT_EQ(state.record_ids(Side::hubspot).size(), 1U) << "and questions see them until then";
  }
  EXPECT_TRUE(opened(file()).record_ids(Side::hubspot).empty());
}

TEST_F(SyncStateTest, QuestionsSeeWhatWasChangedInMemory) {
  SyncState state = opened(file());
  Record& record = state.touch_record(Side::hubspot, "1");
  record.match = R"({"id":"1","emails":["a@example.com"],"former_ids":["7"],"values":{}})";
  EXPECT_EQ(state.ids_with_email(Side::hubspot, "a@example.com"), std::vector<std::string>{"1"});
  EXPECT_EQ(state.ids_with_former(Side::hubspot, "7"), std::vector<std::string>{"1"});
  EXPECT_TRUE(state.ids_with_email(Side::google, "a@example.com").empty());
  EXPECT_EQ(state.unmatched(9), (std::vector<RecordKey>{{Side::hubspot, "1"}}));
  EXPECT_EQ(state.unpaired_ids(Side::hubspot), std::vector<std::string>{"1"});
  state.touch_record(Side::hubspot, "1").match =
      R"({"id":"1","emails":["b@example.com"],"former_ids":[],"values":{}})";
  state.touch_record(Side::hubspot, "1").unmatched = false;
  EXPECT_TRUE(state.ids_with_email(Side::hubspot, "a@example.com").empty());
  EXPECT_TRUE(state.ids_with_former(Side::hubspot, "7").empty());
  EXPECT_TRUE(state.unmatched(9).empty());
  state.put_pair(link_of("1", "people/c1"));
  EXPECT_TRUE(state.unpaired_ids(Side::hubspot).empty());
  EXPECT_EQ(state.waiting_pairs(), std::vector<std::string>{"1"});
}

TEST_F(SyncStateTest, TheCountsAreThoseOfWhatHealthVisits) {  // HLT-1
  SyncState state = opened(file());
  Random random(3);
  const auto any = [&](std::uint64_t bound) { return random.below(bound); };
  for (int step = 0; step < 400; ++step) {
    const std::string id = std::to_string(any(9));
    const Side side = any(2) == 0 ? Side::hubspot : Side::google;
    Record& record = state.touch_record(side, side == Side::hubspot ? id : "people/c" + id);
    record.match = any(3) == 0 ? "" : R"({"id":"x","emails":[],"values":{}})";
    record.presence = static_cast<Presence>(any(3));
    record.outcome.state = static_cast<RecordState>(any(4));
    if (const Pair* const pair = state.find_pair(Side::hubspot, id); pair == nullptr) {
      const std::string google_id = "people/c" + std::to_string(any(9));
      if (state.find_pair(Side::google, google_id) == nullptr) {
        state.put_pair(link_of(id, google_id));
      }
    } else if (any(3) == 0) {
      state.remove_pair(id);
    } else {
      Pair& touched = state.touch_pair(id);
      touched.needs_look = any(2) == 0;
      touched.outcome.state = static_cast<RecordState>(any(4));
    }
    if (any(20) == 0) {
      state.start_over();
    }
    std::map<RecordState, std::size_t> visited;
    state.visit_health([&](const RecordHealth& row) { ++visited[row.outcome.state]; });
    const StateCounts counts = state.counts();
    ASSERT_EQ(counts.in_sync, visited[RecordState::in_sync]) << step;
    ASSERT_EQ(counts.excluded, visited[RecordState::excluded]) << step;
    ASSERT_EQ(counts.failing, visited[RecordState::failing]) << step;
    ASSERT_EQ(counts.pending, visited[RecordState::pending]) << step;
  }
}

TEST_F(SyncStateTest, ASecondPassOnTheSameStateIsTurnedAway) {
  const SyncState first = opened(file());
  const Result<SyncState> second = SyncState::open(file());
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().kind, ErrorKind::unavailable);
}

/// Each table and index as it was made, without white space, in the order of their names.
std::string tables_in(const std::filesystem::path& path) {
  Result<Database> database = Database::open(path);
  EXPECT_TRUE(database);
  Statement read = database->prepare("SELECT sql FROM sqlite_schema WHERE sql <> '' ORDER BY name");
  std::string tables;
  while (read.step()) {
    tables += std::regex_replace(read.text(0), std::regex("\\s+"), "") + "\n";
  }
  return tables;
}

/// Saves a pass's work. @return How many passes the state knows of then.
std::int64_t pass_once(const std::filesystem::path& file, OpenStates& states) {
  Result<SyncState> state = SyncState::open(file, &states);
  EXPECT_TRUE(state) << state.error().message;
  const std::int64_t passes = ++state->progress.passes;
  EXPECT_TRUE(state->save());
  state->close();
  return passes;
}

TEST_F(SyncStateTest, AStateThatStaysOpenIsTheSameForTheNextPassAndOnDisk) {
  {
    OpenStates states;
    EXPECT_EQ(pass_once(file(), states), 1);
    EXPECT_EQ(pass_once(file(), states), 2);
    EXPECT_FALSE(SyncState::open(file())) << "somebody else holds it";
  }
  EXPECT_EQ(opened(file()).progress.passes, 2);
}

TEST_F(SyncStateTest, AStateThatStaysOpenIsLetGoOfWhenItsFileIsGone) {
  OpenStates states;
  pass_once(file(), states);
  for (const auto& entry : std::filesystem::directory_iterator(file().parent_path())) {
    std::filesystem::remove(entry.path());
  }
  EXPECT_EQ(pass_once(file(), states), 1);
}

TEST_F(SyncStateTest, AStateOfAPassThatWasKilledIsNotKeptOpen) {  // ROB-1
  OpenStates states;
  pass_once(file(), states);
  {
    Result<SyncState> killed = SyncState::open(file(), &states);
    killed->progress.passes = 99;
  }
  EXPECT_EQ(opened(file()).progress.passes, 1);
}

TEST_F(SyncStateTest, AFileOfTheFirstVersionIsTakenOver) {
  {
    Result<Database> database = Database::open(file());
    ASSERT_TRUE(database);
    ASSERT_TRUE(database->run(R"(
CREATE TABLE progress (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE record (
  side TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL, modified INTEGER NOT NULL,
  presence INTEGER NOT NULL, is_listed INTEGER NOT NULL, needs_look INTEGER NOT NULL,
  match TEXT NOT NULL,
  state TEXT NOT NULL, reason TEXT NOT NULL, cause TEXT NOT NULL, attempted INTEGER NOT NULL,
  PRIMARY KEY (side, id)) WITHOUT ROWID;
CREATE TABLE pair (
  hubspot_id TEXT PRIMARY KEY, google_id TEXT NOT NULL UNIQUE, link TEXT NOT NULL,
  needs_look INTEGER NOT NULL, reconcile INTEGER NOT NULL, journal TEXT NOT NULL,
  state TEXT NOT NULL, reason TEXT NOT NULL, cause TEXT NOT NULL, attempted INTEGER NOT NULL
  ) WITHOUT ROWID;
CREATE TABLE intent (
  id INTEGER PRIMARY KEY, target TEXT NOT NULL, source_id TEXT NOT NULL, journal TEXT NOT NULL,
  at INTEGER NOT NULL);
CREATE TABLE conflict (
  number INTEGER PRIMARY KEY, hubspot_id TEXT NOT NULL, google_id TEXT NOT NULL,
  field TEXT NOT NULL, base TEXT, hubspot TEXT, google TEXT, kept TEXT NOT NULL,
  rule TEXT NOT NULL, at INTEGER NOT NULL);
INSERT INTO progress VALUES ('google_sync_token', 'token');
INSERT INTO record VALUES
  ('hubspot', '1', '{"id":"1"}', 5, 0, 0, 0, '{"id":"1","emails":["a@example.com"],"values":{}}',
   'pending', '', '', 0),
  ('google', 'people/c1', '{}', 6, 0, 0, 0, '', 'pending', '', '', 0),
  ('google', 'people/c2', '{}', 6, 0, 0, 0, '{"id":"people/c2","emails":[],"values":{}}',
   'failing', 'INVALID_VALUE', '', 4);
INSERT INTO pair VALUES
  ('1', 'people/c1', '{"hubspot_id":"1","google_id":"people/c1","base":{}}', 0, 0, '', 'in_sync',
   '', '', 0);
PRAGMA user_version = 1;
)"));
  }
  SyncState state = opened(file());
  EXPECT_EQ(state.progress.google_sync_token, "token");
  EXPECT_EQ(state.body_of(Side::hubspot, "1"), R"({"id":"1"})");
  EXPECT_EQ(state.ids_with_email(Side::hubspot, "a@example.com"), std::vector<std::string>{"1"});
  EXPECT_EQ(state.find_pair(Side::google, "people/c1")->link.hubspot_id, "1");
  EXPECT_EQ(state.unmatched(9).size(), 3U);
  EXPECT_EQ(state.counts().in_sync, 1U);
  EXPECT_EQ(state.counts().failing, 1U);
  EXPECT_EQ(state.counts().pending, 0U);
  ASSERT_TRUE(state.save());
  state.close();
  static_cast<void>(opened(file("new")));
  EXPECT_EQ(tables_in(file()), tables_in(file("new")));
}

std::string content(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

TEST_F(SyncStateTest, ADamagedFileIsRefusedAndLeftAsItIs) {
  std::ofstream(file(), std::ios::binary) << std::string(8'192, 'x');
  const std::string before = content(file());
  const Result<SyncState> state = SyncState::open(file());
  ASSERT_FALSE(state);
  EXPECT_EQ(state.error().kind, ErrorKind::corrupt_state);
  EXPECT_EQ(content(file()), before);
}

TEST_F(SyncStateTest, AFileThatIsDamagedAfterItWasSealedIsRefused) {
  {
    SyncState state = opened(file());
    for (int number = 0; number < 500; ++number) {
      state.put_body(Side::hubspot, std::to_string(number), std::string(500, 'x'));
    }
    ASSERT_TRUE(state.save());
    state.close();
  }
  EXPECT_FALSE(opened(file()).body_of(Side::hubspot, "7").empty());
  std::fstream damaged(file(), std::ios::binary | std::ios::in | std::ios::out);
  damaged.seekp(static_cast<std::streamoff>(std::filesystem::file_size(file()) / 2));
  damaged << std::string(4'096, 'x');
  damaged.close();
  const std::string before = content(file());
  const Result<SyncState> state = SyncState::open(file());
  ASSERT_FALSE(state);
  EXPECT_EQ(state.error().kind, ErrorKind::corrupt_state);
  EXPECT_EQ(content(file()), before);
}

TEST_F(SyncStateTest, ACopyIsReadWithoutTouchingTheFile) {
  EXPECT_TRUE(SyncState::open_copy(file())->record_ids(Side::hubspot).empty());
  EXPECT_FALSE(std::filesystem::exists(file()));
  {
    SyncState state = opened(file());
    state.touch_record(Side::hubspot, "1");
    ASSERT_TRUE(state.save());
  }
  const std::string before = content(file());
  const std::string log_before = content(file().string() + "-wal");
  Result<SyncState> copy = SyncState::open_copy(file());
  ASSERT_TRUE(copy) << copy.error().message;
  EXPECT_EQ(copy->record_ids(Side::hubspot), std::vector<std::string>{"1"});
  copy->touch_record(Side::hubspot, "2");
  ASSERT_TRUE(copy->save(Durability::machine));
  EXPECT_EQ(content(file()), before);
  EXPECT_EQ(content(file().string() + "-wal"), log_before);
  const SyncState other = opened(file());
  const Result<SyncState> refused = SyncState::open_copy(file());
  ASSERT_FALSE(refused) << "while a pass is running";
  EXPECT_EQ(refused.error().kind, ErrorKind::unavailable);
}

TEST_F(SyncStateTest, AFileOfANewerVersionIsRefusedAndLeftAsItIs) {
  {
    Result<Database> database = Database::open(file());
    ASSERT_TRUE(database);
    ASSERT_TRUE(database->run("CREATE TABLE later (a); PRAGMA user_version = 999"));
  }
  const std::string before = content(file());
  const Result<SyncState> state = SyncState::open(file());
  ASSERT_FALSE(state);
  EXPECT_EQ(state.error().kind, ErrorKind::corrupt_state);
  EXPECT_NE(state.error().message.find("999"), std::string::npos);
  EXPECT_EQ(content(file()), before);
}

}  // namespace
}  // namespace lockstep
