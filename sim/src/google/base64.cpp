#include "google/base64.h"

#include <cstdint>

namespace lockstep::sim::google {
namespace {

constexpr std::string_view kStandard =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kUrlSafe =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

constexpr std::string_view letters_of(Base64Alphabet alphabet) {
  return alphabet == Base64Alphabet::standard ? kStandard : kUrlSafe;
}

}  // namespace

std::string base64_encode(std::string_view bytes, Base64Alphabet alphabet) {
  const std::string_view letters = letters_of(alphabet);
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    const std::string_view group = bytes.substr(at, 3);
    std::uint32_t bits = 0;
    for (std::size_t byte = 0; byte < 3; ++byte) {
      bits = bits << 8U | (byte < group.size() ? static_cast<unsigned char>(group[byte]) : 0U);
    }
    for (std::size_t letter = 0; letter < 4; ++letter) {
      const bool padding = letter > group.size();
      text += padding ? '=' : letters[bits >> (18 - 6 * letter) & 63U];
    }
  }
  return text;
}

std::optional<std::string> base64_decode(std::string_view text, Base64Alphabet alphabet) {
  if (text.size() % 4 != 0) {
    return std::nullopt;
  }
  const std::string_view letters = letters_of(alphabet);
  std::size_t padding = 0;
  while (padding < 2 && text.ends_with('=')) {
    text.remove_suffix(1);
    ++padding;
  }
  std::string bytes;
  std::uint32_t bits = 0;
  std::size_t bit_count = 0;
  for (const char letter : text) {
    const std::size_t value = letters.find(letter);
    if (value == std::string_view::npos) {
      return std::nullopt;
    }
    bits = bits << 6U | static_cast<std::uint32_t>(value);
    bit_count += 6;
    if (bit_count >= 8) {
      bit_count -= 8;
      bytes += static_cast<char>(bits >> bit_count & 0xffU);
    }
  }
  return bytes;
}

}  // namespace lockstep::sim::google
