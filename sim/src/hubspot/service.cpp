#include "service.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "lockstep/base/text.h"
#include "lockstep/base/url.h"

#include "list_conversions.h"
#include "operations.h"

namespace lockstep::sim::hubspot {
namespace {

constexpr std::size_t kUrlBytesMax = 16'000;  // F34

/// Shaped like a UUID of version 7, as recent ones are (F67).
std::string draw_correlation_id(Random& random) {
  const std::string digits =
      "0000000000000000" + to_hex(random.next()) + "0000000000000000" + to_hex(random.next());
  const std::string high = digits.substr(digits.size() - 16);
  const std::string low = to_hex(random.next() | 0x1000000000000000U);
  return "019cd9fe-" + low.substr(0, 4) + "-7" + low.substr(4, 3) + "-8" + low.substr(7, 3) + "-" +
         high.substr(4);
}

/// What every answer carries (F68). Encoding and connection belong to the socket.
void add_standard_headers(Headers& headers, PortalState& state) {
  if (!headers.contains("X-HubSpot-Correlation-Id")) {
    headers["X-HubSpot-Correlation-Id"] = draw_correlation_id(state.correlation);
  }
  headers["Access-Control-Allow-Credentials"] = "false";
  headers["CF-Cache-Status"] = "DYNAMIC";
  headers["Server"] = "cloudflare";
  headers["Vary"] = "origin, Accept-Encoding";
}

Response refuse(PortalState& state, const Problem& problem) {
  const std::string correlation_id = draw_correlation_id(state.correlation);
  Response response = to_response(problem, correlation_id);
  response.headers["X-HubSpot-Correlation-Id"] = correlation_id;
  response.headers["X-Request-Id"] = correlation_id;
  return response;
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

/// "companies" of "/crm/v3/objects/companies/1"; nullopt for paths that name no type of record.
std::optional<std::string_view> object_type_of(std::string_view path) {
  const std::vector<std::string_view> segments = split(path, '/');
  const bool names_type = segments.size() >= 5 && segments[1] == "crm" &&
                          (segments[3] == "objects" || segments[3] == "properties");
  return names_type ? std::optional(segments[4]) : std::nullopt;
}

/// By name, or by id: "0-2" of HubSpot's own, "2-345" of an account's own (F21).
bool is_object_type(std::string_view type) {
  constexpr std::array<std::string_view, 30> kTypes{"appointments",
                                                    "calls",
                                                    "carts",
                                                    "commerce_payments",
                                                    "communications",
                                                    "companies",
                                                    "contacts",
                                                    "courses",
                                                    "deals",
                                                    "discounts",
                                                    "emails",
                                                    "fees",
                                                    "feedback_submissions",
                                                    "goal_targets",
                                                    "invoices",
                                                    "leads",
                                                    "line_items",
                                                    "listings",
                                                    "marketing_events",
                                                    "meetings",
                                                    "notes",
                                                    "orders",
                                                    "postal_mail",
                                                    "products",
                                                    "quotes",
                                                    "services",
                                                    "subscriptions",
                                                    "tasks",
                                                    "taxes",
                                                    "tickets"};
  return type.starts_with("0-") || type.starts_with("2-") ||
         std::ranges::find(kTypes, type) != kTypes.end();
}

bool has_any_of(const AccessToken& access, std::span<const std::string_view> scopes) {
  return std::ranges::any_of(scopes, [&](std::string_view scope) {
    return std::ranges::find(access.scopes, scope) != access.scopes.end();
  });
}

/// Counts a request, unless one of the account's limits is reached (F77, F86).
std::optional<Problem> take_quota(PortalState& state, bool is_search) {
  const Instant now = state.now();
  const std::optional<std::size_t> daily_max = state.options.requests_per_day_max;
  const bool enforced = state.options.rate_limits_enforced;
  const auto refusal = [&](std::string_view policy_name, Duration wait) {
    return rate_limited(policy_name,
                        state.options.limits_tell_retry_after ? std::optional(wait) : std::nullopt);
  };
  if (enforced && daily_max && state.day.count(now) >= *daily_max) {
    return refusal("DAILY", next_midnight(now) - now);
  }
  RequestWindow& window = is_search ? state.searches : state.requests;
  if (!window.take(now)) {
    if (enforced) {
      return refusal(is_search ? "SECONDLY" : "TEN_SECONDLY_ROLLING", window.time_to_room(now));
    }
    window.force(now);
  }
  state.day.add(now);
  return std::nullopt;
}

/// Why this is not the app's developer; nullopt if it is.
std::optional<Problem> refusal_of_developer(const PortalState& state, const Request& request,
                                            const PathCaptures& captures) {
  if (find_value(request.query, "hapikey") != state.tokens.developer_key()) {
    return credentials_missing();
  }
  if (captures.at("app") != std::to_string(state.tokens.app_id())) {
    return not_found();  // Assumed (hubspot.webhook.other-app).
  }
  return std::nullopt;
}

Answer answer_to_developer(PortalState& state, const Request& request,
                           const OperationMatch& match) {
  if (const auto problem = refusal_of_developer(state, request, match.captures)) {
    return *problem;
  }
  // Changes up to now meet the subscriptions as they were.
  state.learn_webhooks();
  Call call{state, request, match.captures, Duration(0)};
  return match.operation->handler(call);
}

/// Assumed (hubspot.routing.after-the-token): what is wrong with the path is told to those only who
/// may call the account.
Answer answer_to_account(PortalState& state, const Request& request,
                         const std::optional<OperationMatch>& match, Duration staleness) {
  const auto access =
      state.tokens.authenticate(find_value(request.headers, "Authorization"), state.now());
  if (!access) {
    return access.problem();
  }
  const std::string_view operation = operation_of(request);
  if (const auto problem = take_quota(state, operation == kSearchOperation)) {
    return *problem;
  }
  if (match) {
    const auto scopes = match->operation->scopes;
    if (!scopes.empty() && !has_any_of(*access, scopes)) {
      return scope_missing(scopes);
    }
    Call call{state, request, match->captures, staleness};
    return match->operation->handler(call);
  }
  if (is_known_path(request.path)) {
    return wrong_method();
  }
  if (const auto type = object_type_of(request.path); type && !is_object_type(*type)) {
    return unknown_object_type(*type);
  }
  // What is not simulated needs a scope that a contact sync is not granted (F75).
  const std::string scope = scope_of_other(request.path, operation);
  const std::string_view scope_text = scope;
  const bool granted = has_any_of(*access, std::span(&scope_text, 1));
  return operation == "unknown" || granted ? no_such_path() : scope_missing(scope);
}

}  // namespace

Response answer_request(PortalState& state, const Request& request, Duration staleness) {
  state.store.purge_recycle_bin(state.now());
  convert_due_lists(state);
  const Request canonical = with_canonical_path(request);
  const std::optional<OperationMatch> match = find_operation(canonical);
  const bool for_account = !match || match->operation->credential == Credential::account_token;
  const auto respond = [&](const Answer& answer) {
    return answer ? *answer : refuse(state, answer.problem());
  };
  Response response;
  if (format_target(canonical).size() > kUrlBytesMax) {
    response = refuse(state, url_too_long());
  } else if (for_account) {
    response = respond(answer_to_account(state, canonical, match, staleness));
  } else if (match->operation->credential == Credential::developer_key) {
    response = respond(answer_to_developer(state, canonical, *match));
  } else {
    Call call{state, canonical, match->captures, staleness};
    response = respond(match->operation->handler(call));
  }
  add_standard_headers(response.headers, state);
  if (for_account && operation_of(canonical) != kSearchOperation) {
    add_rate_limit_headers(response.headers, state.requests, state.now());
    if (const auto daily_max = state.options.requests_per_day_max) {
      add_daily_limit_headers(response.headers, state.day, *daily_max, state.now());
    }
  }
  return response;
}

}  // namespace lockstep::sim::hubspot
