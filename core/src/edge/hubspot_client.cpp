#include "hubspot_client.h"

#include <algorithm>
#include <utility>

#include "lockstep/base/text.h"
#include "lockstep/base/timestamp.h"
#include "lockstep/base/url.h"

#include "hubspot_batch.h"
#include "hubspot_errors.h"
#include "json_text.h"

namespace lockstep {
namespace {

constexpr std::string_view kContacts = "/crm/v3/objects/contacts";
constexpr int kPagesMax = 200'000;               // 15,000,000 contacts are the most (F101).
constexpr std::size_t kSearchTotalMax = 10'000;  // F57
constexpr std::size_t kSearchPage = 200;         // F55
constexpr std::size_t kPropertyTextMax = 2'000;  // Leaves room in a search body of 3,000 (F58).
/// Fewer inputs than this go one by one: a single request isolates its own failure.
constexpr std::size_t kBatchFrom = 4;

ApiError unreadable(std::string_view operation, std::string_view what) {
  return {.error = {ErrorKind::outcome_unknown, "HubSpot's answer has no " + std::string(what),
                    std::string(operation)}};
}

std::string next_page_of(const Json& body) {
  const Json& after = member(member(member(body, "paging"), "next"), "after");
  if (after.is_number_integer()) {
    return std::to_string(after.get<std::int64_t>());
  }
  return after.is_string() ? after.get<std::string>() : "";
}

void add_contact(HubSpotContacts& contacts, const Json& contact) {
  const std::string id = text_member(contact, "id");
  if (!id.empty()) {
    contacts.insert_or_assign(id, contact.dump());
  }
}

Request get_request(std::string path, Query query) {
  return {.method = Method::get,
          .path = std::move(path),
          .query = std::move(query),
          .headers = {},
          .body = {}};
}

Request body_request(Method method, std::string path, const Json& body) {
  return {
      .method = method, .path = std::move(path), .query = {}, .headers = {}, .body = body.dump()};
}

}  // namespace

std::set<std::string> merged_ids(const Json& contact) {
  std::set<std::string> ids;
  const std::string text = text_member(member(contact, "properties"), "hs_merged_object_ids");
  for (const std::string_view id : split(text, ';')) {
    if (!trim(id).empty()) {
      ids.emplace(trim(id));
    }
  }
  return ids;
}

Instant contact_modified(const Json& contact) {
  return parse_timestamp(text_member(contact, "updatedAt")).value_or(Instant());
}

HubSpotClient::HubSpotClient(ApiChannel& channel, std::vector<std::string> properties)
    : channel_(channel),
      properties_(std::move(properties)),
      too_many_properties_(join(properties_, ",").size() > kPropertyTextMax),
      search_limiter_(channel.clock(), kHubSpotSearches) {}

Answer<HubSpotContacts> HubSpotClient::fill(HubSpotContacts contacts) {
  if (!too_many_properties_) {
    return contacts;
  }
  std::vector<std::string> ids;
  for (const auto& [id, text] : contacts) {
    ids.push_back(id);
  }
  auto full = read(ids);
  if (!full) {
    return full.error();
  }
  for (const auto& [id, contact] : *full) {
    if (contact) {
      contacts.insert_or_assign(id, contact->dump());
    } else {
      contacts.erase(id);
    }
  }
  return contacts;
}

Answer<HubSpotContacts> HubSpotClient::list_all() {
  Query query{{"limit", "100"}, {"archived", "false"}};
  if (!too_many_properties_) {
    query.emplace_back("properties", join(properties_, ","));
  }
  HubSpotContacts contacts;
  std::string after;
  for (int page = 0; page < kPagesMax; ++page) {
    Query page_query = query;
    if (!after.empty()) {
      page_query.emplace_back("after", after);
    }
    Answer<ApiReply> reply =
        channel_.call({.operation = "crm.contacts.getPage",
                       .request = get_request(std::string(kContacts), std::move(page_query))});
    if (!reply) {
      return reply.error();
    }
    for (const Json& contact : member(reply->body, "results")) {
      add_contact(contacts, contact);
    }
    after = next_page_of(reply->body);
    if (after.empty()) {
      return fill(std::move(contacts));
    }
  }
  return unreadable("crm.contacts.getPage", "last page");
}

Answer<std::set<std::string>> HubSpotClient::list_archived() {
  std::set<std::string> ids;
  std::string after;
  for (int page = 0; page < kPagesMax; ++page) {
    Query query{{"limit", "100"}, {"archived", "true"}, {"properties", "hs_object_id"}};
    if (!after.empty()) {
      query.emplace_back("after", after);
    }
    Answer<ApiReply> reply =
        channel_.call({.operation = "crm.contacts.getPage",
                       .request = get_request(std::string(kContacts), std::move(query))});
    if (!reply) {
      return reply.error();
    }
    for (const Json& contact : member(reply->body, "results")) {
      ids.insert(text_member(contact, "id"));
    }
    after = next_page_of(reply->body);
    if (after.empty()) {
      return ids;
    }
  }
  return unreadable("crm.contacts.getPage", "last page");
}

/// Reads one query of at most 10,000 contacts into `found`; `last` becomes the last instant seen.
/// @return Whether the query has more than it can show.
Answer<bool> HubSpotClient::search_window(Instant since, HubSpotContacts& found, Instant& last) {
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
         .limiter = &search_limiter_});
    if (!reply) {
      return reply.error();
    }
    for (const Json& contact : member(reply->body, "results")) {
      add_contact(found, contact);
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

Answer<std::optional<HubSpotContacts>> HubSpotClient::search_modified(Instant since) {
  HubSpotContacts found;
  for (int window = 0; window < kPagesMax; ++window) {
    Instant last = since;
    const Answer<bool> has_more = search_window(since, found, last);
    if (!has_more) {
      return has_more.error();
    }
    if (!*has_more) {
      Answer<HubSpotContacts> filled = fill(std::move(found));
      if (!filled) {
        return filled.error();
      }
      return std::optional(std::move(*filled));
    }
    if (last == since) {
      return std::optional<HubSpotContacts>();
    }
    since = last;
  }
  return unreadable("crm.contacts.search", "last page");
}

Answer<std::map<std::string, std::optional<Json>>> HubSpotClient::read(
    const std::vector<std::string>& ids) {
  std::map<std::string, std::optional<Json>> contacts;
  for (std::size_t from = 0; from < ids.size(); from += kHubSpotBatchMax) {
    const std::size_t to = std::min(ids.size(), from + kHubSpotBatchMax);
    Json body = {{"properties", properties_}, {"inputs", Json::array()}};
    for (std::size_t at = from; at < to; ++at) {
      body["inputs"].push_back({{"id", ids[at]}});
    }
    Answer<ApiReply> reply = channel_.call(
        {.operation = "crm.contacts.batch.read",
         .request = body_request(Method::post, std::string(kContacts) + "/batch/read", body)});
    if (!reply) {
      return reply.error();
    }
    std::map<std::string, Json> results;
    std::map<std::string, std::string> survivors;
    for (const Json& contact : member(reply->body, "results")) {
      const std::string id = text_member(contact, "id");
      for (const std::string& merged : merged_ids(contact)) {
        survivors.emplace(merged, id);
      }
      results.emplace(id, contact);
    }
    for (std::size_t at = from; at < to; ++at) {
      const auto survivor = survivors.find(ids[at]);
      auto found = results.find(ids[at]);
      if (found == results.end() && survivor != survivors.end()) {
        found = results.find(survivor->second);
      }
      contacts.insert_or_assign(
          ids[at], found == results.end() ? std::nullopt : std::optional(found->second));
    }
  }
  return contacts;
}

Answer<std::optional<Json>> HubSpotClient::find_by_email(const std::string& email) {
  Answer<ApiReply> reply =
      channel_.call({.operation = "crm.contacts.getById",
                     .request = get_request(std::string(kContacts) + "/" + percent_encode(email),
                                            {{"idProperty", "email"}, {"properties", "email"}})});
  if (!reply) {
    if (reply.error().error.kind == ErrorKind::not_found) {
      return std::optional<Json>();
    }
    return reply.error();
  }
  return std::optional(std::move(reply->body));
}

Answer<Json> HubSpotClient::write_one(const HubSpotWriteInput& input) {
  const bool creates = input.id.empty();
  const std::string operation = creates ? "crm.contacts.create" : "crm.contacts.update";
  const std::string path =
      creates ? std::string(kContacts) : std::string(kContacts) + "/" + percent_encode(input.id);
  Answer<ApiReply> reply =
      channel_.call({.operation = operation,
                     .request = body_request(creates ? Method::post : Method::patch, path,
                                             {{"properties", input.properties}}),
                     .repeat = creates ? Repeat::only_without_effect : Repeat::freely});
  if (!reply) {
    return reply.error();
  }
  if (text_member(reply->body, "id").empty()) {
    return unreadable(operation, "id");
  }
  return std::move(reply->body);
}

std::vector<Answer<Json>> HubSpotClient::write_batch(const std::vector<HubSpotWriteInput>& inputs) {
  const bool creates = inputs.front().id.empty();
  const std::string operation = creates ? "crm.contacts.batch.create" : "crm.contacts.batch.update";
  Json body = {{"inputs", Json::array()}};
  for (std::size_t at = 0; at < inputs.size(); ++at) {
    // With a trace id each, a bad input fails alone (F46).
    Json input = {{"objectWriteTraceId", std::to_string(at)},
                  {"properties", inputs[at].properties}};
    if (!creates) {
      input["id"] = inputs[at].id;
    }
    body["inputs"].push_back(std::move(input));
  }
  Answer<ApiReply> reply = channel_.call(
      {.operation = operation,
       .request = body_request(
           Method::post, std::string(kContacts) + (creates ? "/batch/create" : "/batch/update"),
           body),
       .repeat = creates ? Repeat::only_without_effect : Repeat::freely});
  if (!reply && reply.error().error.kind == ErrorKind::invalid_input) {
    // Refused as a whole, and nothing is written: one by one tells which input is to blame.
    return write_singly(inputs);
  }
  if (!reply) {
    return std::vector<Answer<Json>>(inputs.size(), Answer<Json>(reply.error()));
  }
  return read_batch(operation, inputs, reply->body);
}

std::vector<Answer<Json>> HubSpotClient::write(const std::vector<HubSpotWriteInput>& inputs) {
  LOCKSTEP_ASSERT(!inputs.empty() && inputs.size() <= kHubSpotBatchMax);
  return inputs.size() >= kBatchFrom ? write_batch(inputs) : write_singly(inputs);
}

std::vector<Answer<Json>> HubSpotClient::write_singly(
    const std::vector<HubSpotWriteInput>& inputs) {
  std::vector<Answer<Json>> outcomes;
  outcomes.reserve(inputs.size());
  for (const HubSpotWriteInput& input : inputs) {
    outcomes.push_back(write_one(input));
  }
  return outcomes;
}

Answer<std::set<std::string>> HubSpotClient::list_members(const std::string& list_id) {
  std::set<std::string> ids;
  std::string after;
  for (int page = 0; page < kPagesMax; ++page) {
    Query query{{"limit", "250"}};
    if (!after.empty()) {
      query.emplace_back("after", after);
    }
    Answer<ApiReply> reply = channel_.call(
        {.operation = "crm.lists.memberships",
         .request = get_request("/crm/v3/lists/" + percent_encode(list_id) + "/memberships",
                                std::move(query))});
    if (!reply) {
      return reply.error();
    }
    for (const Json& membership : member(reply->body, "results")) {
      ids.insert(text_member(membership, "recordId"));
    }
    after = next_page_of(reply->body);
    if (after.empty()) {
      return ids;
    }
  }
  return unreadable("crm.lists.memberships", "last page");
}

Answer<Json> HubSpotClient::property_definitions() {
  Answer<ApiReply> reply =
      channel_.call({.operation = "crm.properties.getAll",
                     .request = get_request("/crm/v3/properties/contacts", {})});
  if (!reply) {
    return reply.error();
  }
  return std::move(reply->body);
}

}  // namespace lockstep
