#include "code_challenge.h"

#include <openssl/evp.h>
#include <openssl/sha.h>

#include <algorithm>
#include <array>

namespace lockstep::sim {
namespace {

// RFC 7636, section 4.2.
constexpr std::size_t kLengthMin = 43;
constexpr std::size_t kLengthMax = 128;

}  // namespace

bool is_code_challenge(std::string_view text) {
  return text.size() >= kLengthMin && text.size() <= kLengthMax &&
         std::ranges::all_of(text, [](char letter) {
           return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                  (letter >= '0' && letter <= '9') || letter == '-' || letter == '.' ||
                  letter == '_' || letter == '~';
         });
}

std::string hashed_challenge(std::string_view verifier) {
  return unpadded_base64(sha256(verifier));  // Section 4.6.
}

std::string unpadded_base64(std::string_view bytes) {
  std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');  // The library adds a zero.
  const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                                     reinterpret_cast<const unsigned char*>(bytes.data()),
                                     static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(length));
  text.resize(std::min(text.find('='), text.size()));
  std::ranges::replace(text, '+', '-');
  std::ranges::replace(text, '/', '_');
  return text;
}

std::string sha256(std::string_view text) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data());
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

}  // namespace lockstep::sim
