#include "lockstep/core/mapping.h"

#include <algorithm>
#include <array>
#include <utility>

#include "lockstep/core/normalize.h"

#include "first_items.h"
#include "json_values.h"
#include "phone_slots.h"

namespace lockstep {
namespace {

constexpr std::array kSlots = {PhoneSlot::phone, PhoneSlot::mobile, PhoneSlot::fax};
constexpr std::string_view kPhoneField = "phoneNumbers";

// A part may hold any character but this one, which no keyboard makes.
constexpr char kPartSeparator = '\x1f';

std::string normal_part(FieldKind kind, const std::string& part, const PhoneNumbers& phones) {
  switch (kind) {
    case FieldKind::email: return normal_email(part);
    case FieldKind::phone: return phones.canonical(part);
    default: return normal_text(part);
  }
}

const Json& items_of(const GooglePerson& person, std::string_view field) {
  static const Json kNone = Json::array();
  const auto items = person.fields.find(std::string(field));
  return items == person.fields.end() ? kNone : items->second.json();
}

/// The mapping table by Google field, phones left out, in the order of the table.
std::vector<ItemGroup> item_groups(const Mappings& mappings) {
  std::vector<ItemGroup> groups;
  for (const FieldMapping& mapping : mappings) {
    if (mapping.kind == FieldKind::phone) {
      continue;
    }
    const auto group = std::ranges::find(groups, mapping.google.field, &ItemGroup::field);
    if (group == groups.end()) {
      groups.push_back({mapping.google.field, {&mapping}});
    } else {
      group->mappings.push_back(&mapping);
    }
  }
  return groups;
}

void change_phones(const PhoneNumbers& phones, const GooglePerson& person,
                   const MappedChanges& changes, GoogleChange& result) {
  PhoneList list = read_phones(items_of(person, kPhoneField), result.notes, phones);
  bool changed = false;
  for (const PhoneSlot slot : kSlots) {
    const auto change = changes.find(FieldId(to_string(slot)));
    if (change == changes.end()) {
      continue;
    }
    const std::string wanted = change->second.empty() ? "" : change->second.parts.front();
    if (phones.canonical(wanted) != phones.canonical(number_in(list, slot))) {
      set_number(list, slot, wanted, phones);
      changed = true;
    }
  }
  if (changed) {
    settle_phones(list, result.notes);
    result.fields.emplace(kPhoneField, to_json_text(to_array(list)));
  }
}

void change_group(const ItemGroup& group, const PhoneNumbers& phones, const GooglePerson& person,
                  const MappedChanges& changes, GoogleChange& result) {
  Json array = items_of(person, group.field);
  const MappedValues now = read_first_item(group, array, result.notes);
  const bool differs = std::ranges::any_of(group.mappings, [&](const FieldMapping* mapping) {
    const auto change = changes.find(mapping->id);
    return change != changes.end() &&
           normal_form(mapping->kind, change->second, phones) !=
               normal_form(mapping->kind, value_of(now, mapping->id), phones);
  });
  if (differs) {
    change_first_item(group, array, changes, result.notes);
    result.fields.emplace(group.field, to_json_text(array));
  }
}

}  // namespace

std::string normal_form(FieldKind kind, const FieldValue& value, const PhoneNumbers& phones) {
  std::string form;
  bool blank = true;
  for (std::size_t at = 0; at < value.parts.size(); ++at) {
    const std::string part = normal_part(kind, value.parts[at], phones);
    blank = blank && part.empty();
    form += (at == 0 ? "" : std::string(1, kPartSeparator)) + part;
  }
  return blank ? std::string() : form;
}

MappedValues derive(const Mappings& mappings, const HubSpotContact& contact) {
  MappedValues values;
  for (const FieldMapping& mapping : mappings) {
    FieldValue value;
    for (const std::string& name : mapping.hubspot_properties) {
      const auto property = contact.properties.find(name);
      value.parts.emplace_back(
          property == contact.properties.end() ? "" : trim_blanks(property->second));
    }
    if (!value.empty()) {
      values.emplace(mapping.id, std::move(value));
    }
  }
  return values;
}

MappedValues derive(const Mappings& mappings, const PhoneNumbers& phones,
                    const GooglePerson& person, const GoogleNotes& notes) {
  MappedValues values;
  for (const ItemGroup& group : item_groups(mappings)) {
    values.merge(read_first_item(group, items_of(person, group.field), notes));
  }
  const PhoneList list = read_phones(items_of(person, kPhoneField), notes, phones);
  for (const PhoneSlot slot : kSlots) {
    if (FieldValue value = text_value(number_in(list, slot)); !value.empty()) {
      values.emplace(to_string(slot), std::move(value));
    }
  }
  return values;
}

GoogleNotes live_notes(const PhoneNumbers& phones, const GooglePerson& person,
                       const GoogleNotes& notes) {
  PhoneList list = read_phones(items_of(person, kPhoneField), notes, phones);
  GoogleNotes live;
  settle_phones(list, live);
  for (const auto& note : notes.uncovered) {
    if (is_uncovered(note.first, items_of(person, note.first), notes)) {
      live.uncovered.insert(note);
    }
  }
  return live;
}

std::map<std::string, std::string> changed_properties(const Mappings& mappings,
                                                      const HubSpotContact& contact,
                                                      const MappedChanges& changes) {
  std::map<std::string, std::string> properties;
  for (const FieldMapping& mapping : mappings) {
    const auto change = changes.find(mapping.id);
    if (change == changes.end()) {
      continue;
    }
    for (std::size_t at = 0; at < mapping.hubspot_properties.size(); ++at) {
      const std::string& name = mapping.hubspot_properties[at];
      const auto now = contact.properties.find(name);
      const std::vector<std::string>& parts = change->second.parts;
      const std::string wanted = at < parts.size() ? parts[at] : std::string();
      if (normal_text(wanted) != normal_text(now == contact.properties.end() ? "" : now->second)) {
        properties.emplace(name, wanted);
      }
    }
  }
  return properties;
}

GoogleChange changed_fields(const Mappings& mappings, const PhoneNumbers& phones,
                            const GooglePerson& person, const GoogleNotes& notes,
                            const MappedChanges& changes) {
  GoogleChange result{{}, live_notes(phones, person, notes)};
  change_phones(phones, person, changes, result);
  for (const ItemGroup& group : item_groups(mappings)) {
    change_group(group, phones, person, changes, result);
  }
  return result;
}

GooglePerson with_fields(GooglePerson person, const std::map<std::string, std::string>& fields) {
  for (const auto& [field, items] : fields) {
    if (items == "[]") {
      person.fields.erase(field);
    } else {
      person.fields.insert_or_assign(field, FieldItems::parse(items));
    }
  }
  return person;
}

}  // namespace lockstep
