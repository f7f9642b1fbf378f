#include "recording/keyed.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <cstring>

#include "lockstep/base/assert.h"

namespace lockstep::scenario {

std::vector<std::uint32_t> Keyed::numbers(std::string_view purpose, std::string_view text,
                                          std::size_t count) const {
  std::string message(purpose);
  message += '\0';
  message += text;
  std::vector<std::uint32_t> numbers;
  numbers.reserve(count);
  std::array<unsigned char, 32> digest{};
  for (std::uint32_t block = 0; numbers.size() < count; ++block) {
    std::string input(4, '\0');
    std::memcpy(input.data(), &block, 4);
    if (block == 0) {
      input += message;
    } else {
      input.append(reinterpret_cast<const char*>(digest.data()), digest.size());
    }
    const unsigned char* const made = HMAC(EVP_sha256(), key_.data(), static_cast<int>(key_.size()),
                                           reinterpret_cast<const unsigned char*>(input.data()),
                                           input.size(), digest.data(), nullptr);
    LOCKSTEP_ASSERT(made != nullptr);
    for (std::size_t at = 0; at < digest.size() && numbers.size() < count; at += 4) {
      std::uint32_t number = 0;
      std::memcpy(&number, digest.data() + at, 4);
      numbers.push_back(number);
    }
  }
  return numbers;
}

}  // namespace lockstep::scenario
