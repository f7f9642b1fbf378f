#include "google/authorisation_request.h"

#include <algorithm>
#include <utility>

#include "lockstep/base/code_challenge.h"
#include "lockstep/base/text.h"

#include "google/oauth_answers.h"
#include "google/oauth_scopes.h"

namespace lockstep::sim::google {
namespace {

AuthorisationRefusal missing(std::string_view name) {
  return {400, "invalid_request", "Missing required parameter: " + std::string(name)};
}

AuthorisationRefusal invalid(std::string_view name) {
  return {400, "invalid_request", "Invalid parameter value for " + std::string(name)};
}

/// "http://127.0.0.1:4711/back?a=b": any port, path and query.
bool is_loopback(std::string_view uri) {
  constexpr std::string_view kScheme = "http://";
  if (!uri.starts_with(kScheme)) {
    return false;
  }
  uri.remove_prefix(kScheme.size());
  const std::string_view authority = uri.substr(0, uri.find_first_of("/?"));
  const std::size_t colon = authority.starts_with('[') ? authority.find("]:") : authority.find(':');
  const bool has_port = colon != std::string_view::npos;
  const std::size_t host_size = !has_port                    ? authority.size()
                                : authority.starts_with('[') ? colon + 1
                                                             : colon;
  const std::string_view host = authority.substr(0, host_size);
  const std::string_view port = has_port ? authority.substr(host_size + 1) : std::string_view();
  return (host == "127.0.0.1" || host == "localhost" || host == "[::1]") && port.size() <= 5 &&
         std::ranges::all_of(port, [](char digit) { return digit >= '0' && digit <= '9'; });
}

bool may_redirect(const OAuthClient& client, std::string_view uri) {
  // What else could end a header line, or hide in one.
  const bool is_plain =
      std::ranges::all_of(uri, [](char letter) { return letter > ' ' && letter < '\x7f'; });
  if (!is_plain || uri.find('#') != std::string_view::npos) {
    return false;
  }
  return client.redirect_uris.empty() ? is_loopback(uri)
                                      : std::ranges::count(client.redirect_uris, uri) != 0;
}

/// Reads the parameters one by one; the first refusal stands.
class Reader {
 public:
  Reader(const OAuthServer& oauth, const Query& query) : oauth_(&oauth), query_(&query) {}

  std::variant<AuthorisationRequest, AuthorisationRefusal> read() {
    for (const auto& [name, value] : *query_) {
      if (!is_valid_utf8(name) || !is_valid_utf8(value)) {
        return AuthorisationRefusal{400, "invalid_request", "The request is not UTF-8."};
      }
    }
    if (read_client() && read_form() && read_scopes() && read_challenge() && read_prompt()) {
      request_.state = text("state");
      request_.login_hint = text("login_hint");
      request_.nonce = text("nonce");
      return request_;
    }
    return refusal_;
  }

 private:
  [[nodiscard]] std::string_view text(std::string_view name) const {
    return form_value(*query_, name);
  }

  bool refuse(AuthorisationRefusal refusal) {
    refusal_ = std::move(refusal);
    return false;
  }

  bool read_client() {
    if (text("client_id").empty()) {
      return refuse(missing("client_id"));
    }
    request_.client = oauth_->find_client(text("client_id"));
    if (request_.client == nullptr) {
      return refuse({401, "invalid_client", "The OAuth client was not found."});
    }
    if (text("redirect_uri").empty()) {
      return refuse(missing("redirect_uri"));
    }
    request_.redirect_uri = text("redirect_uri");
    if (!may_redirect(*request_.client, request_.redirect_uri)) {
      return refuse({400, "redirect_uri_mismatch",
                     "The app asks for an answer at a place that is not registered for it."});
    }
    return true;
  }

  bool read_form() {
    if (text("response_type").empty()) {
      return refuse(missing("response_type"));
    }
    if (text("response_type") != "code") {
      return refuse({400, "unsupported_response_type", "The only response_type is code."});
    }
    const std::string_view access = text("access_type");
    if (!access.empty() && access != "online" && access != "offline") {
      return refuse(invalid("access_type"));
    }
    request_.offline = access == "offline";
    return true;
  }

  bool read_scopes() {
    for (const std::string_view word : split(text("scope"), ' ')) {
      const std::string_view scope = full_scope_name(word);
      if (scope.empty() || std::ranges::count(request_.scopes, scope) != 0) {
        continue;
      }
      if (find_scope(scope) == nullptr) {
        return refuse(
            {400, "invalid_scope", "Some requested scopes were invalid: " + std::string(scope)});
      }
      request_.scopes.emplace_back(scope);
    }
    return !request_.scopes.empty() || refuse(missing("scope"));
  }

  bool read_challenge() {
    const std::string_view method = text("code_challenge_method");
    request_.code_challenge = text("code_challenge");
    request_.challenge_is_hashed = method == "S256";
    if (request_.code_challenge.empty()) {
      return method.empty() || refuse(missing("code_challenge"));
    }
    if (!method.empty() && method != "S256" && method != "plain") {
      return refuse(invalid("code_challenge_method"));
    }
    return is_code_challenge(request_.code_challenge) || refuse(invalid("code_challenge"));
  }

  bool read_prompt() {
    const std::string_view prompt = text("prompt");
    if (prompt.empty()) {
      return true;
    }
    for (const std::string_view word : split(prompt, ' ')) {
      request_.asks_anew |= word == "consent";
      request_.asks_nobody |= word == "none";
      if (word != "consent" && word != "none" && word != "select_account") {
        return refuse(invalid("prompt"));
      }
    }
    return !request_.asks_nobody || prompt == "none" || refuse(invalid("prompt"));
  }

  const OAuthServer* oauth_;
  const Query* query_;
  AuthorisationRequest request_{};
  AuthorisationRefusal refusal_{};
};

}  // namespace

std::variant<AuthorisationRequest, AuthorisationRefusal> read_authorisation_request(
    const OAuthServer& oauth, const Query& query) {
  return Reader(oauth, query).read();
}

}  // namespace lockstep::sim::google
