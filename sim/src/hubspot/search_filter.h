/// One filter of a search, and whether a contact passes it (F59, F60).

#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "lockstep/base/clock.h"

#include "contact.h"
#include "property_schema.h"

namespace lockstep::sim::hubspot {

enum class Operator {
  eq,
  neq,
  lt,
  lte,
  gt,
  gte,
  between,
  in,
  not_in,
  has_property,
  not_has_property,
  contains_token,
  not_contains_token,
};

[[nodiscard]] std::optional<Operator> parse_operator(std::string_view text);

/// What the operator compares with.
enum class OperandShape { none, value, value_and_high_value, values };

[[nodiscard]] OperandShape operands_of(Operator op);

/// The types by which values compare: numbers and dates as numbers, options as they are, other
/// text without regard to ASCII letter case.
enum class Comparison { number, option, text };

[[nodiscard]] Comparison comparison_of(const PropertyDefinition& property);

/// A value in the form in which it compares; only one of the two counts.
struct SearchKey {
  double number = 0;  ///< Dates: epoch milliseconds.
  std::string text;

  friend auto operator<=>(const SearchKey&, const SearchKey&) = default;
};

/// nullopt if `text` is no value of that property's type.
[[nodiscard]] std::optional<SearchKey> search_key(const PropertyDefinition& property,
                                                  std::string_view text);

/// nullopt if the contact has no value.
[[nodiscard]] std::optional<SearchKey> search_key_of(const Contact& contact,
                                                     const PropertyDefinition& property);

struct Filter {
  const PropertyDefinition* property;
  Operator op;
  SearchKey value;
  SearchKey high_value;
  std::set<SearchKey> values;  ///< Texts as given: IN finds lower-case ones only (F59).
  /// Of a pseudo-property (F60): the contacts that it finds without regard to their properties.
  std::optional<std::set<ContactId>> contacts = std::nullopt;
};

/// Assumed (hubspot.search.negative-operators): the negative operators are also passed by contacts
/// without a value.
[[nodiscard]] bool passes(const Contact& contact, const Filter& filter);

/// Whether `token` fits `pattern`, where '*' stands for any number of characters.
[[nodiscard]] bool fits_wildcard(std::string_view pattern, std::string_view token);

}  // namespace lockstep::sim::hubspot
