#include "lockstep/core/contact.h"

#include <algorithm>
#include <utility>

#include "lockstep/base/assert.h"
#include "lockstep/base/text.h"
#include "lockstep/core/field.h"
#include "lockstep/core/normalize.h"

#include "json_values.h"

namespace lockstep {
namespace {

// Real items have two levels; a deeper one is noise, and unsafe to copy.
constexpr int kItemLevelsMax = 8;

std::vector<std::string> split_ids(std::string_view text) {
  std::vector<std::string> ids;
  for (const std::string_view part : split(text, ';')) {
    if (const std::string_view id = trim(part); !id.empty()) {
      ids.emplace_back(id);
    }
  }
  return ids;
}

std::string property_text(const Json& value) {
  if (value.is_string()) {
    return value.get<std::string>();
  }
  return value.is_primitive() && !value.is_null() ? to_json_text(value) : std::string();
}

std::string source_type_of(const Json& item) {
  const Json* const metadata = find_member(item, "metadata");
  const Json* const source = metadata != nullptr ? find_member(*metadata, "source") : nullptr;
  return source != nullptr ? text_member(*source, "type") : std::string();
}

/// The item without what the server makes itself; nothing if it is not the contact's own.
Json own_item(const Json& item) {
  const std::string source = source_type_of(item);
  if (!item.is_object() || (!source.empty() && source != "CONTACT" && source != "OTHER_CONTACT") ||
      !is_shallow(item, kItemLevelsMax)) {
    return nullptr;
  }
  Json own = item;
  const Json* const metadata = find_member(item, "metadata");
  const bool source_primary = metadata != nullptr && is_set(*metadata, "sourcePrimary");
  own.erase("metadata");
  if (source_primary) {
    own["metadata"] = {{"sourcePrimary", true}};  // The only writable part of it (G46).
  }
  for (const char* const made : {"formattedType", "canonicalForm", "displayNameLastFirst"}) {
    own.erase(made);
  }
  return own;
}

Json own_items(const Json& array, std::string_view field) {
  Json items = Json::array();
  for (const Json& item : array) {
    Json own = own_item(item);
    if (own.is_object()) {
      if (field == "names") {
        own.erase("displayName");
      }
      items.push_back(std::move(own));
    }
  }
  return items;
}

PersonKind kind_of(const std::string& resource_name, const Json& metadata) {
  bool contact = resource_name.starts_with("people/c");
  bool other = resource_name.starts_with("otherContacts/");
  if (const Json* const sources = find_member(metadata, "sources");
      sources != nullptr && sources->is_array() && !sources->empty()) {
    const auto has = [sources](std::string_view type) {
      return std::ranges::any_of(
          *sources, [type](const Json& source) { return text_member(source, "type") == type; });
    };
    contact = has("CONTACT");
    other = has("OTHER_CONTACT");
  }
  if (contact) {
    return PersonKind::contact;
  }
  return other ? PersonKind::other_contact : PersonKind::profile;
}

void read_memberships(const Json& object, GooglePerson& person) {
  const Json* const memberships = find_member(object, "memberships");
  if (memberships == nullptr || !memberships->is_array()) {
    person.in_contacts_folder = person.kind == PersonKind::contact;
    return;
  }
  for (const Json& membership : *memberships) {
    if (const Json* const group = find_member(membership, "contactGroupMembership")) {
      std::string name = text_member(*group, "contactGroupResourceName");
      if (name.empty()) {
        name = "contactGroups/" + text_member(*group, "contactGroupId");
      }
      person.in_contacts_folder = person.in_contacts_folder || name == "contactGroups/myContacts";
      person.starred = person.starred || name == "contactGroups/starred";
    }
  }
}

void read_source(const Json& metadata, GooglePerson& person) {
  const Json* const sources = find_member(metadata, "sources");
  if (sources == nullptr || !sources->is_array()) {
    return;
  }
  const auto source = std::ranges::find_if(
      *sources, [](const Json& one) { return text_member(one, "type") == "CONTACT"; });
  if (source != sources->end()) {
    person.source_id = text_member(*source, "id");
    person.source_etag = text_member(*source, "etag");
  }
}

}  // namespace

FieldItems::FieldItems(Json items) : items_(std::make_shared<const Json>(std::move(items))) {
  LOCKSTEP_ASSERT(items_->is_array());
}

FieldItems FieldItems::parse(std::string_view text) { return FieldItems(parse_items(text)); }

std::string FieldItems::text() const { return to_json_text(*items_); }

bool operator==(const FieldItems& left, const FieldItems& right) {
  return *left.items_ == *right.items_;
}

Result<HubSpotContact> parse_hubspot_contact(const Json& object) {
  HubSpotContact contact;
  if (const Json* const id = find_member(object, "id")) {
    contact.id = property_text(*id);
  }
  if (contact.id.empty()) {
    return failure(ErrorKind::invalid_input, "a contact without an id", "hubspot.contact");
  }
  contact.archived = is_set(object, "archived");
  if (const Json* const properties = find_member(object, "properties");
      properties != nullptr && properties->is_object()) {
    for (const auto& [name, value] : properties->items()) {
      if (std::string text = property_text(value); !text.empty()) {
        contact.properties.emplace(name, std::move(text));
      }
    }
  }
  if (const auto merged = contact.properties.find("hs_merged_object_ids");
      merged != contact.properties.end()) {
    contact.merged_ids = split_ids(merged->second);
    std::ranges::sort(contact.merged_ids);
  }
  return contact;
}

Result<GooglePerson> parse_google_person(const Json& object) {
  GooglePerson person;
  person.resource_name = text_member(object, "resourceName");
  if (person.resource_name.empty()) {
    return failure(ErrorKind::invalid_input, "a person without a resource name", "people.person");
  }
  person.etag = text_member(object, "etag");
  static const Json kNothing;
  const Json* const found = find_member(object, "metadata");
  const Json& metadata = found != nullptr ? *found : kNothing;
  person.kind = kind_of(person.resource_name, metadata);
  read_source(metadata, person);
  person.deleted = is_set(metadata, "deleted");
  person.previous_resource_names = texts_member(metadata, "previousResourceNames");
  if (person.deleted) {
    return person;
  }
  read_memberships(object, person);
  for (const std::string_view field : mappable_google_fields()) {
    const Json* const array = find_member(object, field);
    if (array != nullptr && array->is_array()) {
      if (Json items = own_items(*array, field); !items.empty()) {
        person.fields.emplace(field, FieldItems(std::move(items)));
      }
    }
  }
  return person;
}

HubSpotContact overlay(HubSpotContact contact,
                       const std::map<std::string, std::string>& properties) {
  for (const auto& [name, value] : properties) {
    if (value.empty()) {
      contact.properties.erase(name);
    } else {
      contact.properties.insert_or_assign(name, value);
    }
  }
  return contact;
}

std::string_view google_key(std::string_view resource_name) noexcept {
  const std::size_t slash = resource_name.rfind('/');
  return slash == std::string_view::npos ? resource_name : resource_name.substr(slash + 1);
}

std::vector<std::string> emails_of(const HubSpotContact& contact) {
  std::vector<std::string> emails;
  if (const auto email = contact.properties.find("email"); email != contact.properties.end()) {
    if (!trim_blanks(email->second).empty()) {
      emails.push_back(email->second);
    }
  }
  if (const auto more = contact.properties.find("hs_additional_emails");
      more != contact.properties.end()) {
    for (std::string& email : split_ids(more->second)) {
      emails.push_back(std::move(email));
    }
  }
  return emails;
}

std::vector<std::string> emails_of(const GooglePerson& person) {
  std::vector<std::string> emails;
  if (const auto field = person.fields.find("emailAddresses"); field != person.fields.end()) {
    for (const Json& item : field->second.json()) {
      if (std::string email = text_member(item, "value"); !trim_blanks(email).empty()) {
        emails.push_back(std::move(email));
      }
    }
  }
  return emails;
}

}  // namespace lockstep
