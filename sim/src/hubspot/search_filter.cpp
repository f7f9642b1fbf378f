#include "search_filter.h"

#include <algorithm>
#include <array>
#include <compare>
#include <utility>

#include "lockstep/base/text.h"
#include "lockstep/base/timestamp.h"

#include "values.h"

namespace lockstep::sim::hubspot {
namespace {

constexpr std::array<std::pair<std::string_view, Operator>, 13> kOperators{{
    {"EQ", Operator::eq},
    {"NEQ", Operator::neq},
    {"LT", Operator::lt},
    {"LTE", Operator::lte},
    {"GT", Operator::gt},
    {"GTE", Operator::gte},
    {"BETWEEN", Operator::between},
    {"IN", Operator::in},
    {"NOT_IN", Operator::not_in},
    {"HAS_PROPERTY", Operator::has_property},
    {"NOT_HAS_PROPERTY", Operator::not_has_property},
    {"CONTAINS_TOKEN", Operator::contains_token},
    {"NOT_CONTAINS_TOKEN", Operator::not_contains_token},
}};

/// The parts of `text` between any of `separators`, without empty ones.
std::vector<std::string_view> tokens_of(std::string_view text, std::string_view separators) {
  std::vector<std::string_view> tokens;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(separators), text.size());
    if (end > 0) {
      tokens.push_back(text.substr(0, end));
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return tokens;
}

/// Assumed (hubspot.search.tokens): tokens end at white space, ',' and ';' (U7). Every word of the
/// filter has to fit one.
bool contains_tokens(std::string_view text, std::string_view words) {
  const std::vector<std::string_view> tokens = tokens_of(text, " \t\r\n,;");
  return std::ranges::all_of(tokens_of(words, " \t\r\n"), [&](std::string_view word) {
    return std::ranges::any_of(tokens,
                               [&](std::string_view token) { return fits_wildcard(word, token); });
  });
}

/// The keys that equality looks at: an enumeration may hold several options, "a;b".
std::vector<SearchKey> equality_keys(const PropertyDefinition& property, const SearchKey& key) {
  std::vector<SearchKey> keys{key};
  if (comparison_of(property) == Comparison::option && key.text.find(';') != std::string::npos) {
    for (const std::string_view option : split(key.text, ';')) {
      keys.push_back({0, std::string(option)});
    }
  }
  return keys;
}

bool equals(const Filter& filter, const SearchKey& key) {
  const std::vector<SearchKey> keys = equality_keys(*filter.property, key);
  return std::ranges::find(keys, filter.value) != keys.end();
}

bool is_among(const Filter& filter, const SearchKey& key) {
  return std::ranges::any_of(equality_keys(*filter.property, key), [&](const SearchKey& candidate) {
    return filter.values.contains(candidate);
  });
}

/// The positive operators, on a contact that has a value.
bool passes_with_value(const Filter& filter, const SearchKey& key) {
  switch (filter.op) {
    case Operator::eq:
    case Operator::neq: return equals(filter, key);
    case Operator::lt: return key < filter.value;
    case Operator::lte: return key <= filter.value;
    case Operator::gt: return key > filter.value;
    case Operator::gte: return key >= filter.value;
    case Operator::between: return key >= filter.value && key <= filter.high_value;
    case Operator::in:
    case Operator::not_in: return is_among(filter, key);
    case Operator::has_property:
    case Operator::not_has_property: return true;
    case Operator::contains_token:
    case Operator::not_contains_token: return contains_tokens(key.text, filter.value.text);
  }
  return false;
}

bool is_negative(Operator op) {
  return op == Operator::neq || op == Operator::not_in || op == Operator::not_has_property ||
         op == Operator::not_contains_token;
}

}  // namespace

std::optional<Operator> parse_operator(std::string_view text) {
  const auto* const found =
      std::ranges::find(kOperators, text, &std::pair<std::string_view, Operator>::first);
  return found == kOperators.end() ? std::nullopt : std::optional(found->second);
}

OperandShape operands_of(Operator op) {
  switch (op) {
    case Operator::has_property:
    case Operator::not_has_property: return OperandShape::none;
    case Operator::between: return OperandShape::value_and_high_value;
    case Operator::in:
    case Operator::not_in: return OperandShape::values;
    default: return OperandShape::value;
  }
}

Comparison comparison_of(const PropertyDefinition& property) {
  if (property.type == "number" || property.type == "date" || property.type == "datetime") {
    return Comparison::number;
  }
  return property.type == "enumeration" || property.type == "bool" ? Comparison::option
                                                                   : Comparison::text;
}

std::optional<SearchKey> search_key(const PropertyDefinition& property, std::string_view text) {
  switch (comparison_of(property)) {
    case Comparison::option: return SearchKey{0, std::string(text)};
    case Comparison::text: return SearchKey{0, ascii_lower(text)};
    case Comparison::number: break;
  }
  if (property.type == "number") {
    const std::optional<double> number = parse_decimal(trim(text));
    return number ? std::optional(SearchKey{*number, ""}) : std::nullopt;
  }
  const std::optional<Instant> instant = parse_instant(trim(text));
  return instant ? std::optional(SearchKey{static_cast<double>(to_epoch_ms(*instant)), ""})
                 : std::nullopt;
}

std::optional<SearchKey> search_key_of(const Contact& contact, const PropertyDefinition& property) {
  // These three decide most searches of a sync; making and parsing text would cost the most.
  if (property.name == "lastmodifieddate") {
    return SearchKey{static_cast<double>(to_epoch_ms(contact.modified)), ""};
  }
  if (property.name == "createdate") {
    return SearchKey{static_cast<double>(to_epoch_ms(contact.created)), ""};
  }
  if (property.name == "hs_object_id" && property.type == "number") {
    return SearchKey{static_cast<double>(contact.id), ""};
  }
  const std::optional<std::string> value = property_of(contact, property.name);
  return value ? search_key(property, *value) : std::nullopt;
}

bool passes(const Contact& contact, const Filter& filter) {
  if (filter.contacts) {
    return filter.contacts->contains(contact.id) != is_negative(filter.op);
  }
  const std::optional<SearchKey> key = search_key_of(contact, *filter.property);
  return (key && passes_with_value(filter, *key)) != is_negative(filter.op);
}

bool fits_wildcard(std::string_view pattern, std::string_view token) {
  std::size_t at = 0;
  std::size_t in_token = 0;
  std::size_t last_star = std::string_view::npos;
  std::size_t star_token = 0;
  while (in_token < token.size()) {
    if (at < pattern.size() && pattern[at] == '*') {
      last_star = at++;
      star_token = in_token;
    } else if (at < pattern.size() && pattern[at] == token[in_token]) {
      ++at;
      ++in_token;
    } else if (last_star != std::string_view::npos) {
      at = last_star + 1;
      in_token = ++star_token;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', at) == std::string_view::npos;
}

}  // namespace lockstep::sim::hubspot
