#include "lockstep/sim/webhook_signature.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <cstddef>
#include <vector>

#include "lockstep/base/assert.h"
#include "lockstep/base/digest.h"
#include "lockstep/base/url.h"

namespace lockstep::sim {
namespace {

using Digest = std::array<unsigned char, 32>;

std::string base64_hmac_sha256(std::string_view key, const std::string& text) {
  Digest digest{};
  const std::vector<unsigned char> bytes(text.begin(), text.end());
  const unsigned char* const done = HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
                                         bytes.data(), bytes.size(), digest.data(), nullptr);
  LOCKSTEP_ASSERT(done != nullptr);
  std::array<unsigned char, 45> base64{};  // 44 letters and the NUL that EVP_EncodeBlock writes.
  EVP_EncodeBlock(base64.data(), digest.data(), static_cast<int>(digest.size()));
  return {base64.begin(), base64.end() - 1};
}

std::string joined(std::string_view first, Method method, std::string_view uri,
                   std::string_view body) {
  return std::string(first).append(to_string(method)).append(uri).append(body);
}

}  // namespace

std::string sign_v1(std::string_view client_secret, std::string_view body) {
  return sha256_hex(std::string(client_secret).append(body));
}

std::string sign_v2(std::string_view client_secret, Method method, std::string_view uri,
                    std::string_view body) {
  return sha256_hex(joined(client_secret, method, uri, body));
}

std::string sign_v3(std::string_view client_secret, Method method, std::string_view uri,
                    std::string_view body, Instant timestamp) {
  const std::string text = joined("", method, decoded_for_v3(uri), body) +
                           std::to_string(timestamp.time_since_epoch().count());
  return base64_hmac_sha256(client_secret, text);
}

std::string decoded_for_v3(std::string_view uri) {
  constexpr std::string_view kDecoded = ":/?@!$'()*,;";
  constexpr std::size_t kEscapeSize = 3;
  std::string decoded;
  for (std::size_t at = 0; at < uri.size();) {
    const std::string_view escape = uri.substr(at, kEscapeSize);
    const auto text = escape.starts_with('%') ? percent_decode(escape) : std::nullopt;
    const bool decode = text && text->size() == 1 && kDecoded.find(*text) != std::string_view::npos;
    decoded += decode ? text->front() : uri[at];
    at += decode ? kEscapeSize : 1;
  }
  return decoded;
}

}  // namespace lockstep::sim
