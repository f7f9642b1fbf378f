#include "service.h"

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "lockstep/base/text.h"
#include "lockstep/base/url.h"

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

/// Why the account does not let this request in; nullopt if it does.
std::optional<Problem> refusal_of_account(PortalState& state, const Request& request,
                                          std::string_view operation,
                                          std::span<const std::string_view> scopes) {
  const auto access =
      state.tokens.authenticate(find_value(request.headers, "Authorization"), state.now());
  if (!access) {
    return access.problem();
  }
  const bool is_search = operation == kSearchOperation;
  RequestWindow& window = is_search ? state.searches : state.requests;
  if (!window.take(state.now())) {
    if (state.options.rate_limits_enforced) {
      return rate_limited(is_search ? "SECONDLY" : "TEN_SECONDLY_ROLLING");
    }
    window.force(state.now());
  }
  const bool granted = std::ranges::any_of(scopes, [&](std::string_view scope) {
    return std::ranges::find(access->scopes, scope) != access->scopes.end();
  });
  if (!scopes.empty() && !granted) {
    return scope_missing(scopes);
  }
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
  state.webhooks.learn(state.store.changes(), state.options);
  Call call{state, request, match.captures, Duration(0)};
  return match.operation->handler(call);
}

/// Assumed (hubspot.routing.after-the-token): what is wrong with the path is told to those only who
/// may call the account.
Answer answer_to_account(PortalState& state, const Request& request,
                         const std::optional<OperationMatch>& match, Duration staleness) {
  const std::string_view operation = operation_of(request);
  const auto scopes = match ? match->operation->scopes : std::span<const std::string_view>();
  if (const auto problem = refusal_of_account(state, request, operation, scopes)) {
    return *problem;
  }
  if (match) {
    Call call{state, request, match->captures, staleness};
    return match->operation->handler(call);
  }
  if (is_known_path(request.path)) {
    return wrong_method();
  }
  if (operation == "unknown") {
    return no_such_path();
  }
  // The app was never granted anything of these (F75).
  return scope_missing(scope_of_other(request.path, operation));
}

}  // namespace

Response answer_request(PortalState& state, const Request& request, Duration staleness) {
  state.store.purge_recycle_bin(state.now());
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
  if (for_account && operation_of(canonical) != kSearchOperation) {
    add_rate_limit_headers(response.headers, state.requests, state.now());
  }
  return response;
}

}  // namespace lockstep::sim::hubspot
