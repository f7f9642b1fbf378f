#include "story.h"

#include <algorithm>

namespace lockstep::scenario {

std::vector<Json> Story::all_settings() const {
  std::vector<Json> all;
  for (const auto& [account, of_account] : settings) {
    all.insert(all.end(), of_account.begin(), of_account.end());
  }
  return all;
}

std::vector<std::uint64_t> writes_about(const sim::Journal& journal,
                                        const std::vector<std::string>& needles) {
  constexpr std::size_t kMost = 6;
  std::vector<std::uint64_t> about;
  std::vector<std::uint64_t> any;
  for (const sim::JournalEntry& entry : journal.entries()) {
    if (!entry.mutation || !is_request(entry)) {
      continue;
    }
    any.push_back(entry.sequence);
    const bool names = std::ranges::any_of(needles, [&](const std::string& needle) {
      return !needle.empty() &&
             (entry.request.path.find(needle) != std::string::npos ||
              entry.request.body.find(needle) != std::string::npos ||
              (entry.response && entry.response->body.find(needle) != std::string::npos));
    });
    if (names) {
      about.push_back(entry.sequence);
    }
  }
  std::vector<std::uint64_t>& shown = about.empty() ? any : about;
  if (shown.size() > kMost) {
    shown.erase(shown.begin(), shown.end() - kMost);
  }
  return shown;
}

std::string text_member(const Json& object, std::string_view key) {
  if (!object.is_object()) {
    return "";
  }
  const auto member = object.find(std::string(key));
  return member != object.end() && member->is_string() ? member->get<std::string>() : "";
}

std::string shortened(const std::string& text, std::size_t bytes) {
  if (text.size() <= bytes) {
    return text;
  }
  std::size_t end = bytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
    --end;  // Not in the middle of a UTF-8 sequence.
  }
  return text.substr(0, end) + " … (" + std::to_string(text.size()) + " bytes)";
}

}  // namespace lockstep::scenario
