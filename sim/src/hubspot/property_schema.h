/// What properties a contact can have: HubSpot's own that a contact sync can meet, and custom ones.

#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "lockstep/base/clock.h"

#include "property_definition.h"

namespace lockstep::sim::hubspot {

/// Unique properties that a type of record may have besides its own (F93).
inline constexpr std::size_t kUniquePropertiesMax = 10;

class PropertySchema {
 public:
  using Definitions = std::map<std::string, PropertyDefinition, std::less<>>;
  using Groups = std::map<std::string, PropertyGroup, std::less<>>;

  PropertySchema();

  /// nullptr for a property that does not exist, or not any more.
  [[nodiscard]] const PropertyDefinition* find(std::string_view name) const;

  [[nodiscard]] const Definitions& all() const { return definitions_; }
  [[nodiscard]] const Definitions& archived() const { return archived_; }
  [[nodiscard]] const Groups& groups() const { return groups_; }

  /// Whether a record can be addressed by this property: email, or a custom unique one (F31).
  [[nodiscard]] bool identifies(std::string_view name) const;

  /// Custom unique properties, ordered by name.
  [[nodiscard]] const std::vector<std::string>& unique_names() const { return unique_names_; }

  /// Adds the definition, or puts it in the place of the one with its name. An archived one of the
  /// name is forgotten; values that contacts still have show again: assumed
  /// (hubspot.properties.archive).
  void put(PropertyDefinition definition);

  /// @pre find(name)
  void archive(std::string_view name, Instant now);

  void put(PropertyGroup group);
  void erase_group(std::string_view name);

 private:
  void find_unique_names();

  Definitions definitions_;
  Definitions archived_;
  Groups groups_;
  std::vector<std::string> unique_names_;
};

}  // namespace lockstep::sim::hubspot
