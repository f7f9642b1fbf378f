#include "portal_fixture.h"

namespace lockstep::sim::hubspot {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class Reading : public PortalTest {
 protected:
  static std::vector<std::string> names_in(const Json& record) {
    std::vector<std::string> names;
    for (const auto& [name, value] : record["properties"].items()) {
      names.push_back(name);
    }
    return names;
  }
};

TEST_F(Reading, F23F25WithoutPropertiesExactlyTheDefaultSixAreShown) {
  const Json record = read(add({{"firstname", "Ann"}, {"phone", "1"}}));
  EXPECT_THAT(names_in(record), ElementsAre("createdate", "email", "firstname", "hs_object_id",
                                            "lastmodifieddate", "lastname"));
  EXPECT_EQ(record["properties"]["email"], nullptr);
  EXPECT_EQ(record["properties"]["firstname"], "Ann");
}

TEST_F(Reading, F24F25RequestedPropertiesComeWithTheThreeThatAlwaysCome) {
  const Json record = read(add({{"firstname", "Ann"}, {"phone", "1"}}), "phone,fax,nonsense");
  EXPECT_THAT(names_in(record),
              ElementsAre("createdate", "fax", "hs_object_id", "lastmodifieddate", "phone"));
  EXPECT_EQ(record["properties"]["fax"], nullptr);
}

TEST_F(Reading, F25APropertyWithoutAValueCanBeLeftOut) {
  restart({.unset_properties_left_out = true});
  const std::string id = add({{"firstname", "Ann"}, {"phone", "1"}});
  EXPECT_THAT(names_in(read(id, "phone,fax")),
              ElementsAre("createdate", "hs_object_id", "lastmodifieddate", "phone"));
  const Response found = post(std::string(kContacts) + "/search", {{"properties", {"fax"}}});
  EXPECT_THAT(names_in(body_of(found)["results"][0]),
              ElementsAre("createdate", "hs_object_id", "lastmodifieddate"));
}

TEST_F(Reading, F7PropertiesMayBeRepeatedOrJoinedByCommas) {
  const std::string id = add({{"firstname", "Ann"}});
  const std::string path = std::string(kContacts) + "/" + id;
  const Response joined = get(path + "?properties=phone%2Cfax&properties=city");
  EXPECT_EQ(joined.body, get(path + "?properties=phone&properties=fax&properties=city").body);
  EXPECT_TRUE(body_of(joined)["properties"].contains("city"));
}

TEST_F(Reading, F22F27F28ARecordHasItsDatesFlagAndUrl) {
  const std::string id = add({{"firstname", "Ann"}});
  clock.sleep_for(Duration(1500));
  ASSERT_TRUE(portal->edit_contact(id, {{"city", "Oslo"}}));
  const Json record = read(id);
  EXPECT_EQ(record["createdAt"], "2026-03-02T09:00:00.250Z");
  EXPECT_EQ(record["updatedAt"], "2026-03-02T09:00:01.750Z");
  EXPECT_EQ(record["properties"]["lastmodifieddate"], "2026-03-02T09:00:01.750Z");
  EXPECT_EQ(record["archived"], false);
  EXPECT_EQ(record["url"], "https://app.hubspot.com/contacts/48215679/record/0-1/" + id);
}

TEST_F(Reading, F2F21ThePathMayHaveADoubledSlashOrTheTypeId) {
  const std::string id = add({{"firstname", "Ann"}});
  EXPECT_EQ(get("//crm/v3/objects/contacts/" + id).status, 200);
  EXPECT_EQ(get("/crm/v3/objects/0-1/" + id).status, 200);
  EXPECT_EQ(get("/crm/v3/objects/0-12/" + id).status, 403);
}

TEST_F(Reading, F8F31APersonIsFoundByAnyOfTheirAddresses) {
  const std::string id =
      add({{"email", "ann+x@example.com"}, {"hs_additional_emails", "ann@example.org"}});
  for (const std::string address :
       {"ann%2Bx%40example.com", "ANN%2Bx@example.com", "ann@example.org"}) {
    const Response response = get(std::string(kContacts) + "/" + address + "?idProperty=email");
    ASSERT_EQ(response.status, 200) << address;
    EXPECT_EQ(body_of(response)["id"], id);
  }
}

TEST_F(Reading, F30F76WhatIsNotThereIs404) {
  const std::string id = add({{"email", "ann@example.com"}});
  const Json no_number = body_of(get(std::string(kContacts) + "/abc"));
  EXPECT_EQ(no_number["message"], "Object not found.  objectId are usually numeric.");
  EXPECT_EQ(no_number["category"], "OBJECT_NOT_FOUND");
  EXPECT_EQ(no_number["context"]["id"][0], "abc");
  const Response unknown = get(std::string(kContacts) + "/1");
  EXPECT_EQ(unknown.status, 404);
  EXPECT_FALSE(body_of(unknown).contains("category"));
  EXPECT_EQ(get(std::string(kContacts) + "/x@example.com?idProperty=email").status, 404);
  EXPECT_EQ(get(std::string(kContacts) + "/Ann?idProperty=firstname").status, 400);
  ASSERT_TRUE(portal->delete_contact(id));
  EXPECT_EQ(get(std::string(kContacts) + "/" + id).status, 404);
  const Response archived = get(std::string(kContacts) + "/" + id + "?archived=true");
  EXPECT_EQ(archived.status, 200);
  EXPECT_EQ(body_of(archived)["archivedAt"], "2026-03-02T09:00:00.250Z");
}

TEST_F(Reading, F19F29PagesFollowTheRecordIdsAndTheLastHasNoPaging) {
  std::vector<std::string> ids;
  for (int count = 0; count < 5; ++count) {
    ids.push_back(add({{"firstname", "Ann"}}));
  }
  const Response first = get(std::string(kContacts) + "?limit=2&properties=phone");
  EXPECT_THAT(ids_in(first), ElementsAre(ids[0], ids[1]));
  EXPECT_EQ(body_of(first)["paging"]["next"]["after"], ids[2]);
  EXPECT_EQ(
      body_of(first)["paging"]["next"]["link"],
      "https://api.hubapi.com/crm/v3/objects/contacts?limit=2&properties=phone&after=" + ids[2]);
  // A deletion does not shift pages, and a new record comes at the end.
  ASSERT_TRUE(portal->delete_contact(ids[2]));
  ids.push_back(add({{"firstname", "New"}}));
  const Response rest = get(std::string(kContacts) + "?limit=100&after=" + ids[2]);
  EXPECT_THAT(ids_in(rest), ElementsAre(ids[3], ids[4], ids[5]));
  EXPECT_FALSE(body_of(rest).contains("paging"));
}

TEST_F(Reading, F30APageIsArchivedOrLive) {
  const std::string live = add({{"firstname", "Ann"}});
  const std::string gone = add({{"firstname", "Bob"}});
  ASSERT_TRUE(portal->delete_contact(gone));
  EXPECT_THAT(ids_in(get(kContacts)), ElementsAre(live));
  EXPECT_THAT(ids_in(get(std::string(kContacts) + "?archived=true")), ElementsAre(gone));
}

TEST_F(Reading, F29F34F79PageParametersHaveBounds) {
  for (const std::string query : {"limit=0", "limit=101", "limit=x", "after=x", "archived=maybe"}) {
    EXPECT_EQ(get(std::string(kContacts) + "?" + query).status, 400) << query;
  }
  EXPECT_EQ(get(std::string(kContacts) + "?limit=100").status, 200);
  EXPECT_EQ(get(std::string(kContacts) + "?properties=" + std::string(16'001, 'a')).status, 414);
}

TEST_F(Reading, F52IdsIncreaseAndAreFarFromDense) {
  const auto first = std::stoll(add({{"firstname", "Ann"}}));
  const auto tenth = [&] {
    std::string id;
    for (int count = 0; count < 9; ++count) {
      id = add({{"firstname", "Ann"}});
    }
    return std::stoll(id);
  }();
  EXPECT_GT(tenth, first + 9);
}

TEST_F(Reading, F11F12EveryAnswerButAnEmptyOneHasAJsonType) {
  const std::string id = add({{"firstname", "Ann"}});
  for (const Response& response :
       {get(kContacts), get("/nowhere"), get(std::string(kContacts) + "/1"),
        send(Method::put, kContacts)}) {
    EXPECT_EQ(find_value(response.headers, "content-type"), "application/json;charset=utf-8");
  }
  const Response archived = send(Method::del, std::string(kContacts) + "/" + id);
  EXPECT_EQ(archived.status, 204);
  EXPECT_THAT(archived.body, IsEmpty());
}

TEST_F(Reading, F67AnErrorHasOneCorrelationIdInBodyAndHeader) {
  const Response first = get(std::string(kContacts) + "/1");
  const Response second = get(std::string(kContacts) + "/1");
  EXPECT_EQ(find_value(first.headers, "x-hubspot-correlation-id"),
            body_of(first)["correlationId"].get<std::string>());
  EXPECT_NE(body_of(first)["correlationId"], body_of(second)["correlationId"]);
  EXPECT_EQ(first.body.find("{\"status\":\"error\",\"message\":"), 0U);
}

}  // namespace
}  // namespace lockstep::sim::hubspot
