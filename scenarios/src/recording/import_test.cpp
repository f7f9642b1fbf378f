/// What other programs have kept becomes a recording, or is refused with a reason.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <zip.h>

#include <fstream>

#include "lockstep/base/timestamp.h"
#include "lockstep/scenario/import_recording.h"
#include "lockstep/scenario/temporary_folder.h"
#include "lockstep/sim/har.h"
#include "lockstep/sim/in_process_transport.h"
#include "lockstep/sim/world.h"

#include "described_answer.h"
#include "json.h"

namespace lockstep::scenario {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Json entry(const std::string& url, const std::string& second = "01") {
  return {{"startedDateTime", "2026-03-02T09:00:" + second + ".000+00:00"},
          {"request",
           {{"method", "GET"},
            {"url", url},
            {"headers", {{{"name", "Accept"}, {"value", "application/json"}}}}}},
          {"response",
           {{"status", 200},
            {"headers", {{{"name", "Content-Type"}, {"value", "application/json"}}}},
            {"content", {{"size", 2}, {"text", "{}"}}}}}};
}

std::string har(const Json& entries) {
  return Json{{"log", {{"version", "1.2"}, {"entries", entries}}}}.dump();
}

Result<Recording> imported(const Json& entries, const ImportOptions& options = {}) {
  return import_har(har(entries), "c.har", options);
}

constexpr const char* kPerson = "https://people.googleapis.com/v1/people/c1?personFields=names";

TEST(ImportHar, TakesEntriesInTheOrderOfTheirTimes) {
  const auto recording = imported(
      Json::array({entry("https://api.hubapi.com/crm/v3/objects/contacts?limit=1#top", "09"),
                   entry(kPerson, "03")}));
  ASSERT_TRUE(recording) << recording.error().message;
  ASSERT_EQ(recording->exchanges.size(), 2U);
  const RecordedExchange& first = recording->exchanges[0];
  EXPECT_EQ(first.service, sim::Service::google);
  EXPECT_EQ(format_timestamp(first.at), "2026-03-02T09:00:03.000Z");
  EXPECT_EQ(first.request.path, "/v1/people/c1");
  EXPECT_EQ(first.request.query, (Query{{"personFields", "names"}}));
  EXPECT_EQ(first.response->body, "{}");
  EXPECT_EQ(recording->exchanges[1].service, sim::Service::hubspot);
  EXPECT_EQ(recording->exchanges[1].request.query, (Query{{"limit", "1"}}));
}

TEST(ImportHar, CountsWhatItLeavesOut) {
  Json untimed = entry(kPerson);
  untimed.erase("startedDateTime");
  Json tunnel = entry(kPerson);
  tunnel["request"]["method"] = "CONNECT";
  const auto recording = imported(
      Json::array({entry("https://example.com/a"), entry("https://user:password@example.com/b"),
                   entry("data:text/plain,x"), untimed, tunnel}));
  ASSERT_TRUE(recording);
  EXPECT_THAT(recording->exchanges, IsEmpty());
  EXPECT_THAT(
      recording->left_out,
      ElementsAre("2 entries without a URL of http", "1 entry without a time",
                  "1 request to another host", "1 request with a method that neither API has"));
}

TEST(ImportHar, KnowsFakesByTheirUrl) {
  const ImportOptions options{"http://127.0.0.1:8080", "http://127.0.0.1:8081"};
  const auto recording =
      imported(Json::array({entry("http://127.0.0.1:8081/v1/otherContacts", "01"),
                            entry("http://127.0.0.1:8080/crm/v3/lists", "02"),
                            entry("http://127.0.0.1:8082/v1/otherContacts", "03")}),
               options);
  ASSERT_TRUE(recording);
  ASSERT_EQ(recording->exchanges.size(), 2U);
  EXPECT_EQ(recording->exchanges[0].service, sim::Service::google);
  EXPECT_EQ(recording->exchanges[1].service, sim::Service::hubspot);
}

/// An entry that differs from a plain one in one thing, and what becomes of it.
struct OddEntry {
  const char* name;
  const char* pointer;
  const char* value;  ///< JSON.
  void (*expect)(const RecordedExchange&);
};

void PrintTo(const OddEntry& odd, std::ostream* out) { *out << odd.name; }

class OddEntries : public testing::TestWithParam<OddEntry> {};

TEST_P(OddEntries, AreReadForWhatTheyAre) {
  Json one = entry(kPerson);
  one[Json::json_pointer(GetParam().pointer)] = Json::parse(GetParam().value);
  const auto recording = imported(Json::array({one}));
  ASSERT_TRUE(recording) << recording.error().message;
  ASSERT_EQ(recording->exchanges.size(), 1U);
  GetParam().expect(recording->exchanges[0]);
}

// clang-format off
INSTANTIATE_TEST_SUITE_P(, OddEntries, testing::Values(
    OddEntry{"base64", "/response/content", R"({"size":5,"text":"aGVsbG8=","encoding":"base64"})",
             [](const RecordedExchange& one) { EXPECT_EQ(one.response->body, "hello"); EXPECT_TRUE(one.body_kept); }},
    OddEntry{"no base64", "/response/content", R"({"size":5,"text":"%%%","encoding":"base64"})",
             [](const RecordedExchange& one) { EXPECT_EQ(one.response->body, ""); EXPECT_FALSE(one.body_kept); }},
    OddEntry{"missing body", "/response/content", R"({"size":5})",
             [](const RecordedExchange& one) { EXPECT_FALSE(one.body_kept); }},
    OddEntry{"no content at all", "/response/content", "null",
             [](const RecordedExchange& one) { EXPECT_FALSE(one.body_kept); }},
    OddEntry{"empty body", "/response/content", R"({"size":0})",
             [](const RecordedExchange& one) { EXPECT_TRUE(one.body_kept); }},
    OddEntry{"broken connection", "/response/status", "0",
             [](const RecordedExchange& one) { EXPECT_FALSE(one.response); }},
    OddEntry{"no response", "/response", "null",
             [](const RecordedExchange& one) { EXPECT_FALSE(one.response); }},
    OddEntry{"pseudo-headers", "/request/headers",
             R"([{"name":":method","value":"GET"},{"name":"X-A","value":"1"},{"name":"x-a","value":"2"},{"name":"Host","value":"h"}])",
             [](const RecordedExchange& one) { EXPECT_EQ(one.request.headers, (Headers{{"x-a", "1, 2"}})); }},
    OddEntry{"encoded answer", "/response/headers", R"([{"name":"content-encoding","value":"gzip"}])",
             [](const RecordedExchange& one) { EXPECT_TRUE(one.response->headers.empty()); }},
    OddEntry{"form", "/request/postData", R"({"params":[{"name":"a","value":"b c"},{"name":"d","value":"&"}]})",
             [](const RecordedExchange& one) { EXPECT_EQ(one.request.body, "a=b%20c&d=%26"); }},
    OddEntry{"members of a browser", "/_initiator", R"({"stack":[{"deep":[[[]]]}]})",
             [](const RecordedExchange& one) { EXPECT_EQ(one.response->body, "{}"); }},
    OddEntry{"a member of a browser inside", "/request/_x", R"("x")",
             [](const RecordedExchange& one) { EXPECT_EQ(one.request.path, "/v1/people/c1"); }},
    OddEntry{"headers that are none", "/request/headers", R"({"a":1})",
             [](const RecordedExchange& one) { EXPECT_TRUE(one.request.headers.empty()); }}));
// clang-format on

std::string deep(std::size_t levels) { return std::string(levels, '[') + std::string(levels, ']'); }

struct BadImport {
  const char* name;
  std::string text;
  const char* source;
  const char* message;
};

void PrintTo(const BadImport& bad, std::ostream* out) { *out << bad.name; }

class BadImports : public testing::TestWithParam<BadImport> {
 protected:
  static Result<Recording> import_text(const std::string& text) {
    const auto folder = TemporaryFolder::make();
    std::ofstream(folder->path() / "c.har", std::ios::binary) << text;
    auto recording = import_file(folder->path() / "c.har");
    return recording;
  }
};

TEST_P(BadImports, AreRefusedWithTheLineAndTheReason) {
  const auto recording = import_text(GetParam().text);
  ASSERT_FALSE(recording);
  EXPECT_EQ(recording.error().kind, ErrorKind::invalid_input);
  EXPECT_THAT(recording.error().source, testing::EndsWith(GetParam().source));
  EXPECT_THAT(recording.error().message, HasSubstr(GetParam().message));
}

std::string zip_of(const std::vector<std::pair<std::string, std::string>>& files) {
  zip_error_t error;
  zip_source_t* const source = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_source_keep(source);
  zip_t* const archive = zip_open_from_source(source, ZIP_TRUNCATE, &error);
  for (const auto& [name, content] : files) {
    zip_file_add(archive, name.c_str(),
                 zip_source_buffer(archive, content.data(), content.size(), 0), 0);
  }
  zip_close(archive);
  zip_source_open(source);
  std::string bytes;
  std::string piece(1 << 16, '\0');
  for (zip_int64_t read = 1; read > 0; bytes.append(piece, 0, static_cast<std::size_t>(read))) {
    read = zip_source_read(source, piece.data(), piece.size());
  }
  zip_source_free(source);
  return bytes;
}

const std::string kGood = har(Json::array({entry(kPerson)}));

// clang-format off
INSTANTIATE_TEST_SUITE_P(, BadImports, testing::Values(
    BadImport{"empty", "", ".har:1", "cut off"},
    BadImport{"cut off", kGood.substr(0, kGood.size() - 9), ".har:1", "cut off after"},
    BadImport{"cut off in a later line", "{\n\"log\":\n{\"entries\":[", ".har:3", "cut off after"},
    BadImport{"a name twice", R"({"log":{"entries":[{"request":1,"request":2}]}})", ".har:1", "a name stands twice"},
    BadImport{"a name twice outside", R"({"log":{},"log":{"entries":[]}})", ".har:1", "a name stands twice"},
    BadImport{"no UTF-8", R"({"log":{"entries":["a)" "\xff" R"("]}})", ".har:1", "not UTF-8"},
    BadImport{"too deep", R"({"log":{"entries":[{"request":)" + deep(80) + "}]}}", ".har:1", "64 levels deep"},
    BadImport{"far too deep", deep(1'000'000), ".har:1", "64 levels deep"},
    BadImport{"too deep where nobody looks", R"({"log":{"entries":[{"_x":)" + deep(80) + "}]}}", ".har:1", "64 levels deep"},
    BadImport{"other JSON", R"({"entries":[]})", ".har", "log.entries"},
    BadImport{"a list", "[]", ".har", "log.entries"},
    BadImport{"a page", "<html>", ".har:1", "not JSON"},
    BadImport{"a recording", R"({"event":"recording","format":"lockstep-recording"})" "\n", ".har", "needs no import"},
    BadImport{"two files in a zip", zip_of({{"a.har", kGood}, {"b.har", kGood}}), ".har", "another number of files"},
    BadImport{"no whole zip", zip_of({{"a.har", kGood}}).substr(0, 60), ".har", "not a whole zip"},
    BadImport{"a zip bomb", zip_of({{"a.har", std::string(20'000'000, ' ')}}), ".har", "larger than it may be"},
    BadImport{"a zip in a zip", zip_of({{"a.har", zip_of({{"b.har", kGood}})}}), ".har:1", "not"},
    BadImport{"a journal with a stranger's line", "{\"sequence\":1,\"source\":\"user\"}\n{\"a\":1}\n", ".har:2", "not an entry of a journal"},
    BadImport{"a journal without a time", "{\"sequence\":1,\"source\":\"google\"}\n", ".har:1", "\"at\""}));
// clang-format on

TEST_F(BadImports, OfMoreThanTheBoundAreRefusedUnread) {
  const auto recording = import_text(std::string(kImportBytesMax + 1, ' '));
  ASSERT_FALSE(recording);
  EXPECT_THAT(recording.error().message, HasSubstr("larger than 128 MiB"));
}

TEST(ImportFile, ReadsAZippedHarAndOneWithAByteOrderMark) {
  const auto folder = TemporaryFolder::make();
  ASSERT_TRUE(folder);
  std::ofstream(folder->path() / "a.zip", std::ios::binary) << zip_of({{"a.har", kGood}});
  std::ofstream(folder->path() / "b.har", std::ios::binary) << "\xEF\xBB\xBF" << kGood;
  for (const char* const name : {"a.zip", "b.har"}) {
    const auto recording = import_file(folder->path() / name);
    ASSERT_TRUE(recording) << name << ": " << recording.error().message;
    EXPECT_EQ(recording->exchanges.size(), 1U) << name;
    EXPECT_EQ(recording->made_from, "har");
  }
}

/// A world in which a connector asked both services, and a user did something in between.
class FromAWorld : public testing::Test {
 protected:
  FromAWorld() {
    const std::string account = world_.google().add_account("ann@example.com");
    const std::string google = world_.google().grant(account).access_token;
    const std::string hubspot = world_.hubspot().grant().access_token;
    ask(sim::Service::hubspot, {Method::get, "/crm/v3/objects/contacts", {{"limit", "1"}}, {}, {}},
        hubspot);
    world_.note_user_action("edit google contact", Json::object());
    ask(sim::Service::google,
        {Method::get, "/v1/people/me/connections", {{"personFields", "names"}}, {}, {}}, google);
  }

  void ask(sim::Service service, Request request, const std::string& token) {
    request.headers["Authorization"] = "Bearer " + token;
    world_.endpoint(service).exchange(request);
  }

  void expect_both(const Recording& recording) const {
    ASSERT_EQ(recording.exchanges.size(), 2U);
    EXPECT_EQ(recording.exchanges[0].service, sim::Service::hubspot);
    EXPECT_EQ(recording.exchanges[1].request.path, "/v1/people/me/connections");
    for (const RecordedExchange& one : recording.exchanges) {
      ASSERT_TRUE(one.response);
      EXPECT_EQ(one.response->status, 200) << one.response->body;
      EXPECT_EQ(one.request.headers.at("authorization"), "Bearer ***");
    }
  }

  sim::World world_{sim::described()};
};

TEST_F(FromAWorld, TheJournalIsReadWithoutWhatUsersDid) {
  const auto recording = import_journal(world_.journal().to_json_lines(), "j.jsonl");
  ASSERT_TRUE(recording) << recording.error().message;
  expect_both(*recording);
  EXPECT_THAT(recording->left_out, ElementsAre("1 action of a user, wait or webhook"));
}

TEST_F(FromAWorld, ItsHarIsReadToo) {
  const auto recording = import_har(to_har(world_.journal()), "j.har");
  ASSERT_TRUE(recording) << recording.error().message;
  expect_both(*recording);
  EXPECT_THAT(recording->left_out, IsEmpty());
}

TEST_F(FromAWorld, TheEndOfAJournalIsReadAndWhatIsTornIsSaid) {
  std::string journal = world_.journal().to_json_lines(1);
  journal.resize(journal.size() - 10);
  const auto recording = import_journal(journal, "j.jsonl");
  ASSERT_TRUE(recording) << recording.error().message;
  EXPECT_THAT(recording->exchanges, IsEmpty());
  EXPECT_THAT(recording->left_out,
              ElementsAre(HasSubstr("before number 2"), HasSubstr("1 action of a user"),
                          HasSubstr("line 2, which is torn")));
}

}  // namespace
}  // namespace lockstep::scenario
