#include "lockstep/base/code_challenge.h"

#include <openssl/evp.h>

#include <algorithm>
#include <vector>

#include "lockstep/base/digest.h"

namespace lockstep {
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
  const std::vector<unsigned char> input(bytes.begin(), bytes.end());
  std::vector<unsigned char> output((input.size() + 2) / 3 * 4 + 1);  // The library adds a zero.
  const int length = EVP_EncodeBlock(output.data(), input.data(), static_cast<int>(input.size()));
  std::string text(output.begin(), output.begin() + length);
  text.resize(std::min(text.find('='), text.size()));
  std::ranges::replace(text, '+', '-');
  std::ranges::replace(text, '/', '_');
  return text;
}

}  // namespace lockstep
