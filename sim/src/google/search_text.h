/// What a search query fits: prefixes of words and phrases (G23).

#pragma once

#include <string>
#include <string_view>

namespace lockstep::sim::google {

/// True if a word of `text` and what follows it begin with `query`: "foo name" is found by "f",
/// "foo n" and "nam", but not by "oo n". Case of A to Z does not count. Words are separated by
/// ASCII characters that are neither letters nor digits. Assumed (google.search.words).
[[nodiscard]] bool has_prefix_phrase(std::string_view text, std::string_view query);

/// The digits of a query for a phone number, or "" for a query that holds anything but digits and
/// what stands between them.
[[nodiscard]] std::string phone_query_digits(std::string_view query);

/// True if the digits of `phone` begin with `digits`, which are not empty.
[[nodiscard]] bool has_digit_prefix(std::string_view phone, std::string_view digits);

}  // namespace lockstep::sim::google
