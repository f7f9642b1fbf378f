/// The mapping table: which HubSpot property corresponds to which Google field, as data.

#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lockstep {

/// Names a mapping: its first HubSpot property ("firstname", "address"). Reports show it.
using FieldId = std::string;

enum class FieldKind {
  text,
  email,    ///< Compared without letter case (MAT-2); a blank never travels (MAT-8).
  phone,    ///< A slot of the phone rule (PHN-1 to PHN-3); compared in canonical form (PHN-10).
  address,  ///< Five parts that are merged as one value (MAP-8).
  date,     ///< "1990-05-17", or "--05-17" without a year.
};

/// Which way values may flow.
enum class Direction { none, to_hubspot, to_google, both };

[[nodiscard]] std::string_view to_string(Direction direction) noexcept;

/// What both allow: a mapping narrows the sync's direction and never widens it (MAP-4).
[[nodiscard]] Direction narrow(Direction one, Direction other) noexcept;

/// A mapped value. One part for most kinds; street, city, region, postal code and country for an
/// address. Parts have no blanks at their ends.
struct FieldValue {
  std::vector<std::string> parts;

  /// True without parts, or if all of them are empty.
  [[nodiscard]] bool empty() const noexcept;

  friend bool operator==(const FieldValue&, const FieldValue&) = default;
};

/// One part, trimmed; the empty value for blank text.
[[nodiscard]] FieldValue text_value(std::string_view text);

/// For people: the parts that are not empty, joined with ", ".
[[nodiscard]] std::string to_display(const FieldValue& value);

/// The same; nullopt for the empty value.
[[nodiscard]] std::optional<std::string> shown(const FieldValue& value);

/// Where a value lives in a person: in the first item of `field`, except for phones.
struct GooglePath {
  std::string field;                 ///< "names"
  std::vector<std::string> members;  ///< {"givenName"}; one a part.

  friend bool operator==(const GooglePath&, const GooglePath&) = default;
};

struct FieldMapping {
  FieldId id;
  FieldKind kind = FieldKind::text;
  std::vector<std::string> hubspot_properties;  ///< One a part. @invariant not empty
  GooglePath google;
  Direction direction = Direction::both;
  bool custom = false;

  friend bool operator==(const FieldMapping&, const FieldMapping&) = default;
};

using Mappings = std::vector<FieldMapping>;

/// Values by mapping. @invariant no value is empty: absent means empty.
using MappedValues = std::map<FieldId, FieldValue>;

/// The value of `id`, or the empty value.
[[nodiscard]] const FieldValue& value_of(const MappedValues& values, std::string_view id);

/// The eleven default mappings, locked (MAP-1), in the order of reports. Address, website and
/// date of birth are our derivation (MAP-8).
[[nodiscard]] Mappings default_mappings();

/// The mapping with this id, or nullptr.
[[nodiscard]] const FieldMapping* find_mapping(const Mappings& mappings, std::string_view id);

/// A Google text field that a custom mapping may use, by the name that settings call it.
struct GoogleTextField {
  std::string_view name;    ///< "names.middleName", "nicknames"
  std::string_view field;   ///< "names"
  std::string_view member;  ///< "middleName"
  bool singleton;           ///< At most one item a contact (G47).
};

/// All of them.
[[nodiscard]] std::span<const GoogleTextField> google_text_fields() noexcept;

/// nullptr for a name that is unknown, or that no custom mapping may use (MAP-5, MAP-6, MAP-7).
[[nodiscard]] const GoogleTextField* find_google_text_field(std::string_view name) noexcept;

/// Every People field that a mapping, default or custom, can reach. Constant, so that the
/// parameters of a sync token stay the same when mappings change (G81).
[[nodiscard]] const std::vector<std::string_view>& mappable_google_fields();

}  // namespace lockstep
