/// What the user chose for one connection, and which choices a rule refuses.

#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lockstep/base/rule.h"
#include "lockstep/core/field.h"
#include "lockstep/core/side.h"

namespace lockstep {

/// An app's drop-down: "All contacts", "No contacts", or a filter (S6 to S10).
enum class RecordScope { all, none, filter };

struct PropertyFilter {
  enum class Operator { equals, known };
  std::string property;
  Operator op = Operator::known;
  std::string value;  ///< For equals.

  friend bool operator==(const PropertyFilter&, const PropertyFilter&) = default;
};

/// Everything inside is and-ed; a filter without conditions selects everything.
struct HubSpotScope {
  RecordScope records = RecordScope::all;
  std::optional<std::string> list;  ///< List id.
  std::vector<PropertyFilter> properties;

  friend bool operator==(const HubSpotScope&, const HubSpotScope&) = default;
};

/// The two switches count only with RecordScope::filter.
struct GoogleScope {
  RecordScope records = RecordScope::all;
  bool contacts_folder = false;  ///< Off: Other contacts flow to HubSpot, too (SCO-10).
  bool starred = false;

  friend bool operator==(const GoogleScope&, const GoogleScope&) = default;
};

enum class Plan { free, starter, professional, enterprise };

struct CustomMapping {
  std::string hubspot;  ///< Property name.
  std::string google;   ///< As in find_google_text_field: "nicknames", "names.middleName".
  Direction direction = Direction::both;

  friend bool operator==(const CustomMapping&, const CustomMapping&) = default;
};

/// An attempt to edit, remove or redirect a default mapping: refused (MAP-1).
struct DefaultMappingChange {
  std::string mapping;
  std::string change;  ///< "remove", "redirect", "direction", as the settings call it.

  friend bool operator==(const DefaultMappingChange&, const DefaultMappingChange&) = default;
};

/// The settings of a connection as saved. The defaults are HubSpot's own.
struct SyncSettings {
  HubSpotScope hubspot;
  GoogleScope google;
  Side default_app = Side::hubspot;  ///< Whose value stands in a conflict (MRG-3, MRG-7).
  Plan plan = Plan::free;
  bool only_with_email = true;                         ///< MAT-6.
  std::optional<std::string> default_lifecycle_stage;  ///< Of contacts created in HubSpot (KEP-4).
  std::vector<CustomMapping> custom_mappings;
  std::vector<DefaultMappingChange> default_mapping_changes;

  friend bool operator==(const SyncSettings&, const SyncSettings&) = default;
};

/// The direction that the two drop-downs make together: "No contacts" on one side makes the sync
/// one-way from the other, on both sides none (S6 to S9, DIR-3, DIR-4, DIR-6).
[[nodiscard]] Direction direction_of(const SyncSettings& settings) noexcept;

/// A HubSpot property definition, as far as mappings ask.
struct PropertyDefinition {
  std::string name;
  std::string type;        ///< "string", "number", "date", "datetime", "bool", "enumeration" …
  bool read_only = false;  ///< modificationMetadata.readOnlyValue, or calculated.
  std::string field_type;  ///< "text", "checkbox", "select", "calculation_equation" …
};

/// By name. Empty: unknown, then every property counts as writable text.
using PropertyDefinitions = std::map<std::string, PropertyDefinition>;

/// A setting that is not used, and why. Goes to refused.json.
struct Refusal {
  std::string setting;  ///< "custom_mappings[0]"
  RuleId rule;
  std::string reason;  ///< One sentence for the user.

  friend bool operator==(const Refusal&, const Refusal&) = default;
};

/// What planning works with: the settings, and the mapping table that they amount to.
struct AcceptedSettings {
  SyncSettings settings;
  Direction direction = Direction::both;  ///< direction_of(settings).
  Mappings mappings;                      ///< The eleven defaults, then the accepted custom ones.
  std::vector<Refusal> refused;           ///< In the order of the settings.
};

/// Refuses, never fails: a refused mapping is left out and the rest works.
///
///   MAP-1  every change of a default mapping
///   MAP-2  custom mappings on the free plan
///   MAP-3  types that do not fit (drop-downs, radio buttons …), unknown properties and fields. A
///          pair that only works towards Google (numbers, dates, checkboxes, read-only text) is
///          narrowed to that direction, and refused if it asks for the other one alone (D85)
///   MAP-5  userDefined (S17)
///   MAP-6  memberships (S18)
///   MAP-7  a property or field that a default or an earlier custom mapping uses
[[nodiscard]] AcceptedSettings validate(const SyncSettings& settings,
                                        const PropertyDefinitions& properties);

/// The properties to ask HubSpot for: mapped, filtered on, and needed for matching; sorted.
[[nodiscard]] std::vector<std::string> hubspot_properties(const AcceptedSettings& accepted);

}  // namespace lockstep
