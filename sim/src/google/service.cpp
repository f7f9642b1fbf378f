#include "google/service.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "lockstep/base/text.h"

#include "google/answer_form.h"
#include "google/api_messages.h"
#include "google/discovery.h"
#include "google/http_batch.h"
#include "google/method_override.h"
#include "google/methods.h"
#include "google/oauth_service.h"

namespace lockstep::sim::google {
namespace {

/// ErrorInfo of the service itself about the called method (G111, G112).
std::string method_info(std::string_view reason, const ApiMethod& method) {
  return error_info(reason, "googleapis.com",
                    R"({"service":"people.googleapis.com",)"
                    R"("method":"google.people.v1.PeopleService.)" +
                        std::string(method.rpc) + R"("})");
}

/// G111. @param token  What the request carries, if anything.
Response refuse_credential(const GoogleState& state, const ApiMethod& method,
                           const std::optional<std::string_view>& token, const AnswerForm& form) {
  const bool missing = !token.has_value();
  ApiError error = catalogue_error(missing ? kMissingCredential : kUnauthenticated);
  if (state.options.unauthenticated_has_error_info) {
    const bool expired = token && state.oauth.has_expired(*token, state.clock->now());
    error.details = method_info(missing   ? "CREDENTIALS_MISSING"
                                : expired ? "ACCESS_TOKEN_EXPIRED"
                                          : "ACCESS_TOKEN_TYPE_UNSUPPORTED",
                                method);
  }
  Response response = respond(error, form);
  response.headers["WWW-Authenticate"] =
      missing ? R"(Bearer realm="https://accounts.google.com/")"
              : R"(Bearer realm="https://accounts.google.com/", error="invalid_token")";
  return response;
}

/// G112
Response refuse_scopes(const ApiMethod& method, const AnswerForm& form) {
  ApiError error = catalogue_error(kInsufficientScopes);
  error.details = method_info("ACCESS_TOKEN_SCOPE_INSUFFICIENT", method);
  Response response = respond(error, form);
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
                   const MethodMatch& match, Duration read_age, bool pretty) {
  Checked<Parameters> parameters = Parameters::read(request.query, match.method->parameters);
  if (!parameters) {
    return parameters.error();
  }
  const auto selection =
      read_standard_parameters(request.query, messages_of(match.method->operation).response);
  if (!selection) {
    return selection.error();
  }
  const Instant now = state.clock->now();
  Call call{.state = state,
            .account = account,
            .request = request,
            .captures = match.captures,
            .parameters = std::move(*parameters),
            .pretty = pretty && !*selection,
            .now = now,
            .read_at = now - read_age,
            .list_at = now - std::max(read_age, state.options.propagation_delay)};
  if (auto error = charge(call, match.method->operation)) {
    return std::move(*error);
  }
  Answer answer = match.method->handler(call);
  return answer && *selection ? Answer((*selection)->applied_to(std::move(*answer).compact()))
                              : answer;
}

}  // namespace

std::optional<Response> refuse_concurrent(const GoogleState& state, const Request& request) {
  if (!state.options.concurrent_mutations_aborted) {
    return std::nullopt;
  }
  return respond(ApiError{409, "ABORTED", "The operation was aborted.", ""},
                 read_answer_form(request, state.options.legacy_errors));
}

Response answer_call(GoogleState& state, const Request& request, Duration read_age) {
  const std::optional<MethodMatch> match = find_method(request);
  if (!match) {
    return html_not_found(request.path);
  }
  const AnswerForm form = read_answer_form(request, state.options.legacy_errors);
  const std::optional<std::string_view> token = bearer_token(request);
  const Access* const access =
      token ? state.oauth.find_access(*token, state.clock->now()) : nullptr;
  if (access == nullptr) {
    return refuse_credential(state, *match->method, token, form);
  }
  if (!may_call(*access, *match->method)) {
    return refuse_scopes(*match->method, form);
  }
  Account& account = state.accounts.at(access->account);
  purge_trash(state, account);
  Answer answer = call_method(state, account, request, *match, read_age, form.pretty);
  return answer ? respond(200, std::move(*answer), form) : respond(answer.error(), form);
}

Response answer_request(GoogleState& state, const Request& request, Duration read_age) {
  if (overrides_method(request)) {
    return answer_request(state, without_override(request), read_age);
  }
  if (oauth_operation_of(request)) {
    return answer_oauth_request(state, request);
  }
  if (is_batch_request(request)) {
    return answer_batch_request(state, request, read_age);
  }
  return is_discovery_request(request)
             ? answer_discovery_request(request,
                                        read_answer_form(request, state.options.legacy_errors))
             : answer_call(state, request, read_age);
}

}  // namespace lockstep::sim::google
