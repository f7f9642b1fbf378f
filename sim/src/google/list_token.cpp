#include "google/list_token.h"

#include <array>
#include <charconv>
#include <vector>

#include "lockstep/base/text.h"
#include "lockstep/base/timestamp.h"

#include "google/base64.h"

namespace lockstep::sim::google {
namespace {

constexpr char kSeparator = ' ';
constexpr std::size_t kPartCount = 8;

/// The year 9999, and as far back: the fingerprint is no secret, and the life of a token must be
/// added to whatever time a forged one has.
constexpr std::int64_t kEpochMsMax = 253'402'300'799'999;

std::optional<std::uint64_t> read_hex(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, 16);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(number)
                                                                  : std::nullopt;
}

}  // namespace

std::uint64_t fingerprint(std::string_view text) noexcept {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char letter : text) {
    hash ^= static_cast<unsigned char>(letter);
    hash *= 0x100000001b3U;
  }
  return hash;
}

std::string write_token(const ListToken& token) {
  const std::string text = join(
      {std::string(1, static_cast<char>(token.kind)), token.list, to_hex(token.parameters),
       to_hex(token.position), to_hex(token.start),
       to_hex(static_cast<std::uint64_t>(to_epoch_ms(token.full_sync))), to_hex(token.generation)},
      std::string_view(&kSeparator, 1));
  return base64_encode(text + kSeparator + to_hex(fingerprint(text)), Base64Alphabet::url_safe);
}

std::optional<ListToken> read_token(std::string_view text, TokenKind kind) {
  const auto decoded = base64_decode(text, Base64Alphabet::url_safe);
  if (!decoded) {
    return std::nullopt;
  }
  const std::vector<std::string_view> parts = split(*decoded, kSeparator);
  if (parts.size() != kPartCount || parts[0] != std::string(1, static_cast<char>(kind))) {
    return std::nullopt;
  }
  std::array<std::uint64_t, kPartCount> numbers{};
  for (std::size_t at = 2; at < kPartCount; ++at) {
    const auto number = read_hex(parts[at]);
    if (!number) {
      return std::nullopt;
    }
    numbers.at(at) = *number;
  }
  const auto full_sync = static_cast<std::int64_t>(numbers[5]);
  if (full_sync > kEpochMsMax || full_sync < -kEpochMsMax) {
    return std::nullopt;
  }
  const ListToken token{.kind = kind,
                        .list = std::string(parts[1]),
                        .parameters = numbers[2],
                        .position = numbers[3],
                        .start = numbers[4],
                        .full_sync = from_epoch_ms(full_sync),
                        .generation = numbers[6]};
  return write_token(token) == text ? std::optional(token) : std::nullopt;
}

}  // namespace lockstep::sim::google
