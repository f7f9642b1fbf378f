// The directory of a domain, which consumer accounts do not have.

#include <gmock/gmock.h>

#include "google/google_test_client.h"

namespace lockstep::sim::google {
namespace {

struct RefusedRequest {
  std::string name;
  std::string target;
  std::string status;
  std::string message;
};

class DirectoryRefusal : public testing::TestWithParam<RefusedRequest> {};

TEST_P(DirectoryRefusal, RefusesConsumerAccountsOnceTheRequestIsValid) {
  TestClient client;
  client.grant = client.google.grant(client.account, {std::string(kGoogleDirectoryScope)});
  const TestAnswer answer = client.get("/v1/people:" + GetParam().target);
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(answer.error_status(), GetParam().status);
  EXPECT_THAT(answer.error_message(), testing::StartsWith(GetParam().message));
}

const std::string kNoDomain = "Must be a G Suite domain user.";
const std::string kInvalid = "Request contains an invalid argument.";

INSTANTIATE_TEST_SUITE_P(
    Requests, DirectoryRefusal,
    testing::ValuesIn<RefusedRequest>(
        {{"List", "listDirectoryPeople?readMask=names&sources=DIRECTORY_SOURCE_TYPE_DOMAIN_PROFILE",
          "FAILED_PRECONDITION", kNoDomain},
         {"Search",
          "searchDirectoryPeople?query=a&readMask=names&sources="
          "DIRECTORY_SOURCE_TYPE_DOMAIN_CONTACT&pageSize=500",
          "FAILED_PRECONDITION", kNoDomain},
         {"WithoutReadMaskG34", "listDirectoryPeople?sources=DIRECTORY_SOURCE_TYPE_DOMAIN_PROFILE",
          "INVALID_ARGUMENT", "readMask is required."},
         {"WithoutSources", "listDirectoryPeople?readMask=names", "INVALID_ARGUMENT", kInvalid},
         {"UnspecifiedSource",
          "listDirectoryPeople?readMask=names&sources=DIRECTORY_SOURCE_TYPE_UNSPECIFIED",
          "INVALID_ARGUMENT", kInvalid},
         {"SourceOfAnotherMethodG37",
          "listDirectoryPeople?readMask=names&sources=READ_SOURCE_TYPE_PROFILE", "INVALID_ARGUMENT",
          "Invalid value at 'sources' "
          "(type.googleapis.com/google.people.v1.DirectorySourceType), "
          "\"READ_SOURCE_TYPE_PROFILE\""},
         {"UnknownMergeSource", "listDirectoryPeople?readMask=names&mergeSources=X",
          "INVALID_ARGUMENT", "Invalid value at 'merge_sources'"},
         {"PageTooLarge",
          "searchDirectoryPeople?query=a&readMask=names&sources="
          "DIRECTORY_SOURCE_TYPE_DOMAIN_CONTACT&pageSize=501",
          "INVALID_ARGUMENT", "Page size must be less than or equal to 500."},
         {"SearchWithoutQuery",
          "searchDirectoryPeople?readMask=names&sources=DIRECTORY_SOURCE_TYPE_DOMAIN_CONTACT",
          "INVALID_ARGUMENT", kInvalid}}),
    [](const auto& row) { return row.param.name; });

constexpr const char* kBoth =
    "&sources=DIRECTORY_SOURCE_TYPE_DOMAIN_PROFILE&sources=DIRECTORY_SOURCE_TYPE_DOMAIN_CONTACT";

class WorkspaceDirectory : public testing::Test {
 protected:
  WorkspaceDirectory() {
    client.grant = client.google.grant(client.account, {std::string(kGoogleDirectoryScope)});
  }

  std::string add(const std::string& given_name, bool shared_contact = false) {
    return *client.google.add_directory_person(
        {{"names", {{{"givenName", given_name}}}},
         {"emailAddresses", {{{"value", given_name + "@example.com"}}}}},
        shared_contact);
  }

  TestAnswer list(const std::string& parameters) {
    return client.get("/v1/people:listDirectoryPeople?readMask=names,metadata" + parameters);
  }

  static std::vector<std::string> names_in(const TestAnswer& answer) {
    return given_names(answer.body.value("people", Json::array()));
  }

  TestClient client{GoogleOptions{.workspace_domain = "Example.com"}};
};

TEST_F(WorkspaceDirectory, ShowsTheSourcesThatAreAskedForG41) {
  const std::string ann = add("Ann");
  const std::string shared = add("Shop", /*shared_contact=*/true);
  EXPECT_EQ(ann.size(), std::string("people/").size() + 21);  // G43
  EXPECT_THAT(shared, testing::StartsWith("people/c"));
  EXPECT_THAT(names_in(list("&sources=DIRECTORY_SOURCE_TYPE_DOMAIN_PROFILE")),
              testing::ElementsAre("Ann"));
  EXPECT_THAT(names_in(list("&sources=DIRECTORY_SOURCE_TYPE_DOMAIN_CONTACT")),
              testing::ElementsAre("Shop"));
  const Json both = list(kBoth).body.at("people");
  EXPECT_EQ(both.at(0).at("resourceName"), ann);
  EXPECT_EQ(both[0]["names"][0]["displayName"], "Ann");
  EXPECT_EQ(both[0]["metadata"]["sources"][0]["type"], "DOMAIN_PROFILE");
  EXPECT_EQ(both[1]["names"][0]["metadata"]["source"]["type"], "DOMAIN_CONTACT");
  EXPECT_FALSE(both[0].contains("emailAddresses")) << "the mask has no such path";
}

TEST_F(WorkspaceDirectory, IsPagedAndSyncedG80) {
  add("Ann");
  add("Bob");
  add("Shop", /*shared_contact=*/true);
  const std::string wish =
      "&sources=DIRECTORY_SOURCE_TYPE_DOMAIN_PROFILE&requestSyncToken=true&pageSize=1";
  const TestAnswer first = list(wish);
  EXPECT_THAT(names_in(first), testing::ElementsAre("Ann"));
  EXPECT_FALSE(first.body.contains("nextSyncToken"));
  const std::string page = first.body.at("nextPageToken");
  const TestAnswer second = list(wish + "&pageToken=" + page);
  EXPECT_THAT(names_in(second), testing::ElementsAre("Bob"));
  EXPECT_FALSE(second.body.contains("nextPageToken")) << "what is left was not asked for";
  const std::string sync =
      wish + "&syncToken=" + second.body.at("nextSyncToken").get<std::string>();
  EXPECT_THAT(names_in(list(sync)), testing::IsEmpty());
  add("Cem");
  EXPECT_THAT(names_in(list(sync)), testing::ElementsAre("Cem"));
  EXPECT_EQ(list(std::string(kBoth) + "&pageToken=" + page).status, 400) << "another request";
  EXPECT_EQ(list(wish + "&pageToken=x").status, 400);
  client.google.expire_sync_tokens();
  EXPECT_EQ(list(sync).first_reason(), "EXPIRED_SYNC_TOKEN");
}

TEST_F(WorkspaceDirectory, IsSearchedByPrefix) {
  add("Ann");
  add("Anton");
  add("Bob");
  const TestAnswer found = client.get(
      "/v1/people:searchDirectoryPeople?query=an&readMask=names&pageSize=1" + std::string(kBoth));
  EXPECT_THAT(names_in(found), testing::ElementsAre("Ann"));
  EXPECT_EQ(found.body.at("totalSize"), 2);
  EXPECT_TRUE(found.body.contains("nextPageToken"));
}

TEST_F(WorkspaceDirectory, IsNotForAccountsOfAnotherDomain) {
  const std::string stranger = client.google.add_account("owner@elsewhere.example");
  client.grant = client.google.grant(stranger, {std::string(kGoogleDirectoryScope)});
  EXPECT_EQ(list(kBoth).error_message(), kNoDomain);
  EXPECT_FALSE(client.google.add_directory_person(Json::object())) << "nobody";
  TestClient consumer;
  EXPECT_FALSE(consumer.google.add_directory_person({{"names", {{{"givenName", "Ann"}}}}}));
}

TEST(DirectoryScope, IsNotPartOfTheContactsScopes) {
  TestClient client;
  const TestAnswer answer = client.get(
      "/v1/people:listDirectoryPeople?readMask=names&sources="
      "DIRECTORY_SOURCE_TYPE_DOMAIN_PROFILE");
  EXPECT_EQ(answer.status, 403);
  EXPECT_EQ(answer.first_reason(), "ACCESS_TOKEN_SCOPE_INSUFFICIENT");
}

}  // namespace
}  // namespace lockstep::sim::google
