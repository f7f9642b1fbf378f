/// What passes between the harness and a connector is what the published schemas say.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <set>

#include "lockstep/scenario/builtin_connector.h"
#include "lockstep/scenario/load.h"
#include "lockstep/scenario/run.h"

#include "described_runner.h"
#include "program/report_files.h"
#include "published_schema.h"

namespace lockstep::scenario {
namespace {

std::string read_text(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// The built-in engine, with a look at what it is given and what it leaves.
class Witness final : public Connector {
 public:
  [[nodiscard]] const ConnectorInfo& info() const override { return engine_->info(); }
  Result<void> start(const WorldAccess& world) override { return engine_->start(world); }
  void stop() override { engine_->stop(); }

  PassOutcome sync(const std::filesystem::path& file) override {
    const Json config = Json::parse(read_text(file));
    EXPECT_EQ(refusal_by("config", config), "") << config.dump(1);
    PassOutcome outcome = engine_->sync(file);
    for (const std::string name : {"health", "refused", "conflicts"}) {
      const std::string text =
          read_text(std::filesystem::path(config.at("state_dir")) / (name + ".json"));
      if (text.empty()) {
        continue;  // A pass that was killed before it reported.
      }
      ++reports_;
      EXPECT_EQ(refusal_by(name, Json::parse(text)), "") << text;
      EXPECT_THAT(report_mistakes(name + ".json", text), testing::IsEmpty()) << text;
    }
    return outcome;
  }

  [[nodiscard]] int reports() const noexcept { return reports_; }

 private:
  std::unique_ptr<Connector> engine_ = make_builtin_connector(Door::in_process);
  int reports_ = 0;
};

class Suite : public testing::TestWithParam<const char*> {};

TEST_P(Suite, GivesConfigurationsAndGetsReportsThatTheirSchemasAllow) {
  const auto files =
      find_scenarios({std::filesystem::path(LOCKSTEP_SCENARIO_DIR) / "suites" / GetParam()});
  ASSERT_TRUE(files);
  Witness connector;
  const auto runner = described_runner(connector);
  for (const std::filesystem::path& file : *files) {
    const auto scenario = load_scenario(file);
    ASSERT_TRUE(scenario);
    EventList events;
    runner->run(*scenario, events);
  }
  EXPECT_GT(connector.reports(), 20);
}

INSTANTIATE_TEST_SUITE_P(, Suite,
                         testing::Values("connect", "direction", "health", "mapping", "merge"));

TEST(ConnectorSchema, NamesWhatAConnectorCanClaim) {
  EXPECT_EQ(read_schema("connector")
                .at("/properties/claims/items/enum"_json_pointer)
                .get<std::set<std::string>>(),
            std::set<std::string>(std::begin(kClaims), std::end(kClaims)));
}

/// A report that is wrong, for the schema as for the preflight.
class WrongReport : public testing::TestWithParam<std::pair<const char*, const char*>> {};

TEST_P(WrongReport, IsRefusedByTheSchemaAndByThePreflight) {
  const auto& [name, text] = GetParam();
  EXPECT_NE(refusal_by(name, Json::parse(text)), "");
  EXPECT_FALSE(report_mistakes(std::string(name) + ".json", text).empty());
}

INSTANTIATE_TEST_SUITE_P(
    , WrongReport,
    testing::Values(std::pair("health", R"([])"), std::pair("health", R"({"connections": {}})"),
                    std::pair("health", R"({"connections": [{"id": "main"}]})"),
                    std::pair("health", R"({"connections": [{"id": "main", "connection_state": "ok",
            "counts": {"in_sync": -1, "excluded": 0, "failing": 0, "pending": 0}, "records": []}]})"),
                    std::pair("health", R"({"connections": [{"id": "main", "connection_state": "ok",
            "counts": {"in_sync": 1, "excluded": 0, "failing": 0, "pending": 0},
            "records": [{"hubspot_id": null, "google_id": null, "state": "in_sync"}]}]})"),
                    std::pair("refused", R"({"refused": [{"setting": "plan"}]})"),
                    std::pair("conflicts",
                              R"({"conflicts": [{"connection": "main", "hubspot_id": "1",
            "google_id": "people/c1", "field": "phone", "kept": "both"}]})")));

}  // namespace
}  // namespace lockstep::scenario
