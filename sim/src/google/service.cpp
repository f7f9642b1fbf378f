#include "google/service.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "lockstep/base/text.h"

#include "google/json_text.h"
#include "google/methods.h"

namespace lockstep::sim::google {
namespace {

/// G6. Connection and encoding headers belong to the socket.
Headers standard_headers() {
  return {{"Content-Type", "application/json; charset=UTF-8"},
          {"Vary", "Origin, X-Origin, Referer"},
          {"Server", "ESF"},
          {"Cache-Control", "private"},
          {"X-XSS-Protection", "0"},
          {"X-Frame-Options", "SAMEORIGIN"},
          {"X-Content-Type-Options", "nosniff"}};
}

Response respond(int status, const std::string& compact, bool pretty) {
  return {status, standard_headers(), pretty ? pretty_print(compact) : compact};
}

Response respond(const ApiError& error, bool pretty) {
  return respond(error.http_status, to_body(error), pretty);
}

/// G111
Response refuse_credential(bool missing, bool pretty) {
  Response response =
      respond(catalogue_error(missing ? kMissingCredential : kUnauthenticated), pretty);
  response.headers["WWW-Authenticate"] =
      missing ? R"(Bearer realm="https://accounts.google.com/")"
              : R"(Bearer realm="https://accounts.google.com/", error="invalid_token")";
  return response;
}

/// G112
Response refuse_scopes(const ApiMethod& method, bool pretty) {
  ApiError error = catalogue_error(kInsufficientScopes);
  error.details = error_info("ACCESS_TOKEN_SCOPE_INSUFFICIENT", "googleapis.com",
                             R"({"service":"people.googleapis.com",)"
                             R"("method":"google.people.v1.PeopleService.)" +
                                 std::string(method.rpc) + R"("})");
  Response response = respond(error, pretty);
  std::string scopes;
  for (const std::string_view scope : method.scopes()) {
    scopes += scopes.empty() ? "" : " ";
    scopes += scope;
  }
  response.headers["WWW-Authenticate"] =
      R"(Bearer realm="https://accounts.google.com/", error="insufficient_scope", scope=")" +
      scopes + '"';
  return response;
}

std::optional<ApiError> charge(Call& call, std::string_view operation) {
  const bool starts_full_sync = operation == "people.connections.list" &&
                                call.parameters.text("pageToken").empty() &&
                                call.parameters.text("syncToken").empty();
  return charge_quota(call.state.options.quotas, call.account.quota, operation, starts_full_sync,
                      call.state.oauth.project_number(), call.now);
}

Answer call_method(GoogleState& state, Account& account, const Request& request,
                   const MethodMatch& match, Duration read_age) {
  Checked<Parameters> parameters = Parameters::read(request.query, match.method->parameters);
  if (!parameters) {
    return parameters.error();
  }
  const Instant now = state.clock->now();
  Call call{.state = state,
            .account = account,
            .request = request,
            .captures = match.captures,
            .parameters = std::move(*parameters),
            .now = now,
            .read_at = now - read_age,
            .list_at = now - std::max(read_age, state.options.propagation_delay)};
  if (auto error = charge(call, match.method->operation)) {
    return std::move(*error);
  }
  return match.method->handler(call);
}

}  // namespace

std::optional<Response> refuse_concurrent(const GoogleState& state, const Request& request) {
  if (!state.options.concurrent_mutations_aborted) {
    return std::nullopt;
  }
  return respond(ApiError{409, "ABORTED", "The operation was aborted.", ""},
                 wants_pretty_print(request.query));
}

Response answer_request(GoogleState& state, const Request& request, Duration read_age) {
  if (request.method == Method::post && request.path == kTokenPath) {
    return state.oauth.token(request, state.clock->now());
  }
  const std::optional<MethodMatch> match = find_method(request);
  if (!match) {
    return html_not_found(request.path);
  }
  const bool pretty = wants_pretty_print(request.query);
  const std::optional<std::string_view> token = bearer_token(request);
  const Access* const access =
      token ? state.oauth.find_access(*token, state.clock->now()) : nullptr;
  if (access == nullptr) {
    return refuse_credential(!token.has_value(), pretty);
  }
  if (!may_call(*access, *match->method)) {
    return refuse_scopes(*match->method, pretty);
  }
  Account& account = state.accounts.at(access->account);
  purge_trash(state, account);
  const Answer answer = call_method(state, account, request, *match, read_age);
  return answer ? respond(200, *answer, pretty) : respond(answer.error(), pretty);
}

}  // namespace lockstep::sim::google
