/// The page on which a user of the portal lets an app in, and what is made of the answer.

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "lockstep/base/code_challenge.h"
#include "lockstep/base/text.h"
#include "lockstep/base/url.h"

#include "account_user.h"
#include "consent_page.h"
#include "handlers.h"
#include "webhook_subscriptions.h"

namespace lockstep::sim::hubspot {
namespace {

constexpr std::string_view kService = "HubSpot";
constexpr std::string_view kTitle = "This app can't be connected";
constexpr std::size_t kScopesMax = 100;

/// What an app asks for.
struct AuthorisationRequest {
  std::string client_id;
  std::string redirect_uri;
  std::string state;
  std::string code_challenge;  ///< S256; "" without PKCE.
  std::string code_challenge_method;
  std::vector<std::string> scopes;           ///< Every one of them, or nothing.
  std::vector<std::string> optional_scopes;  ///< As the user likes.
};

/// Names under which the form of the page sends back what was asked for: "scope" are the boxes.
constexpr const char* kFormScopes = "required_scopes";
constexpr const char* kFormOptionalScopes = "optional_scopes";

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  for (const std::string_view word : split(text, ' ')) {
    if (!word.empty()) {
      words.emplace_back(word);
    }
  }
  return words;
}

AuthorisationRequest read_request(const Query& fields, std::string_view scopes,
                                  std::string_view optional_scopes) {
  const auto value = [&](std::string_view name) {
    return std::string(find_value(fields, name).value_or(""));
  };
  return {.client_id = value("client_id"),
          .redirect_uri = value("redirect_uri"),
          .state = value("state"),
          .code_challenge = value("code_challenge"),
          .code_challenge_method = value("code_challenge_method"),
          .scopes = words_of(value(scopes)),
          .optional_scopes = words_of(value(optional_scopes))};
}

bool is_scope(std::string_view text) {
  return std::ranges::all_of(text, [](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '.' ||
           letter == '-' || letter == '_';
  });
}

Response refuse(std::string_view text, std::string_view detail) {
  return refusal_page(400, kService, kTitle, text, detail);
}

/// Nothing is sent to a redirect URI that cannot be trusted: assumed, as the words are
/// (hubspot.oauth.authorise-refusals).
std::optional<Response> refusal_of(const AuthorisationRequest& request, const Tokens& tokens) {
  if (request.client_id != tokens.client_id()) {
    return refuse("The client ID is missing, or no app has it.", request.client_id);
  }
  if (!is_webhook_target(request.redirect_uri, /*loopback_http_allowed=*/true)) {
    return refuse("The redirect URL is missing, or it does not start with https.",
                  request.redirect_uri);
  }
  const bool has_challenge = !request.code_challenge.empty();
  if (has_challenge
          ? request.code_challenge_method != "S256" || !is_code_challenge(request.code_challenge)
          : !request.code_challenge_method.empty()) {
    // Assumed (hubspot.oauth.pkce-refusals).
    return refuse("The code challenge is none, or its method is not S256.",
                  request.code_challenge_method);
  }
  if (request.scopes.empty()) {
    return refuse("The app asks for no scopes.", "");
  }
  if (request.scopes.size() + request.optional_scopes.size() > kScopesMax) {
    return refuse("The app asks for too many scopes.", "");
  }
  for (const auto* scopes : {&request.scopes, &request.optional_scopes}) {
    const auto unknown = std::ranges::find_if_not(*scopes, is_scope);
    if (unknown != scopes->end()) {
      return refuse("The app asks for a scope that does not exist.", *unknown);
    }
  }
  return std::nullopt;
}

struct ScopeText {
  std::string_view scope;
  std::string_view text;
};

constexpr std::array kScopeTexts{
    ScopeText{"oauth", "Know who you are in this account"},
    ScopeText{"crm.objects.contacts.read", "See your contacts"},
    ScopeText{"crm.objects.contacts.write", "Create, change and delete your contacts"},
    ScopeText{"crm.lists.read", "See your lists and who is in them"},
    ScopeText{"crm.lists.write", "Create, change and delete your lists"},
    ScopeText{"crm.objects.owners.read", "See the users who own contacts"},
    ScopeText{"crm.schemas.contacts.read", "See which properties contacts have"},
    ScopeText{"crm.schemas.contacts.write", "Change which properties contacts have"},
};

ConsentScope to_choice(const std::string& scope, bool required) {
  const auto* const known = std::ranges::find(kScopeTexts, scope, &ScopeText::scope);
  return {scope, known == kScopeTexts.end() ? scope : std::string(known->text), required};
}

}  // namespace

Answer show_authorisation(Call& call) {
  const PortalState& state = call.state;
  const auto request = read_request(call.request.query, "scope", "optional_scope");
  if (std::optional<Response> refusal = refusal_of(request, state.tokens)) {
    return std::move(*refusal);
  }
  const std::string& portal = state.options.portal_id;
  ConsentPage page{.service = std::string(kService),
                   .app = "App " + std::to_string(state.tokens.app_id()),
                   .action = "/oauth/authorize",
                   .accounts = {{portal, std::string(kHubDomain) + " (" + portal + ")"}},
                   .chosen_account = portal,
                   .scopes = {},
                   .hidden = {{"client_id", request.client_id},
                              {"redirect_uri", request.redirect_uri},
                              {"state", request.state},
                              {"code_challenge", request.code_challenge},
                              {"code_challenge_method", request.code_challenge_method},
                              {kFormScopes, join(request.scopes, " ")},
                              {kFormOptionalScopes, join(request.optional_scopes, " ")}}};
  for (const std::string& scope : request.scopes) {
    page.scopes.push_back(to_choice(scope, true));
  }
  for (const std::string& scope : request.optional_scopes) {
    page.scopes.push_back(to_choice(scope, false));
  }
  return consent_page(page);
}

Answer decide_authorisation(Call& call) {
  const Query form = parse_query(call.request.body);
  const auto request = read_request(form, kFormScopes, kFormOptionalScopes);
  const std::optional<ConsentDecision> decision = read_decision(form);
  if (std::optional<Response> refusal = refusal_of(request, call.state.tokens)) {
    return std::move(*refusal);
  }
  if (!decision) {
    return refuse("The form is not one that HubSpot has sent.", "");
  }
  Query answer;
  if (decision->allowed) {
    std::vector<std::string> scopes = request.scopes;
    std::ranges::copy_if(
        request.optional_scopes, std::back_inserter(scopes),
        [&](const std::string& scope) { return std::ranges::count(decision->scopes, scope) != 0; });
    answer.emplace_back(
        "code", call.state.tokens.issue_code({request.redirect_uri, request.code_challenge}, scopes,
                                             call.now()));
  } else {
    answer.emplace_back("error", "access_denied");  // Assumed (hubspot.oauth.denied).
    answer.emplace_back("error_description", "The user denied access");
  }
  if (!request.state.empty()) {
    answer.emplace_back("state", request.state);
  }
  return redirect_with(request.redirect_uri, answer);
}

}  // namespace lockstep::sim::hubspot
