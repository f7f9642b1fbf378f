#include "lockstep/core/setting_changes.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "lockstep/base/text.h"
#include "lockstep/core/setting_names.h"

namespace lockstep {
namespace {

/// What is wrong with a value, "" for nothing.
using Complaint = std::string;

template <std::size_t N>
std::string list_of(const std::array<std::string_view, N>& names) {
  return join({names.begin(), names.end()}, ", ");
}

template <class Enum, std::size_t N>
Complaint choose(const std::array<std::string_view, N>& names, std::string_view value,
                 Enum& chosen) {
  const auto found = std::ranges::find(names, value);
  if (found == names.end()) {
    return "must be one of: " + list_of(names);
  }
  chosen = static_cast<Enum>(found - names.begin());
  return "";
}

Complaint set_switch(std::string_view value, bool& on) {
  if (value != "on" && value != "off") {
    return "must be on or off";
  }
  on = value == "on";
  return "";
}

std::optional<std::string> text_or_nothing(std::string_view value) {
  return value.empty() ? std::nullopt : std::optional<std::string>(value);
}

void let_in(RecordScope& records) {
  if (records == RecordScope::none) {
    records = RecordScope::all;
  }
}

Complaint set_sync(SyncSettings& settings, std::string_view value) {
  constexpr std::array<std::string_view, 3> kModes{"two-way", "to-google", "to-hubspot"};
  enum class Mode { two_way, to_google, to_hubspot };
  Mode mode{};
  if (Complaint complaint = choose(kModes, value, mode); !complaint.empty()) {
    return complaint;
  }
  let_in(settings.hubspot.records);
  let_in(settings.google.records);
  if (mode == Mode::to_google) {
    settings.google.records = RecordScope::none;
  }
  if (mode == Mode::to_hubspot) {
    settings.hubspot.records = RecordScope::none;
  }
  return "";
}

Complaint set_list(SyncSettings& settings, std::string_view value) {
  settings.hubspot.list = text_or_nothing(value);
  if (settings.hubspot.list) {
    settings.hubspot.records = RecordScope::filter;
  }
  return "";
}

Complaint set_google_filter(SyncSettings& settings, std::string_view value,
                            bool GoogleScope::*filter) {
  Complaint complaint = set_switch(value, settings.google.*filter);
  if (complaint.empty() && settings.google.*filter) {
    settings.google.records = RecordScope::filter;
  }
  return complaint;
}

/// "hubspot.filter.PROPERTY": a value to equal, "*" for any, "" to drop the condition.
Complaint set_property_filter(SyncSettings& settings, std::string_view property,
                              std::string_view value) {
  std::vector<PropertyFilter>& filters = settings.hubspot.properties;
  std::erase_if(filters, [&](const PropertyFilter& filter) { return filter.property == property; });
  if (value.empty()) {
    return "";
  }
  const bool any = value == "*";
  filters.push_back({.property = std::string(property),
                     .op = any ? PropertyFilter::Operator::known : PropertyFilter::Operator::equals,
                     .value = any ? std::string() : std::string(value)});
  settings.hubspot.records = RecordScope::filter;
  return "";
}

/// "mapping.PROPERTY": "FIELD" or "FIELD,DIRECTION", "" to drop the mapping.
Complaint set_mapping(SyncSettings& settings, std::string_view property, std::string_view value) {
  for (const FieldMapping& mapping : default_mappings()) {
    if (std::ranges::find(mapping.hubspot_properties, property) !=
        mapping.hubspot_properties.end()) {
      return "belongs to a default mapping, which cannot be edited, removed or redirected (MAP-1)";
    }
  }
  std::vector<CustomMapping>& mappings = settings.custom_mappings;
  std::erase_if(mappings,
                [&](const CustomMapping& mapping) { return mapping.hubspot == property; });
  if (value.empty()) {
    return "";
  }
  const std::size_t comma = std::min(value.find(','), value.size());
  CustomMapping mapping{.hubspot = std::string(property),
                        .google = std::string(value.substr(0, comma)),
                        .direction = Direction::both};
  if (comma < value.size()) {
    std::size_t place = 0;
    if (Complaint complaint = choose(kMappingDirectionNames, value.substr(comma + 1), place);
        !complaint.empty()) {
      return "direction " + complaint;
    }
    mapping.direction = kMappingDirections.at(place);
  }
  mappings.push_back(std::move(mapping));
  return "";
}

struct Setting {
  SettingName name;
  Complaint (*set)(SyncSettings& settings, std::string_view value);
};

constexpr std::array kSettings{
    Setting{{"sync", "two-way, to-google, to-hubspot", "both drop-downs at once (S7 to S9)"},
            set_sync},
    Setting{{"hubspot.records", "all, none, filter", "HubSpot's drop-down"},
            [](SyncSettings& settings, std::string_view value) {
              return choose(kRecordScopeNames, value, settings.hubspot.records);
            }},
    Setting{{"hubspot.list", "a list's id, or nothing", "only members of this list"}, set_list},
    Setting{{"google.records", "all, none, filter", "Google Contacts' drop-down"},
            [](SyncSettings& settings, std::string_view value) {
              return choose(kRecordScopeNames, value, settings.google.records);
            }},
    Setting{
        {"google.contacts_folder", "on, off", "only the Contacts folder, not Other contacts (S11)"},
        [](SyncSettings& settings, std::string_view value) {
          return set_google_filter(settings, value, &GoogleScope::contacts_folder);
        }},
    Setting{{"google.starred", "on, off", "only starred contacts (S12)"},
            [](SyncSettings& settings, std::string_view value) {
              return set_google_filter(settings, value, &GoogleScope::starred);
            }},
    Setting{{"default_app", "hubspot, google", "whose value stands in a conflict"},
            [](SyncSettings& settings, std::string_view value) {
              return choose(kSideNames, value, settings.default_app);
            }},
    Setting{{"plan", "free, starter, professional, enterprise",
             "of Operations Hub; free has no custom mappings (S15)"},
            [](SyncSettings& settings, std::string_view value) {
              return choose(kPlanNames, value, settings.plan);
            }},
    Setting{{"only_with_email", "on, off", "contacts without an email address stay out"},
            [](SyncSettings& settings, std::string_view value) {
              return set_switch(value, settings.only_with_email);
            }},
    Setting{{"default_lifecycle_stage", "a stage's name, or nothing",
             "of contacts that are created in HubSpot"},
            [](SyncSettings& settings, std::string_view value) {
              settings.default_lifecycle_stage = text_or_nothing(value);
              return Complaint();
            }},
};

/// A key that goes on with the name of a HubSpot property.
struct PropertySetting {
  SettingName name;
  std::string_view prefix;
  Complaint (*set)(SyncSettings& settings, std::string_view property, std::string_view value);
};

constexpr std::array kPropertySettings{
    PropertySetting{{"hubspot.filter.PROPERTY", "a value, * for any, or nothing",
                     "only contacts whose property has this value"},
                    "hubspot.filter.",
                    set_property_filter},
    PropertySetting{{"mapping.PROPERTY", "GOOGLE_FIELD[,both|to_hubspot|to_google], or nothing",
                     "a custom mapping (S15)"},
                    "mapping.",
                    set_mapping},
};

Complaint set(SyncSettings& settings, std::string_view key, std::string_view value) {
  for (const Setting& setting : kSettings) {
    if (setting.name.key == key) {
      return setting.set(settings, value);
    }
  }
  for (const PropertySetting& setting : kPropertySettings) {
    if (key.starts_with(setting.prefix) && key.size() > setting.prefix.size()) {
      return setting.set(settings, key.substr(setting.prefix.size()), value);
    }
  }
  std::vector<std::string> known;
  for (const SettingName& name : setting_names()) {
    known.emplace_back(name.key);
  }
  return "is no setting; known: " + join(known, ", ");
}

}  // namespace

const std::vector<SettingName>& setting_names() {
  static const std::vector<SettingName> kNames = [] {
    std::vector<SettingName> names;
    for (const Setting& setting : kSettings) {
      names.push_back(setting.name);
    }
    for (const PropertySetting& setting : kPropertySettings) {
      names.push_back(setting.name);
    }
    return names;
  }();
  return kNames;
}

Result<SyncSettings> change_setting(SyncSettings settings, std::string_view change) {
  const std::size_t equals = change.find('=');
  if (equals == std::string_view::npos || equals == 0) {
    return failure(ErrorKind::invalid_input, "is no change: it must be KEY=VALUE",
                   std::string(change));
  }
  const std::string_view key = change.substr(0, equals);
  if (!is_valid_utf8(change)) {
    return failure(ErrorKind::invalid_input, "is no UTF-8 text", "a change of settings");
  }
  const Complaint complaint = set(settings, key, change.substr(equals + 1));
  if (!complaint.empty()) {
    return failure(ErrorKind::invalid_input, complaint, std::string(key));
  }
  return settings;
}

Result<SyncSettings> change_settings(SyncSettings settings,
                                     const std::vector<std::string>& changes) {
  for (const std::string& change : changes) {
    Result<SyncSettings> next = change_setting(std::move(settings), change);
    if (!next) {
      return next;
    }
    settings = std::move(*next);
  }
  return settings;
}

}  // namespace lockstep
