#include "json_read.h"

#include <nlohmann/json.hpp>

#include <charconv>

namespace lockstep::sim::hubspot {

std::optional<std::string> scalar_text(const nlohmann::json& value) {
  if (value.is_string()) {
    return value.get<std::string>();
  }
  return value.is_number() || value.is_boolean() ? std::optional(value.dump()) : std::nullopt;
}

std::optional<std::string> optional_text(const nlohmann::json& object, const char* name) {
  const auto found = object.find(name);
  return found == object.end() || found->is_null() ? std::string() : scalar_text(*found);
}

std::optional<std::vector<std::string>> optional_texts(const nlohmann::json& object,
                                                       const char* name) {
  std::vector<std::string> texts;
  const auto found = object.find(name);
  if (found == object.end() || found->is_null()) {
    return texts;
  }
  if (!found->is_array()) {
    return std::nullopt;
  }
  for (const nlohmann::json& item : *found) {
    std::optional<std::string> text = scalar_text(item);
    if (!text) {
      return std::nullopt;
    }
    texts.push_back(std::move(*text));
  }
  return texts;
}

std::optional<std::uint64_t> parse_count(std::string_view text) {
  std::uint64_t count = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), count);
  if (text.empty() || parsed.ec != std::errc{} || parsed.ptr != text.data() + text.size()) {
    return std::nullopt;
  }
  return count;
}

}  // namespace lockstep::sim::hubspot
