// Masks and query parameters, with the messages of the real service.

#include <gmock/gmock.h>

#include "google/google_test_client.h"

namespace lockstep::sim::google {
namespace {

struct Refusal {
  std::string name;
  std::string target;
  std::string message;
};

class ListRefusal : public testing::TestWithParam<Refusal> {};

TEST_P(ListRefusal, SaysWhatIsWrong) {
  TestClient client;
  const TestAnswer answer = client.get(GetParam().target);
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(answer.error_status(), "INVALID_ARGUMENT");
  EXPECT_EQ(answer.error_message(), GetParam().message);
}

const std::string kConnections = "/v1/people/me/connections?";
const std::string kDocumented =
    "Valid paths are documented at https://developers.google.com/people/api/rest/v1/people/get.";

INSTANTIATE_TEST_SUITE_P(
    Parameters, ListRefusal,
    testing::ValuesIn<Refusal>({
        // clang-format off
        {"NoMaskG34", kConnections,
         "personFields mask is required. Please specify one or more valid paths. " + kDocumented},
        {"UnknownPathG35", kConnections + "personFields=names,metadfafads",
         "Invalid personFields mask path: \"metadfafads\". " + kDocumented},
        {"EtagIsNoPathG33", kConnections + "personFields=etag",
         "Invalid personFields mask path: \"etag\". " + kDocumented},
        {"NoSubPaths", kConnections + "personFields=names.givenName",
         "Invalid personFields mask path: \"names.given_name\". " + kDocumented},
        {"NoFieldMaskG36", kConnections + "personFields=names%3B",
         "Invalid value at 'person_fields' (type.googleapis.com/google.protobuf.FieldMask), Field "
         "'person_fields', Invalid FieldMask 'names;'. Map keys should be represented as "
         "[\"some_key\"]."},
        {"JoinedSourcesG37", kConnections + "personFields=names&sources=READ_SOURCE_TYPE_CONTACT,READ_SOURCE_TYPE_PROFILE",
         "Invalid value at 'sources' (type.googleapis.com/google.people.v1.ReadSourceType), "
         "\"READ_SOURCE_TYPE_CONTACT,READ_SOURCE_TYPE_PROFILE\""},
        {"TooLargePageG15", kConnections + "personFields=names&pageSize=1001",
         "Page size must be less than or equal to 1000."},
        {"NegativePage", kConnections + "personFields=names&pageSize=-1",
         "Request contains an invalid argument."},
        {"NoNumber", kConnections + "personFields=names&pageSize=ten",
         "Invalid value at 'page_size' (TYPE_INT32), \"ten\""},
        {"NoFlag", kConnections + "personFields=names&requestSyncToken=yes",
         "Invalid value at 'request_sync_token' (TYPE_BOOL), \"yes\""},
        {"UnknownParameter", kConnections + "personFields=names&pagesize=5",
         "Invalid JSON payload received. Unknown name \"pagesize\": Cannot bind query parameter. "
         "Field 'pagesize' could not be found in request message."},
        {"ForeignPersonG16", "/v1/people/c1/connections?personFields=names",
         "Request contains an invalid argument."},
        {"BrokenPageToken", kConnections + "personFields=names&pageToken=abc",
         "Request contains an invalid argument."},
        {"BrokenSyncTokenG85", kConnections + "personFields=names&syncToken=abc",
         "Request contains an invalid argument."},
        {"NoReadMaskG34", "/v1/otherContacts",
         "readMask is required. Please specify one or more valid paths. " + kDocumented},
        {"OtherContactsHaveFewFieldsG38", "/v1/otherContacts?readMask=names,organizations",
         "Invalid readMask path: \"organizations\". " + kDocumented},
        {"OtherPhotosDoNotSyncG94", "/v1/otherContacts?readMask=photos&requestSyncToken=true",
         "Invalid readMask path: \"photos\". " + kDocumented},
        {"OtherContactsNeedTheirSourceG38", "/v1/otherContacts?readMask=names&sources=READ_SOURCE_TYPE_PROFILE",
         "Request contains an invalid argument."},
        {"GroupFieldsG28", "/v1/contactGroups?groupFields=formattedName",
         "Invalid groupFields mask path: \"formatted_name\"."},
        // clang-format on
    }),
    [](const auto& row) { return row.param.name; });

TEST(Parameters, AreAcceptedUnderTheirProtoNamesG4) {
  TestClient client;
  client.add("Ann");
  const TestAnswer answer =
      client.get("/v1/people/me/connections?person_fields=names&page_size=1&pretty_print=false");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body.at("connections").size(), 1U);
}

TEST(Masks, TheOlderRequestMaskStillWorksG39) {
  TestClient client;
  client.add("Ann");
  const TestAnswer answer =
      client.get("/v1/people/me/connections?requestMask.includeField=person.names,person.urls");
  EXPECT_EQ(answer.body.at("connections").at(0).at("names").size(), 1U);
}

TEST(Masks, ShowNameAndEtagAlwaysAndMetadataOnlyWhenAskedG33) {
  TestClient client;
  const Json ann = client.create_named("Ann");
  const Json bare = client.read(ann.at("resourceName"), "emailAddresses").body;
  EXPECT_TRUE(bare.contains("etag"));
  EXPECT_EQ(bare.at("resourceName"), ann.at("resourceName"));
  EXPECT_FALSE(bare.contains("metadata"));
  EXPECT_FALSE(bare.contains("names"));
  EXPECT_TRUE(client.read(ann.at("resourceName"), "metadata").body.contains("metadata"));
}

struct UpdateRefusal {
  std::string name;
  std::string mask;
  std::string message;
};

class UpdateMaskRefusal : public testing::TestWithParam<UpdateRefusal> {};

TEST_P(UpdateMaskRefusal, SaysWhatIsWrong) {
  TestClient client;
  const Json ann = client.create_named("Ann");
  const TestAnswer answer = client.update(ann.at("resourceName"), GetParam().mask, ann);
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(answer.error_message(), GetParam().message);
}

const std::string kUpdateDocumented =
    "Valid paths are documented at "
    "https://developers.google.com/people/api/rest/v1/people/updateContact.";

INSTANTIATE_TEST_SUITE_P(
    Masks, UpdateMaskRefusal,
    testing::ValuesIn<UpdateRefusal>({
        {"EmptyG34", "",
         "updatePersonFields mask is required. Please specify one or more valid paths. " +
             kUpdateDocumented},
        {"PhotosG31", "photos",
         "Invalid updatePersonFields mask path: \"photos\". " + kUpdateDocumented},
        {"MetadataG31", "metadata",
         "Invalid updatePersonFields mask path: \"metadata\". " + kUpdateDocumented},
        {"SkillsG31", "names,skills",
         "Invalid updatePersonFields mask path: \"skills\". " + kUpdateDocumented},
    }),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace lockstep::sim::google
