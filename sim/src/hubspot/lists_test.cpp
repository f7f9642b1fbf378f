/// Lists of contacts and their members (F109 to F112).

#include "lists_fixture.h"

namespace lockstep::sim::hubspot {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST_F(Lists, F109AMadeListIsFoundByIdAndByName) {
  const std::string list = make("VIP");
  const Json found = body_of(get(path(list)))["list"];
  EXPECT_EQ(found["name"], "VIP");
  EXPECT_EQ(found["processingType"], "MANUAL");
  EXPECT_EQ(found["objectTypeId"], "0-1");
  EXPECT_EQ(found["listVersion"], 1);
  EXPECT_EQ(body_of(get("/crm/v3/lists/object-type-id/0-1/name/vip"))["list"], found);
  EXPECT_EQ(body_of(get("/crm/v3/lists?listIds=" + list + "&listIds=99"))["lists"].size(), 1U);
  EXPECT_EQ(get("/crm/v3/lists/object-type-id/0-2/name/VIP").status, 404);
  EXPECT_EQ(get(path("99")).status, 404);
}

TEST_F(Lists, F112AListThatIsNotSimulatedIsRefused) {
  make("VIP");
  const auto status = [&](const Json& body) { return post(kLists, body).status; };
  EXPECT_EQ(status({{"name", "a"}, {"objectTypeId", "0-1"}, {"processingType", "DYNAMIC"}}), 400);
  EXPECT_EQ(status({{"name", "a"}, {"objectTypeId", "0-1"}, {"processingType", "MAGIC"}}), 400);
  EXPECT_EQ(status({{"name", "a"}, {"objectTypeId", "0-2"}, {"processingType", "MANUAL"}}), 400);
  EXPECT_EQ(status({{"name", "a"}, {"objectTypeId", "0-1"}}), 400);
  EXPECT_EQ(status({{"name", "vip"}, {"objectTypeId", "0-1"}, {"processingType", "MANUAL"}}), 400);
  EXPECT_EQ(status({{"name", " "}, {"objectTypeId", "0-1"}, {"processingType", "MANUAL"}}), 400);
}

TEST_F(Lists, F110MembersAreAddedAndRemovedAndStrangersAreTold) {
  const std::string list = make("VIP", "SNAPSHOT");
  const std::string ann = add({{"firstname", "Ann"}});
  const std::string bob = add({{"firstname", "Bob"}});
  const Json added = body_of(put(path(list, "/memberships/add"), {ann, bob, "77"}));
  EXPECT_EQ(added, Json({{"recordsIdsAdded", {ann, bob}},
                         {"recordIdsRemoved", Json::array()},
                         {"recordIdsMissing", {"77"}}}));
  EXPECT_EQ(body_of(put(path(list, "/memberships/add"), {ann}))["recordsIdsAdded"], Json::array());
  EXPECT_EQ(body_of(put(path(list, "/memberships/remove"), {ann}))["recordIdsRemoved"],
            Json({ann}));
  const Json both = body_of(put(path(list, "/memberships/add-and-remove"),
                                {{"recordIdsToAdd", {ann}}, {"recordIdsToRemove", {bob}}}));
  EXPECT_EQ(both["recordsIdsAdded"], Json({ann}));
  EXPECT_EQ(both["recordIdsRemoved"], Json({bob}));
  EXPECT_THAT(members(list), ElementsAre(ann));
  EXPECT_EQ(put(path(list, "/memberships/add"), {{"ids", "1"}}).status, 400);
  EXPECT_EQ(put(path(list, "/memberships/add"), {Json::object()}).status, 400);
  EXPECT_EQ(put(path("99", "/memberships/add"), {ann}).status, 404);
}

TEST_F(Lists, F109MembersComeByIdOrInTheOrderOfJoining) {
  const std::string list = make("VIP");
  const std::string ann = add({{"firstname", "Ann"}});
  const std::string bob = add({{"firstname", "Bob"}});
  const std::string cid = add({{"firstname", "Cid"}});
  for (const std::string& id : {cid, ann, bob}) {
    put(path(list, "/memberships/add"), {id});
    clock.sleep_for(Duration(10));
  }
  EXPECT_THAT(members(list), ElementsAre(ann, bob, cid));
  EXPECT_THAT(members(list, "/join-order"), ElementsAre(cid, ann, bob));
  const Json page = body_of(get(path(list, "/memberships/join-order?limit=2")));
  EXPECT_EQ(page["total"], 3);
  const std::string after = page["paging"]["next"]["after"];
  EXPECT_THAT(members(list, "/join-order?limit=2&after=" + after), ElementsAre(bob));
  EXPECT_EQ(get(path(list, "/memberships/join-order?after=x")).status, 400);
  EXPECT_EQ(get(path(list, "/memberships?limit=251")).status, 400);
}

TEST_F(Lists, F110AListIsFilledFromAnotherAndEmptied) {
  const std::string list = make("VIP");
  const std::string other = make("All");
  const std::string ann = add({{"firstname", "Ann"}});
  put(path(other, "/memberships/add"), {ann});
  EXPECT_EQ(put(path(list, "/memberships/add-from/" + other)).status, 204);
  EXPECT_THAT(members(list), ElementsAre(ann));
  EXPECT_EQ(send(Method::del, path(list, "/memberships")).status, 204);
  EXPECT_THAT(members(list), IsEmpty());
}

TEST_F(Lists, F112ARecordTellsItsLists) {
  const std::string list = make("VIP");
  const std::string ann = add({{"firstname", "Ann"}});
  put(path(list, "/memberships/add"), {ann});
  const Json of_ann = body_of(get("/crm/v3/lists/records/0-1/" + ann + "/memberships"));
  EXPECT_EQ(of_ann["total"], 1);
  EXPECT_EQ(of_ann["results"][0]["listId"], list);
  EXPECT_EQ(get("/crm/v3/lists/records/0-1/77/memberships").status, 404);
}

TEST_F(Lists, F111ASearchFindsByNameAndTypeInPages) {
  const std::string vip = make("VIP people");
  const std::string all = make("All people", "SNAPSHOT");
  const auto search = [&](const Json& body) {
    return body_of(post(std::string(kLists) + "/search", body));
  };
  const Json first = search({{"query", "PEOPLE"}, {"count", 1}, {"offset", 0}});
  EXPECT_EQ(first["total"], 2);
  EXPECT_EQ(first["hasMore"], true);
  EXPECT_EQ(first["offset"], 1);
  EXPECT_EQ(first["lists"][0]["listId"], vip);
  EXPECT_EQ(first["lists"][0]["additionalProperties"]["hs_list_size"], "0");
  EXPECT_EQ(search({{"count", 1}, {"offset", 1}})["hasMore"], false);
  EXPECT_EQ(search({{"processingTypes", {"SNAPSHOT"}}})["lists"][0]["listId"], all);
  EXPECT_EQ(search({{"listIds", {vip}}})["total"], 1);
  EXPECT_EQ(search({{"objectTypeId", "0-2"}})["total"], 0);
  EXPECT_EQ(post(std::string(kLists) + "/search", {{"count", 501}}).status, 400);
}

TEST_F(Lists, F109ADeletedListComesBackWithinNinetyDays) {
  const std::string list = make("VIP");
  const std::string ann = add({{"firstname", "Ann"}});
  put(path(list, "/memberships/add"), {ann});
  ASSERT_EQ(send(Method::del, path(list)).status, 204);
  EXPECT_EQ(get(path(list)).status, 404);
  EXPECT_THAT(portal->contact(ann)->lists, IsEmpty());
  ASSERT_EQ(put(path(list, "/restore")).status, 204);
  EXPECT_THAT(members(list), ElementsAre(ann));
  ASSERT_EQ(send(Method::del, path(list)).status, 204);
  clock.sleep_for(std::chrono::hours(24 * 90));
  grant = portal->grant({"crm.lists.read", "crm.lists.write"});
  EXPECT_EQ(put(path(list, "/restore")).status, 404);
}

TEST_F(Lists, ARenamedListHasANewVersion) {
  const std::string list = make("VIP");
  make("All");
  const Response renamed = put(path(list, "/update-list-name?listName=Friends"));
  EXPECT_EQ(body_of(renamed)["updatedList"]["name"], "Friends");
  EXPECT_EQ(body_of(renamed)["updatedList"]["listVersion"], 2);
  EXPECT_EQ(put(path(list, "/update-list-name?listName=all")).status, 400);
  EXPECT_EQ(put(path(list, "/update-list-name?listName=%ff")).status, 400) << "no UTF-8";
}

TEST_F(DynamicLists, F112FiltersMakeTheMembers) {
  const Response made = make_dynamic("Oslo", Json::array({city_is("OSLO")}));
  ASSERT_EQ(made.status, 200) << made.body;
  const std::string list = body_of(made)["list"]["listId"];
  const std::string ann = add({{"firstname", "Ann"}, {"city", "Oslo"}});
  const std::string bob = add({{"firstname", "Bob"}, {"city", "Rome"}});
  EXPECT_THAT(members(list), ElementsAre(ann));
  ASSERT_TRUE(portal->edit_contact(bob, {{"city", "Oslo"}}));
  EXPECT_THAT(members(list), ElementsAre(ann, bob));
  EXPECT_EQ(body_of(get("/crm/v3/lists/records/0-1/" + bob + "/memberships"))["total"], 1);
  EXPECT_FALSE(body_of(get(path(list)))["list"].contains("filterBranch"));
  EXPECT_EQ(body_of(get(path(list, "?includeFilters=true")))["list"]["filterBranch"],
            where(Json::array({city_is("OSLO")})));
}

TEST_F(DynamicLists, F111FiltersAreShownInFullWhateverWasSent) {
  Json sent = where(Json::array({city_is("Oslo")}));
  sent["note"] = "mine";
  sent.erase("filterBranchOperator");
  Json& operation = sent["filterBranches"][0]["filters"][0]["operation"];
  operation.erase("includeObjectsWithNoValueSet");
  operation["values"] = {"Rome"};
  const Response made = post(kLists, {{"name", "Oslo"},
                                      {"objectTypeId", "0-1"},
                                      {"processingType", "DYNAMIC"},
                                      {"filterBranch", sent}});
  EXPECT_EQ(body_of(made)["list"]["filterBranch"], where(Json::array({city_is("Oslo")})));
  for (const char* type : {"NUMBER", "BOOL"}) {
    const Json words = {{"operationType", type}, {"operator", "IS_EQUAL_TO"}, {"value", "Oslo"}};
    EXPECT_EQ(make_dynamic(type, Json::array({filter("city", words)})).status, 400);
  }
  Json flag = city_is("Oslo");
  flag["operation"]["includeObjectsWithNoValueSet"] = 1;
  EXPECT_EQ(make_dynamic("Flag", Json::array({flag})).status, 400);
}

TEST_F(DynamicLists, F112MembersAreLateAsSearchIs) {
  restart({.search_lag = Duration(5000)});
  grant = portal->grant({"crm.lists.read", "crm.lists.write"});
  const std::string list =
      body_of(make_dynamic("Oslo", Json::array({city_is("Oslo")})))["list"]["listId"];
  const std::string ann = add({{"firstname", "Ann"}, {"city", "Oslo"}});
  EXPECT_THAT(members(list), IsEmpty());
  clock.sleep_for(Duration(5000));
  EXPECT_THAT(members(list), ElementsAre(ann));
}

TEST_F(DynamicLists, F111FiltersAreOfManyKinds) {
  const std::string ann = add({{"firstname", "Ann"}, {"city", "Oslo"}, {"hs_language", "no"}});
  const std::string bob = add({{"firstname", "Bob"}, {"city", "Rome"}});
  const std::string cid = add({{"firstname", "Cid"}});
  struct Row {
    Json filter;
    std::vector<std::string> members;
  };
  const auto language = [](const char* op) {
    return filter("hs_language",
                  {{"operationType", "ENUMERATION"}, {"operator", op}, {"values", {"no", "it"}}});
  };
  Json not_oslo = city_is("Oslo", "IS_NOT_EQUAL_TO");
  Json not_oslo_or_none = not_oslo;
  not_oslo_or_none["operation"]["includeObjectsWithNoValueSet"] = true;
  const auto known = [](const char* op) {
    return filter("city", {{"operationType", "ALL_PROPERTY"}, {"operator", op}});
  };
  const std::vector<Row> rows{{language("IS_ANY_OF"), {ann}},
                              {not_oslo, {bob}},
                              {not_oslo_or_none, {bob, cid}},
                              {known("IS_KNOWN"), {ann, bob}},
                              {known("IS_UNKNOWN"), {cid}},
                              {filter("city", {{"operationType", "MULTISTRING"},
                                               {"operator", "IS_EQUAL_TO"},
                                               {"values", Json::array({"oslo", "rome"})}}),
                               {ann, bob}},
                              {filter("hs_object_id", {{"operationType", "NUMBER"},
                                                       {"operator", "IS_GREATER_THAN"},
                                                       {"value", std::stoll(ann)}}),
                               {bob, cid}}};
  int number = 0;
  for (const Row& row : rows) {
    const Response made =
        make_dynamic("List " + std::to_string(++number), Json::array({row.filter}));
    ASSERT_EQ(made.status, 200) << made.body;
    EXPECT_EQ(members(body_of(made)["list"]["listId"]), row.members) << row.filter;
  }
}

TEST_F(DynamicLists, F110NobodyChangesMembersByHand) {
  const std::string list =
      body_of(make_dynamic("Oslo", Json::array({city_is("Oslo")})))["list"]["listId"];
  const std::string ann = add({{"firstname", "Ann"}});
  EXPECT_EQ(put(path(list, "/memberships/add"), Json::array({ann})).status, 400);
  EXPECT_EQ(send(Method::del, path(list, "/memberships")).status, 400);
}

TEST_F(DynamicLists, FiltersAreChangedAndThoseThatAreNoneRefused) {
  const std::string list =
      body_of(make_dynamic("Oslo", Json::array({city_is("Oslo")})))["list"]["listId"];
  const std::string bob = add({{"firstname", "Bob"}, {"city", "Rome"}});
  const Response changed = put(path(list, "/update-list-filters"),
                               {{"filterBranch", where(Json::array({city_is("Rome")}))}});
  ASSERT_EQ(changed.status, 200) << changed.body;
  EXPECT_EQ(body_of(changed)["updatedList"]["listVersion"], 2);
  EXPECT_THAT(members(list), ElementsAre(bob));
  for (const Json& filters : {Json::array(), Json::array({7}), Json::array({city_is("")}),
                              Json::array({city_is("Oslo", "SOUNDS_LIKE")}),
                              Json::array({filter("nonsense", {{"operator", "IS_KNOWN"}})})}) {
    EXPECT_EQ(make_dynamic("Other", filters).status, 400) << filters;
  }
  EXPECT_EQ(put(path(list, "/update-list-filters"), Json::object()).status, 400);
  EXPECT_EQ(put(path(make("VIP"), "/update-list-filters"), Json::object()).status, 400);
}

TEST_F(Lists, F75WritingListsNeedsItsScope) {
  grant = portal->grant();
  const Response response =
      post(kLists, {{"name", "a"}, {"objectTypeId", "0-1"}, {"processingType", "MANUAL"}});
  EXPECT_EQ(response.status, 403);
  EXPECT_EQ(get(path("1", "/size-and-edits-history/between")).status, 404);  // Not simulated.
}

}  // namespace
}  // namespace lockstep::sim::hubspot
