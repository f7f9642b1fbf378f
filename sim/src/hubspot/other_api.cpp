/// Operations on everything but contacts: property definitions, lists, tokens.

#include <nlohmann/json.hpp>

#include "lockstep/base/text.h"
#include "lockstep/base/timestamp.h"
#include "lockstep/base/url.h"

#include "json_read.h"
#include "json_text.h"
#include "portal.h"
#include "request_read.h"

namespace lockstep::sim::hubspot {
namespace {

constexpr std::size_t kMembersDefault = 100;  // F109
constexpr std::size_t kMembersMax = 250;      // F109

/// Assumed for all but BAD_REFRESH_TOKEN (F97).
Response refuse_token(std::string_view error, std::string_view status, std::string_view message) {
  std::string body = "{";
  append_json_name(body, "error");
  append_json_string(body, error);
  append_json_name(body, "error_description");
  append_json_string(body, message);
  append_json_name(body, "status");
  append_json_string(body, status);
  append_json_name(body, "message");
  append_json_string(body, message);
  return {400, {{"Content-Type", "application/json;charset=utf-8"}}, body + "}"};
}

bool is_form(const Request& request) {
  const auto type = find_value(request.headers, "Content-Type");
  return type &&
         ascii_lower(trim(type->substr(0, type->find(';')))) == "application/x-www-form-urlencoded";
}

}  // namespace

Response Portal::all_properties(const Request& request, const PathCaptures& /*captures*/) {
  const auto archived = read_flag(request.query, "archived");
  if (!archived) {
    return refuse(archived.problem());
  }
  std::vector<std::string> definitions;
  if (!*archived) {
    for (const auto& [name, definition] : schema_.all()) {
      definitions.push_back(to_json_text(definition));
    }
  }
  return answer(200, "{\"results\":[" + join(definitions, ",") + "]}");
}

Response Portal::property_by_name(const Request& /*request*/, const PathCaptures& captures) {
  const PropertyDefinition* property = schema_.find(captures.at("name"));
  return property == nullptr ? refuse(not_found()) : answer(200, to_json_text(*property));
}

Response Portal::list_memberships(const Request& request, const PathCaptures& captures) {
  const auto page = read_page(request.query, kMembersDefault, kMembersMax);
  if (!page) {
    return refuse(page.problem());
  }
  const ContactList* list = lists_.find(parse_count(captures.at("list")).value_or(0));
  if (list == nullptr) {
    return refuse(not_found());
  }
  std::size_t total = 0;
  std::size_t shown = 0;
  std::optional<ContactId> next;
  std::string body = "{\"results\":[";
  for (const auto& [id, joined] : list->members) {
    if (store_.find_live(id) == nullptr) {
      continue;
    }
    ++total;
    if (id < page->after || next) {
      continue;
    }
    if (shown == page->limit) {
      next = id;
      continue;
    }
    body += shown++ == 0 ? "{" : ",{";
    append_json_name(body, "recordId");
    append_json_string(body, std::to_string(id));
    append_json_name(body, "membershipTimestamp");
    append_json_string(body, format_timestamp(joined));
    body += '}';
  }
  body += ']';
  if (next) {
    body += paging_text(request, std::to_string(*next));
  }
  return answer(200, body + ",\"total\":" + std::to_string(total) + "}");
}

Response Portal::token(const Request& request, const PathCaptures& /*captures*/) {
  if (!is_form(request)) {
    return refuse(wrong_media_type());
  }
  const Query form = parse_query(request.body);
  const auto value = [&](std::string_view name) { return find_value(form, name).value_or(""); };
  if (!tokens_.is_client(value("client_id"), value("client_secret"))) {
    return refuse_token("invalid_client", "BAD_CLIENT_ID", "missing or unknown client id");
  }
  if (value("grant_type") == "authorization_code") {
    return refuse_token("invalid_grant", "BAD_AUTH_CODE", "missing or unknown auth code");
  }
  if (value("grant_type") != "refresh_token") {
    return refuse_token("unsupported_grant_type", "BAD_GRANT_TYPE",
                        "missing or unknown grant type");
  }
  const auto access_token = tokens_.refresh(value("refresh_token"), now());
  if (!access_token) {
    return refuse_token("invalid_grant", "BAD_REFRESH_TOKEN",
                        "refresh token is invalid, expired or revoked");
  }
  std::string body = R"({"token_type":"bearer")";
  append_json_name(body, "refresh_token");
  append_json_string(body, value("refresh_token"));
  append_json_name(body, "access_token");
  append_json_string(body, *access_token);
  return answer(200, body + R"(,"expires_in":1800})");
}

/// What a token allows (F98). The token is its own credential.
Response Portal::access_token(const Request& /*request*/, const PathCaptures& captures) {
  const std::string token(captures.at("token"));
  const auto access = tokens_.authenticate("Bearer " + token, now());
  if (!access) {
    return refuse(not_found());
  }
  std::string body = "{";
  append_json_name(body, "token");
  append_json_string(body, token);
  append_json_name(body, "hub_id");
  body += options_.portal_id;
  append_json_name(body, "scopes");
  for (const std::string& scope : access->scopes) {
    body += &scope == &access->scopes.front() ? '[' : ',';
    append_json_string(body, scope);
  }
  body += access->scopes.empty() ? "[]" : "]";
  append_json_name(body, "expires_in");
  body += std::to_string(
      std::chrono::duration_cast<std::chrono::seconds>(access->expires_at - now()).count());
  append_json_name(body, "token_type");
  append_json_string(body, "access");
  return answer(200, body + '}');
}

}  // namespace lockstep::sim::hubspot
