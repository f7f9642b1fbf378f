#include "portal.h"

#include <nlohmann/json.hpp>

#include <algorithm>

#include "lockstep/base/text.h"
#include "lockstep/base/url.h"

#include "bounded_json.h"

namespace lockstep::sim::hubspot {
namespace {

constexpr std::size_t kUrlBytesMax = 16'000;  // F34
constexpr std::string_view kSearch = "crm.contacts.search";

/// Shaped like a UUID of version 7, as recent ones are (F67).
std::string draw_correlation_id(Random& random) {
  const std::string digits =
      "0000000000000000" + to_hex(random.next()) + "0000000000000000" + to_hex(random.next());
  const std::string high = digits.substr(digits.size() - 16);
  const std::string low = to_hex(random.next() | 0x1000000000000000U);
  return "019cd9fe-" + low.substr(0, 4) + "-7" + low.substr(4, 3) + "-8" + low.substr(7, 3) + "-" +
         high.substr(4);
}

bool is_media_type(const Request& request, std::string_view media_type) {
  const auto given = find_value(request.headers, "Content-Type");
  return given && ascii_lower(trim(given->substr(0, given->find(';')))) == media_type;
}

/// Whether the path is one of the table, under any method.
bool is_known_path(std::string_view path) {
  return std::ranges::any_of(portal_routes(), [&](const Route<Portal>& route) {
    return match_path(route.pattern, path).has_value();
  });
}

/// The scope for what the app has no business with: "/crm/v3/objects/companies/1" needs
/// "crm.objects.companies.read", "/crm/v3/lists/1" needs "crm.lists.read".
std::string scope_of_other(std::string_view path, std::string_view operation) {
  const std::vector<std::string_view> segments = split(path, '/');
  std::string scope = "crm";
  for (std::size_t at = 3; at < segments.size() && at < 5; ++at) {
    const bool named = at == 3 || segments[3] == "objects";
    scope += named ? "." + std::string(segments[at]) : "";
  }
  return scope + (operation.ends_with(".write") ? ".write" : ".read");
}

}  // namespace

Portal::Portal(VirtualClock& clock, Random random, HubSpotOptions options)
    : clock_(&clock),
      options_(std::move(options)),
      store_(schema_, random.fork("record ids")),
      tokens_(random.fork("tokens")),
      requests_(std::chrono::seconds(10), options_.requests_per_10_s_max),
      searches_(std::chrono::seconds(1), options_.searches_per_s_max),
      correlation_(random.fork("correlation ids")) {}

Response Portal::handle(const Request& request, Duration staleness) {
  staleness_ = staleness;
  store_.purge_recycle_bin(now());
  const Request canonical = with_canonical_path(request);
  const auto match = find_route(portal_routes(), canonical);
  const std::string_view operation = operation_of(canonical);
  if (operation == "oauth.token") {
    return token(canonical, {});
  }
  if (operation == "oauth.accessTokens.get") {
    return access_token(canonical, match->captures);
  }
  Response response;
  if (const std::optional<Problem> problem = admit(canonical, operation)) {
    response = refuse(*problem);
  } else if (match) {
    response = (this->*match->route->handler)(canonical, match->captures);
  } else if (is_known_path(canonical.path)) {
    response = refuse(wrong_method());
  } else if (operation == "unknown") {
    response = refuse(no_such_path());
  } else {
    // The app was never granted anything but contacts and lists (F75).
    response = refuse(scope_missing(scope_of_other(canonical.path, operation)));
  }
  if (operation != kSearch) {
    add_rate_limit_headers(response.headers, requests_, now());
  }
  return response;
}

Response Portal::answer(int status, std::string body) const {
  return {status, {{"Content-Type", "application/json;charset=utf-8"}}, std::move(body)};
}

Response Portal::refuse(const Problem& problem) {
  const std::string correlation_id = draw_correlation_id(correlation_);
  Response response = to_response(problem, correlation_id);
  response.headers["X-HubSpot-Correlation-Id"] = correlation_id;
  response.headers["X-Request-Id"] = correlation_id;
  return response;
}

std::optional<Problem> Portal::admit(const Request& request, std::string_view operation) {
  if (format_target(request).size() > kUrlBytesMax) {
    return url_too_long();
  }
  const auto access = tokens_.authenticate(find_value(request.headers, "Authorization"), now());
  if (!access) {
    return access.problem();
  }
  RequestWindow& window = operation == kSearch ? searches_ : requests_;
  if (!window.take(now())) {
    if (options_.rate_limits_enforced) {
      return rate_limited(operation == kSearch ? "SECONDLY" : "TEN_SECONDLY_ROLLING");
    }
    window.force(now());
  }
  const std::string_view scope = traits_of(operation).scope;
  if (!scope.empty() && std::ranges::find(access->scopes, scope) == access->scopes.end()) {
    return scope_missing(scope);
  }
  return std::nullopt;
}

Outcome<nlohmann::json> Portal::read_body(const Request& request) const {
  if (!is_media_type(request, "application/json")) {
    return wrong_media_type();
  }
  std::optional<nlohmann::json> body = parse_bounded(request.body);
  if (!body) {
    return malformed_json(request.body, "Unexpected character or end of input");
  }
  if (!body->is_object()) {
    return malformed_json(request.body, "Cannot deserialize value of an object");
  }
  return std::move(*body);
}

Outcome<ContactState> Portal::find(std::string_view id, std::string_view id_property) const {
  if (!id_property.empty() && id_property != "hs_object_id") {
    if (!schema_.identifies(id_property)) {
      return not_a_unique_property(id_property, options_.portal_id);
    }
    const ContactState state = store_.find_unique(id_property, id);
    return state ? Outcome<ContactState>(state) : Outcome<ContactState>(not_found());
  }
  const std::optional<ContactId> number = parse_contact_id(id);
  if (!number) {
    return id_not_numeric(id);
  }
  const ContactState state = store_.find_live(store_.resolve(*number));
  return state ? Outcome<ContactState>(state) : Outcome<ContactState>(not_found());
}

}  // namespace lockstep::sim::hubspot
