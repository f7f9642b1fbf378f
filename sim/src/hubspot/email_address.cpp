#include "email_address.h"

#include <algorithm>
#include <array>
#include <vector>

#include "lockstep/base/text.h"

namespace lockstep::sim::hubspot {
namespace {

/// The generic top-level domains in wide use. Every two-letter one counts as a country's.
/// "example" and "test" are reserved for texts like ours (RFC 2606) and pass.
constexpr auto kTopLevelDomains = std::to_array<std::string_view>(
    {"academy",    "aero",    "agency", "app",     "art",     "asia",   "biz",   "blog",
     "business",   "cat",     "center", "city",    "cloud",   "club",   "com",   "company",
     "consulting", "coop",    "design", "dev",     "digital", "earth",  "edu",   "email",
     "energy",     "example", "expert", "finance", "fund",    "global", "gov",   "group",
     "health",     "host",    "info",   "int",     "jobs",    "law",    "life",  "live",
     "ltd",        "media",   "mil",    "mobi",    "museum",  "name",   "net",   "network",
     "news",       "online",  "org",    "post",    "pro",     "shop",   "site",  "solutions",
     "store",      "studio",  "tech",   "tel",     "test",    "travel", "world", "xyz"});
static_assert(std::ranges::is_sorted(kTopLevelDomains));

bool is_letter_or_digit(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
}

/// RFC 5322 atoms with single dots between them; neither quoted nor non-ASCII. Assumed
/// (hubspot.write.email-local-part).
bool is_local_part(std::string_view text) {
  constexpr std::string_view kMarks = "!#$%&'*+-/=?^_`{|}~";
  return !text.empty() && text.size() <= 64 &&
         std::ranges::all_of(split(text, '.'), [&](auto atom) {
           return !atom.empty() && std::ranges::all_of(atom, [&](char letter) {
             return is_letter_or_digit(letter) || kMarks.find(letter) != std::string_view::npos;
           });
         });
}

bool is_domain_label(std::string_view label) {
  return !label.empty() && label.size() <= 63 && label.front() != '-' && label.back() != '-' &&
         std::ranges::all_of(
             label, [](char letter) { return is_letter_or_digit(letter) || letter == '-'; });
}

bool is_top_level_domain(std::string_view label) {
  if (label.starts_with("xn--")) {
    return true;
  }
  return label.size() == 2 ? std::ranges::all_of(
                                 label, [](char letter) { return letter >= 'a' && letter <= 'z'; })
                           : std::ranges::binary_search(kTopLevelDomains, label);
}

}  // namespace

std::string normalise_email(std::string_view text) { return ascii_lower(trim(text)); }

bool is_valid_email(std::string_view address) {
  const std::size_t at = address.rfind('@');
  if (at == std::string_view::npos || address.size() > 254) {
    return false;
  }
  const std::vector<std::string_view> labels = split(address.substr(at + 1), '.');
  return is_local_part(address.substr(0, at)) && labels.size() >= 2 &&
         std::ranges::all_of(labels, is_domain_label) && is_top_level_domain(labels.back());
}

}  // namespace lockstep::sim::hubspot
