// Google: how many a page shows, a batch takes, and a list shows of one person.

#include "limit_atlas.h"
#include "limit_clients.h"

namespace lockstep::atlas {
namespace {

using sim::GoogleFolder;

constexpr std::string_view kPeople = "people";

std::string number(std::uint64_t units) { return std::to_string(units); }

/// "…/c1&resourceNames=…/c2": names that nobody has.
std::string made_up_names(const std::string& collection, std::uint64_t count) {
  std::string query;
  for (std::uint64_t at = 1; at <= count; ++at) {
    query += "&resourceNames=" + collection + "/c" + number(at);
  }
  return query;
}

std::string connections_page(std::uint64_t size) {
  GoogleApp app;
  app.add(1'001, GoogleFolder::contacts);
  return app.get("/v1/people/me/connections?personFields=names&pageSize=" + number(size))
      .counted("/connections", kPeople);
}

std::string other_contacts_page(std::uint64_t size) {
  GoogleApp app;
  app.add(1'001, GoogleFolder::other);
  return app.get("/v1/otherContacts?readMask=names&pageSize=" + number(size))
      .counted("/otherContacts", kPeople);
}

std::string groups_page(std::uint64_t size) {
  GoogleApp app;
  for (std::uint64_t at = 0; at < 1'001; ++at) {
    app.post("/v1/contactGroups", {{"contactGroup", {{"name", "Label " + number(at)}}}});
  }
  return app.get("/v1/contactGroups?pageSize=" + number(size)).counted("/contactGroups", "groups");
}

std::string directory_answer(const std::string& target, std::uint64_t people) {
  GoogleApp app({.workspace_domain = "example.com"});
  for (std::uint64_t at = 0; at < people; ++at) {
    (void)app.fake().add_directory_person({{"names", {{{"givenName", "Ann"}}}}});
  }
  return app.get(target).counted("/people", kPeople);
}

std::string directory_page(std::uint64_t size) {
  return directory_answer(
      "/v1/people:listDirectoryPeople?readMask=names&"
      "sources=DIRECTORY_SOURCE_TYPE_DOMAIN_PROFILE&pageSize=" +
          number(size),
      1'001);
}

std::string directory_search_page(std::uint64_t size) {
  return directory_answer(
      "/v1/people:searchDirectoryPeople?readMask=names&query=Ann&"
      "sources=DIRECTORY_SOURCE_TYPE_DOMAIN_PROFILE&pageSize=" +
          number(size),
      501);
}

std::string search_results(const std::string& method, GoogleFolder folder, std::uint64_t size) {
  GoogleApp app;
  app.add(31, folder);
  app.get("/v1/" + method + "?readMask=names&query=");  // Warms the cache up (G23).
  return app.get("/v1/" + method + "?readMask=names&query=Ann&pageSize=" + number(size))
      .counted("/results", "results");
}

std::string contacts_found(std::uint64_t size) {
  return search_results("people:searchContacts", GoogleFolder::contacts, size);
}

std::string other_contacts_found(std::uint64_t size) {
  return search_results("otherContacts:search", GoogleFolder::other, size);
}

std::string people_got(std::uint64_t names) {
  GoogleApp app;
  std::string target = "/v1/people:batchGet?personFields=names";
  for (const std::string& name : app.add(names, GoogleFolder::contacts)) {
    target += "&resourceNames=" + name;
  }
  return app.get(target).counted("/responses", kPeople);
}

std::string groups_got(std::uint64_t names) {
  return GoogleApp()
      .get("/v1/contactGroups:batchGet?groupFields=name" + made_up_names("contactGroups", names))
      .counted("/responses", "groups");
}

/// The answer to a batch of creates.
Told created(GoogleApp& app, std::uint64_t count) {
  Json contacts = Json::array();
  for (std::uint64_t at = 0; at < count; ++at) {
    contacts.push_back({{"contactPerson", {{"names", {{{"givenName", "Ann"}}}}}}});
  }
  return app.post("/v1/people:batchCreateContacts",
                  {{"contacts", std::move(contacts)}, {"readMask", "names"}});
}

std::string people_created(std::uint64_t count) {
  GoogleApp app;
  return created(app, count).counted("/createdPeople", kPeople);
}

std::string people_updated(std::uint64_t count) {
  GoogleApp app;
  Json contacts = Json::object();
  for (const std::uint64_t part : {std::uint64_t{100}, count - 100}) {
    const Json body = created(app, part).body;
    for (const Json& answer : body["createdPeople"]) {
      const Json& person = answer["person"];
      contacts[person["resourceName"]] = {{"etag", person["etag"]},
                                          {"names", {{{"givenName", "Anna"}}}}};
    }
  }
  return app
      .post("/v1/people:batchUpdateContacts",
            {{"contacts", std::move(contacts)}, {"updateMask", "names"}, {"readMask", "names"}})
      .counted("/updateResult", kPeople);
}

std::string people_deleted(std::uint64_t count) {
  GoogleApp app;
  return app
      .post("/v1/people:batchDeleteContacts",
            {{"resourceNames", app.add(count, GoogleFolder::contacts)}})
      .text();
}

/// Half of them are added and the others removed.
std::string members_changed(std::uint64_t count) {
  GoogleApp app;
  const std::vector<std::string> names = app.add(count, GoogleFolder::contacts);
  const auto middle = names.begin() + static_cast<std::ptrdiff_t>(count / 2);
  return app
      .post("/v1/contactGroups/starred/members:modify",
            {{"resourceNamesToAdd", std::vector<std::string>(names.begin(), middle)},
             {"resourceNamesToRemove", std::vector<std::string>(middle, names.end())}})
      .text();
}

std::string calls_of_http_batch(std::uint64_t calls) {
  std::string body;
  for (std::uint64_t at = 0; at < calls; ++at) {
    body += "--b\r\nContent-Type: application/http\r\n\r\nGET /v1/people/c1?personFields=names\r\n";
  }
  const Response response = GoogleApp().exchange({Method::post,
                                                  "/batch",
                                                  {},
                                                  {{"Content-Type", "multipart/mixed; boundary=b"}},
                                                  body + "--b--\r\n"});
  if (response.status != 200) {
    const Json error = Json::parse(response.body)["error"];
    return std::to_string(response.status) + " " + error["status"].get<std::string>() + ": " +
           error["message"].get<std::string>();
  }
  std::size_t answers = 0;
  for (std::size_t at = response.body.find("\r\nHTTP/1.1 "); at != std::string::npos;
       at = response.body.find("\r\nHTTP/1.1 ", at + 1)) {
    ++answers;
  }
  return "200, " + number(answers) + " answers";
}

std::string quota_user(std::uint64_t characters) {
  return GoogleApp()
      .get("/v1/people/me/connections?personFields=names&quotaUser=" + std::string(characters, 'u'))
      .text();
}

/// A list of one person with so many items in one field.
std::string items_listed(GoogleFolder folder, const std::string& field, std::uint64_t count) {
  GoogleApp app;
  Json items = Json::array();
  for (std::uint64_t at = 0; at < count; ++at) {
    items.push_back({{"value", "item" + number(at) + "@example.com"}});
  }
  app.add({{field, std::move(items)}}, folder);
  const bool other = folder == GoogleFolder::other;
  return app
      .get((other ? "/v1/otherContacts?readMask=" : "/v1/people/me/connections?personFields=") +
           field)
      .counted((other ? "/otherContacts/0/" : "/connections/0/") + field, "items");
}

std::string emails_of_connection(std::uint64_t count) {
  return items_listed(GoogleFolder::contacts, "emailAddresses", count);
}
std::string phones_of_connection(std::uint64_t count) {
  return items_listed(GoogleFolder::contacts, "phoneNumbers", count);
}
std::string emails_of_other_contact(std::uint64_t count) {
  return items_listed(GoogleFolder::other, "emailAddresses", count);
}
std::string phones_of_other_contact(std::uint64_t count) {
  return items_listed(GoogleFolder::other, "phoneNumbers", count);
}

constexpr std::string_view kInvalid = "400 INVALID_ARGUMENT: Request contains an invalid argument.";

// clang-format off
constexpr auto kRows = std::to_array<LimitRow>({
    {"people.connections.list: people on a page", "G15", "google.list.page-size", 1'000, "people", connections_page,
     {"200, 999 people", "200, 1000 people", "400 INVALID_ARGUMENT: Page size must be less than or equal to 1000."}},
    {"otherContacts.list: people on a page", "G15", "google.list.page-size", 1'000, "people", other_contacts_page,
     {"200, 999 people", "200, 1000 people", "400 INVALID_ARGUMENT: Page size must be less than or equal to 1000."}},
    {"contactGroups.list: groups on a page", "G14, G27", "google.group.list", 1'000, "groups", groups_page,
     {"200, 999 groups", "200, 1000 groups", "400 INVALID_ARGUMENT: Page size must be less than or equal to 1000."}},
    {"people.listDirectoryPeople: people on a page", "G14", "google.directory.people", 1'000, "people", directory_page,
     {"200, 999 people", "200, 1000 people", "400 INVALID_ARGUMENT: Page size must be less than or equal to 1000."}},
    {"people.searchDirectoryPeople: people on a page", "G14", "google.directory.people", 500, "people", directory_search_page,
     {"200, 499 people", "200, 500 people", "400 INVALID_ARGUMENT: Page size must be less than or equal to 500."}},
    {"people.searchContacts: results", "G14, G23", "google.search.matches", 30, "results", contacts_found,
     {"200, 29 results", "200, 30 results", "200, 30 results"}},
    {"otherContacts.search: results", "G14, G24", "google.search.matches", 30, "results", other_contacts_found,
     {"200, 29 results", "200, 30 results", "200, 30 results"}},
    {"people.getBatchGet: names", "G14, G18", "google.get.batch-size", 200, "names", people_got,
     {"200, 199 people", "200, 200 people", kInvalid}},
    {"contactGroups.batchGet: names", "G14, G27", "google.group.batch-get", 200, "names", groups_got,
     {"200, 199 groups", "200, 200 groups", kInvalid}},
    {"people.batchCreateContacts: contacts", "G14", "google.batch.sizes", 200, "contacts", people_created,
     {"200, 199 people", "200, 200 people", kInvalid}},
    {"people.batchUpdateContacts: contacts", "G14", "google.batch.sizes", 200, "contacts", people_updated,
     {"200, 199 people", "200, 200 people", kInvalid}},
    {"people.batchDeleteContacts: names", "G14", "google.batch.sizes", 500, "names", people_deleted,
     {"200", "200", kInvalid}},
    {"contactGroups.members.modify: names, added and removed together", "G14, G25", "google.group.modify-size", 1'000, "names", members_changed,
     {"200", "200", kInvalid}},
    {"batch: calls in one body", "G11", "google.batch.form", 1'000, "calls", calls_of_http_batch,
     {"200, 999 answers", "200, 1000 answers", "400 INVALID_ARGUMENT: Failed to parse batch request."}},
    {"every method: length of quotaUser", "G3", "google.standard.quota-user", 40, "characters", quota_user,
     {"200", "200", kInvalid}},
    {"people.connections.list: emails shown of a person", "G17", "google.person.listed-items", 100, "emails", emails_of_connection,
     {"200, 99 items", "200, 100 items", "200, 100 items"}},
    {"people.connections.list: phone numbers shown of a person", "G17", "google.person.listed-items", 100, "phone numbers", phones_of_connection,
     {"200, 99 items", "200, 100 items", "200, 100 items"}},
    {"otherContacts.list: emails shown of a person", "G17", "google.person.listed-items", 100, "emails", emails_of_other_contact,
     {"200, 99 items", "200, 100 items", "200, 100 items"}},
    {"otherContacts.list: phone numbers shown of a person", "G17", "google.person.listed-items", 100, "phone numbers", phones_of_other_contact,
     {"200, 99 items", "200, 100 items", "200, 100 items"}},
});
// clang-format on

}  // namespace

std::span<const LimitRow> google_page_limits() { return kRows; }

}  // namespace lockstep::atlas
