#include "json_text.h"

#include <nlohmann/json.hpp>

#include <charconv>

#include "lockstep/core/well_formed.h"

namespace lockstep {
namespace {

bool is_nested_too_deeply(std::string_view text) {
  std::size_t depth = 0;
  bool in_string = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char letter = text[at];
    if (in_string) {
      if (letter == '\\') {
        ++at;
      } else if (letter == '"') {
        in_string = false;
      }
    } else if (letter == '"') {
      in_string = true;
    } else if (letter == '{' || letter == '[') {
      if (++depth > kJsonDepthMax) {
        return true;
      }
    } else if ((letter == '}' || letter == ']') && depth > 0) {
      --depth;
    }
  }
  return false;
}

/// The code unit of an escape like "\ud83d" at the beginning of `text`, or nullopt.
std::optional<unsigned> escaped_unit(std::string_view text) {
  constexpr std::size_t kSize = 6;
  unsigned unit = 0;
  if (text.size() < kSize || !text.starts_with("\\u")) {
    return std::nullopt;
  }
  const auto [end, problem] = std::from_chars(text.data() + 2, text.data() + kSize, unit, 16);
  return problem == std::errc() && end == text.data() + kSize ? std::optional(unit) : std::nullopt;
}

bool is_high(unsigned unit) { return unit >= 0xd800 && unit < 0xdc00; }
bool is_low(unsigned unit) { return unit >= 0xdc00 && unit < 0xe000; }

/// `text` with kGarbledText in place of escapes that are half of a pair.
std::string without_lone_surrogates(std::string_view text) {
  constexpr std::size_t kEscape = 6;
  std::string mended;
  for (std::size_t at = 0; at < text.size();) {
    const std::optional<unsigned> unit = escaped_unit(text.substr(at));
    const std::optional<unsigned> next =
        unit ? escaped_unit(text.substr(at + kEscape)) : std::nullopt;
    std::size_t size = unit ? kEscape : text[at] == '\\' ? 2 : 1;
    if (unit && is_high(*unit) && next && is_low(*next)) {
      size = 2 * kEscape;
    } else if (unit && (is_high(*unit) || is_low(*unit))) {
      mended += kGarbledText;
      at += kEscape;
      continue;
    }
    mended += text.substr(at, size);
    at += size;
  }
  return mended;
}

}  // namespace

std::optional<Json> parse_json(std::string_view text) {
  if (is_nested_too_deeply(text)) {
    return std::nullopt;
  }
  Json json = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  return json.is_discarded() ? std::nullopt : std::optional(std::move(json));
}

std::optional<Json> parse_answer(std::string_view text) {
  std::optional<Json> json = parse_json(text);
  return json ? std::move(json) : parse_json(without_lone_surrogates(text));
}

const Json& member(const Json& object, const char* key) {
  static const Json kNothing;
  if (!object.is_object()) {
    return kNothing;
  }
  const auto found = object.find(key);
  return found == object.end() ? kNothing : *found;
}

const Json* list_member(const Json& object, const char* key) {
  const Json& value = member(object, key);
  return value.is_array() ? &value : nullptr;
}

std::string text_member(const Json& object, const char* key) {
  const Json& value = member(object, key);
  return value.is_string() ? value.get<std::string>() : std::string();
}

}  // namespace lockstep
