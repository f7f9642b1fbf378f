/// What lists lie in, what they turn into, and what they were called.

#include <chrono>

#include "lists_fixture.h"

namespace lockstep::sim::hubspot {
namespace {

using testing::ElementsAre;

/// "a(b(),c())" of a tree of folders by name; the root has none.
std::string tree_of(const Json& folder) {
  std::string text = folder.value("name", "") + "(";
  for (const Json& child : folder["childNodes"]) {
    text += (text.ends_with('(') ? "" : ",") + tree_of(child);
  }
  return text + ")";
}

class ListFolderTree : public Lists {
 protected:
  std::string folder(const std::string& name, const std::string& parent = "") {
    Json body{{"name", name}};
    if (!parent.empty()) {
      body["parentFolderId"] = parent;
    }
    const Response made = post("/crm/v3/lists/folders", body);
    EXPECT_EQ(made.status, 200) << made.body;
    return body_of(made)["folder"]["id"];
  }

  Json root() { return body_of(get("/crm/v3/lists/folders"))["folder"]; }

  int move(const std::string& id, const std::string& parent) {
    return put("/crm/v3/lists/folders/" + id + "/move/" + parent).status;
  }
};

TEST_F(ListFolderTree, ListsLieInFoldersBelowARoot) {
  const std::string sales = folder("Sales");
  const std::string north = folder("North", sales);
  const std::string list = make("VIP");
  EXPECT_EQ(root()["childLists"], Json::array({std::stoi(list)}));
  EXPECT_EQ(
      put("/crm/v3/lists/folders/move-list", {{"listId", list}, {"newFolderId", north}}).status,
      204);
  EXPECT_EQ(root()["childLists"], Json::array());
  const Json shown = body_of(get("/crm/v3/lists/folders?folderId=" + north))["folder"];
  EXPECT_EQ(shown["childLists"], Json::array({std::stoi(list)}));
  EXPECT_EQ(shown["parentFolderId"], sales);
  EXPECT_EQ(tree_of(root()), "(Sales(North()))");
  EXPECT_EQ(move(north, "0"), 200);
  EXPECT_EQ(put("/crm/v3/lists/folders/" + sales + "/rename?newFolderName=South").status, 200);
  EXPECT_EQ(tree_of(root()), "(South(),North())");
  EXPECT_EQ(send(Method::del, "/crm/v3/lists/folders/" + sales).status, 204);
  EXPECT_EQ(tree_of(root()), "(North())");
}

TEST_F(ListFolderTree, WhatNoTreeOfFoldersCanBeIsRefused) {
  const std::string outer = folder("Outer");
  const std::string inner = folder("Inner", outer);
  EXPECT_EQ(move(outer, inner), 400) << "a folder in itself";
  EXPECT_EQ(move(outer, outer), 400);
  EXPECT_EQ(move(inner, "99"), 404);
  EXPECT_EQ(move("0", inner), 404);
  EXPECT_EQ(send(Method::del, "/crm/v3/lists/folders/" + outer).status, 400) << "not empty";
  EXPECT_EQ(send(Method::del, "/crm/v3/lists/folders/0").status, 404);
  EXPECT_EQ(get("/crm/v3/lists/folders?folderId=x").status, 404);
  EXPECT_EQ(put("/crm/v3/lists/folders/" + inner + "/rename").status, 400);
  EXPECT_EQ(put("/crm/v3/lists/folders/" + inner + "/rename?newFolderName=%ff").status, 400);
  for (const Json& body : {Json::object(), Json{{"name", " "}},
                           Json{{"name", std::string(501, 'a')}}, Json{{"name", Json::array()}}}) {
    EXPECT_EQ(post("/crm/v3/lists/folders", body).status, 400) << body;
  }
  EXPECT_EQ(
      put("/crm/v3/lists/folders/move-list", {{"listId", "9"}, {"newFolderId", inner}}).status,
      404);
  EXPECT_EQ(put("/crm/v3/lists/folders/move-list", {{"listId", "9"}}).status, 400);
  std::string deepest = inner;
  for (int depth = 3; depth <= 20; ++depth) {
    deepest = folder("Deeper", deepest);
  }
  EXPECT_EQ(post("/crm/v3/lists/folders", {{"name", "a"}, {"parentFolderId", deepest}}).status,
            400);
  EXPECT_EQ(move(outer, folder("Top")), 400) << "too deep with what is in it";
}

TEST_F(DynamicLists, ADateTurnsADynamicListIntoAStaticOneOfThatMoment) {
  const std::string list =
      body_of(make_dynamic("Oslo", Json::array({city_is("Oslo")})))["list"]["listId"];
  const std::string ann = add({{"firstname", "Ann"}, {"city", "Oslo"}});
  const Json wanted{
      {"conversionType", "CONVERSION_DATE"}, {"year", 2026}, {"month", 3}, {"day", 3}};
  EXPECT_EQ(get(path(list, "/schedule-conversion")).status, 404);
  const Response planned = put(path(list, "/schedule-conversion"), wanted);
  ASSERT_EQ(planned.status, 200) << planned.body;
  EXPECT_EQ(body_of(planned), (Json{{"listId", list}, {"requestedConversionTime", wanted}}));
  clock.sleep_for(std::chrono::hours(24));
  grant = portal->grant({"crm.lists.read", "crm.lists.write"});  // The token is too old.
  add({{"firstname", "Bob"}, {"city", "Oslo"}});
  EXPECT_THAT(members(list), ElementsAre(ann)) << "it was midnight before Bob came";
  EXPECT_EQ(body_of(get(path(list)))["list"]["processingType"], "SNAPSHOT");
  EXPECT_EQ(body_of(get(path(list, "/schedule-conversion")))["convertedAt"],
            "2026-03-03T00:00:00.000Z");
  EXPECT_EQ(put(path(list, "/schedule-conversion"), wanted).status, 400) << "it is static";
}

TEST_F(DynamicLists, AConversionCanBeCancelledAndOneThatCannotBeIsRefused) {
  const std::string list =
      body_of(make_dynamic("Oslo", Json::array({city_is("Oslo")})))["list"]["listId"];
  const Json inactive{{"conversionType", "INACTIVITY"}, {"offset", 2}, {"timeUnit", "WEEK"}};
  EXPECT_EQ(body_of(put(path(list, "/schedule-conversion"), inactive))["requestedConversionTime"],
            inactive);
  EXPECT_EQ(send(Method::del, path(list, "/schedule-conversion")).status, 204);
  EXPECT_EQ(get(path(list, "/schedule-conversion")).status, 404);
  const auto date = [](int year, int month, int day) {
    return Json{
        {"conversionType", "CONVERSION_DATE"}, {"year", year}, {"month", month}, {"day", day}};
  };
  for (const Json& wanted :
       {Json::object(), date(2026, 2, 30), date(2026, 3, 2), date(-1, 1, 1),
        Json{{"conversionType", "INACTIVITY"}, {"offset", 0}, {"timeUnit", "DAY"}},
        Json{{"conversionType", "INACTIVITY"}, {"offset", 1}, {"timeUnit", "YEAR"}}}) {
    EXPECT_EQ(put(path(list, "/schedule-conversion"), wanted).status, 400) << wanted;
  }
}

TEST_F(Lists, NoListHasAnIdOfTheOlderApi) {
  const std::string list = make("VIP");
  EXPECT_EQ(get("/crm/v3/lists/idmapping?legacyListId=" + list).status, 404);
  EXPECT_EQ(
      body_of(post("/crm/v3/lists/idmapping", Json::array({list, 7}))),
      (Json{{"legacyListIdsToIdsMapping", Json::array()}, {"missingLegacyListIds", {list, "7"}}}));
  EXPECT_EQ(post("/crm/v3/lists/idmapping", Json::object()).status, 400);
}

TEST_F(Lists, F112TheListsOfManyContactsAreReadAtOnce) {
  const std::string list = make("VIP");
  const std::string ann = add({{"firstname", "Ann"}});
  ASSERT_TRUE(portal->add_to_list(list, ann));
  const auto record = [](const std::string& id, const char* type = "0-1") {
    return Json{{"objectTypeId", type}, {"recordId", id}};
  };
  const Response read = post("/crm/v3/lists/records/memberships/batch/read",
                             {{"inputs", {record(ann), record("1"), record("2", "0-2")}}});
  ASSERT_EQ(read.status, 207) << read.body;
  ASSERT_EQ(body_of(read)["results"].size(), 1U);
  EXPECT_EQ(body_of(read)["results"][0]["recordListMemberships"][0]["listId"], list);
  EXPECT_EQ(post("/crm/v3/lists/records/memberships/batch/read", {{"inputs", {7}}}).status, 400);
}

}  // namespace
}  // namespace lockstep::sim::hubspot
