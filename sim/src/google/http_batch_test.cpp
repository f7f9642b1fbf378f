// POST /batch: many calls in one request, each for itself (G11).

#include <gmock/gmock.h>

#include <algorithm>
#include <iterator>

#include "lockstep/sim/journal.h"
#include "lockstep/sim/world.h"

#include "google/google_test_client.h"

namespace lockstep::sim::google {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

struct Part {
  std::string content_id;
  std::string text;  ///< Of the call in it.
};

std::string batch_body(const std::vector<Part>& parts, const std::string& line_end = "\r\n") {
  std::string body;
  for (const Part& part : parts) {
    body += "--b" + line_end + "Content-Type: application/http" + line_end;
    body += part.content_id.empty() ? "" : "Content-ID: " + part.content_id + line_end;
    body += line_end + part.text + line_end;
  }
  return body + "--b--" + line_end;
}

class HttpBatch : public testing::Test {
 protected:
  [[nodiscard]] Request request(std::string body) const {
    return {Method::post,
            "/batch",
            {},
            {{"Content-Type", "multipart/mixed; boundary=\"b\""},
             {"Authorization", "Bearer " + client.grant.access_token}},
            std::move(body)};
  }

  TestAnswer send(const std::vector<Part>& parts) {
    return TestClient::answer_of(client.google.handle(request(batch_body(parts))));
  }

  /// The parts of an answer, without the boundaries around them.
  static std::vector<std::string> parts_of(const TestAnswer& answer) {
    const std::string& type = answer.headers.at("Content-Type");
    EXPECT_THAT(type, StartsWith("multipart/mixed; boundary="));
    const std::string delimiter = "--" + type.substr(type.find('=') + 1);
    EXPECT_THAT(answer.text, StartsWith(delimiter + "\r\n"));
    EXPECT_TRUE(answer.text.ends_with("\r\n" + delimiter + "--\r\n"));
    std::vector<std::string> parts;
    std::size_t at = delimiter.size() + 2;
    for (std::size_t end = answer.text.find(delimiter, at); end != std::string::npos;
         end = answer.text.find(delimiter, at)) {
      parts.push_back(answer.text.substr(at, end - at - 2));
      at = end + delimiter.size() + 2;
    }
    return parts;
  }

  static std::string status_line(const std::string& part) {
    const std::size_t start = part.find("HTTP/1.1");
    return part.substr(start, part.find("\r\n", start) - start);
  }

  TestClient client;
};

TEST_F(HttpBatch, AnswersEachCallInOrderUnderItsIdG11) {
  const std::string ann = client.add("Ann");
  const TestAnswer answer = send({{"<a + 1>", "GET /v1/" + ann + "?personFields=names HTTP/1.1"},
                                  {"second", "GET /v1/people/c9?personFields=names"},
                                  {"", "GET /v1/people/c9"}});
  EXPECT_EQ(answer.status, 200);
  const std::vector<std::string> parts = parts_of(answer);
  ASSERT_EQ(parts.size(), 3U);
  EXPECT_THAT(parts[0], StartsWith("Content-Type: application/http\r\n"
                                   "Content-ID: <response-a + 1>\r\n\r\nHTTP/1.1 200 OK\r\n"));
  EXPECT_THAT(parts[0], HasSubstr("\"givenName\": \"Ann\""));
  EXPECT_THAT(parts[1], HasSubstr("Content-ID: response-second\r\n"));
  EXPECT_EQ(status_line(parts[1]), "HTTP/1.1 404 Not Found");
  EXPECT_THAT(parts[2], Not(HasSubstr("Content-ID")));
  EXPECT_EQ(status_line(parts[2]), "HTTP/1.1 400 Bad Request");
}

TEST_F(HttpBatch, CallsWriteAndMayHaveBareLineFeedsAndALength) {
  const std::string person = R"({"names":[{"givenName":"Ann"}]})";
  const Request batch = request(
      batch_body({{"",
                   "POST /v1/people:createContact HTTP/1.1\nContent-Type: application/json\n"
                   "Content-Length: " +
                       std::to_string(person.size()) + "\n\n" + person},
                  {"", "POST /v1/people:createContact HTTP/1.1\n\n" + person}},
                 "\n"));
  EXPECT_TRUE(FakeGoogle::is_mutation(batch));
  EXPECT_EQ(FakeGoogle::operation_of(batch), "batch");
  const std::vector<std::string> parts =
      parts_of(TestClient::answer_of(client.google.handle(batch)));
  EXPECT_EQ(status_line(parts.at(0)), "HTTP/1.1 200 OK");
  EXPECT_EQ(status_line(parts.at(1)), "HTTP/1.1 200 OK");
  EXPECT_EQ(client.list().body.at("totalItems"), 2);
}

TEST_F(HttpBatch, OfReadsIsNoMutation) {
  const Request batch = request(batch_body({{"", "GET /v1/people/c9?personFields=names"}}));
  EXPECT_FALSE(FakeGoogle::is_mutation(batch));
  EXPECT_FALSE(FakeGoogle::is_mutation(request("")));
}

TEST_F(HttpBatch, EachCallIsAuthorisedForItselfG11) {
  client.add("Ann");
  const std::string second = client.google.add_account("second@example.com");
  const OAuthGrant other = client.google.grant(second);
  const std::string list = "GET /v1/people/me/connections?personFields=names HTTP/1.1\r\n";
  const std::vector<std::string> parts =
      parts_of(send({{"", list},
                     {"", list + "Authorization: Bearer " + other.access_token + "\r\n\r\n"},
                     {"", list + "authorization: Bearer none\r\n\r\n"}}));
  EXPECT_THAT(parts.at(0), HasSubstr("\"totalItems\": 1"));
  EXPECT_THAT(parts.at(1), Not(HasSubstr("totalItems")));
  EXPECT_EQ(status_line(parts.at(2)), "HTTP/1.1 401 Unauthorized");
  Request bare = request(batch_body({{"", list}}));
  bare.headers.erase("Authorization");
  EXPECT_THAT(TestClient::answer_of(client.google.handle(bare)).text,
              HasSubstr("HTTP/1.1 401 Unauthorized"));
  bare.body = batch_body({{"", list + "Authorization: Bearer " + other.access_token + "\r\n"}});
  EXPECT_EQ(FakeGoogle::access_token_of(bare), other.access_token);
}

TEST_F(HttpBatch, TakesPathsOfMethodsAndNothingElseG11) {
  const std::vector<std::string> parts =
      parts_of(send({{"", "GET http://people.googleapis.com/v1/people/me HTTP/1.1"},
                     {"", "POST /batch HTTP/1.1"},
                     {"", "POST /token HTTP/1.1"},
                     {"", "BREW /v1/people/me HTTP/1.1"},
                     {"", "GET /v1/people/me and more HTTP/1.1"},
                     {"", "GET /v1/people/me HTTP/1.1\r\nno field"},
                     {"", "GET /v1/people/me HTTP/1.1\r\nContent-Length: 5\r\n\r\n{}"},
                     {"", "GET /v1/people/me?personFields=" + std::string(9000, 'a') + " HTTP/1.1"},
                     {"", ""}}));
  std::vector<std::string> lines;
  std::ranges::transform(parts, std::back_inserter(lines), status_line);
  const std::string bad = "HTTP/1.1 400 Bad Request";
  const std::string missing = "HTTP/1.1 404 Not Found";
  EXPECT_THAT(lines, ElementsAre(bad, missing, missing, bad, bad, bad, bad, bad, bad));
}

TEST_F(HttpBatch, HasAtMostThousandCallsG11) {
  std::vector<Part> parts(1000, Part{"", "GET /v1/bananas"});
  EXPECT_EQ(parts_of(send(parts)).size(), 1000U);
  parts.push_back(parts.front());
  EXPECT_EQ(send(parts).status, 400);
}

TEST_F(HttpBatch, ThatIsNoneIsRefused) {
  for (const std::string type : {"application/json", "multipart/mixed",
                                 "multipart/mixed; boundary=", "multipart/mixed; boundary=\"\"",
                                 "multipart/form-data; boundary=b"}) {
    Request refused = request(batch_body({{"", "GET /v1/people/me"}}));
    refused.headers["Content-Type"] = type;
    EXPECT_EQ(client.google.handle(refused).status, 400) << type;
  }
  for (const std::string body : {"", "--b--", "--b", "--b\r\n\r\nGET /", "--bb\r\n--bb--", "-----",
                                 "\r\n\r\n", "\n--b \n--bb--\n"}) {
    const TestAnswer refused = TestClient::answer_of(client.google.handle(request(body)));
    EXPECT_EQ(refused.status, 400) << body;
    EXPECT_EQ(refused.error_status(), "INVALID_ARGUMENT");
  }
}

TEST_F(HttpBatch, KeepsACopyOfAnAnswersOwnBoundaryApart) {
  const std::string name = "--batch_0--";
  client.add(name);
  const TestAnswer answer =
      send({{"", "GET /v1/people/me/connections?personFields=names"}, {"", "GET /v1/bananas"}});
  EXPECT_EQ(parts_of(answer).size(), 2U);
}

TEST_F(HttpBatch, LeavesNoCredentialInTheJournal) {
  const Request kept = masked(
      request(batch_body({{"",
                           "GET /v1/people/me?access_token=ya29.a&personFields=names HTTP/1.1\r\n"
                           "Authorization: Bearer ya29.b\r\n ya29.c\r\nX: y\r\n\r\n"},
                          {"", "get /v1/people/me?key=AIza"}})),
      "batch");
  EXPECT_THAT(kept.body, Not(HasSubstr("ya29")));
  EXPECT_THAT(kept.body, Not(HasSubstr("AIza")));
  EXPECT_THAT(kept.body, HasSubstr("personFields=names HTTP/1.1\r\nAuthorization: ***\r\nX: y"));
}

TEST_F(HttpBatch, IsOneExchangeOfTheJournalAndOneCallOfTheQuotaEach) {
  WorldOptions options;
  options.google.quotas.enforced = true;
  options.google.quotas.critical_reads_per_minute = 2;
  World world(described(options));
  client.grant = world.google().grant(world.google().add_account("ann@example.com"));
  const Part read{"", "GET /v1/people/me/connections?personFields=names HTTP/1.1"};
  const Exchange answer =
      world.endpoint(Service::google).exchange(request(batch_body({read, read, read})));
  EXPECT_THAT(std::get<SharedResponse>(answer)->body, HasSubstr("HTTP/1.1 429 Too Many Requests"));
  ASSERT_EQ(world.journal().size(), 1U);
  const JournalEntry& entry = world.journal().entries().front();
  EXPECT_EQ(entry.operation, "batch");
  EXPECT_EQ(entry.account, "ann@example.com");
  EXPECT_FALSE(entry.mutation);
  const Part write{"", "POST /v1/people:createContact HTTP/1.1\r\n\r\n{}"};
  static_cast<void>(world.endpoint(Service::google).exchange(request(batch_body({read, write}))));
  EXPECT_TRUE(world.journal().entries().back().mutation);
}

TEST(MethodOverride, MakesAGetOfAPostWhoseUrlWouldBeTooLong) {
  TestClient client;
  const std::string ann = client.add("Ann");
  Request request{Method::post,
                  "/v1/people:batchGet",
                  {},
                  {{"X-HTTP-Method-Override", "GET"},
                   {"Content-Type", "application/x-www-form-urlencoded"},
                   {"Authorization", "Bearer " + client.grant.access_token}},
                  "resourceNames=" + percent_encode(ann) + "&personFields=names"};
  EXPECT_EQ(FakeGoogle::operation_of(request), "people.getBatchGet");
  const TestAnswer answer = TestClient::answer_of(client.google.handle(request));
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body.at("responses").at(0).at("requestedResourceName"), ann);
  for (const char* const method : {"BREW", "POST", ""}) {
    request.headers["X-HTTP-Method-Override"] = method;
    EXPECT_EQ(FakeGoogle::operation_of(request), "unknown");
    EXPECT_EQ(client.google.handle(request).status, 404);
  }
}

}  // namespace
}  // namespace lockstep::sim::google
