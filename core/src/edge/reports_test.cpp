#include "reports.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include <fstream>

namespace lockstep {
namespace {

class ReportsTest : public testing::Test {
 protected:
  ReportsTest()
      : folder(std::filesystem::temp_directory_path() /
               ("lockstep-reports-" + std::to_string(::getpid()))),
        state(opened(folder)) {}
  void TearDown() override { std::filesystem::remove_all(folder); }

  [[nodiscard]] nlohmann::json read(const char* name) const {
    return nlohmann::json::parse(std::ifstream(folder / name));
  }

  static SyncState opened(const std::filesystem::path& in) {
    std::filesystem::create_directories(in);
    return std::move(*SyncState::open(in / "state.sqlite"));
  }

  [[nodiscard]] std::size_t visited() {
    std::size_t count = 0;
    state.visit_health([&](const RecordHealth&) { ++count; });
    return count;
  }

  void add_record(Side side, const std::string& id, Outcome outcome,
                  Presence presence = Presence::live) {
    Record& record = state.touch_record(side, id);
    record.match = R"({"id":"x","emails":[],"values":{}})";
    record.outcome = outcome;
    record.presence = presence;
  }

  void add_pair(const std::string& hubspot_id, const std::string& google_id, Outcome outcome,
                bool needs_look = false) {
    Link link;
    link.hubspot_id = hubspot_id;
    link.google_id = google_id;
    Pair& pair = state.put_pair(link);
    pair.outcome = outcome;
    pair.needs_look = needs_look;
  }

  std::filesystem::path folder;
  SyncState state;
};

constexpr Outcome kInSync{.state = RecordState::in_sync};
constexpr Outcome kDeleted{.state = RecordState::excluded, .reason = Reason::counterpart_deleted};

TEST_F(ReportsTest, EveryRecordIsCountedOnce) {  // HLT-1
  add_record(Side::hubspot, "1", {});
  add_record(Side::google, "people/c1", {});
  add_pair("1", "people/c1", kInSync);
  add_record(Side::hubspot, "2", {}, Presence::gone);
  add_record(Side::google, "people/c2", {});
  add_pair("2", "people/c2", kDeleted);
  add_record(Side::hubspot, "3", {}, Presence::gone);
  add_record(Side::google, "people/c3", {}, Presence::gone);
  add_pair("3", "people/c3", kDeleted);  // Exists nowhere any more.
  add_record(Side::google, "people/c4",
             {.state = RecordState::failing,
              .reason = Reason::storage_limit_exceeded,
              .cause = LimitCause::account});
  EXPECT_EQ(visited(), 3U);
  const StateCounts counts = state.counts();
  EXPECT_EQ(counts.in_sync, 1U);
  EXPECT_EQ(counts.excluded, 1U);
  EXPECT_EQ(counts.failing, 1U);
  EXPECT_EQ(counts.pending, 0U);
}

TEST_F(ReportsTest, APairThatWaitsForAWriteIsNotInSync) {  // HLT-4
  add_record(Side::hubspot, "1", {});
  add_record(Side::google, "people/c1", {});
  add_pair("1", "people/c1", kInSync, /*needs_look=*/true);
  EXPECT_EQ(state.counts().pending, 1U);
}

TEST_F(ReportsTest, AStorageLimitNamesItsCauseAndTheThreeRemedies) {  // LIM-6
  add_record(Side::hubspot, "1",
             {.state = RecordState::failing,
              .reason = Reason::storage_limit_exceeded,
              .cause = LimitCause::contact});
  ASSERT_TRUE(write_reports(folder, {{.id = "main",
                                      .state = ConnectionState::paused,
                                      .pause_reason = PauseReason::permission,
                                      .refused = {{"custom_mappings[0]", "MAP-2"_rule, "No."}},
                                      .sync = &state}}));
  const nlohmann::json connection = read("health.json")["connections"][0];
  EXPECT_EQ(connection["connection_state"], "paused");
  EXPECT_EQ(connection["reason"], "PERMISSION");
  const nlohmann::json& record = connection["records"][0];
  EXPECT_EQ(record["reason"], "STORAGE_LIMIT_EXCEEDED");
  EXPECT_EQ(record["cause"], "contact");
  EXPECT_EQ(record["message"], "Storage limit exceeded");
  EXPECT_EQ(record["remedies"].size(), 3U);
  EXPECT_EQ(record["google_id"], nullptr);
  EXPECT_EQ(read("refused.json")["refused"][0]["rule"], "MAP-2");
  EXPECT_TRUE(read("conflicts.json")["conflicts"].empty());
}

}  // namespace
}  // namespace lockstep
