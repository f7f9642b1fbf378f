#include "first_items.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <optional>
#include <utility>

#include "lockstep/base/text.h"
#include "lockstep/core/normalize.h"

#include "json_values.h"

namespace lockstep {
namespace {

// What an item may still hold when nothing of it is worth keeping: marks, and what the server
// makes of the rest.
constexpr std::array kAccessories = {"type",           "metadata",        "formattedType",
                                     "formattedValue", "contentType",     "countryCode",
                                     "current",        "unstructuredName"};

bool is_accessory(std::string_view member) {
  return std::ranges::find(kAccessories, member) != kAccessories.end();
}

bool is_bare(const Json& item) {
  return std::ranges::all_of(item.items(), [](const auto& member) {
    const Json& value = member.value();
    return is_accessory(member.key()) || value.is_null() ||
           (value.is_string() && trim_blanks(value.get_ref<const std::string&>()).empty());
  });
}

/// Of lists of plain values a blank item is passed over; of structures the first is the first.
std::size_t first_index(const ItemGroup& group, const Json& array) {
  const bool plain = group.mappings.front()->google.members.front() == "value";
  std::size_t at = 0;
  while (plain && at < array.size() && trim_blanks(text_member(array[at], "value")).empty()) {
    ++at;
  }
  return at;
}

std::string fingerprint(const Json& item) {
  std::string print;
  for (const auto& [member, value] : item.items()) {
    if (!is_accessory(member)) {
      print += member + '=' +
               normal_text(value.is_string() ? value.get<std::string>() : to_json_text(value)) +
               '\n';
    }
  }
  return print;
}

std::optional<int> number_member(const Json& object, std::string_view key) {
  const Json* const member = find_member(object, key);
  if (member == nullptr || !member->is_number_integer()) {
    return std::nullopt;
  }
  const auto number = member->get<std::int64_t>();
  return number >= 0 && number <= 9999 ? std::optional(static_cast<int>(number)) : std::nullopt;
}

/// ISO 8601; "--05-17" for a birthday without a year (G54). "" if there is no day.
std::string date_text(const Json& item) {
  const Json* const date = find_member(item, "date");
  const int month = date != nullptr ? number_member(*date, "month").value_or(0) : 0;
  const int day = date != nullptr ? number_member(*date, "day").value_or(0) : 0;
  if (month < 1 || month > 12 || day < 1 || day > 31) {
    return {};
  }
  const int year = number_member(*date, "year").value_or(0);
  std::array<char, 24> text{};
  const int size =
      year == 0 ? std::snprintf(text.data(), text.size(), "--%02d-%02d", month, day)
                : std::snprintf(text.data(), text.size(), "%04d-%02d-%02d", year, month, day);
  return std::string(text.data(), static_cast<std::size_t>(size));
}

/// HubSpot has one line for the street and what Google keeps as its extension.
std::string street_of(const Json& item) {
  const std::string street(trim_blanks(text_member(item, "streetAddress")));
  const std::string extended(trim_blanks(text_member(item, "extendedAddress")));
  return street.empty() || extended.empty() ? street + extended : street + ", " + extended;
}

FieldValue read_value(const FieldMapping& mapping, const Json& item) {
  if (mapping.kind == FieldKind::date) {
    return text_value(date_text(item));
  }
  if (mapping.kind != FieldKind::address) {
    return text_value(text_member(item, mapping.google.members.front()));
  }
  FieldValue value;
  for (const std::string& member : mapping.google.members) {
    value.parts.push_back(member == "streetAddress"
                              ? street_of(item)
                              : std::string(trim_blanks(text_member(item, member))));
  }
  return value.empty() ? FieldValue{} : value;
}

void set_member(Json& item, const std::string& member, const std::string& text) {
  if (text.empty()) {
    item.erase(member);
  } else {
    item[member] = text;
  }
}

void write_address(const FieldMapping& mapping, Json& item, const FieldValue& value) {
  const FieldValue now = read_value(mapping, item);
  for (std::size_t at = 0; at < mapping.google.members.size(); ++at) {
    const std::string& member = mapping.google.members[at];
    const std::string part = at < value.parts.size() ? value.parts[at] : std::string();
    if (part == (at < now.parts.size() ? now.parts[at] : std::string())) {
      continue;
    }
    set_member(item, member, part);
    if (member == "streetAddress") {
      item.erase("extendedAddress");  // It is in the street now.
    } else if (member == "country") {
      item.erase("countryCode");  // It would contradict the new country.
    }
  }
  item.erase("formattedValue");  // The server builds it from the parts (G53).
}

void write_value(const FieldMapping& mapping, Json& item, const FieldValue& value) {
  if (mapping.kind == FieldKind::address) {
    write_address(mapping, item, value);
    return;
  }
  set_member(item, mapping.google.members.front(),
             value.empty() ? std::string() : value.parts.front());
  if (mapping.google.field == "names") {
    item.erase("unstructuredName");  // The server builds it from the parts (G48).
  }
}

void insert_item(const ItemGroup& group, Json& array, std::size_t at,
                 const MappedChanges& changes) {
  Json item = Json::object();
  for (const FieldMapping* const mapping : group.mappings) {
    if (const auto change = changes.find(mapping->id);
        change != changes.end() && !change->second.empty()) {
      write_value(*mapping, item, change->second);
    }
  }
  if (!item.empty()) {
    array.insert(array.begin() + static_cast<Json::difference_type>(at), std::move(item));
  }
}

}  // namespace

bool is_uncovered(const std::string& field, const Json& array, const GoogleNotes& notes) {
  const auto note = notes.uncovered.find(field);
  return note != notes.uncovered.end() && !array.empty() &&
         std::ranges::any_of(array, [&](const Json& item) { return !is_bare(item); }) &&
         fingerprint(*std::ranges::find_if(
             array, [](const Json& item) { return !is_bare(item); })) == note->second;
}

MappedValues read_first_item(const ItemGroup& group, const Json& array, const GoogleNotes& notes) {
  MappedValues values;
  const std::size_t at = first_index(group, array);
  if (at >= array.size() || is_uncovered(group.field, array, notes)) {
    return values;
  }
  for (const FieldMapping* const mapping : group.mappings) {
    if (FieldValue value = read_value(*mapping, array[at]); !value.empty()) {
      values.emplace(mapping->id, std::move(value));
    }
  }
  return values;
}

void change_first_item(const ItemGroup& group, Json& array, const MappedChanges& changes,
                       GoogleNotes& notes) {
  const std::size_t at = first_index(group, array);
  const bool uncovered = is_uncovered(group.field, array, notes);
  if (at >= array.size() || uncovered) {
    const std::size_t before = array.size();
    insert_item(group, array, std::min(at, array.size()), changes);
    if (array.size() > before || !uncovered) {
      notes.uncovered.erase(group.field);
    }
    return;
  }
  notes.uncovered.erase(group.field);
  for (const FieldMapping* const mapping : group.mappings) {
    if (const auto change = changes.find(mapping->id); change != changes.end()) {
      write_value(*mapping, array[at], change->second);
    }
  }
  if (!is_bare(array[at])) {
    return;
  }
  array.erase(at);
  const auto next = std::ranges::find_if(array, [](const Json& item) { return !is_bare(item); });
  if (next != array.end()) {
    notes.uncovered.emplace(group.field, fingerprint(*next));
  }
}

}  // namespace lockstep
