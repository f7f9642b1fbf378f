#include "google/id_token.h"

#include <algorithm>
#include <chrono>
#include <string_view>

#include "lockstep/base/code_challenge.h"
#include "lockstep/base/digest.h"

#include "google/json_text.h"
#include "google/oauth_scopes.h"

namespace lockstep::sim::google {
namespace {

constexpr std::chrono::seconds kLives(3600);

bool has(const std::vector<std::string>& scopes, std::string_view scope) {
  return std::ranges::find(scopes, scope) != scopes.end();
}

void append_text(std::string& out, std::string_view name, std::string_view value) {
  out += out.size() == 1 ? "" : ",";
  append_json_string(out, name);
  out += ':';
  append_json_string(out, value);
}

std::string seconds(Instant instant) {
  return std::to_string(
      std::chrono::duration_cast<std::chrono::seconds>(instant.time_since_epoch()).count());
}

std::string payload_of(const OAuthServer::Issued& issued, const IdTokenClaims& claims) {
  const OAuthServer::Grant& grant = *issued.grant;
  std::string out = "{";
  append_text(out, "iss", "https://accounts.google.com");
  append_text(out, "azp", grant.client_id);
  append_text(out, "aud", grant.client_id);
  append_text(out, "sub", grant.account);
  if (has(grant.scopes, kEmailScope)) {
    append_text(out, "email", claims.email);
    out += R"(,"email_verified":true)";
  }
  // OpenID Connect Core, section 3.1.3.6: the left half of the hash.
  append_text(out, "at_hash", unpadded_base64(sha256(issued.access_token).substr(0, 16)));
  if (!claims.nonce.empty()) {
    append_text(out, "nonce", claims.nonce);
  }
  if (has(grant.scopes, kProfileScope)) {
    append_text(out, "name", claims.email.substr(0, claims.email.find('@')));
  }
  return out + R"(,"iat":)" + seconds(claims.now) + R"(,"exp":)" + seconds(claims.now + kLives) +
         '}';
}

}  // namespace

bool gives_id_token(const std::vector<std::string>& scopes) {
  return has(scopes, kOpenIdScope) || has(scopes, kEmailScope) || has(scopes, kProfileScope);
}

std::string write_id_token(const OAuthServer::Issued& issued, const IdTokenClaims& claims) {
  constexpr std::size_t kSignatureBytes = 256;
  const std::string signed_part =
      unpadded_base64(R"({"alg":"RS256","kid":"lockstep","typ":"JWT"})") + '.' +
      unpadded_base64(payload_of(issued, claims));
  std::string signature;
  while (signature.size() < kSignatureBytes) {
    signature += sha256(signed_part + signature);
  }
  return signed_part + '.' + unpadded_base64(signature);
}

}  // namespace lockstep::sim::google
