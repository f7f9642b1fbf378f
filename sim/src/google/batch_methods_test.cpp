// Batches: all or nothing, with an error for each contact that would have failed (G20, G21).

#include <gmock/gmock.h>

#include "google/google_test_client.h"

namespace lockstep::sim::google {
namespace {

Json person_named(const std::string& given_name) {
  return {{"names", {{{"givenName", given_name}}}}};
}

Json create_batch(const std::vector<Json>& people, const std::string& read_mask = "names") {
  Json contacts = Json::array();
  for (const Json& person : people) {
    contacts.push_back({{"contactPerson", person}});
  }
  return {
      {"contacts", contacts}, {"readMask", read_mask}, {"sources", {"READ_SOURCE_TYPE_CONTACT"}}};
}

TEST(BatchCreate, AnswersTheNewPeopleInOrder) {
  TestClient client;
  const TestAnswer answer = client.post("/v1/people:batchCreateContacts",
                                        create_batch({person_named("Ann"), person_named("Bob")}));
  ASSERT_EQ(answer.status, 200) << answer.text;
  const Json& created = answer.body.at("createdPeople");
  EXPECT_EQ(created[0]["/person/names/0/givenName"_json_pointer], "Ann");
  EXPECT_EQ(created[1]["/person/names/0/givenName"_json_pointer], "Bob");
  EXPECT_EQ(created.at(0).at("httpStatusCode"), 200);
  EXPECT_EQ(client.google.contacts(client.account).size(), 2U);
}

TEST(BatchCreate, AnswersNothingWithoutAReadMaskG21) {
  TestClient client;
  const TestAnswer answer =
      client.post("/v1/people:batchCreateContacts", create_batch({person_named("Ann")}, ""));
  EXPECT_EQ(answer.text, "{}\n");
  EXPECT_EQ(client.google.contacts(client.account).size(), 1U);
}

TEST(BatchCreate, FailsAsAWholeAndNamesEachBadContactG20) {
  TestClient client;
  const Json two_names = {{"names", {{{"givenName", "A"}}, {{"givenName", "B"}}}}};
  const TestAnswer answer = client.post(
      "/v1/people:batchCreateContacts",
      create_batch({person_named("Ann"), two_names, Json::object(), person_named("Bob")}));
  EXPECT_EQ(answer.status, 400);
  const Json details = answer.body.at("error").at("details").at(0);
  EXPECT_EQ(details.at("@type"),
            "type.googleapis.com/google.people.v1.BatchCreateContactsErrorDetails");
  EXPECT_EQ(details.at("contactErrors").size(), 2U);
  EXPECT_EQ(details["/contactErrors/1/code"_json_pointer], 3);
  EXPECT_EQ(details["/contactErrors/1/message"_json_pointer],
            "Cannot have more than one person.names per source.");
  EXPECT_TRUE(details.at("contactErrors").contains("2"));
  EXPECT_TRUE(client.google.contacts(client.account).empty());
}

TEST(BatchCreate, TakesOneToTwoHundred) {
  TestClient client;
  const auto status_of = [&](std::size_t count) {
    return client
        .post("/v1/people:batchCreateContacts",
              create_batch(std::vector<Json>(count, person_named("A"))))
        .status;
  };
  EXPECT_EQ(status_of(0), 400);
  EXPECT_EQ(status_of(201), 400);
  EXPECT_TRUE(client.google.contacts(client.account).empty());
  EXPECT_EQ(status_of(200), 200);
}

struct BadBatch {
  std::string name;
  std::string operation;
  Json body;
  std::string message;
};

class BatchRefusal : public testing::TestWithParam<BadBatch> {};

TEST_P(BatchRefusal, SaysWhatIsWrong) {
  TestClient client;
  const TestAnswer answer = client.post("/v1/people:" + GetParam().operation, GetParam().body);
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(answer.error_message(), GetParam().message);
}

INSTANTIATE_TEST_SUITE_P(
    Bodies, BatchRefusal,
    testing::ValuesIn<BadBatch>({
        // clang-format off
        {"UnknownMember", "batchCreateContacts", {{"people", Json::array()}},
         "Invalid JSON payload received. Unknown name \"people\": Cannot find field."},
        {"UnknownMemberOfAContact", "batchCreateContacts", {{"contacts", {{{"person", Json::object()}}}}},
         "Invalid JSON payload received. Unknown name \"person\" at 'contacts[0]': Cannot find field."},
        {"UnknownFieldOfAPerson", "batchCreateContacts", {{"contacts", {{{"contactPerson", {{"x", 1}}}}}}},
         "Invalid JSON payload received. Unknown name \"x\" at 'contacts[0].contact_person': Cannot find field."},
        {"MaskIsNoText", "batchCreateContacts", {{"readMask", 5}}, "Invalid value at 'read_mask' (TYPE_STRING), 5"},
        {"NoUpdateMask", "batchUpdateContacts", {{"contacts", Json::object()}},
         "updateMask is required. Please specify one or more valid paths. Valid paths are documented at "
         "https://developers.google.com/people/api/rest/v1/people/updateContact."},
        {"UpdatesAreAMap", "batchUpdateContacts", {{"contacts", Json::array({1})}, {"updateMask", "names"}},
         "Request contains an invalid argument."},
        {"NoNames", "batchDeleteContacts", Json::object(), "Request contains an invalid argument."},
        // clang-format on
    }),
    [](const auto& row) { return row.param.name; });

TEST(BatchUpdate, AnswersByResourceName) {
  TestClient client;
  const Json ann = client.create_named("Ann");
  const Json bob = client.create_named("Bob");
  Json contacts;
  for (const Json& person : {ann, bob}) {
    Json update = person_named(person["/names/0/givenName"_json_pointer].get<std::string>() + "2");
    update["etag"] = person.at("etag");
    contacts[person.at("resourceName").get<std::string>()] = update;
  }
  const TestAnswer answer =
      client.post("/v1/people:batchUpdateContacts",
                  {{"contacts", contacts}, {"updateMask", "names"}, {"readMask", "names"}});
  ASSERT_EQ(answer.status, 200) << answer.text;
  const Json& result = answer.body.at("updateResult").at(ann.at("resourceName"));
  EXPECT_EQ(result["/person/names/0/givenName"_json_pointer], "Ann2");
  EXPECT_EQ(result.at("requestedResourceName"), ann.at("resourceName"));
  EXPECT_EQ(answer.body.at("updateResult").size(), 2U);
}

TEST(BatchUpdate, FailsAsAWholeOnOneStaleEtagG20G75) {
  TestClient client;
  const Json ann = client.create_named("Ann");
  const Json bob = client.create_named("Bob");
  Json fresh = person_named("Ann2");
  fresh["etag"] = ann.at("etag");
  Json stale = person_named("Bob2");
  stale["etag"] = ann.at("etag");
  const TestAnswer answer = client.post("/v1/people:batchUpdateContacts",
                                        {{"contacts",
                                          {{ann.at("resourceName").get<std::string>(), fresh},
                                           {bob.at("resourceName").get<std::string>(), stale}}},
                                         {"updateMask", "names"}});
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(answer.error_status(), "FAILED_PRECONDITION");
  const Json errors = answer.body["/error/details/0/contactErrors"_json_pointer];
  EXPECT_EQ(errors.size(), 1U);
  EXPECT_EQ(errors.at(bob.at("resourceName")).at("code"), 9);
  EXPECT_EQ(client.read(ann.at("resourceName")).body["/names/0/givenName"_json_pointer], "Ann");
}

TEST(BatchDelete, IsAllOrNothing) {
  TestClient client;
  const std::string ann = client.add("Ann");
  const std::string target = "/v1/people:batchDeleteContacts";
  EXPECT_EQ(client.post(target, {{"resourceNames", {ann, "people/c1"}}}).status, 404);
  EXPECT_EQ(client.read(ann).status, 200);
  EXPECT_EQ(client.post(target, {{"resourceNames", {ann, ann}}}).text, "{}\n");
  EXPECT_EQ(client.google.contact(client.account, ann)->folder, GoogleFolder::trash);
}

}  // namespace
}  // namespace lockstep::sim::google
