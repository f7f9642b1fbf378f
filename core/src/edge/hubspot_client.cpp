#include "hubspot_client.h"

#include <algorithm>
#include <utility>

#include "lockstep/base/text.h"
#include "lockstep/base/timestamp.h"
#include "lockstep/base/url.h"

#include "hubspot_batch.h"
#include "hubspot_calls.h"
#include "json_text.h"

namespace lockstep {
namespace {

constexpr std::size_t kPropertyTextMax = 2'000;  // Leaves room in a search body of 3,000 (F58).
/// Fewer inputs than this go one by one: a single request isolates its own failure.
constexpr std::size_t kBatchFrom = 4;

/// The contacts that a batch read says it cannot find (F83).
std::set<std::string> missing_ids(const Json& body) {
  std::set<std::string> ids;
  for (const Json& error : member(body, "errors")) {
    if (text_member(error, "category") != "OBJECT_NOT_FOUND") {
      continue;
    }
    for (const Json& id : member(member(error, "context"), "ids")) {
      if (id.is_string()) {
        ids.insert(id.get<std::string>());
      }
    }
  }
  return ids;
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
      too_many_properties_(join(properties_, ",").size() > kPropertyTextMax) {}

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
    const Json* const contacts_read = list_member(reply->body, "results");
    if (contacts_read == nullptr) {
      return lacks("crm.contacts.batch.read", "list of contacts");
    }
    const std::set<std::string> missing = missing_ids(reply->body);
    std::map<std::string, Json> results;
    std::map<std::string, std::string> survivors;
    for (const Json& contact : *contacts_read) {
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
      if (found != results.end()) {
        contacts.insert_or_assign(ids[at], found->second);
      } else if (missing.contains(ids[at])) {
        contacts.insert_or_assign(ids[at], std::nullopt);
      }
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
  if (text_member(reply->body, "id").empty()) {
    return lacks("crm.contacts.getById", "id");
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
    return lacks(operation, "id");
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

Answer<Json> HubSpotClient::property_definitions() {
  Answer<ApiReply> reply =
      channel_.call({.operation = "crm.properties.getAll",
                     .request = get_request("/crm/v3/properties/contacts", {})});
  if (!reply) {
    return reply.error();
  }
  if (list_member(reply->body, "results") == nullptr) {
    return lacks("crm.properties.getAll", "list of properties");
  }
  return std::move(reply->body);
}

}  // namespace lockstep
