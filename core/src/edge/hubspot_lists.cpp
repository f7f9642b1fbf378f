// Lists and searches of HubSpot's client: page by page, to the missing cursor.

#include <algorithm>
#include <utility>

#include "lockstep/base/text.h"
#include "lockstep/base/timestamp.h"
#include "lockstep/base/url.h"

#include "hubspot_calls.h"
#include "hubspot_client.h"
#include "json_text.h"

namespace lockstep {
namespace {

constexpr int kPagesMax = 200'000;               // 15,000,000 contacts are the most (F101).
constexpr std::size_t kSearchTotalMax = 10'000;  // F57
constexpr std::size_t kSearchPage = 200;         // F55

std::string next_page_of(const Json& body) {
  const Json& after = member(member(member(body, "paging"), "next"), "after");
  if (after.is_number_integer()) {
    return std::to_string(after.get<std::int64_t>());
  }
  return after.is_string() ? after.get<std::string>() : "";
}

}  // namespace

/// Visits the contacts of a page, as they are or, where the page lacks properties, as a batch
/// reads them. @return Why they could not be read.
std::optional<ApiError> HubSpotClient::visit_page(const Json& results, const JsonVisitor& visit) {
  std::vector<std::string> ids;
  for (const Json& contact : results) {
    std::string id = text_member(contact, "id");
    if (too_many_properties_ && !id.empty()) {
      ids.push_back(std::move(id));
    } else {
      visit(contact);
    }
  }
  const auto full = read(ids);
  if (!full) {
    return full.error();
  }
  for (const std::string& id : ids) {
    const auto contact = full->find(id);
    if (contact == full->end()) {
      visit({{"id", id}});  // Nothing was told of it: it is to be asked for again.
    } else if (contact->second) {
      visit(*contact->second);
    }
  }
  return std::nullopt;
}

/// Gives `visit` the results of every page of a list. @return Why the list has no end; or what
/// `visit` says.
std::optional<ApiError> HubSpotClient::visit_pages(
    const std::string& operation, const std::string& path, const Query& query,
    const std::function<std::optional<ApiError>(const Json& results)>& visit) {
  std::string after;
  for (int page = 0; page < kPagesMax; ++page) {
    Query page_query = query;
    if (!after.empty()) {
      page_query.emplace_back("after", after);
    }
    const Answer<ApiReply> reply = channel_.call(
        {.operation = operation, .request = get_request(path, std::move(page_query))});
    if (!reply) {
      return reply.error();
    }
    const Json* const results = list_member(reply->body, "results");
    if (results == nullptr) {
      return lacks(operation, "list of results");
    }
    if (std::optional<ApiError> error = visit(*results)) {
      return error;
    }
    after = next_page_of(reply->body);
    if (after.empty()) {
      return std::nullopt;
    }
  }
  return lacks(operation, "last page");
}

std::optional<ApiError> HubSpotClient::list_all(const JsonVisitor& visit) {
  Query query{{"limit", "100"}, {"archived", "false"}};
  if (!too_many_properties_) {
    query.emplace_back("properties", join(properties_, ","));
  }
  return visit_pages("crm.contacts.getPage", std::string(kContacts), query,
                     [&](const Json& results) { return visit_page(results, visit); });
}

/// The texts of one member of every result.
Answer<std::set<std::string>> HubSpotClient::collect(const std::string& operation,
                                                     const std::string& path, const Query& query,
                                                     const char* member_name) {
  std::set<std::string> texts;
  const auto error = visit_pages(operation, path, query, [&](const Json& results) {
    for (const Json& result : results) {
      texts.insert(text_member(result, member_name));
    }
    return std::nullopt;
  });
  return error ? Answer<std::set<std::string>>(*error) : std::move(texts);
}

Answer<std::set<std::string>> HubSpotClient::list_archived() {
  return collect("crm.contacts.getPage", std::string(kContacts),
                 {{"limit", "100"}, {"archived", "true"}, {"properties", "hs_object_id"}}, "id");
}

Answer<std::set<std::string>> HubSpotClient::list_members(const std::string& list_id) {
  return collect("crm.lists.memberships",
                 "/crm/v3/lists/" + percent_encode(list_id) + "/memberships", {{"limit", "250"}},
                 "recordId");
}

Answer<std::int64_t> HubSpotClient::count_indexed() {
  const Json body = {
      {"filterGroups", Json::array()}, {"properties", Json::array({"hs_object_id"})}, {"limit", 1}};
  Answer<ApiReply> reply = channel_.call(
      {.operation = "crm.contacts.search",
       .request = body_request(Method::post, std::string(kContacts) + "/search", body),
       .repeat = Repeat::freely,
       .is_special = true});
  if (!reply) {
    return reply.error();
  }
  const Json& total = member(reply->body, "total");
  return total.is_number_integer() ? Answer<std::int64_t>(total.get<std::int64_t>())
                                   : lacks("crm.contacts.search", "total");
}

/// Visits one query of at most 10,000 contacts; `last` becomes the last instant seen.
/// @return Whether the query has more than it can show.
Answer<bool> HubSpotClient::search_window(Instant since, const JsonVisitor& visit, Instant& last) {
  Json body = {
      {"filterGroups",
       Json::array(
           {{{"filters", Json::array({{{"propertyName", "lastmodifieddate"},
                                       {"operator", "GTE"},
                                       {"value", std::to_string(to_epoch_ms(since))}}})}}})},
      {"sorts", Json::array({{{"propertyName", "lastmodifieddate"}, {"direction", "ASCENDING"}}})},
      {"limit", kSearchPage}};
  body["properties"] = too_many_properties_ ? Json::array({"lastmodifieddate"}) : Json(properties_);
  std::string after = "0";
  while (true) {
    body["after"] = after;
    Answer<ApiReply> reply = channel_.call(
        {.operation = "crm.contacts.search",
         .request = body_request(Method::post, std::string(kContacts) + "/search", body),
         .repeat = Repeat::freely,
         .is_special = true});
    if (!reply) {
      return reply.error();
    }
    const Json* const results = list_member(reply->body, "results");
    if (results == nullptr) {
      return lacks("crm.contacts.search", "list of contacts");
    }
    if (std::optional<ApiError> error = visit_page(*results, visit)) {
      return *std::move(error);
    }
    for (const Json& contact : *results) {
      last = std::max(last, contact_modified(contact));
    }
    // Pages may be short or empty: only a missing cursor ends the list (F66).
    const std::string next = next_page_of(reply->body);
    if (next.empty()) {
      return false;
    }
    const std::size_t offset = std::stoul("0" + next.substr(0, 9));
    if (offset + kSearchPage > kSearchTotalMax) {
      return true;
    }
    after = next;
  }
}

Answer<bool> HubSpotClient::search_modified(Instant since, const JsonVisitor& visit) {
  for (int window = 0; window < kPagesMax; ++window) {
    Instant last = since;
    const Answer<bool> has_more = search_window(since, visit, last);
    if (!has_more) {
      return has_more.error();
    }
    if (!*has_more) {
      return true;
    }
    if (last == since) {
      return false;
    }
    since = last;
  }
  return lacks("crm.contacts.search", "last page");
}

}  // namespace lockstep
