#include "lockstep/core/consent.h"

#include <nlohmann/json.hpp>
#include <openssl/evp.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "lockstep/base/code_challenge.h"
#include "lockstep/base/text.h"
#include "lockstep/base/url.h"

#include "json_text.h"
#include "oauth.h"

namespace lockstep {
namespace {

std::string source_of(const ConsentRequest& request) {
  return "consent of " + std::string(to_string(request.side));
}

std::string text_of(const Query& query, std::string_view name) {
  return std::string(find_value(query, name).value_or(""));
}

/// A code of an error as OAuth has them; anything else is not repeated to the user.
bool is_error_code(std::string_view text) {
  constexpr std::size_t kLengthMax = 40;
  return !text.empty() && text.size() <= kLengthMax && std::ranges::all_of(text, [](char letter) {
    return (letter >= 'a' && letter <= 'z') || letter == '_';
  });
}

/// The bytes behind the URL-safe alphabet without padding; "" for what is none.
std::string decoded_base64(std::string text) {
  std::ranges::replace(text, '-', '+');
  std::ranges::replace(text, '_', '/');
  const std::size_t padding = (4 - text.size() % 4) % 4;
  text.append(padding, '=');
  std::vector<unsigned char> bytes(text.size());
  const std::vector<unsigned char> input(text.begin(), text.end());
  const int size = EVP_DecodeBlock(bytes.data(), input.data(), static_cast<int>(input.size()));
  return size < 0 || static_cast<std::size_t>(size) < padding
             ? ""
             : std::string(bytes.begin(), bytes.begin() + size - static_cast<int>(padding));
}

/// The subject of an id_token. It came from the token endpoint itself, so that nobody needs to
/// check its signature (OpenID Connect Core, 3.1.3.7).
std::string subject_of(const std::string& id_token) {
  const std::vector<std::string_view> parts = split(id_token, '.');
  const std::optional<Json> claims =
      parts.size() == 3 ? parse_json(decoded_base64(std::string(parts[1]))) : std::nullopt;
  return claims ? text_member(*claims, "sub") : "";
}

/// HubSpot's answer about a token (F98); nullopt if there is none.
std::optional<Json> hubspot_token_info(Transport& api, const std::string& access_token) {
  const Result<Response> answer =
      api.send({.method = Method::get,
                .path = "/oauth/v1/access-tokens/" + percent_encode(access_token),
                .query = {},
                .headers = {{"Accept", "application/json"}},
                .body = {}});
  return answer && answer->status == 200 ? parse_json(answer->body) : std::nullopt;
}

/// HubSpot's token endpoint names no scopes: its answer about the token does.
void learn_account(Token& token, Grant& grant, Transport& api) {
  const std::optional<Json> info = hubspot_token_info(api, token.access_token);
  if (!info) {
    return;  // The first pass finds out what is missing.
  }
  const Json& id = member(*info, "hub_id");
  grant.account = id.is_number_unsigned() ? std::to_string(id.get<std::uint64_t>()) : "";
  const Json& scopes = member(*info, "scopes");
  if (scopes.is_array()) {
    token.scopes.emplace();
    for (const Json& scope : scopes) {
      if (scope.is_string()) {
        token.scopes->push_back(scope.get<std::string>());
      }
    }
  }
}

std::vector<std::string> missing_scopes(Side side, const Token& token) {
  std::vector<std::string> missing;
  if (token.scopes) {
    for (const std::string& scope : consent_scopes(side)) {
      if (std::ranges::find(*token.scopes, scope) == token.scopes->end()) {
        missing.push_back(scope);
      }
    }
  }
  return missing;
}

}  // namespace

const std::vector<std::string>& consent_scopes(Side side) {
  static const std::vector<std::string> kHubSpot{"oauth", "crm.objects.contacts.read",
                                                 "crm.objects.contacts.write", "crm.lists.read",
                                                 "crm.schemas.contacts.read"};
  static const std::vector<std::string> kGoogle{
      "openid", "https://www.googleapis.com/auth/contacts",
      "https://www.googleapis.com/auth/contacts.other.readonly"};
  return side == Side::hubspot ? kHubSpot : kGoogle;
}

std::string consent_url(const ServiceConfig& service, const ConsentRequest& request) {
  Query query{{"client_id", service.client_id},
              {"redirect_uri", request.redirect_uri},
              {"scope", join(consent_scopes(request.side), " ")},
              {"state", request.state}};
  if (request.side == Side::google) {
    // Without offline access and a fresh consent there is no refresh token (G118).
    query.insert(query.end(), {{"response_type", "code"},
                               {"access_type", "offline"},
                               {"prompt", "consent"},
                               {"code_challenge", hashed_challenge(request.code_verifier)},
                               {"code_challenge_method", "S256"}});
  }
  return service.authorize_url + "?" + format_query(query);
}

Result<std::string> read_consent(const ConsentRequest& request, const Query& query) {
  if (text_of(query, "state") != request.state) {
    return failure(ErrorKind::invalid_input, "this answers another page than the one opened last",
                   source_of(request));
  }
  const std::string error = text_of(query, "error");
  if (error == "access_denied") {
    return failure(ErrorKind::unauthenticated,
                   "the access was denied; nothing was connected, and nothing is changed",
                   source_of(request));
  }
  std::string code = text_of(query, "code");
  if (!error.empty() || code.empty()) {
    return failure(ErrorKind::unauthenticated,
                   "the service did not give access (" +
                       (is_error_code(error) ? error : std::string("no code")) + ")",
                   source_of(request));
  }
  return code;
}

Result<Grant> redeem_code(const ServiceConfig& service, const ConsentRequest& request,
                          const std::string& code, Transport& token_endpoint, Transport& api) {
  Query form{{"grant_type", "authorization_code"},
             {"client_id", service.client_id},
             {"client_secret", service.client_secret},
             {"redirect_uri", request.redirect_uri},
             {"code", code}};
  if (request.side == Side::google) {
    form.emplace_back("code_verifier", request.code_verifier);
  }
  Answer<Token> token = request_token(token_endpoint, token_path(service), form);
  if (!token) {
    Error error = token.error().error;
    if (error.kind == ErrorKind::unauthenticated) {
      error.message = "the service did not take the code that it gave: check client id and secret";
    }
    error.source = source_of(request);
    return Failure{std::move(error)};
  }
  Grant grant{.refresh_token = token->refresh_token, .account = ""};
  if (grant.refresh_token.empty()) {
    return failure(ErrorKind::unauthenticated, "the service gave no refresh token",
                   source_of(request));
  }
  if (request.side == Side::hubspot) {
    learn_account(*token, grant, api);
  } else {
    grant.account = subject_of(token->id_token);
  }
  const std::vector<std::string> missing = missing_scopes(request.side, *token);
  if (!missing.empty()) {
    return failure(ErrorKind::unauthenticated,
                   "the consent leaves out what the sync needs; connect again and allow all of it "
                   "(missing: " +
                       join(missing, ", ") + ")",
                   source_of(request));
  }
  return grant;
}

}  // namespace lockstep
