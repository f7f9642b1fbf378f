/// One property of contacts, and a group of them, as they are defined (F90).

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lockstep/base/clock.h"

namespace lockstep::sim::hubspot {

struct PropertyOption {
  std::string label;
  std::string value;
  std::string description = {};
  int display_order = -1;
  bool hidden = false;
};

struct PropertyDefinition {
  std::string name;
  std::string label;
  std::string type;  ///< F91: "string", "number", "date", "datetime", "enumeration", "bool" …
  std::string field_type;  ///< F91: "text", "phonenumber", "select", "checkbox" …
  std::string group;
  std::string description;
  std::string sensitivity = "non_sensitive";  ///< F89
  int display_order = -1;
  bool calculated = false;
  bool hidden = false;
  bool external_options = false;  ///< Options are other objects: any value passes if none is here.
  bool unique = false;            ///< What "hasUniqueValue" says: false for email, too (F92).
  bool read_only = false;
  bool custom = false;
  bool form_field = false;
  bool open = false;          ///< The definition may be edited though it is HubSpot's own.
  bool open_options = false;  ///< As `open`, but the options alone.
  std::vector<PropertyOption> options;
  std::optional<Instant> created;  ///< HubSpot does not tell of each of its own.
  std::optional<Instant> updated;
  std::optional<Instant> archived;

  /// Several options may be set at once: "a;b" (F43).
  [[nodiscard]] bool multiple() const { return type == "enumeration" && field_type == "checkbox"; }

  [[nodiscard]] bool may_be_edited() const { return custom || open; }
  [[nodiscard]] bool may_get_options() const { return may_be_edited() || open_options; }
};

struct PropertyGroup {
  std::string name;
  std::string label;
  int display_order = -1;
  bool custom = false;
};

/// As the API shows them, as JSON text.
[[nodiscard]] std::string to_json_text(const PropertyDefinition& definition);
[[nodiscard]] std::string to_json_text(const PropertyGroup& group);

}  // namespace lockstep::sim::hubspot
