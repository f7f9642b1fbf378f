/// What a recording keeps on its way to a file and back, and what is left of a torn one.

#include "lockstep/scenario/recording_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <sstream>

#include "lockstep/base/random.h"
#include "lockstep/scenario/temporary_folder.h"

#include "published_schema.h"

namespace lockstep::scenario {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

RecordedExchange exchange(int number, std::string body) {
  return {Instant(Duration(1'772'442'000'000 + number)),
          sim::Service::hubspot,
          {Method::post,
           "/crm/v3/objects/contacts/a%2Fb",
           {{"limit", "10"}, {"q", "a b&c"}},
           {{"content-type", "application/json"}},
           std::move(body)},
          Response{200, {{"retry-after", "1"}}, R"({"id":"1","name":"Zoë"})"}};
}

/// Each kind of line, and every way in which an exchange can lack something.
Recording every_line() {
  Recording recording{.made_from = "proxy", .exchanges = {}, .pass_begins = {0, 2}, .left_out = {}};
  recording.exchanges = {exchange(0, "{}"), exchange(5, "\xff\xfe no text"), exchange(5, ""),
                         exchange(9, "x\n\"y\"")};
  recording.exchanges[1].service = sim::Service::google;
  recording.exchanges[2].response.reset();
  recording.exchanges[3].body_kept = false;
  recording.left_out = {"3 requests to other hosts"};
  recording.redaction = RedactionNote{"0123456789abcdef", {"city"}};
  return recording;
}

void expect_same(const RecordedExchange& left, const RecordedExchange& right) {
  EXPECT_EQ(left.at, right.at);
  EXPECT_EQ(left.service, right.service);
  EXPECT_EQ(left.request, right.request);
  EXPECT_EQ(left.response, right.response);
  EXPECT_EQ(left.body_kept, right.body_kept);
}

TEST(RecordingFile, ComesBackAsItWasWritten) {
  const Recording written = every_line();
  const auto read = parse_recording(to_json_lines(written), "r.jsonl");
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->made_from, written.made_from);
  EXPECT_EQ(read->pass_begins, written.pass_begins);
  EXPECT_EQ(read->left_out, written.left_out);
  EXPECT_EQ(read->redaction, written.redaction);
  ASSERT_EQ(read->exchanges.size(), written.exchanges.size());
  for (std::size_t at = 0; at < written.exchanges.size(); ++at) {
    expect_same(read->exchanges[at], written.exchanges[at]);
  }
}

TEST(RecordingFile, KeepsThePublishedSchema) {
  std::istringstream lines(to_json_lines(every_line()));
  int count = 0;
  for (std::string line; std::getline(lines, line); ++count) {
    EXPECT_EQ(refusal_by("recording", Json::parse(line)), "") << line;
  }
  EXPECT_EQ(count, 8);
  EXPECT_NE(refusal_by("recording", Json::parse(R"({"event":"exchange"})")), "");
}

TEST(RecordingFile, TornAtAnyByteReadsUpToItsLastWholeLine) {
  const std::string text = to_json_lines(every_line());
  Random random(2026);
  for (int cut = 0; cut < 200; ++cut) {
    const std::size_t size = 1 + random.below(text.size());
    const std::string torn = text.substr(0, size);
    const auto read = parse_recording(torn, "r.jsonl");
    ASSERT_TRUE(read) << "at " << size << ": " << read.error().message;
    // A line that lacks its line feed alone is whole.
    const std::string whole = text.substr(0, torn.rfind('\n') + 1);
    const std::string last = torn.substr(whole.size());
    const bool is_whole = !last.empty() && text[size] == '\n';
    const std::string lines = is_whole ? torn : whole;
    std::size_t exchanges = 0;
    for (std::size_t at = lines.find(R"("event":"exchange")"); at != std::string::npos;
         at = lines.find(R"("event":"exchange")", at + 1)) {
      ++exchanges;
    }
    EXPECT_EQ(read->exchanges.size(), exchanges) << "at " << size;
    if (!last.empty() && !is_whole) {
      ASSERT_FALSE(read->left_out.empty()) << "at " << size;
      EXPECT_THAT(read->left_out.back(),
                  HasSubstr("torn after " + std::to_string(last.size()) + " bytes"));
    }
  }
}

TEST(RecordingFile, ThatIsOutOfOrderIsPutIntoIt) {
  Recording recording{.made_from = "proxy", .exchanges = {}, .pass_begins = {0, 2}, .left_out = {}};
  recording.exchanges = {exchange(3, "c"), exchange(1, "a"), exchange(9, "e"), exchange(7, "d")};
  const auto read = parse_recording(to_json_lines(recording), "r.jsonl");
  ASSERT_TRUE(read);
  std::string bodies;
  for (const RecordedExchange& one : read->exchanges) {
    bodies += one.request.body;
  }
  EXPECT_EQ(bodies, "acde");
  EXPECT_THAT(read->pass_begins, ElementsAre(0, 2));
}

struct BadRecording {
  const char* text;
  const char* source;
  const char* message;
};

class BadRecordings : public testing::TestWithParam<BadRecording> {};

constexpr const char* kHeader =
    R"({"event":"recording","format":"lockstep-recording","schema":1,"made_from":"har","redaction":null})";

TEST_P(BadRecordings, AreRefusedWithTheLineAndTheReason) {
  std::string text = GetParam().text;
  if (const std::size_t mark = text.find('$'); mark != std::string::npos) {
    text.replace(mark, 1, kHeader);
  }
  const auto read = parse_recording(text, "r.jsonl");
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().source, GetParam().source);
  EXPECT_THAT(read.error().message, HasSubstr(GetParam().message));
}

INSTANTIATE_TEST_SUITE_P(
    , BadRecordings,
    testing::Values(
        BadRecording{"", "r.jsonl", "an empty file"},
        BadRecording{"{\"log\":{}}\n", "r.jsonl:1", "lockstep import"},
        BadRecording{"{\"format\":\"lockstep-recording\",\"schema\":2}\n", "r.jsonl:1",
                     "another schema than 1"},
        BadRecording{"hello", "r.jsonl:1", "not JSON"},
        BadRecording{"$\n{\"event\":\"exch\n$\n", "r.jsonl:2", "cut off"},
        BadRecording{"$\n{\"event\":\"dance\"}\n", "r.jsonl:2", "not a line of a recording"},
        BadRecording{"$\n{\"event\":\"pass\",\"event\":\"pass\"}\n", "r.jsonl:2",
                     "a name stands twice"},
        BadRecording{"$\n{\"event\":\"exchange\",\"at\":\"noon\",\"service\":\"google\"}\n",
                     "r.jsonl:2", "\"at\""},
        BadRecording{"$\n{\"event\":\"exchange\",\"at\":\"2026-03-02T09:00:00Z\",\"service\":"
                     "\"google\",\"request\":{\"method\":\"BREW\"}}\n",
                     "r.jsonl:2", "\"method\""},
        BadRecording{"$\n{\"event\":\"exchange\",\"at\":\"2026-03-02T09:00:00Z\",\"service\":"
                     "\"google\",\"request\":{\"method\":\"GET\",\"target\":\"/a\"},"
                     "\"response\":{\"status\":7}}\n",
                     "r.jsonl:2", "\"status\""}));

TEST(RecordingWriter, LeavesAWholeRecordingWhateverComesNext) {
  const auto folder = TemporaryFolder::make();
  ASSERT_TRUE(folder);
  const std::filesystem::path file = folder->path() / "r.jsonl";
  const Recording all = every_line();
  const auto writer = RecordingWriter::create(file, all);
  ASSERT_TRUE(writer) << writer.error().message;
  ASSERT_TRUE((*writer)->begin_pass());
  ASSERT_TRUE((*writer)->write(all.exchanges[0]));
  const auto read = read_recording(file);  // The writer is still at work.
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->exchanges.size(), 1U);
  EXPECT_THAT(read->pass_begins, ElementsAre(0));
  EXPECT_EQ(std::filesystem::status(file).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST(RecordingWriter, WritesOverNothing) {
  const auto folder = TemporaryFolder::make();
  ASSERT_TRUE(folder);
  const std::filesystem::path file = folder->path() / "r.jsonl";
  ASSERT_TRUE(RecordingWriter::create(file, every_line()));
  const auto again = RecordingWriter::create(file, every_line());
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().kind, ErrorKind::invalid_input);
}

}  // namespace
}  // namespace lockstep::scenario
