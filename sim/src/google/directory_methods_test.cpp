// The directory of a domain, which consumer accounts do not have.

#include <gmock/gmock.h>

#include "google/google_test_client.h"

namespace lockstep::sim::google {
namespace {

struct DirectoryRequest {
  std::string name;
  std::string target;
  std::string status;
  std::string message;
};

class Directory : public testing::TestWithParam<DirectoryRequest> {};

TEST_P(Directory, RefusesConsumerAccountsOnceTheRequestIsValid) {
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
    Requests, Directory,
    testing::ValuesIn<DirectoryRequest>(
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
