#include <algorithm>
#include <string>
#include <vector>

#include "portal_fixture.h"

namespace lockstep::sim::hubspot {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class Search : public PortalTest {
 protected:
  Response search(const Json& body) { return post(std::string(kContacts) + "/search", body); }

  std::vector<std::string> find(const Json& filter) {
    return ids_in(search({{"filterGroups", {{{"filters", {filter}}}}}}));
  }

  static Json groups_of(std::size_t group_count, std::size_t filter_count) {
    const Json filter{{"propertyName", "city"}, {"operator", "HAS_PROPERTY"}};
    return {{"filterGroups", Json(group_count, {{"filters", Json(filter_count, filter)}})}};
  }

  static Json by_email(const std::string& address) {
    return {{"propertyName", "email"}, {"operator", "EQ"}, {"value", address}};
  }
};

struct FilterRow {
  const char* filter;
  std::vector<std::size_t> hits;  ///< Of the three contacts below.
};

void PrintTo(const FilterRow& row, std::ostream* out) { *out << row.filter; }

class Filters : public Search, public testing::WithParamInterface<FilterRow> {};

TEST_P(Filters, F59F60F62FindWhatTheySay) {
  std::vector<std::string> ids;
  ids.push_back(add({{"email", "ann@example.com"},
                     {"hs_additional_emails", "ann@example.org;a@example.net"},
                     {"firstname", "Ann Marie"},
                     {"associatedcompanyid", "9"}}));
  clock.sleep_for(1s);
  ids.push_back(add({{"email", "bob@example.com"},
                     {"firstname", "bob"},
                     {"associatedcompanyid", "10"},
                     {"lifecyclestage", "customer"}}));
  clock.sleep_for(1s);
  ids.push_back(add({{"firstname", "Cem"}}));
  std::vector<std::string> expected;
  for (const std::size_t hit : GetParam().hits) {
    expected.push_back(ids[hit]);
  }
  EXPECT_EQ(find(Json::parse(GetParam().filter)), expected);
}

// clang-format off
INSTANTIATE_TEST_SUITE_P(All, Filters, testing::Values(
    FilterRow{R"({"propertyName":"email","operator":"EQ","value":"ANN@example.com"})", {0}},
    FilterRow{R"({"propertyName":"email","operator":"EQ","value":"ann@example.org"})", {}},
    FilterRow{R"({"propertyName":"hs_additional_emails","operator":"EQ","value":"ann@example.org"})", {0}},
    FilterRow{R"({"propertyName":"hs_additional_emails","operator":"CONTAINS_TOKEN","value":"a@example.net"})", {0}},
    FilterRow{R"({"propertyName":"email","operator":"IN","values":["ann@example.com","bob@example.com"]})", {0, 1}},
    FilterRow{R"({"propertyName":"email","operator":"IN","values":["ANN@example.com"]})", {}},
    FilterRow{R"({"propertyName":"email","operator":"NOT_IN","values":["ann@example.com"]})", {1, 2}},
    FilterRow{R"({"propertyName":"email","operator":"NEQ","value":"ann@example.com"})", {1, 2}},
    FilterRow{R"({"propertyName":"email","operator":"HAS_PROPERTY"})", {0, 1}},
    FilterRow{R"({"propertyName":"email","operator":"NOT_HAS_PROPERTY"})", {2}},
    FilterRow{R"({"propertyName":"email","operator":"CONTAINS_TOKEN","value":"*@example.com"})", {0, 1}},
    FilterRow{R"({"propertyName":"firstname","operator":"CONTAINS_TOKEN","value":"marie"})", {0}},
    FilterRow{R"({"propertyName":"firstname","operator":"CONTAINS_TOKEN","value":"mar"})", {}},
    FilterRow{R"({"propertyName":"firstname","operator":"NOT_CONTAINS_TOKEN","value":"b*"})", {0, 2}},
    FilterRow{R"({"propertyName":"lifecyclestage","operator":"EQ","value":"customer"})", {1}},
    FilterRow{R"({"propertyName":"lifecyclestage","operator":"EQ","value":"Customer"})", {}},
    FilterRow{R"({"propertyName":"lifecyclestage","operator":"IN","values":["customer","lead"]})", {0, 1, 2}},
    FilterRow{R"({"propertyName":"associatedcompanyid","operator":"LT","value":10})", {0}},
    FilterRow{R"({"propertyName":"associatedcompanyid","operator":"LTE","value":"10"})", {0, 1}},
    FilterRow{R"({"propertyName":"associatedcompanyid","operator":"BETWEEN","value":"9.5","highValue":"11"})", {1}},
    FilterRow{R"({"propertyName":"lastmodifieddate","operator":"GT","value":"1772442000250"})", {1, 2}},
    FilterRow{R"({"propertyName":"lastmodifieddate","operator":"GTE","value":"2026-03-02T09:00:01.250Z"})", {1, 2}},
    FilterRow{R"({"propertyName":"lastmodifieddate","operator":"BETWEEN","value":"1772442000250","highValue":"1772442001250"})", {0, 1}},
    FilterRow{R"({"propertyName":"createdate","operator":"LT","value":"1772442001250"})", {0}}));
// clang-format on

TEST_F(Search, F54F60GroupsAreAlternativesAndFiltersAreAllNeeded) {
  const std::string ann = add({{"email", "ann@example.com"}, {"city", "Oslo"}});
  const std::string bob = add({{"email", "bob@example.com"}, {"city", "Rome"}});
  add({{"email", "cem@example.com"}});
  const Json rome{{"propertyName", "city"}, {"operator", "EQ"}, {"value", "rome"}};
  const Json groups{{{"filters", {by_email("ann@example.com")}}},
                    {{"filters", {rome, by_email("bob@example.com")}}},
                    {{"filters", {rome, by_email("cem@example.com")}}}};
  EXPECT_THAT(ids_in(search({{"filterGroups", groups}})), ElementsAre(ann, bob));
  EXPECT_THAT(ids_in(search({{"filters", {rome}}})), ElementsAre(bob));
  EXPECT_THAT(ids_in(search(Json::object())), SizeIs(3));
}

TEST_F(Search, F10F56OneSortDecidesTheOrderAndIdsBreakTies) {
  const std::string first = add({{"firstname", "b"}});
  const std::string second = add({{"firstname", "B"}});
  clock.sleep_for(1s);
  const std::string third = add({{"firstname", "a"}});
  const std::string nameless = add({{"lastname", "x"}});
  clock.sleep_for(1s);
  ASSERT_TRUE(portal->edit_contact(first, {{"city", "Oslo"}}));
  EXPECT_THAT(ids_in(search(Json::object())), ElementsAre(first, second, third, nameless));
  EXPECT_THAT(ids_in(search({{"sorts", {"firstname"}}})),
              ElementsAre(third, first, second, nameless));
  EXPECT_THAT(ids_in(search({{"sorts", {"-firstname"}}})),
              ElementsAre(first, second, third, nameless));
  EXPECT_THAT(
      ids_in(search(
          {{"sorts", {{{"propertyName", "lastmodifieddate"}, {"direction", "ASCENDING"}}}}})),
      ElementsAre(second, third, nameless, first));
  EXPECT_THAT(ids_in(search({{"sorts", {"-lastmodifieddate"}}})),
              ElementsAre(first, third, nameless, second));
  EXPECT_EQ(search({{"sorts", {"firstname", "lastname"}}}).status, 400);
}

TEST_F(Search, F55F57PagesAreOffsetsWithoutALink) {
  for (int count = 0; count < 5; ++count) {
    add({{"firstname", "Ann"}});
  }
  const Json page = body_of(search({{"limit", "2"}, {"after", 2}}));
  EXPECT_EQ(page["total"], 5);
  EXPECT_EQ(page["results"].size(), 2U);
  EXPECT_EQ(page["paging"], Json({{"next", {{"after", "4"}}}}));
  EXPECT_FALSE(body_of(search({{"after", "4"}})).contains("paging"));
  EXPECT_THAT(ids_in(search({{"after", "9999"}})), IsEmpty());
}

struct RefusedSearch {
  const char* why;
  const char* body;
};

void PrintTo(const RefusedSearch& row, std::ostream* out) { *out << row.why; }

class RefusedSearches : public Search, public testing::WithParamInterface<RefusedSearch> {};

TEST_P(RefusedSearches, F54ToF58AndF72Are400) {
  EXPECT_EQ(search(Json::parse(GetParam().body)).status, 400);
}

// clang-format off
INSTANTIATE_TEST_SUITE_P(All, RefusedSearches, testing::Values(
    RefusedSearch{"limit above 200", R"({"limit":201})"},
    RefusedSearch{"after is no integer", R"({"after":"x"})"},
    RefusedSearch{"beyond 10,000", R"({"after":"10000"})"},
    RefusedSearch{"unknown property", R"({"filters":[{"propertyName":"x","operator":"EQ","value":"1"}]})"},
    RefusedSearch{"unknown operator", R"({"filters":[{"propertyName":"email","operator":"LIKE","value":"1"}]})"},
    RefusedSearch{"no value", R"({"filters":[{"propertyName":"email","operator":"EQ"}]})"},
    RefusedSearch{"no high value", R"({"filters":[{"propertyName":"createdate","operator":"BETWEEN","value":"1"}]})"},
    RefusedSearch{"no values", R"({"filters":[{"propertyName":"email","operator":"IN","value":"1"}]})"},
    RefusedSearch{"no date", R"({"filters":[{"propertyName":"createdate","operator":"GT","value":"x"}]})"},
    RefusedSearch{"no operator", R"({"filters":[{"propertyName":"email"}]})"},
    RefusedSearch{"a filter is no object", R"({"filters":[7]})"},
    RefusedSearch{"groups are no list", R"({"filterGroups":7})"},
    RefusedSearch{"a group is no object", R"({"filterGroups":[7]})"},
    RefusedSearch{"sort by unknown property", R"({"sorts":["x"]})"},
    RefusedSearch{"a sort is no sort", R"({"sorts":[[1]]})"},
    RefusedSearch{"properties are no texts", R"({"properties":[{}]})"}));
// clang-format on

TEST_F(Search, F54F58GroupsFiltersAndTheBodyHaveBounds) {
  const auto groups = [&](std::size_t group_count, std::size_t filter_count) {
    return search(groups_of(group_count, filter_count)).status;
  };
  EXPECT_EQ(groups(5, 3), 200);
  EXPECT_EQ(groups(3, 6), 200);
  EXPECT_EQ(groups(6, 1), 400);
  EXPECT_EQ(groups(1, 7), 400);
  EXPECT_EQ(groups(5, 4), 400);
  EXPECT_EQ(search({{"query", std::string(2'988, 'x')}}).status, 200);
  EXPECT_EQ(search({{"query", std::string(2'989, 'x')}}).status, 400);
}

TEST_F(Search, F54TheBoundsOfOtherDocumentsCanHold) {
  restart({.search_groups_max = 3, .search_group_filters_max = 3, .search_filters_max = 9});
  EXPECT_EQ(search(groups_of(3, 3)).status, 200);
  EXPECT_EQ(search(groups_of(4, 1)).status, 400);
  EXPECT_EQ(search(groups_of(1, 4)).status, 400);
}

TEST_F(Search, F60ContactsAreFoundByTheirCompany) {
  const std::string ann = add({{"firstname", "Ann"}});
  const std::string bob = add({{"firstname", "Bob"}});
  const std::string cem = add({{"firstname", "Cem"}});
  ASSERT_TRUE(portal->associate(ann, "companies", "7"));
  ASSERT_TRUE(portal->associate(ann, "companies", "8"));
  ASSERT_TRUE(portal->associate(bob, "companies", "8"));
  ASSERT_TRUE(portal->associate(cem, "deals", "7"));
  const auto company = [&](const char* op, const Json& operands = Json::object()) {
    Json filter{{"propertyName", "associations.company"}, {"operator", op}};
    filter.update(operands);
    return filter;
  };
  struct Row {
    Json filter;
    std::vector<std::string> hits;
  };
  const std::vector<Row> rows{{company("EQ", {{"value", "7"}}), {ann}},
                              {company("EQ", {{"value", 8}}), {ann, bob}},
                              {company("EQ", {{"value", "1e300"}}), {}},
                              {company("EQ", {{"value", "-8"}}), {}},
                              {company("NEQ", {{"value", "7"}}), {bob, cem}},
                              {company("IN", {{"values", {"7", "9"}}}), {ann}},
                              {company("NOT_IN", {{"values", {"8"}}}), {cem}},
                              {company("HAS_PROPERTY"), {ann, bob}},
                              {company("NOT_HAS_PROPERTY"), {cem}}};
  for (const Row& row : rows) {
    EXPECT_EQ(find(row.filter), row.hits) << row.filter;
  }
  for (const Json& filter : {company("GT", {{"value", "7"}}), company("EQ", {{"value", "x"}})}) {
    EXPECT_EQ(search({{"filters", {filter}}}).status, 400) << filter;
  }
  EXPECT_EQ(search({{"sorts", {"associations.company"}}}).status, 400);
}

TEST_F(Search, U9HitsThatTheSortDoesNotTellApartMayComeInAnyOrder) {
  int otherwise = 0;
  for (std::size_t draw = 1; draw <= 5; ++draw) {
    restart({.drawn_order = draw});
    std::vector<std::string> ids;
    for (int number = 0; number < 4; ++number) {
      ids.push_back(add({{"firstname", "Ann"}}));  // All in one instant.
    }
    clock.sleep_for(1s);
    ids.push_back(add({{"firstname", "Bob"}}));
    std::vector<std::string> hits = ids_in(search({{"sorts", {"lastmodifieddate"}}}));
    std::vector<std::string> paged;
    for (int after = 0; after < 5; after += 2) {
      for (const std::string& id : ids_in(search(
               {{"sorts", {"firstname"}}, {"limit", 2}, {"after", std::to_string(after)}}))) {
        paged.push_back(id);
      }
    }
    EXPECT_EQ(paged, hits);
    EXPECT_EQ(hits.back(), ids.back());
    otherwise += hits == ids ? 0 : 1;
    std::ranges::sort(hits);
    std::ranges::sort(ids);
    EXPECT_EQ(hits, ids);
  }
  EXPECT_GT(otherwise, 0) << "than by ascending id";
}

TEST_F(Search, F52IdsMayBeginAnywhere) {
  restart({.contact_ids_above = 99'900});
  const std::string first = add({{"firstname", "Ann"}});
  EXPECT_TRUE(first.size() == 5 || first.size() == 6) << first;
  EXPECT_GT(std::stoul(add({{"firstname", "Bob"}})), std::stoul(first));
}

TEST_F(Search, U10IdsMayCompareAsTexts) {
  restart({.search_ids_are_texts = true});
  const std::string id = add({{"firstname", "Ann"}});
  const auto above = [&](const std::string& value) {
    return find({{"propertyName", "hs_object_id"}, {"operator", "GT"}, {"value", value}});
  };
  ASSERT_TRUE(id.starts_with('1') || id.starts_with('2'));
  EXPECT_THAT(above("99"), IsEmpty()) << "99 comes behind it in a dictionary";
  portal->set_options({});
  EXPECT_THAT(above("99"), ElementsAre(id));
}

TEST_F(Search, F61AQueryLooksIntoNamesAddressesCompanyAndPhones) {
  const std::string ann = add({{"firstname", "Ann"},
                               {"lastname", "Lee"},
                               {"company", "Acme"},
                               {"phone", "+1 (415) 555-0100"},
                               {"city", "Oslo"}});
  add({{"firstname", "Bob"}});
  for (const char* query : {"ann", "ANN lee", "acme", "4155550100", "555-0100"}) {
    EXPECT_THAT(ids_in(search({{"query", query}})), ElementsAre(ann)) << query;
  }
  EXPECT_THAT(ids_in(search({{"query", "oslo"}})), IsEmpty());
}

TEST_F(Search, F30F64ArchivedAndMergedAwayContactsAreNeverFound) {
  const std::string gone = add({{"email", "gone@example.com"}});
  const std::string ann = add({{"email", "ann@example.com"}});
  const std::string bob = add({{"email", "bob@example.com"}});
  ASSERT_TRUE(portal->delete_contact(gone));
  const std::string survivor = *portal->merge(ann, bob);
  EXPECT_THAT(ids_in(search(Json::object())), ElementsAre(survivor));
}

class LaggingSearch : public Search {
 protected:
  void SetUp() override { restart({.search_lag = 10s, .rate_limits_enforced = false}); }
};

TEST_F(LaggingSearch, F63ShowsTheContactsAsTheyWereTheLagAgo) {
  const std::string ann = add({{"email", "ann@example.com"}, {"city", "Oslo"}});
  EXPECT_THAT(find(by_email("ann@example.com")), IsEmpty());
  EXPECT_EQ(read(ann)["id"], ann);  // Reads by id are never late.
  clock.sleep_for(10s);
  EXPECT_THAT(find(by_email("ann@example.com")), ElementsAre(ann));

  ASSERT_TRUE(portal->edit_contact(ann, {{"email", "new@example.com"}, {"city", "Rome"}}));
  const Response stale =
      search({{"filters", {by_email("ann@example.com")}}, {"properties", {"city"}}});
  EXPECT_EQ(body_of(stale)["results"][0]["properties"]["city"], "Oslo");
  EXPECT_THAT(find(by_email("new@example.com")), IsEmpty());
  clock.sleep_for(10s);
  EXPECT_THAT(find(by_email("ann@example.com")), IsEmpty());
  EXPECT_THAT(find(by_email("new@example.com")), ElementsAre(ann));

  ASSERT_TRUE(portal->delete_contact(ann));
  EXPECT_THAT(find(by_email("new@example.com")), ElementsAre(ann));
  clock.sleep_for(10s);
  EXPECT_THAT(find(by_email("new@example.com")), IsEmpty());
}

TEST_F(Search, F63HitsFlapForAWhile) {
  restart({.search_lag = 2s, .search_flapping = 8s, .rate_limits_enforced = false});
  const std::string ann = add({{"email", "ann@example.com"}});
  EXPECT_EQ(portal->settles_at(), clock.now() + 10s);
  const auto hits_of_a_second = [&] {
    std::size_t hits = 0;
    for (int count = 0; count < 50; ++count) {
      clock.sleep_for(20ms);
      const bool found = !find(by_email("ann@example.com")).empty();
      EXPECT_EQ(found, !find(by_email("ann@example.com")).empty());  // One moment, one answer.
      hits += found ? 1U : 0U;
    }
    return hits;
  };
  EXPECT_EQ(hits_of_a_second(), 0U);
  clock.sleep_for(1s);
  const std::size_t flapping = hits_of_a_second();
  EXPECT_GT(flapping, 5U);
  EXPECT_LT(flapping, 45U);
  clock.sleep_for(7s);
  EXPECT_EQ(hits_of_a_second(), 50U);
  EXPECT_EQ(read(ann)["id"], ann);
}

TEST_F(Search, F63CanBeMadeStaleForOneRequest) {
  const std::string ann = add({{"email", "ann@example.com"}});
  clock.sleep_for(5s);
  Request request{
      Method::post,
      std::string(kContacts) + "/search",
      {},
      {{"Authorization", "Bearer " + grant.access_token}, {"Content-Type", "application/json"}},
      "{}"};
  EXPECT_THAT(ids_in(portal->handle_stale(request, 6s)), IsEmpty());
  EXPECT_THAT(ids_in(portal->handle_stale(request, 4s)), ElementsAre(ann));
  EXPECT_THAT(ids_in(portal->handle(request)), ElementsAre(ann));
}

TEST_F(Search, F57AtMost10000ResultsCanBePagedThrough) {
  for (int count = 0; count < 10'050; ++count) {
    add({{"firstname", "Ann"}});
  }
  const Json last = body_of(search({{"after", "9900"}, {"limit", 200}}));
  EXPECT_EQ(last["total"], 10'050);
  EXPECT_EQ(last["results"].size(), 100U);
  EXPECT_EQ(last["paging"]["next"]["after"], "10000");
  EXPECT_EQ(search({{"after", "10000"}}).status, 400);
  portal->set_options({.search_pages_across_bound_refused = true});
  EXPECT_EQ(search({{"after", "9900"}, {"limit", 101}}).status, 400);
  EXPECT_EQ(search({{"after", "9900"}, {"limit", 100}}).status, 200);
}

}  // namespace
}  // namespace lockstep::sim::hubspot
