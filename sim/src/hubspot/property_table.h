/// HubSpot's own contact properties as a table (F23, F24, F36, F50, F53, F92).

#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace lockstep::sim::hubspot {

namespace flag {
inline constexpr std::uint8_t kReadOnly = 1;
inline constexpr std::uint8_t kCalculated = 2;
inline constexpr std::uint8_t kHidden = 4;
inline constexpr std::uint8_t kExternalOptions = 8;
inline constexpr std::uint8_t kFormField = 16;
inline constexpr std::uint8_t kOpenDefinition = 32;  ///< May be edited, and not archived.
inline constexpr std::uint8_t kOpenOptions = 64;     ///< May get other options, and nothing else.
}  // namespace flag

struct OptionRow {
  std::string_view label;
  std::string_view value;
};

/// Of a property of which the portal does not tell when it was made.
inline constexpr std::int64_t kUndated = -1;

struct PropertyRow {
  std::string_view name;
  std::string_view type;
  std::string_view field_type;
  std::string_view group;
  std::string_view label;
  std::uint8_t flags;
  std::span<const OptionRow> options;
  int display_order = -1;
  std::int64_t created = kUndated;  ///< Epoch milliseconds.
  std::int64_t updated = kUndated;
};

[[nodiscard]] std::span<const PropertyRow> property_rows();

/// Names and labels of HubSpot's own groups.
[[nodiscard]] std::span<const OptionRow> property_group_rows();

/// The lifecycle stages from the first to the last: a stage only moves forward (F42).
inline constexpr std::array kLifecycleStages{
    OptionRow{"Subscriber", "subscriber"},
    OptionRow{"Lead", "lead"},
    OptionRow{"Marketing Qualified Lead", "marketingqualifiedlead"},
    OptionRow{"Sales Qualified Lead", "salesqualifiedlead"},
    OptionRow{"Opportunity", "opportunity"},
    OptionRow{"Customer", "customer"},
    OptionRow{"Evangelist", "evangelist"},
    OptionRow{"Other", "other"},
};

}  // namespace lockstep::sim::hubspot
