#include "store.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "lockstep/base/timestamp.h"

namespace lockstep {
namespace {

class StoreTest : public testing::Test {
 protected:
  StoreTest()
      : folder_(std::filesystem::temp_directory_path() /
                ("lockstep-store-" + std::to_string(::getpid()) + "-" +
                 testing::UnitTest::GetInstance()->current_test_info()->name())) {
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  [[nodiscard]] std::filesystem::path file() const { return folder_ / "state.sqlite"; }

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

TEST_F(StoreTest, WhatIsSavedIsLoaded) {
  {
    Result<Store> store = Store::open(file());
    ASSERT_TRUE(store) << store.error().message;
    SyncState state = *store->load();
    state.progress.google_sync_token = "token";
    state.progress.passes = 7;
    state.progress.google_full = true;
    state.progress.hubspot_seen = from_epoch_ms(1'772'442'000'000);
    Record& record = state.touch_record(Side::google, "people/c1");
    record.body = R"({"a":"ż"})";
    record.presence = Presence::gone;
    record.outcome = {RecordState::failing, Reason::storage_limit_exceeded, LimitCause::account, 3};
    state.put_pair(link_of("1", "people/c1")).journal = "{}";
    state.add_intent(Side::google, "2", from_epoch_ms(5)).journal = "j";
    ConflictRecord conflict;
    conflict.field = "phone";
    conflict.google = "+1";
    state.add_conflict(conflict);
    ASSERT_TRUE(store->save(state, Durability::machine));
  }
  Result<Store> store = Store::open(file());
  ASSERT_TRUE(store);
  const Result<SyncState> state = store->load();
  ASSERT_TRUE(state);
  EXPECT_EQ(state->progress.google_sync_token, "token");
  EXPECT_EQ(state->progress.passes, 7);
  EXPECT_TRUE(state->progress.google_full);
  EXPECT_EQ(to_epoch_ms(state->progress.hubspot_seen), 1'772'442'000'000);
  const Record* record = state->find_record(Side::google, "people/c1");
  ASSERT_NE(record, nullptr);
  EXPECT_EQ(record->body, R"({"a":"ż"})");
  EXPECT_EQ(record->presence, Presence::gone);
  EXPECT_EQ(record->outcome.cause, LimitCause::account);
  const Pair* pair = state->find_pair(Side::google, "people/c1");
  ASSERT_NE(pair, nullptr);
  EXPECT_EQ(pair->link, link_of("1", "people/c1"));
  ASSERT_EQ(state->intents().size(), 1U);
  EXPECT_EQ(state->intents().begin()->second.journal, "j");
  ASSERT_EQ(state->conflicts().size(), 1U);
  EXPECT_EQ(state->conflicts().front().base, std::nullopt);
  EXPECT_EQ(state->conflicts().front().google, "+1");
}

TEST_F(StoreTest, APairMayTakeAnIdOverFromAnother) {  // DEL-6: links are re-bound in one save.
  Result<Store> store = Store::open(file());
  ASSERT_TRUE(store);
  SyncState state = *store->load();
  state.put_pair(link_of("1", "people/c1"));
  state.put_pair(link_of("2", "people/c2"));
  ASSERT_TRUE(store->save(state));
  state.remove_pair("1");
  state.remove_pair("2");
  state.put_pair(link_of("1", "people/c2"));
  ASSERT_TRUE(store->save(state));
  const Result<SyncState> loaded = store->load();
  ASSERT_TRUE(loaded);
  ASSERT_EQ(loaded->pairs().size(), 1U);
  EXPECT_EQ(loaded->find_pair(Side::google, "people/c2")->link.hubspot_id, "1");
}

TEST_F(StoreTest, UnsavedChangesAreForgotten) {  // ROB-1
  {
    Result<Store> store = Store::open(file());
    ASSERT_TRUE(store);
    SyncState state = *store->load();
    state.touch_record(Side::hubspot, "1").body = "{}";
  }
  Result<Store> store = Store::open(file());
  ASSERT_TRUE(store);
  EXPECT_TRUE(store->load()->records(Side::hubspot).empty());
}

TEST_F(StoreTest, ASecondPassOnTheSameStateIsTurnedAway) {
  const Result<Store> first = Store::open(file());
  ASSERT_TRUE(first);
  const Result<Store> second = Store::open(file());
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().kind, ErrorKind::unavailable);
}

std::string content(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

TEST_F(StoreTest, ADamagedFileIsRefusedAndLeftAsItIs) {
  std::ofstream(file(), std::ios::binary) << std::string(8'192, 'x');
  const std::string before = content(file());
  const Result<Store> store = Store::open(file());
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().kind, ErrorKind::corrupt_state);
  EXPECT_EQ(content(file()), before);
}

TEST_F(StoreTest, AFileOfANewerVersionIsRefusedAndLeftAsItIs) {
  {
    Result<Database> database = Database::open(file());
    ASSERT_TRUE(database);
    ASSERT_TRUE(database->run("CREATE TABLE later (a); PRAGMA user_version = 999"));
  }
  const std::string before = content(file());
  const Result<Store> store = Store::open(file());
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().kind, ErrorKind::corrupt_state);
  EXPECT_NE(store.error().message.find("999"), std::string::npos);
  EXPECT_EQ(content(file()), before);
}

}  // namespace
}  // namespace lockstep
