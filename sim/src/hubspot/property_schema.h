/// What properties a contact can have: HubSpot's own that a contact sync can meet, and custom ones.

#pragma once

#include <nlohmann/json_fwd.hpp>

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "lockstep/base/clock.h"
#include "lockstep/base/result.h"

namespace lockstep::sim::hubspot {

struct PropertyOption {
  std::string label;
  std::string value;
};

struct PropertyDefinition {
  std::string name;
  std::string label;
  std::string type;  ///< F91: "string", "number", "date", "datetime", "enumeration", "bool" …
  std::string field_type;  ///< F91: "text", "phonenumber", "select", "checkbox" …
  std::string group;
  std::string description;
  bool calculated = false;
  bool hidden = false;
  bool external_options = false;  ///< The options are other objects: any value passes.
  bool unique = false;            ///< What "hasUniqueValue" says: false for email, too (F92).
  bool read_only = false;
  bool custom = false;
  bool form_field = false;
  std::vector<PropertyOption> options;
  Instant created{};

  /// Several options may be set at once: "a;b" (F43).
  [[nodiscard]] bool multiple() const { return type == "enumeration" && field_type == "checkbox"; }
};

class PropertySchema {
 public:
  PropertySchema();

  /// nullptr for a property that does not exist.
  [[nodiscard]] const PropertyDefinition* find(std::string_view name) const;

  [[nodiscard]] const std::map<std::string, PropertyDefinition, std::less<>>& all() const {
    return definitions_;
  }

  /// Whether a record can be addressed by this property: email, or a custom unique one (F31).
  [[nodiscard]] bool identifies(std::string_view name) const;

  /// Custom unique properties, ordered by name.
  [[nodiscard]] const std::vector<std::string>& unique_names() const { return unique_names_; }

  /// FakeHubSpot::add_property()
  Result<void> add_custom(const nlohmann::json& definition, Instant now);

 private:
  std::map<std::string, PropertyDefinition, std::less<>> definitions_;
  std::vector<std::string> unique_names_;
};

/// One definition as the API shows it (F90), as JSON text.
[[nodiscard]] std::string to_json_text(const PropertyDefinition& definition);

}  // namespace lockstep::sim::hubspot
