// Any bytes get an answer: a well-formed one, in JSON or in the service's HTML.

#include <gmock/gmock.h>

#include "google/google_test_client.h"

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

TEST(HostileRequests, AreAnsweredAndNeverCrash) {
  TestClient client;
  const std::string ann = client.add("Ann");
  const std::vector<std::pair<Method, std::string>> targets = {
      {Method::get, "/v1/people/me/connections"},
      {Method::get, "/v1/people/{}"},
      {Method::get, "/v1/people:batchGet"},
      {Method::post, "/v1/people:createContact"},
      {Method::patch, "/v1/" + ann + ":updateContact"},
      {Method::patch, "/v1/people/{}:updateContact"},
      {Method::post, "/v1/people:batchCreateContacts"},
      {Method::post, "/v1/people:batchUpdateContacts"},
      {Method::post, "/v1/people:batchDeleteContacts"},
      {Method::del, "/v1/people/{}:deleteContact"},
      {Method::get, "/v1/contactGroups"},
      {Method::post, "/v1/contactGroups"},
      {Method::put, "/v1/contactGroups/{}"},
      {Method::post, "/v1/contactGroups/{}/members:modify"},
      {Method::get, "/v1/otherContacts"},
      {Method::post, "/token"},
      {Method::get, "/{}"},
  };
  for (const std::string& hostile : kHostile) {
    for (const auto& [method, pattern] : targets) {
      std::string path = pattern;
      if (const std::size_t at = path.find("{}"); at != std::string::npos) {
        path.replace(at, 2, hostile);
      }
      Request request{.method = method,
                      .path = path,
                      .query = {{"personFields", "names"}, {"updatePersonFields", "names"}},
                      .headers = {{"Authorization", "Bearer " + client.grant.access_token}},
                      .body = hostile};
      for (const char* const name : {"pageToken", "syncToken", "pageSize", "sources", "readMask",
                                     "personFields", "resourceNames", "groupFields"}) {
        request.query.resize(2);
        request.query.emplace_back(name, hostile);
        const TestAnswer answer = TestClient::answer_of(client.google.handle(request));
        EXPECT_TRUE(!answer.body.is_discarded() ||
                    answer.headers.at("Content-Type") == "text/html; charset=UTF-8")
            << path << ' ' << answer.text;
      }
      static_cast<void>(FakeGoogle::operation_of(request));
    }
  }
  EXPECT_EQ(client.read(ann).status, 200);
}

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

}  // namespace
}  // namespace lockstep::sim::google
