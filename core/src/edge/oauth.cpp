#include "oauth.h"

#include <nlohmann/json.hpp>

#include <utility>

#include "lockstep/base/text.h"
#include "lockstep/base/url.h"

#include "json_text.h"
#include "retry.h"

namespace lockstep {
namespace {

constexpr std::string_view kOperation = "oauth.token";

ApiError token_error(ErrorKind kind, std::string message, int status) {
  return {.error = {kind, std::move(message), std::string(kOperation)}, .status = status};
}

Answer<Token> read_token(const Result<Response>& result) {
  if (!result) {
    return ApiError{
        .error = {result.error().kind, result.error().message, std::string(kOperation)}};
  }
  const int status = result->status;
  if (status == 429) {
    return token_error(ErrorKind::throttled, "the token endpoint asks to wait", status);
  }
  if (status >= 500) {
    return token_error(ErrorKind::unavailable, "the token endpoint does not work", status);
  }
  const std::optional<Json> body = parse_json(result->body);
  if (status >= 400) {
    const std::string code = body ? text_member(*body, "error") : "";
    return token_error(ErrorKind::unauthenticated,
                       "the grant is not valid any more; connect the account again (" +
                           (code.empty() ? std::to_string(status) : code) + ")",
                       status);
  }
  std::string token = body ? text_member(*body, "access_token") : "";
  if (token.empty()) {
    return token_error(ErrorKind::outcome_unknown, "the token endpoint sent no token", status);
  }
  const std::string scope = body ? text_member(*body, "scope") : "";
  Token answer{.access_token = std::move(token),
               .refresh_token = text_member(*body, "refresh_token"),
               .scopes = std::nullopt,
               .id_token = text_member(*body, "id_token")};
  if (!scope.empty()) {
    const auto names = split(scope, ' ');  // G118
    answer.scopes.emplace(names.begin(), names.end());
  }
  return answer;
}

/// What makes it another grant. The refresh token is the service's own.
std::string key_of(const OAuthGrant& grant) {
  return join(std::vector<std::string>{grant.token_path, grant.client_id, grant.refresh_token},
              "\n");
}

}  // namespace

std::string token_path(const ServiceConfig& service) {
  const std::optional<Url> url = parse_url(service.token_url);
  return url ? url->path : service.token_url;
}

Answer<Token> request_token(Transport& transport, const std::string& path, const Query& form) {
  return read_token(
      transport.send({.method = Method::post,
                      .path = path,
                      .query = {},
                      .headers = {{"Content-Type", "application/x-www-form-urlencoded"},
                                  {"Accept", "application/json"}},
                      .body = format_query(form)}));
}

TokenSource::TokenSource(Transport& transport, Clock& clock, OAuthGrant grant,
                         RequestCounts& counts, AccessTokens* kept)
    : transport_(transport),
      clock_(clock),
      random_(Random(0).fork(kOperation)),
      grant_(std::move(grant)),
      counts_(counts),
      kept_(kept) {
  if (kept_ != nullptr) {
    if (const auto known = kept_->kept_.find(key_of(grant_)); known != kept_->kept_.end()) {
      token_ = known->second;
    }
  }
}

void TokenSource::discard() {
  token_ = {};
  if (kept_ != nullptr) {
    kept_->kept_.erase(key_of(grant_));
  }
}

Answer<std::string> TokenSource::access_token() {
  if (!token_.access_token.empty()) {
    return token_.access_token;
  }
  const Query form{{"grant_type", "refresh_token"},
                   {"client_id", grant_.client_id},
                   {"client_secret", grant_.client_secret},
                   {"refresh_token", grant_.refresh_token}};
  RetryLoop retry(clock_, random_, Repeat::freely);
  while (true) {
    ++counts_[std::string(kOperation)];
    Answer<Token> token = request_token(transport_, grant_.token_path, form);
    if (token) {
      token_ = {std::move(token->access_token), std::move(token->scopes)};
      if (kept_ != nullptr) {
        kept_->kept_[key_of(grant_)] = token_;
      }
      return token_.access_token;
    }
    if (!retry.again(token.error(), std::nullopt)) {
      return token.error();
    }
  }
}

}  // namespace lockstep
