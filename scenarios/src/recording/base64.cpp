#include "recording/base64.h"

#include <openssl/evp.h>

#include <algorithm>

namespace lockstep::scenario {

std::string to_base64(std::string_view bytes) {
  std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
  const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                                     reinterpret_cast<const unsigned char*>(bytes.data()),
                                     static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(length));
  return text;
}

std::optional<std::string> from_base64(std::string_view text) {
  std::string compact(text);
  std::erase_if(compact, [](char letter) {
    return letter == '\n' || letter == '\r' || letter == ' ' || letter == '\t';
  });
  if (compact.size() % 4 != 0) {
    return std::nullopt;
  }
  const std::size_t padding =
      compact.size() - std::min(compact.find_last_not_of('=') + 1, compact.size());
  std::string bytes(compact.size() / 4 * 3, '\0');
  const int length = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                                     reinterpret_cast<const unsigned char*>(compact.data()),
                                     static_cast<int>(compact.size()));
  if (padding > 2 || length < 0) {
    return std::nullopt;
  }
  bytes.resize(static_cast<std::size_t>(length) - padding);
  return bytes;
}

}  // namespace lockstep::scenario
