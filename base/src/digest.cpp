#include "lockstep/base/digest.h"

#include <openssl/evp.h>

#include <array>

#include "lockstep/base/assert.h"

namespace lockstep {

class Sha256::State {
 public:
  State() { check(EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr)); }
  void add(std::string_view bytes) {
    check(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()));
  }
  std::string finish() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int length = 0;
    check(EVP_DigestFinal_ex(context_.get(), digest.data(), &length));
    return {digest.begin(), digest.begin() + length};
  }

 private:
  static void check(int done) { LOCKSTEP_ASSERT(done == 1); }

  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_{EVP_MD_CTX_new(),
                                                                   EVP_MD_CTX_free};
};

Sha256::Sha256() : state_(std::make_unique<State>()) {}
Sha256::~Sha256() = default;
void Sha256::add(std::string_view bytes) { state_->add(bytes); }
std::string Sha256::finish() { return state_->finish(); }

std::string sha256(std::string_view bytes) {
  Sha256 digest;
  digest.add(bytes);
  return digest.finish();
}

std::string sha256_hex(std::string_view bytes) { return hexadecimal(sha256(bytes)); }

std::string hexadecimal(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  text.reserve(2 * bytes.size());
  for (const char letter : bytes) {
    const auto byte = static_cast<unsigned char>(letter);
    text += kDigits[byte / 16];
    text += kDigits[byte % 16];
  }
  return text;
}

}  // namespace lockstep
