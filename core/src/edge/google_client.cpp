#include "google_client.h"

#include <algorithm>
#include <utility>

#include "lockstep/base/url.h"

#include "google_errors.h"
#include "google_person.h"
#include "json_text.h"

namespace lockstep {
namespace {

constexpr const char* kPageSize = "1000";  // G15
/// More pages than any account can have: a server that never ends its list is stopped here.
constexpr int kPagesMax = 1'000;
constexpr const char* kContactSource = "READ_SOURCE_TYPE_CONTACT";

ApiError unreadable(std::string_view operation, std::string_view what) {
  return {.error = {ErrorKind::outcome_unknown, "Google's answer has no " + std::string(what),
                    std::string(operation)}};
}

void set_value(Query& query, std::string_view name, std::string value) {
  const auto found = std::ranges::find(
      query, name, [](const auto& entry) -> const auto& { return entry.first; });
  if (found == query.end()) {
    query.emplace_back(name, std::move(value));
  } else {
    found->second = std::move(value);
  }
}

/// The contactErrors of a refused batch, by index (create) or resource name (update) (G20).
std::map<std::string, ApiError> item_errors(std::string_view operation, const ApiError& error) {
  std::map<std::string, ApiError> items;
  const std::optional<Json> body = parse_json(error.body);
  if (!body) {
    return items;
  }
  for (const Json& detail : member(member(*body, "error"), "details")) {
    const Json& errors = member(detail, "contactErrors");
    if (!errors.is_object()) {
      continue;
    }
    for (const auto& [key, status] : errors.items()) {
      items.insert_or_assign(key, read_google_status(operation, 0, status));
    }
  }
  return items;
}

constexpr std::int64_t kBatchUnits = 6;  ///< Of reads as well as of writes (G105).

std::string path_of(const std::string& resource_name) {
  const std::size_t slash = resource_name.find('/');
  return slash == std::string::npos ? "/v1/" + percent_encode(resource_name)
                                    : "/v1/" + percent_encode(resource_name.substr(0, slash)) +
                                          "/" + percent_encode(resource_name.substr(slash + 1));
}

}  // namespace

Answer<std::string> GoogleClient::list_all(const ApiCall& first, const char* member_name,
                                           const std::string& sync_token,
                                           const JsonVisitor& visit) {
  ApiCall call = first;
  if (!sync_token.empty()) {
    set_value(call.request.query, "syncToken", sync_token);
  }
  for (int page = 0; page < kPagesMax; ++page) {
    Answer<ApiReply> reply = channel_.call(call);
    if (!reply) {
      ApiError error = reply.error();
      // A token that is not understood is of no more use than an expired one (G85).
      if (!sync_token.empty() && error.error.kind == ErrorKind::invalid_input &&
          error.status == 400) {
        error.error.kind = ErrorKind::expired_cursor;
      }
      return error;
    }
    // An empty list is left out of the answer (G13).
    if (!member(reply->body, member_name).is_null() &&
        list_member(reply->body, member_name) == nullptr) {
      return unreadable(first.operation, "list of people");
    }
    for (const Json& person : member(reply->body, member_name)) {
      visit(person);
    }
    const std::string next_page = text_member(reply->body, "nextPageToken");
    if (next_page.empty()) {
      return text_member(reply->body, "nextSyncToken");
    }
    set_value(call.request.query, "pageToken", next_page);
  }
  return unreadable(first.operation, "last page");
}

Answer<std::string> GoogleClient::list_connections(const std::string& sync_token,
                                                   const JsonVisitor& visit) {
  return list_all({.operation = "people.connections.list",
                   .request = {.method = Method::get,
                               .path = "/v1/people/me/connections",
                               .query = {{"personFields", fields_},
                                         {"pageSize", kPageSize},
                                         {"requestSyncToken", "true"},
                                         {"sources", kContactSource}},
                               .headers = {},
                               .body = {}}},
                  "connections", sync_token, visit);
}

Answer<std::string> GoogleClient::list_other_contacts(const std::string& sync_token,
                                                      const JsonVisitor& visit) {
  return list_all({.operation = "otherContacts.list",
                   .request = {.method = Method::get,
                               .path = "/v1/otherContacts",
                               .query = {{"readMask", "names,emailAddresses,phoneNumbers,metadata"},
                                         {"pageSize", kPageSize},
                                         {"requestSyncToken", "true"}},
                               .headers = {},
                               .body = {}}},
                  "otherContacts", sync_token, visit);
}

Answer<std::vector<Json>> GoogleClient::list_modified_since(Instant since) {
  ApiCall call{.operation = "people.connections.list",
               .request = {.method = Method::get,
                           .path = "/v1/people/me/connections",
                           .query = {{"personFields", fields_},
                                     {"pageSize", kPageSize},
                                     {"sortOrder", "LAST_MODIFIED_DESCENDING"},
                                     {"sources", kContactSource}},
                           .headers = {},
                           .body = {}}};
  std::vector<Json> people;
  for (int page = 0; page < kPagesMax; ++page) {
    Answer<ApiReply> reply = channel_.call(call);
    if (!reply) {
      return reply.error();
    }
    for (const Json& person : member(reply->body, "connections")) {
      const Instant modified = person_modified(person);
      if (modified < since && modified != Instant()) {  // One without a time says nothing of it.
        return people;
      }
      people.push_back(person);
    }
    const std::string next_page = text_member(reply->body, "nextPageToken");
    if (next_page.empty()) {
      return people;
    }
    set_value(call.request.query, "pageToken", next_page);
  }
  return unreadable(call.operation, "last page");
}

Answer<std::map<std::string, std::optional<Json>>> GoogleClient::get(
    const std::vector<std::string>& names) {
  std::map<std::string, std::optional<Json>> people;
  for (std::size_t from = 0; from < names.size(); from += kGoogleReadsMax) {
    const std::size_t to = std::min(names.size(), from + kGoogleReadsMax);
    ApiCall call{.operation = "people.getBatchGet",
                 .request = {.method = Method::get,
                             .path = "/v1/people:batchGet",
                             .query = {{"personFields", fields_}, {"sources", kContactSource}},
                             .headers = {},
                             .body = {}}};
    for (std::size_t at = from; at < to; ++at) {
      call.request.query.emplace_back("resourceNames", names[at]);
    }
    Answer<ApiReply> reply = channel_.call(call);
    if (!reply) {
      return reply.error();
    }
    for (const Json& response : member(reply->body, "responses")) {
      const std::string asked = text_member(response, "requestedResourceName");
      const Json& person = member(response, "person");
      if (!text_member(person, "resourceName").empty()) {
        people.insert_or_assign(asked, person);
      } else if (member(member(response, "status"), "code") == 5 ||
                 member(response, "httpStatusCode") == 404) {
        people.insert_or_assign(asked, std::nullopt);
      }
    }
  }
  return people;
}

Answer<Json> GoogleClient::create(const Json& person) {
  Answer<ApiReply> reply =
      channel_.call({.operation = "people.createContact",
                     .request = {.method = Method::post,
                                 .path = "/v1/people:createContact",
                                 .query = {{"personFields", fields_}, {"sources", kContactSource}},
                                 .headers = {},
                                 .body = person.dump()},
                     .repeat = Repeat::only_without_effect,
                     .is_special = true});
  if (!reply) {
    return reply.error();
  }
  if (text_member(reply->body, "resourceName").empty()) {
    return unreadable("people.createContact", "resource name");
  }
  return std::move(reply->body);
}

GoogleClient::BatchAnswer GoogleClient::create_all(const std::vector<Json>& people) {
  LOCKSTEP_ASSERT(!people.empty() && people.size() <= kGoogleWritesMax);
  constexpr const char* kOperation = "people.batchCreateContacts";
  Json contacts = Json::array();
  for (const Json& person : people) {
    contacts.push_back({{"contactPerson", person}});
  }
  const Json body = {{"contacts", std::move(contacts)},
                     {"readMask", fields_},
                     {"sources", Json::array({kContactSource})}};
  Answer<ApiReply> reply = channel_.call({.operation = kOperation,
                                          .request = {.method = Method::post,
                                                      .path = "/v1/people:batchCreateContacts",
                                                      .query = {},
                                                      .headers = {},
                                                      .body = body.dump()},
                                          .repeat = Repeat::only_without_effect,
                                          .is_special = true,
                                          .units = kBatchUnits});
  if (!reply) {
    return BatchRefusal{reply.error(), item_errors(kOperation, reply.error())};
  }
  std::vector<Json> created;
  for (const Json& response : member(reply->body, "createdPeople")) {
    const Json& person = member(response, "person");
    if (!text_member(person, "resourceName").empty()) {
      created.push_back(person);
    }
  }
  if (created.size() != people.size()) {
    return BatchRefusal{unreadable(kOperation, "full list of contacts"), {}};
  }
  return created;
}

Answer<Json> GoogleClient::update(const std::string& name, const Json& person,
                                  const std::string& mask) {
  Answer<ApiReply> reply = channel_.call({.operation = "people.updateContact",
                                          .request = {.method = Method::patch,
                                                      .path = path_of(name) + ":updateContact",
                                                      .query = {{"updatePersonFields", mask},
                                                                {"personFields", fields_},
                                                                {"sources", kContactSource}},
                                                      .headers = {},
                                                      .body = person.dump()},
                                          .is_special = true});
  if (!reply) {
    return reply.error();
  }
  if (text_member(reply->body, "resourceName").empty()) {
    return unreadable("people.updateContact", "resource name");
  }
  return std::move(reply->body);
}

GoogleClient::BatchAnswer GoogleClient::update_all(
    const std::vector<std::pair<std::string, Json>>& people, const std::string& mask) {
  LOCKSTEP_ASSERT(!people.empty() && people.size() <= kGoogleWritesMax);
  constexpr const char* kOperation = "people.batchUpdateContacts";
  Json contacts = Json::object();
  for (const auto& [name, person] : people) {
    contacts[name] = person;
  }
  const Json body = {{"contacts", std::move(contacts)},
                     {"updateMask", mask},
                     {"readMask", fields_},
                     {"sources", Json::array({kContactSource})}};
  Answer<ApiReply> reply = channel_.call({.operation = kOperation,
                                          .request = {.method = Method::post,
                                                      .path = "/v1/people:batchUpdateContacts",
                                                      .query = {},
                                                      .headers = {},
                                                      .body = body.dump()},
                                          .is_special = true,
                                          .units = kBatchUnits});
  if (!reply) {
    return BatchRefusal{reply.error(), item_errors(kOperation, reply.error())};
  }
  const Json& results = member(reply->body, "updateResult");
  std::vector<Json> updated;
  for (const auto& [name, person] : people) {
    const Json& stored = member(member(results, name.c_str()), "person");
    if (!stored.is_object()) {
      return BatchRefusal{unreadable(kOperation, "full list of contacts"), {}};
    }
    updated.push_back(stored);
  }
  return updated;
}

}  // namespace lockstep
