#include "lockstep/scenario/events.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

#include "lockstep/base/timestamp.h"

namespace lockstep::scenario {
namespace {

CheckResult a_check() {
  return {"MRG-3",
          Verdict::fail,
          "merge/a",
          2,
          *parse_timestamp("2026-03-02T09:00:00.040Z"),
          "\"firstname\" differs",
          "\"Ann\"",
          "\"Anna\"",
          {3, 7},
          1,
          {{"google.etag.field-ids", "assumed"}}};
}

Waiver a_waiver() {
  Waiver waiver;
  waiver.rule = "MRG-3";
  waiver.scenarios = {"merge/a"};
  waiver.message = "\"firstname\"";
  waiver.reason = "a reason";
  waiver.issue = "https://tracker.example/1";
  waiver.owner = "Ann";
  waiver.expires = "2027-03-31";
  waiver.most = 2;
  return waiver;
}

std::vector<Event> one_of_each() {
  RunFinished finished;
  finished.exit_code = 1;
  finished.obstacles = {"MRG-3 does not hold"};
  finished.rules = roll_up({a_check()});
  finished.verdicts.add(Verdict::fail);
  finished.scenario_verdicts.add(Verdict::fail);
  return {RunStarted{kEventSchema,
                     "0.1.0",
                     1,
                     "lockstep",
                     "0.1.0",
                     "Lockstep",
                     {"two_way"},
                     "http",
                     7,
                     1,
                     false,
                     "1a",
                     "2b",
                     "3c",
                     "2026-11-28",
                     {"merge/*"}},
          ConfigMistakeFound{{"connector.json:4", "a mistake", "a hint"}},
          ScenarioStarted{"merge/a", "A title", {"MRG-3"}, {"S7"}, "suites/merge/a.jsonc"},
          EvidenceBegun{"merge/a", 12, true, true},
          ExchangeSeen{"merge/a", 3, R"({"sequence":3,"operation":"people.get"})"},
          RecordSeen{"merge/a", 3, "google", "main", "people/c1", R"({"folder":"trash"})"},
          RecordSeen{"merge/a", 4, "hubspot", "", "7", "null"},
          PassSeen{"merge/a", 2, 3, 17, "done"},
          BaseSeen{"merge/a", 2, {"c", "7", "people/c1", {{"email", "a@x.com", std::nullopt}}}},
          PassEnded{"merge/a", 2, "hung", "no end within 60 s", "words", true},
          CrashLived{{"merge/a", 7, "people.get", "committed", "diverged", "a record"}},
          CheckMade{a_check()},
          ScenarioFinished{"merge/a", Verdict::fail, 1, 9, 180, "4d"},
          WaiverJudged{{a_waiver(), 1, {{"over-broad", "a mistake"}}}},
          finished};
}

TEST(Events, EveryEventIsReadBackAsItWasWritten) {
  for (const Event& event : one_of_each()) {
    const std::string line = to_json_line(event);
    const Result<Event> read = parse_event(line);
    ASSERT_TRUE(read) << line << '\n' << read.error().message;
    EXPECT_EQ(read->index(), event.index());
    EXPECT_EQ(to_json_line(*read), line);
  }
}

TEST(Events, ALineIsAnObjectWhoseFirstKeyIsEvent) {
  for (const Event& event : one_of_each()) {
    const std::string line = to_json_line(event);
    EXPECT_THAT(line, testing::StartsWith(R"({"event":")"));
    EXPECT_THAT(line, testing::Not(testing::HasSubstr("\n")));
  }
}

TEST(Events, ACheckCarriesTheKindOfItsRule) {
  EXPECT_THAT(to_json_line(CheckMade{a_check()}), testing::HasSubstr(R"("kind":"MUST")"));
}

TEST(Events, TextOfAForeignProgramThatIsNotUtf8IsReplaced) {
  CheckResult check = a_check();
  check.actual = "\xff\"\n";
  const Result<Event> read = parse_event(to_json_line(CheckMade{check}));
  ASSERT_TRUE(read);
  EXPECT_EQ(std::get<CheckMade>(*read).check.actual, "\xEF\xBF\xBD\"\n");
}

class BrokenLine : public testing::TestWithParam<const char*> {};

TEST_P(BrokenLine, IsAnErrorAndNeverACrash) {
  const Result<Event> read = parse_event(GetParam());
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().kind, ErrorKind::invalid_input);
}

INSTANTIATE_TEST_SUITE_P(
    , BrokenLine,
    testing::Values("", "[]", "{}", R"({"event":"check"})", R"({"event":5})",
                    R"({"event":"nothing"})",
                    R"({"event":"record","scenario":"a","sequence":1,"side":"google",)"
                    R"("account":"main","id":"people/c1","state":[]})",
                    R"({"event":"base","scenario":"a","pass":1,"connection":"c","hubspot_id":"1",)"
                    R"("google_id":"","fields":[{"field":"email","hubspot":1,"google":null}]})",
                    "{\"event\":\"che",
                    R"({"event":"scenario_finished","scenario":"a","verdict":"passed","checks":1,)"
                    R"("exchanges":1,"virtual_ms":1,"journal_sha256":""})",
                    R"({"event":"waiver","rule":"MRG-3","scenarios":["a"],"message":"m",)"
                    R"("reason":"r","issue":"i","owner":"o","expires":"e","most":1,"covered":1,)"
                    R"("mistakes":["stale"]})"));

TEST(Events, TheSinkWritesOneLineAnEvent) {
  std::ostringstream out;
  JsonLinesSink sink(out);
  for (const Event& event : one_of_each()) {
    sink.write(event);
  }
  const std::string text = out.str();
  EXPECT_EQ(std::ranges::count(text, '\n'), static_cast<std::ptrdiff_t>(one_of_each().size()));
  EXPECT_EQ(text.back(), '\n');
}

}  // namespace
}  // namespace lockstep::scenario
