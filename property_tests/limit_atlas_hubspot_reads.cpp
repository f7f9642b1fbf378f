// HubSpot: how many a page shows, and what a read or a search may ask for.

#include <memory>

#include "lockstep/base/text.h"

#include "limit_atlas.h"
#include "limit_clients.h"

namespace lockstep::atlas {
namespace {

constexpr std::string_view kRecords = "records";
constexpr const char* kContacts = "/crm/v3/objects/contacts";
constexpr const char* kSearch = "/crm/v3/objects/contacts/search";

std::string number(std::uint64_t units) { return std::to_string(units); }

std::string contacts_page(std::uint64_t limit) {
  HubSpotApp app;
  app.add(101);
  return app.get(std::string(kContacts) + "?limit=" + number(limit)).counted("/results", kRecords);
}

std::string contacts_page_with_history(std::uint64_t limit) {
  HubSpotApp app;
  app.add(51);
  return app.get(std::string(kContacts) + "?propertiesWithHistory=firstname&limit=" + number(limit))
      .counted("/results", kRecords);
}

std::string versions_in_history(std::uint64_t versions) {
  HubSpotApp app;
  const std::string path = std::string(kContacts) + "/" + app.add(1).front();
  for (std::uint64_t at = 1; at < versions; ++at) {
    app.wait(std::chrono::seconds(1));
    app.send(Method::patch, path, {{"properties", {{"firstname", "Ann " + number(at)}}}});
  }
  return app.get(path + "?propertiesWithHistory=firstname")
      .counted("/propertiesWithHistory/firstname", "versions");
}

std::string batch_read(std::uint64_t inputs, const Json& more) {
  HubSpotApp app;
  Json body = more;
  for (const std::string& id : app.add(inputs)) {
    body["inputs"].push_back({{"id", id}});
  }
  return app.post(std::string(kContacts) + "/batch/read", body).counted("/results", kRecords);
}

std::string contacts_read(std::uint64_t inputs) { return batch_read(inputs, Json::object()); }
std::string contacts_read_with_history(std::uint64_t inputs) {
  return batch_read(inputs, {{"propertiesWithHistory", {"firstname"}}});
}

std::string url_of(std::uint64_t bytes) {
  std::string target = std::string(kContacts) + "?properties=";
  target.append(static_cast<std::size_t>(bytes) - target.size(), 'p');
  return HubSpotApp().get(target).text();
}

std::string search_page(std::uint64_t limit) {
  HubSpotApp app;
  app.add(201);
  return app.post(kSearch, {{"limit", limit}}).counted("/results", kRecords);
}

Json group_of(std::uint64_t filters) {
  const Json filter = {{"propertyName", "email"}, {"operator", "HAS_PROPERTY"}};
  return {{"filters", std::vector<Json>(static_cast<std::size_t>(filters), filter)}};
}

std::string filter_groups(std::uint64_t groups) {
  const std::vector<Json> list(static_cast<std::size_t>(groups), group_of(1));
  return HubSpotApp().post(kSearch, {{"filterGroups", list}}).text();
}

std::string filters_of_a_group(std::uint64_t filters) {
  return HubSpotApp().post(kSearch, {{"filterGroups", Json::array({group_of(filters)})}}).text();
}

/// Two groups of six, and two that share the rest.
std::string filters_in_all(std::uint64_t filters) {
  const std::uint64_t rest = filters - 12;
  const Json groups =
      Json::array({group_of(6), group_of(6), group_of(rest / 2), group_of(rest - rest / 2)});
  return HubSpotApp().post(kSearch, {{"filterGroups", groups}}).text();
}

std::string sorts(std::uint64_t count) {
  const std::vector<Json> list(static_cast<std::size_t>(count), Json("createdate"));
  return HubSpotApp().post(kSearch, {{"sorts", list}}).text();
}

/// A query of one kind of letter that makes the body as long as asked for.
std::string search_body_of(std::uint64_t characters, std::string_view letter) {
  std::size_t missing = static_cast<std::size_t>(characters) - Json{{"query", ""}}.dump().size();
  std::string query;
  for (; missing > 0; --missing) {
    query += letter;
  }
  return HubSpotApp().post(kSearch, {{"query", query}}).text();
}

std::string search_body(std::uint64_t characters) { return search_body_of(characters, "q"); }
std::string search_body_of_wide_letters(std::uint64_t characters) {
  return search_body_of(characters, "\xF0\x9F\x98\x80");  // U+1F600
}

constexpr std::size_t kResultsMax = 10'000;  // F57

/// A portal with one contact less than a search shows. Filled once: rows work on copies.
const HubSpotApp& portal_of_many() {
  static const std::unique_ptr<const HubSpotApp> kApp = [] {
    auto app = std::make_unique<HubSpotApp>();
    app->add(kResultsMax - 1);
    return app;
  }();
  return *kApp;
}

/// The last page of 200 below the limit, and what comes of the page that it names as the next.
std::string results_of_a_search(std::uint64_t contacts) {
  HubSpotApp app(portal_of_many());
  app.add(static_cast<std::size_t>(contacts) - (kResultsMax - 1));
  const Told page = app.post(kSearch, {{"limit", 200}, {"after", kResultsMax - 200}});
  const Json after = page.body.value(Json::json_pointer("/paging/next/after"), Json());
  return page.counted("/results", kRecords) +
         (after.is_null() ? "" : "; then " + app.post(kSearch, {{"after", after}}).text());
}

std::string offset_of_a_search(std::uint64_t after) {
  HubSpotApp app(portal_of_many());
  app.add(2);
  return app.post(kSearch, {{"after", number(after)}, {"limit", 1}}).counted("/results", "shown");
}

std::string list_members(std::uint64_t limit, const std::string& order) {
  HubSpotApp app;
  const std::string list = app.fake().add_list("Friends");
  app.send(Method::put, "/crm/v3/lists/" + list + "/memberships/add", app.add(251));
  return app.get("/crm/v3/lists/" + list + "/memberships" + order + "?limit=" + number(limit))
      .counted("/results", "members");
}

std::string members_page(std::uint64_t limit) { return list_members(limit, ""); }
std::string members_page_by_joining(std::uint64_t limit) {
  return list_members(limit, "/join-order");
}

std::string lists_found(std::uint64_t count) {
  HubSpotApp app;
  for (std::uint64_t at = 0; at < 501; ++at) {
    app.fake().add_list("List " + number(at));
  }
  return app.post("/crm/v3/lists/search", {{"count", count}}).counted("/lists", "lists");
}

std::string memberships_read(std::uint64_t inputs) {
  HubSpotApp app;
  Json body = {{"inputs", Json::array()}};
  for (const std::string& id : app.add(inputs)) {
    body["inputs"].push_back({{"objectTypeId", "0-1"}, {"recordId", id}});
  }
  return app.post("/crm/v3/lists/records/memberships/batch/read", body)
      .counted("/results", kRecords);
}

std::string associations_page(std::uint64_t limit) {
  HubSpotApp app;
  const std::string contact = app.add(1).front();
  for (std::uint64_t company = 1; company <= 501; ++company) {
    (void)app.fake().associate(contact, "companies", number(company));
  }
  return app
      .get("/crm/v4/objects/contacts/" + contact + "/associations/companies?limit=" + number(limit))
      .counted("/results", "companies");
}

std::string owners_page(std::uint64_t limit) {
  HubSpotApp app;
  for (std::uint64_t at = 0; at < 501; ++at) {
    app.fake().add_owner("owner" + number(at) + "@example.com", "Olga", "Owner");
  }
  return app.get("/crm/v3/owners?limit=" + number(limit)).counted("/results", "owners");
}

std::string properties_read(std::uint64_t inputs) {
  const std::vector<Json> names(static_cast<std::size_t>(inputs), Json{{"name", "email"}});
  return HubSpotApp()
      .post("/crm/v3/properties/contacts/batch/read", {{"inputs", names}})
      .counted("/results", "properties");
}

// clang-format off
constexpr auto kRows = std::to_array<LimitRow>({
    {"crm.contacts.getPage: records on a page", "F29", "hubspot.read.page", 100, "records", contacts_page,
     {"200, 99 records", "200, 100 records", "400 VALIDATION_ERROR: limit must be between 1 and 100"}},
    {"crm.contacts.getPage: records on a page with history", "F29", "hubspot.read.history", 50, "records", contacts_page_with_history,
     {"200, 49 records", "200, 50 records", "400 VALIDATION_ERROR: limit must be between 1 and 50"}},
    {"crm.contacts.getById: versions of a property", "F33", "hubspot.read.history-kept", 45, "versions", versions_in_history,
     {"200, 44 versions", "200, 45 versions", "200, 45 versions"}},
    {"crm.contacts.batch.read: inputs", "F32, F80", "hubspot.batch.size", 100, "inputs", contacts_read,
     {"200, 99 records", "200, 100 records", "400 VALIDATION_ERROR: The maximum number of inputs supported in a batch request is 100. Please reduce the number of items and try again"}},
    {"crm.contacts.batch.read: inputs with history", "F32, F85", "hubspot.read.history", 50, "inputs", contacts_read_with_history,
     {"200, 49 records", "200, 50 records", "400 VALIDATION_ERROR: The maximum number of inputs supported in a batch request for property histories is 50. Please reduce the number of items and try again"}},
    {"Every request: length of path and query", "F34", "hubspot.routing.url-length", 16'000, "bytes", url_of,
     {"200", "200", "414 URI Too Long"}},
    {"crm.contacts.search: records on a page", "F55", "hubspot.search.page", 200, "records", search_page,
     {"200, 199 records", "200, 200 records", "400 VALIDATION_ERROR: limit must be between 0 and 200"}},
    {"crm.contacts.search: groups of filters", "F54", "hubspot.search.groups", 5, "groups", filter_groups,
     {"200", "200", "400 VALIDATION_ERROR: too many filterGroups or filters (max allowed: 5 groups, 18 filters)"}},
    {"crm.contacts.search: filters of a group", "F54", "hubspot.search.groups", 6, "filters", filters_of_a_group,
     {"200", "200", "400 VALIDATION_ERROR: too many filters per filterGroup (count: 7, max allowed: 6)"}},
    {"crm.contacts.search: filters in all", "F54", "hubspot.search.groups", 18, "filters", filters_in_all,
     {"200", "200", "400 VALIDATION_ERROR: too many filterGroups or filters (max allowed: 5 groups, 18 filters)"}},
    {"crm.contacts.search: sorts", "F56", "hubspot.search.order", 1, "sort", sorts,
     {"200", "200", "400 VALIDATION_ERROR: There was a problem with the request: only one sort is supported"}},
    {"crm.contacts.search: length of the body", "F58", "hubspot.search.body-length", 3'000, "characters", search_body,
     {"200", "200", "400 VALIDATION_ERROR: The request body exceeds 3,000 characters"}},
    {"crm.contacts.search: length of the body, in characters of four bytes", "F58", "hubspot.search.body-length", 3'000, "characters", search_body_of_wide_letters,
     {"200", "200", "400 VALIDATION_ERROR: The request body exceeds 3,000 characters"}},
    {"crm.contacts.search: results that can be paged through", "F57", "hubspot.search.results-max", kResultsMax, "contacts", results_of_a_search,
     {"200, 199 records", "200, 200 records", "200, 200 records; then 400 VALIDATION_ERROR: Paging beyond 10000 results is not supported"}},
    {"crm.contacts.search: offset of a page", "F57", "hubspot.search.results-max-bound", kResultsMax, "results", offset_of_a_search,
     {"200, 1 shown", "400 VALIDATION_ERROR: Paging beyond 10000 results is not supported", "400 VALIDATION_ERROR: Paging beyond 10000 results is not supported"}},
    {"crm.lists.memberships: members on a page", "F109", "hubspot.lists.memberships", 250, "members", members_page,
     {"200, 249 members", "200, 250 members", "400 VALIDATION_ERROR: limit must be between 1 and 250"}},
    {"crm.lists.memberships.joinOrder: members on a page", "F109", "hubspot.lists.join-order", 250, "members", members_page_by_joining,
     {"200, 249 members", "200, 250 members", "400 VALIDATION_ERROR: limit must be between 1 and 250"}},
    {"crm.lists.search: lists on a page", "F111", "hubspot.lists.find", 500, "lists", lists_found,
     {"200, 499 lists", "200, 500 lists", "400 VALIDATION_ERROR: count must be between 0 and 500"}},
    {"crm.lists.recordMemberships.batch.read: inputs", "F80, F112", "hubspot.lists.of-records", 100, "inputs", memberships_read,
     {"200, 99 records", "200, 100 records", "400 VALIDATION_ERROR: The maximum number of inputs supported in a batch request is 100. Please reduce the number of items and try again"}},
    {"crm.associations.getPage: records on a page", "F9", "hubspot.associations.page", 500, "companies", associations_page,
     {"200, 499 companies", "200, 500 companies", "400 VALIDATION_ERROR: limit must be between 1 and 500"}},
    {"crm.owners.getPage: owners on a page", "F9", "hubspot.owners.limits", 500, "owners", owners_page,
     {"200, 499 owners", "200, 500 owners", "400 VALIDATION_ERROR: limit must be between 1 and 500"}},
    {"crm.properties.batch.read: inputs", "F80, F89", "hubspot.properties.batches", 100, "inputs", properties_read,
     {"200, 99 properties", "200, 100 properties", "400 VALIDATION_ERROR: The maximum number of inputs supported in a batch request is 100. Please reduce the number of items and try again"}},
});
// clang-format on

}  // namespace

std::span<const LimitRow> hubspot_read_limits() { return kRows; }

}  // namespace lockstep::atlas
