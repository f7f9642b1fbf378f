#include "short_page.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>

#include "bounded_json.h"
#include "hubspot/request_read.h"

namespace lockstep::sim {
namespace {

using OrderedJson = nlohmann::ordered_json;

constexpr std::string_view kGooglePageSize = "pageSize";

constexpr std::array<std::string_view, 3> kGoogleLists = {
    "people.connections.list", "otherContacts.list", "contactGroups.list"};
constexpr std::string_view kHubSpotPages = "crm.contacts.getPage";
constexpr std::array<std::string_view, 2> kHubSpotLists = {kHubSpotPages, "crm.lists.memberships"};
constexpr std::string_view kHubSpotSearch = "crm.contacts.search";

void set_value(Query& query, std::string_view name, const std::string& value) {
  const auto found = std::ranges::find(query, name, [](const auto& pair) { return pair.first; });
  if (found == query.end()) {
    query.emplace_back(name, value);
  } else {
    found->second = value;
  }
}

/// True if `text` is a number below `records`: such a request stands as it is.
bool is_smaller(std::string_view text, std::size_t records) {
  std::size_t asked = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), asked);
  return parsed.ec == std::errc{} && asked > 0 && asked < records;
}

std::optional<Request> with_query_at_most(const Request& request, std::string_view name,
                                          std::size_t records) {
  Request shorter = request;
  const auto asked = find_value(request.query, name);
  if (!asked || !is_smaller(*asked, records)) {
    set_value(shorter.query, name, std::to_string(records));
  }
  return shorter;
}

std::optional<Request> with_body_at_most(const Request& request, std::size_t records) {
  std::optional<nlohmann::json> body = parse_bounded(request.body);
  if (!body || !body->is_object()) {
    return std::nullopt;
  }
  const auto asked = body->find("limit");
  if (asked == body->end() || !asked->is_number_unsigned() || asked->get<std::size_t>() > records) {
    (*body)["limit"] = records;
  }
  Request shorter = request;
  shorter.body = body->dump();
  return shorter;
}

}  // namespace

std::optional<Request> with_page_size_at_most(const Request& request, Service service,
                                              std::string_view operation, std::size_t records) {
  if (service == Service::google && std::ranges::count(kGoogleLists, operation) != 0) {
    return with_query_at_most(request, kGooglePageSize, records);
  }
  if (service == Service::hubspot && std::ranges::count(kHubSpotLists, operation) != 0) {
    return with_query_at_most(request, "limit", records);
  }
  if (service == Service::hubspot && operation == kHubSpotSearch) {
    return with_body_at_most(request, records);
  }
  return std::nullopt;
}

bool can_be_empty(std::string_view operation) {
  return operation == kHubSpotSearch || operation == kHubSpotPages;
}

std::optional<Response> emptied(const Response& answer, const Request& request,
                                std::string_view operation) {
  const bool is_search = operation == kHubSpotSearch;
  OrderedJson page = OrderedJson::parse(answer.body, nullptr, /*allow_exceptions=*/false);
  if (!page.is_object() || page.value("results", OrderedJson::array()).empty()) {
    return std::nullopt;
  }
  if (is_search) {  // F55: an offset, and no link.
    const OrderedJson asked = OrderedJson::parse(request.body, nullptr, false);
    const OrderedJson after = asked.value("after", OrderedJson("0"));
    const std::string offset = after.is_string() ? after.get<std::string>() : after.dump();
    page["paging"] = {{"next", {{"after", offset.empty() ? "0" : offset}}}};
  } else {
    const auto first = page["results"][0]["id"].get<std::string>();
    page.update(OrderedJson::parse("{" + hubspot::paging_text(request, first).substr(1) + "}"));
  }
  page["results"] = OrderedJson::array();
  Response empty = answer;
  empty.body = page.dump();
  return empty;
}

std::optional<Request> ShortenedTokens::adjusted(const Request& request) const {
  for (const std::string_view name : {"pageToken", "syncToken"}) {
    const auto token = find_value(request.query, name);
    const auto found = token ? page_size_of_token_.find(*token) : page_size_of_token_.end();
    if (found == page_size_of_token_.end()) {
      continue;
    }
    if (find_value(request.query, kGooglePageSize) == found->second) {
      return std::nullopt;
    }
    Request adjusted = request;
    set_value(adjusted.query, kGooglePageSize, found->second);
    return adjusted;
  }
  return std::nullopt;
}

void ShortenedTokens::learn(const Request& request, const Response& response) {
  const std::optional<nlohmann::json> body = parse_bounded(response.body);
  const auto page_size = find_value(request.query, kGooglePageSize);
  if (!body || !body->is_object() || !page_size) {
    return;
  }
  for (const char* const name : {"nextPageToken", "nextSyncToken"}) {
    const auto token = body->find(name);
    if (token != body->end() && token->is_string()) {
      page_size_of_token_.emplace(token->get<std::string>(), *page_size);
    }
  }
}

}  // namespace lockstep::sim
