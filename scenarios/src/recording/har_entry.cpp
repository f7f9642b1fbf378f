#include "recording/har_entry.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "lockstep/base/text.h"
#include "lockstep/base/timestamp.h"
#include "lockstep/base/url.h"

#include "recording/base64.h"

namespace lockstep::scenario {
namespace {

using std::string_view_literals::operator""sv;

const Json& member_of(const Json& json, const char* name) {
  static const Json kNothing;
  const auto member = json.is_object() ? json.find(name) : json.end();
  return json.is_object() && member != json.end() ? *member : kNothing;
}

std::string text_of(const Json& json, const char* name) {
  const Json& member = member_of(json, name);
  return member.is_string() ? member.get<std::string>() : "";
}

/// A URL as a HAR has it: with a query, perhaps with a fragment.
struct Address {
  Url origin;
  std::string target;
};

std::optional<Address> address_of(std::string_view url) {
  const std::size_t scheme_end = url.find("://");
  if (scheme_end == std::string_view::npos) {
    return std::nullopt;
  }
  url = url.substr(0, url.find('#'));
  const std::size_t path = std::min(url.find_first_of("/?", scheme_end + 3), url.size());
  std::optional<Url> origin = parse_url(url.substr(0, path));
  if (!origin) {
    return std::nullopt;
  }
  origin->host = ascii_lower(origin->host);
  std::string target(url.substr(path));
  if (!target.starts_with('/')) {
    target.insert(0, "/");
  }
  return Address{std::move(*origin), std::move(target)};
}

bool is_at(const Address& address, const std::string& base_url) {
  const std::optional<Url> base = parse_url(base_url);
  return base && ascii_lower(base->host) == address.origin.host &&
         base->port == address.origin.port;
}

/// Whose API a URL belongs to.
std::optional<sim::Service> service_of(const Address& address, const ImportOptions& options) {
  const std::string& host = address.origin.host;
  if (is_at(address, options.hubspot_url) || host == "api.hubspot.com" ||
      host == "api.hubapi.com" || (host.starts_with("api-") && host.ends_with(".hubapi.com"))) {
    return sim::Service::hubspot;
  }
  const bool is_shared_host = host == "www.googleapis.com" || host == "accounts.google.com";
  const bool is_shared_path =
      address.target.starts_with("/oauth2/") || address.target.starts_with("/o/oauth2/token");
  if (is_at(address, options.google_url) || host == "people.googleapis.com" ||
      host == "content-people.googleapis.com" || host == "oauth2.googleapis.com" ||
      (is_shared_host && is_shared_path)) {
    return sim::Service::google;
  }
  return std::nullopt;
}

Headers headers_of(const Json& message) {
  Headers headers;
  for (const Json& header : member_of(message, "headers")) {
    const std::string name = ascii_lower(text_of(header, "name"));
    const std::string value = text_of(header, "value");
    // HTTP/2 has method, path and status among the headers, with a colon in front.
    if (name.empty() || name.starts_with(':') || is_of_the_connection(name)) {
      continue;
    }
    const auto [place, is_new] = headers.emplace(name, value);
    if (!is_new) {
      place->second += ", " + value;
    }
  }
  return headers;
}

/// nullopt: what says to be base64 is none.
std::optional<std::string> body_of(const Json& content) {
  std::string text = text_of(content, "text");
  return text_of(content, "encoding") == "base64" ? from_base64(text) : std::optional(text);
}

std::optional<std::string> request_body(const Json& request) {
  const Json& data = member_of(request, "postData");
  if (member_of(data, "text").is_string() || !member_of(data, "params").is_array()) {
    return body_of(data);
  }
  Query form;
  for (const Json& field : member_of(data, "params")) {
    form.emplace_back(text_of(field, "name"), text_of(field, "value"));
  }
  return format_query(form);
}

void read_response(const Json& response, RecordedExchange& exchange) {
  const Json& status = member_of(response, "status");
  if (!status.is_number_integer() || status < 100 || status > 599) {
    return;  // Browsers write 0 for a connection that broke.
  }
  const Json& content = member_of(response, "content");
  std::optional<std::string> body = body_of(content);
  const Json& size = member_of(content, "size");
  const bool had_body = size.is_number() ? size > 0 : status != 204 && status != 304;
  exchange.body_kept = body && (member_of(content, "text").is_string() || !had_body);
  exchange.response = Response{status.get<int>(), headers_of(response), body.value_or("")};
}

}  // namespace

bool is_of_the_connection(const std::string& name) {
  constexpr std::array kNames = {"connection"sv,
                                 "content-encoding"sv,
                                 "content-length"sv,
                                 "keep-alive"sv,
                                 "proxy-connection"sv,
                                 "te"sv,
                                 "trailer"sv,
                                 "upgrade"sv,
                                 "transfer-encoding"sv,
                                 "accept-encoding"sv,
                                 "host"sv,
                                 "expect"sv,
                                 "proxy-authenticate"sv,
                                 "proxy-authorization"sv};
  return std::ranges::find(kNames, name) != kNames.end();
}

std::optional<RecordedExchange> exchange_of(const Json& entry, const ImportOptions& options,
                                            LeftOutCounts& left_out) {
  const Json& request = member_of(entry, "request");
  const std::optional<Address> address = address_of(text_of(request, "url"));
  if (!address) {
    left_out.add("entry without a URL of http", "entries without a URL of http");
    return std::nullopt;
  }
  const std::optional<sim::Service> service = service_of(*address, options);
  if (!service) {
    left_out.add("request to another host", "requests to other hosts");
    return std::nullopt;
  }
  const std::optional<Method> method = parse_method(text_of(request, "method"));
  if (!method) {
    left_out.add("request with a method that neither API has",
                 "requests with a method that neither API has");
    return std::nullopt;
  }
  const std::optional<Instant> at = parse_timestamp(text_of(entry, "startedDateTime"));
  if (!at) {
    left_out.add("entry without a time", "entries without a time");
    return std::nullopt;
  }
  std::optional<std::string> body = request_body(request);
  if (!body) {
    left_out.add("request whose body cannot be decoded", "requests whose bodies cannot be decoded");
    return std::nullopt;
  }
  RecordedExchange exchange{*at, *service, {*method, {}, {}, headers_of(request), *body}, {}};
  set_target(exchange.request, address->target);
  read_response(member_of(entry, "response"), exchange);
  return exchange;
}

}  // namespace lockstep::scenario
