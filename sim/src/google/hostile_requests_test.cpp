// Any bytes get an answer: a well-formed one, in JSON or in the service's HTML.

#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "lockstep/base/text.h"

#include "google/google_test_client.h"
#include "google/list_token.h"

namespace lockstep::sim::google {
namespace {

/// Bodies and values that a careless server would crash on, or answer with broken JSON.
const std::vector<std::string> kHostile = {
    "",
    "null",
    "\"x\"",
    "{\"names\":null,\"etag\":null}",
    "{\"names\":[null]}",
    "{\"names\":[[]]}",
    "{\"etag\":5}",
    "{\"metadata\":{\"sources\":[{\"type\":5}]}}",
    "{\"metadata\":[]}",
    "{\"memberships\":[{\"contactGroupMembership\":5}]}",
    "{\"contacts\":null,\"updateMask\":null}",
    "{\"contacts\":[null],\"updateMask\":\"names\"}",
    "{\"contacts\":[5]}",
    "{\"contacts\":{\"people/c1\":null},\"updateMask\":\"names\"}",
    "{\"contacts\":{\"people/c1\":5},\"updateMask\":\"names\"}",
    "{\"resourceNames\":[null]}",
    "{\"resourceNames\":5}",
    "{\"contactGroup\":null}",
    "{\"contactGroup\":{\"name\":\"A\",\"clientData\":[null,5]}}",
    "{\"contactGroup\":{\"name\":5}}",
    "{\"copyMask\":null}",
    "{\"copyMask\":\",\"}",
    "{\"photoBytes\":5}",
    "{\"photoBytes\":\"=\"}",
    "{\"photoBytes\":\"/9j/\",\"personFields\":\",\",\"sources\":[\"x\"]}",
    "{\"resourceNamesToAdd\":[\"\",\"people/\",\"people/c\"]}",
    "4294967296",
    "-2147483648",
    "{\"birthdays\":[{\"date\":{\"year\":1e300}}]}",
    "{\"birthdays\":[{\"date\":{\"month\":-1}}]}",
    "{\"names\":[{\"givenName\":\"\xff\"}]}",
    "{\"\":\"\"}",
    std::string(1000, '['),
    "%00",
    "\xc3",
    "a%b",
    std::string(5000, 'a'),
};

/// A request that is valid but for the hostile text in its path, its body or one parameter.
struct Target {
  Method method;
  std::string path;  ///< "{}" stands for the hostile text, "*" for a contact.
  std::vector<std::string> parameters;
};

const std::vector<Target> kTargets = {
    // clang-format off
    {Method::get, "/v1/people/me/connections", {"personFields", "pageSize", "pageToken", "syncToken", "sources", "sortOrder", "requestSyncToken"}},
    {Method::get, "/v1/people/{}", {"personFields", "sources"}},
    {Method::get, "/v1/people:batchGet", {"personFields", "resourceNames", "sources"}},
    {Method::get, "/v1/people:searchContacts", {"readMask", "query", "pageSize", "sources"}},
    {Method::get, "/v1/people:listDirectoryPeople", {"readMask", "sources", "mergeSources", "pageSize", "pageToken", "syncToken"}},
    {Method::get, "/v1/people:searchDirectoryPeople", {"readMask", "sources", "query", "pageSize"}},
    {Method::post, "/v1/people:createContact", {"personFields", "sources"}},
    {Method::patch, "/v1/*:updateContact", {"updatePersonFields", "personFields"}},
    {Method::patch, "/v1/people/{}:updateContact", {"updatePersonFields"}},
    {Method::patch, "/v1/*:updateContactPhoto", {}},
    {Method::del, "/v1/*:deleteContactPhoto", {"personFields", "sources"}},
    {Method::del, "/v1/people/{}:deleteContactPhoto", {}},
    {Method::post, "/v1/people:batchCreateContacts", {}},
    {Method::post, "/v1/people:batchUpdateContacts", {}},
    {Method::post, "/v1/people:batchDeleteContacts", {}},
    {Method::del, "/v1/people/{}:deleteContact", {}},
    {Method::get, "/v1/contactGroups", {"groupFields", "pageSize", "pageToken", "syncToken"}},
    {Method::get, "/v1/contactGroups:batchGet", {"resourceNames", "groupFields", "maxMembers"}},
    {Method::get, "/v1/contactGroups/{}", {"groupFields", "maxMembers"}},
    {Method::post, "/v1/contactGroups", {}},
    {Method::put, "/v1/contactGroups/{}", {}},
    {Method::post, "/v1/contactGroups/{}/members:modify", {}},
    {Method::post, "/v1/contactGroups/starred/members:modify", {}},
    {Method::get, "/v1/otherContacts", {"readMask", "pageSize", "pageToken", "syncToken", "sources"}},
    {Method::get, "/v1/otherContacts:search", {"readMask", "query", "pageSize"}},
    {Method::post, "/v1/otherContacts/{}:copyOtherContactToMyContactsGroup", {}},
    {Method::post, "/token", {}},
    {Method::get, "/o/oauth2/v2/auth", {"client_id", "redirect_uri", "response_type", "scope", "state", "prompt", "login_hint", "code_challenge", "code_challenge_method", "access_type"}},
    {Method::post, "/signin/oauth/consent", {}},
    {Method::post, "/revoke", {"token"}},
    {Method::post, "/tokeninfo", {"access_token"}},
    {Method::get, "/$discovery/rest", {"version", "$.xgafv"}},
    {Method::get, "/discovery/v1/apis/{}/v1/rest", {}},
    {Method::post, "/batch", {}},
    {Method::get, "/v1/*", {"fields", "alt", "$.xgafv", "quotaUser", "prettyPrint", "key", "access_token"}},
    {Method::get, "/{}", {}},
    // clang-format on
};

/// A value with which a request gets as far as it can.
std::string harmless(const std::string& parameter) {
  if (parameter.ends_with("Fields") || parameter == "readMask") {
    return parameter == "groupFields" ? "name" : "names";
  }
  return "";
}

void expect_answer(TestClient& client, const Request& request) {
  const TestAnswer answer = TestClient::answer_of(client.google.handle(request));
  EXPECT_TRUE(!answer.body.is_discarded() ||
              answer.headers.at("Content-Type") == "text/html; charset=UTF-8")
      << request.path << ' ' << answer.text;
}

class HostileText : public testing::TestWithParam<std::string> {};

TEST_P(HostileText, IsAnsweredAndNeverCrashes) {
  const std::string& hostile = GetParam();
  TestClient client;
  client.grant = client.google.grant(
      client.account, {std::string(kGoogleContactsScope), std::string(kGoogleOtherContactsScope),
                       std::string(kGoogleDirectoryScope)});
  const std::string ann = client.add("Ann");
  for (const Target& target : kTargets) {
    Request request{.method = target.method,
                    .path = target.path,
                    .query = {},
                    .headers = {{"Authorization", "Bearer " + client.grant.access_token}},
                    .body = hostile};
    if (const std::size_t at = request.path.find("{}"); at != std::string::npos) {
      request.path.replace(at, 2, hostile);
    }
    if (const std::size_t at = request.path.find('*'); at != std::string::npos) {
      request.path.replace(at, 1, ann);
    }
    for (const std::string& parameter : target.parameters) {
      if (const std::string value = harmless(parameter); !value.empty()) {
        request.query.emplace_back(parameter, value);
      }
    }
    expect_answer(client, request);
    const Query rest = request.query;
    for (const std::string& parameter : target.parameters) {
      request.query = rest;
      std::erase_if(request.query, [&](const auto& entry) { return entry.first == parameter; });
      request.query.emplace_back(parameter, hostile);
      expect_answer(client, request);
    }
    static_cast<void>(FakeGoogle::operation_of(request));
  }
  EXPECT_EQ(client.read(ann).status, 200);
}

INSTANTIATE_TEST_SUITE_P(, HostileText, testing::ValuesIn(kHostile),
                         [](const auto& row) { return "Text" + std::to_string(row.index); });

TEST(HostileRequests, TokensOfOtherListsArePolitelyRefused) {
  TestClient client;
  for (int at = 0; at < 3; ++at) {
    client.add("A");
    client.add("B", {.folder = GoogleFolder::other});
  }
  const std::string page = client.list("&pageSize=1").body.at("nextPageToken");
  const std::string groups = client.get("/v1/contactGroups").body.at("nextSyncToken");
  EXPECT_EQ(
      client.get("/v1/otherContacts?readMask=names,metadata&pageSize=1&pageToken=" + page).status,
      400);
  EXPECT_EQ(client.list("&syncToken=" + groups).status, 400);
  EXPECT_EQ(client.list("&syncToken=" + page).status, 400);
  EXPECT_EQ(client.get("/v1/contactGroups?pageToken=" + page).status, 400);
}

TEST(HostileRequests, ATokenWithATimeThatCannotBeIsNone) {
  TestClient client;
  client.add("A");
  const std::string sync = client.list("&requestSyncToken=true").body.at("nextSyncToken");
  ListToken token = read_token(sync, TokenKind::sync).value();
  for (const Instant full_sync : {Instant::max(), Instant::min()}) {
    token.full_sync = full_sync;
    EXPECT_EQ(client.list("&requestSyncToken=true&syncToken=" + write_token(token)).status, 400);
  }
}

TEST(HostileRequests, APathThatIsNoTextIsNotSpokenOfOnThePageG7) {
  const TestAnswer answer = TestClient().get("/v1/nothing\xff<b>");
  EXPECT_EQ(answer.status, 404);
  EXPECT_TRUE(is_valid_utf8(answer.text)) << answer.text;
}

}  // namespace
}  // namespace lockstep::sim::google
