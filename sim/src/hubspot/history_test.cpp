/// What contacts held before, and what they are associated with, in answers of reads (F22, F29,
/// F33, F85).

#include "portal_fixture.h"

namespace lockstep::sim::hubspot {
namespace {

using testing::ElementsAre;

class History : public PortalTest {
 protected:
  static std::vector<std::string> values_in(const Json& record, const std::string& name) {
    std::vector<std::string> values;
    const Json versions = record["propertiesWithHistory"][name];
    for (const Json& version : versions) {
      values.push_back(version["value"]);
    }
    return values;
  }

  static std::string path(const std::string& id) { return std::string(kContacts) + "/" + id; }

  Json inputs(std::size_t count) {
    Json list = Json::array();
    for (std::size_t at = 0; at < count; ++at) {
      list.push_back({{"id", std::to_string(at + 1)}});
    }
    return list;
  }
};

TEST_F(History, F33TheNewestValueComesFirstWithWhoWroteIt) {
  const std::string id = add({{"firstname", "Ann"}});
  clock.sleep_for(Duration(1000));
  ASSERT_EQ(update(id, {{"firstname", "Anne"}}).status, 200);
  ASSERT_EQ(update(id, {{"lastname", "Ode"}}).status, 200);  // Another property makes no version.
  clock.sleep_for(Duration(1000));
  ASSERT_EQ(update(id, {{"firstname", ""}}).status, 200);
  const Json record = body_of(get(path(id) + "?propertiesWithHistory=firstname"));
  EXPECT_THAT(values_in(record, "firstname"), ElementsAre("", "Anne", "Ann"));
  const Json versions = record["propertiesWithHistory"]["firstname"];
  EXPECT_EQ(versions[1]["timestamp"], "2026-03-02T09:00:01.250Z");
  EXPECT_EQ(versions[1]["sourceType"], "INTEGRATION");
  EXPECT_FALSE(versions[1].contains("updatedByUserId"));
  EXPECT_EQ(versions[2]["sourceType"], "CRM_UI");
  EXPECT_EQ(versions[2]["sourceId"], "userId:52413765");
  EXPECT_EQ(versions[2]["updatedByUserId"], 52413765);
}

TEST_F(History, F33AtMost45ValuesAreKept) {
  const std::string id = add({{"firstname", "0"}});
  for (int number = 1; number <= 50; ++number) {
    ASSERT_EQ(update(id, {{"firstname", std::to_string(number)}}).status, 200);
  }
  const Json record = body_of(get(path(id) + "?propertiesWithHistory=firstname"));
  EXPECT_EQ(values_in(record, "firstname").size(), 45U);
  EXPECT_EQ(values_in(record, "firstname").front(), "50");
}

TEST_F(History, APropertyThatDoesNotExistHasNone) {
  const std::string id = add({{"firstname", "Ann"}});
  const Json record = body_of(get(path(id) + "?propertiesWithHistory=nonsense,phone"));
  EXPECT_EQ(record["propertiesWithHistory"], Json({{"phone", Json::array()}}));
}

TEST_F(History, WhatThePortalComputesHasAHistoryAsWhatIsWritten) {
  const std::string id = add({{"email", "ann@example.com"}});
  ASSERT_EQ(update(id, {{"firstname", "Ann"}}).status, 200);
  ASSERT_EQ(update(id, {{"city", "Oslo"}}).status, 200);
  const Json record =
      body_of(get(path(id) + "?propertiesWithHistory=hs_full_name_or_email,hs_object_id"));
  EXPECT_THAT(values_in(record, "hs_full_name_or_email"), ElementsAre("Ann", "ann@example.com"));
  EXPECT_THAT(values_in(record, "hs_object_id"), ElementsAre(id));
}

TEST_F(History, ARecordThatAMergeMadeBeginsWithIt) {
  const std::string ann = add({{"firstname", "Ann"}});
  const std::string bob = add({{"firstname", "Bob"}});
  const std::string survivor = *portal->merge(ann, bob);
  const Json record = body_of(get(path(survivor) + "?propertiesWithHistory=firstname"));
  EXPECT_THAT(values_in(record, "firstname"), ElementsAre("Ann"));
  EXPECT_EQ(record["propertiesWithHistory"]["firstname"][0]["sourceType"], "MERGE_OBJECTS");
}

TEST_F(History, F29APageWithHistoriesHasFiftyRecordsAtMost) {
  const std::string id = add({{"firstname", "Ann"}});
  EXPECT_EQ(get(std::string(kContacts) + "?limit=51").status, 200);
  EXPECT_EQ(get(std::string(kContacts) + "?limit=51&propertiesWithHistory=email").status, 400);
  const Json page =
      body_of(get(std::string(kContacts) + "?limit=50&propertiesWithHistory=firstname"));
  EXPECT_THAT(values_in(page["results"][0], "firstname"), ElementsAre("Ann"));
}

TEST_F(History, F85ABatchWithHistoriesHasFiftyInputsAtMost) {
  const std::string batch = std::string(kContacts) + "/batch/read";
  const std::string id = add({{"firstname", "Ann"}});
  const auto body = [&](const Json& list) {
    return Json{{"inputs", list},
                {"properties", Json::array()},
                {"propertiesWithHistory", Json::array({"firstname"})}};
  };
  const Response refused = post(batch, body(inputs(51)));
  EXPECT_EQ(refused.status, 400);
  EXPECT_EQ(body_of(refused)["message"],
            "The maximum number of inputs supported in a batch request for property histories is "
            "50. Please reduce the number of items and try again");
  const Response read = post(batch, body(Json::array({Json{{"id", id}}})));
  ASSERT_EQ(read.status, 200);
  EXPECT_THAT(values_in(body_of(read)["results"][0], "firstname"), ElementsAre("Ann"));
}

TEST_F(History, F22AssociationsAreShownWhereThereAreAny) {
  const std::string ann = add({{"firstname", "Ann"}});
  EXPECT_FALSE(body_of(get(path(ann) + "?associations=companies")).contains("associations"));
  ASSERT_TRUE(portal->associate(ann, "companies", "501"));
  const Json record = body_of(get(path(ann) + "?associations=companies,deals"));
  EXPECT_EQ(
      record["associations"],
      Json({{"companies",
             {{"results", Json::array({Json{{"id", "501"}, {"type", "contact_to_company"}}})}}}}));
  EXPECT_FALSE(body_of(get(path(ann))).contains("associations"));
  const Json page = body_of(get(std::string(kContacts) + "?associations=companies"));
  EXPECT_TRUE(page["results"][0].contains("associations"));
  EXPECT_EQ(get(path(ann) + "?associations=butterflies").status, 400);
}

TEST_F(History, F9ACreateAssociatesTheNewContact) {
  const auto to = [](const Json& id, int type) {
    return Json::array({Json{{"to", {{"id", id}}},
                             {"types", Json::array({Json{{"associationCategory", "HUBSPOT_DEFINED"},
                                                         {"associationTypeId", type}}})}}});
  };
  const Response made = post(
      kContacts, {{"properties", {{"email", "ann@example.com"}}}, {"associations", to(501, 279)}});
  ASSERT_EQ(made.status, 201) << made.body;
  const std::string id = body_of(made)["id"];
  const Json record = body_of(get(path(id) + "?associations=companies"));
  EXPECT_EQ(record["associations"]["companies"]["results"][0]["id"], "501");
  const auto status = [&](const Json& associations) {
    return post(kContacts, {{"properties", {{"firstname", "Bob"}}}, {"associations", associations}})
        .status;
  };
  EXPECT_EQ(status(to("501", 9999)), 400);
  EXPECT_EQ(status(to("x", 279)), 400);
  EXPECT_EQ(status(Json::array({7})), 400);
  EXPECT_EQ(status(Json::object()), 400);
  EXPECT_EQ(status(Json::array()), 201);
}

}  // namespace
}  // namespace lockstep::sim::hubspot
