#include "portal_fixture.h"

namespace lockstep::sim::hubspot {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class Batches : public PortalTest {
 protected:
  Response batch(const std::string& verb, const Json& inputs, const Json& more = Json::object()) {
    Json body = more;
    body["inputs"] = inputs;
    return post(std::string(kContacts) + "/batch/" + verb, body);
  }

  static Json create_input(const std::string& email, const std::string& trace_id = "") {
    Json input{{"properties", {{"email", email}}}};
    if (!trace_id.empty()) {
      input["objectWriteTraceId"] = trace_id;
    }
    return input;
  }
};

TEST_F(Batches, F9F32AReadFindsRecordsByIdAndByEmail) {
  const std::string ann = add({{"email", "ann@example.com"}, {"phone", "1"}});
  const std::string bob = add({{"email", "bob@example.com"}});
  const Response by_id = batch("read", {{{"id", bob}}, {{"id", ann}}}, {{"properties", {"phone"}}});
  EXPECT_EQ(by_id.status, 200);
  EXPECT_THAT(ids_in(by_id), ElementsAre(ann, bob));  // Not the order of the inputs.
  EXPECT_EQ(body_of(by_id)["status"], "COMPLETE");
  EXPECT_EQ(body_of(by_id)["results"][0]["properties"]["phone"], "1");
  const Response by_email = batch("read", {{{"id", "ANN@example.com"}}}, {{"idProperty", "email"}});
  EXPECT_THAT(ids_in(by_email), ElementsAre(ann));
}

TEST_F(Batches, U16ResultsMayComeInAnyOrder) {
  int otherwise = 0;
  for (std::size_t draw = 1; draw <= 5; ++draw) {
    restart({.drawn_order = draw});
    std::vector<std::string> ids;
    Json inputs = Json::array();
    for (int number = 0; number < 4; ++number) {
      ids.push_back(add({{"email", "a" + std::to_string(number) + "@example.com"}}));
      inputs.push_back({{"id", ids.back()}, {"properties", {{"city", "Oslo"}}}});
    }
    const std::vector<std::string> read = ids_in(batch("read", inputs));
    EXPECT_THAT(read, testing::UnorderedElementsAreArray(ids));
    EXPECT_EQ(ids_in(batch("update", inputs)), read);
    otherwise += read == ids ? 0 : 1;
  }
  EXPECT_GT(otherwise, 0) << "than by ascending id";
}

TEST_F(Batches, F83MissingIdsMakeA207WithOneErrorForAll) {
  const std::string ann = add({{"email", "ann@example.com"}});
  Json inputs = Json::array();
  for (const std::string& id : {std::string("1"), ann, std::string("2")}) {
    inputs.push_back({{"id", id}, {"properties", {{"city", "Oslo"}}}});
  }
  for (const char* verb : {"read", "update"}) {
    const Response response = batch(verb, inputs, {{"properties", Json::array({"city"})}});
    EXPECT_EQ(response.status, 207) << verb;
    EXPECT_THAT(ids_in(response), ElementsAre(ann));
    const Json body = body_of(response);
    EXPECT_EQ(body["numErrors"], 1);
    EXPECT_EQ(body["errors"][0]["category"], "OBJECT_NOT_FOUND");
    EXPECT_EQ(body["errors"][0]["context"]["ids"], Json::array({"1", "2"}));
  }
}

TEST_F(Batches, F11F37ACreateAnswers201AndAllRecordsShareOneMillisecond) {
  const Response response =
      batch("create", {create_input("ann@example.com"), create_input("bob@example.com")});
  ASSERT_EQ(response.status, 201);
  const Json results = body_of(response)["results"];
  ASSERT_EQ(results.size(), 2U);
  EXPECT_EQ(results[0]["createdAt"], results[1]["createdAt"]);
}

TEST_F(Batches, F46F69WithoutTraceIdsOneBadInputRefusesTheWholeBatch) {
  const std::string ann = add({{"email", "ann@example.com"}});
  EXPECT_EQ(
      batch("create", {create_input("new@example.com"), create_input("ann@example.com")}).status,
      409);
  EXPECT_EQ(batch("create", {create_input("new@example.com"), create_input("bad")}).status, 400);
  EXPECT_EQ(
      batch("create", {create_input("new@example.com"), create_input("NEW@example.com")}).status,
      409);
  EXPECT_EQ(portal->contacts().size(), 1U);
}

TEST_F(Batches, F70EveryInvalidRecordOfARefusedBatchIsNamed) {
  const Json body = body_of(batch("create", {create_input("bad"), create_input("worse")}));
  EXPECT_EQ(body["errors"].size(), 2U);
}

TEST_F(Batches, F46F69F81WithTraceIdsTheGoodInputsAreWritten) {
  const std::string ann = add({{"email", "ann@example.com"}});
  const Response response =
      batch("create", {create_input("ann@example.com", "t0"), create_input("bob@example.com", "t1"),
                       create_input("bad", "t2"), create_input("BOB@example.com", "t3")});
  ASSERT_EQ(response.status, 207);
  const Json body = body_of(response);
  ASSERT_EQ(body["results"].size(), 1U);
  EXPECT_EQ(body["results"][0]["objectWriteTraceId"], "t1");
  EXPECT_EQ(body["numErrors"], 3);
  EXPECT_EQ(body["errors"][0]["context"],
            Json({{"objectWriteTraceId", {"t0"}}, {"existingId", {ann}}}));
  EXPECT_EQ(body["errors"][0]["category"], "CONFLICT");
  EXPECT_EQ(body["errors"][1]["category"], "VALIDATION_ERROR");
  EXPECT_EQ(body["errors"][2]["context"]["existingId"][0], body["results"][0]["id"]);
  EXPECT_EQ(portal->contacts().size(), 2U);
}

TEST_F(Batches, F46TraceIdsThatRepeatDoNotCount) {
  EXPECT_EQ(
      batch("create", {create_input("bob@example.com", "t"), create_input("bad", "t")}).status,
      400);
  EXPECT_THAT(portal->contacts(), IsEmpty());
}

TEST_F(Batches, F82F84AnUpdateRefusesIdsThatRepeatAndIdsByEmail) {
  const std::string ann = add({{"email", "ann@example.com"}});
  const Json input{{"id", ann}, {"properties", {{"city", "Oslo"}}}};
  const Response twice = batch("update", {input, input});
  EXPECT_EQ(twice.status, 400);
  EXPECT_EQ(body_of(twice)["message"],
            "Duplicate IDs found in batch input: [" + ann + "]. IDs must be unique");
  const Response by_email = batch(
      "update",
      {{{"id", "ann@example.com"}, {"idProperty", "email"}, {"properties", {{"city", "Oslo"}}}}});
  EXPECT_EQ(by_email.status, 400);
  EXPECT_EQ(portal->contact(ann)->properties.count("city"), 0U);
}

TEST_F(Batches, F50AnUpdateDoesNotFollowMergedIdsAlthoughReadsDo) {
  const std::string ann = add({{"email", "ann@example.com"}});
  const std::string survivor = *portal->merge(ann, add({{"email", "bob@example.com"}}));
  const Json inputs{{{"id", ann}, {"properties", {{"city", "Oslo"}}}}};
  EXPECT_EQ(batch("update", inputs).status, 207);
  EXPECT_THAT(ids_in(batch("read", inputs)), ElementsAre(survivor));
}

TEST_F(Batches, F50OldIdsLeadToTheSurvivorInTheRecycleBin) {
  const std::string ann = add({{"email", "ann@example.com"}});
  const std::string survivor = *portal->merge(ann, add({{"email", "bob@example.com"}}));
  ASSERT_TRUE(portal->delete_contact(survivor));
  const Json inputs{{{"id", ann}, {"properties", {{"city", "Oslo"}}}}};
  EXPECT_THAT(ids_in(batch("read?archived=true", inputs)), ElementsAre(survivor));
  EXPECT_EQ(body_of(get(std::string(kContacts) + "/" + ann + "?archived=true"))["id"], survivor);
}

TEST_F(Batches, F50AnOldAndTheNewIdOfOneRecordAreOneInReadsAndTwoInUpdates) {
  const std::string ann = add({{"email", "ann@example.com"}});
  const std::string survivor = *portal->merge(ann, add({{"email", "bob@example.com"}}));
  const Json inputs{{{"id", ann}, {"properties", {{"city", "Oslo"}}}},
                    {{"id", survivor}, {"properties", {{"city", "Rome"}}}}};
  const Response read = batch("read", inputs);
  EXPECT_EQ(read.status, 200);
  EXPECT_THAT(ids_in(read), ElementsAre(survivor));
  const Response updated = batch("update", inputs);
  EXPECT_EQ(updated.status, 207) << "the old id is missing";
  EXPECT_THAT(ids_in(updated), ElementsAre(survivor));
  EXPECT_EQ(portal->contact(survivor)->properties.at("city"), "Rome");
}

TEST_F(Batches, F45AnUpdateThatNamesOneRecordByIdAndByPropertyIsRefused) {
  ASSERT_TRUE(portal->add_property(
      {{"name", "sync_id"}, {"type", "string"}, {"fieldType", "text"}, {"hasUniqueValue", true}}));
  const std::string ann = add({{"email", "ann@example.com"}, {"sync_id", "S-1"}});
  const Response response = batch(
      "update", {{{"id", ann}, {"properties", {{"city", "Oslo"}}}},
                 {{"id", "S-1"}, {"idProperty", "sync_id"}, {"properties", {{"phone", "1"}}}}});
  EXPECT_EQ(response.status, 400);
  EXPECT_EQ(body_of(response)["context"]["ids"], Json::array({ann}));
}

TEST_F(Batches, F44F45AnUpsertCreatesWhatIsNotThere) {
  const std::string ann = add({{"email", "ann@example.com"}});
  const Json inputs{
      {{"id", "new@example.com"}, {"idProperty", "email"}, {"properties", {{"city", "A"}}}},
      {{"id", "ann@example.com"}, {"idProperty", "email"}, {"properties", {{"city", "B"}}}}};
  const Response response = batch("upsert", inputs);
  ASSERT_EQ(response.status, 200) << response.body;
  const Json results = body_of(response)["results"];
  EXPECT_EQ(results[0]["id"], ann);
  EXPECT_EQ(results[0]["new"], false);
  EXPECT_EQ(results[1]["new"], true);
  EXPECT_EQ(batch("upsert", {inputs[0], inputs[0]}).status, 400);
}

TEST_F(Batches, F32F80OneHundredInputsAreTheMost) {
  Json inputs = Json::array();
  for (int count = 0; count < 100; ++count) {
    inputs.push_back({{"id", std::to_string(count)}});
  }
  EXPECT_EQ(batch("read", inputs).status, 207);
  inputs.push_back({{"id", "x"}});
  EXPECT_EQ(batch("read", inputs).status, 400);
}

TEST_F(Batches, TheContactLimitCountsTheWholeBatch) {  // LIM-9
  restart({.contacts_max = 1});
  EXPECT_EQ(batch("create", {create_input("a@example.com"), create_input("b@example.com")}).status,
            403);
  EXPECT_THAT(portal->contacts(), IsEmpty());
  EXPECT_EQ(
      batch("create", {create_input("a@example.com", "t0"), create_input("b@example.com", "t1")})
          .status,
      207);
  EXPECT_EQ(portal->contacts().size(), 1U);
}

TEST_F(Batches, F11F47AnArchiveAnswers204) {
  const std::string ann = add({{"email", "ann@example.com"}});
  EXPECT_EQ(batch("archive", {{{"id", ann}}, {{"id", "1"}}}).status, 204);
  EXPECT_TRUE(portal->contact(ann)->archived);
}

TEST_F(Batches, F45TwoInputsThatMeanOneRecordAreRefused) {
  const std::string id =
      add({{"email", "ann@example.com"}, {"hs_additional_emails", "a@example.com"}});
  const auto input = [](const char* email, const char* trace) {
    return Json{{"id", email},
                {"idProperty", "email"},
                {"objectWriteTraceId", trace},
                {"properties", {{"firstname", "Ann"}}}};
  };
  const Response response =
      post(std::string(kContacts) + "/batch/upsert",
           {{"inputs", Json::array({input("ann@example.com", "1"), input("a@example.com", "2")})}});
  EXPECT_EQ(response.status, 400);
  EXPECT_EQ(body_of(response)["context"]["ids"], Json::array({id}));
  EXPECT_FALSE(portal->contact(id)->properties.contains("firstname"));
}

}  // namespace
}  // namespace lockstep::sim::hubspot
