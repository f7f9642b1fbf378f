#include "generators.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

namespace lockstep::generate {
namespace {

template <class... T>
std::string one_of(T... values) {
  return *rc::gen::element<std::string>(std::string(values)...);
}

int below(int count) { return *rc::gen::inRange(0, count); }
bool by_chance() { return *rc::gen::arbitrary<bool>(); }
bool mostly() { return below(4) > 0; }

/// An item with `member` where it is not blank, and sometimes with one that no mapping knows.
void put(Json& item, const char* member, const std::string& text) {
  if (!text.empty()) {
    item[member] = text;
  }
}

Json any_values(int size_max, std::string (*value)()) {
  Json array = Json::array();
  for (int left = below(size_max + 1); left > 0; --left) {
    Json item = {{"value", "v" + value()}};
    put(item, "type", one_of("", "work", "home"));
    array.push_back(std::move(item));
  }
  return array;
}

Json any_names() {
  Json name = Json::object();
  put(name, "givenName", any_word());
  put(name, "familyName", any_word());
  put(name, "middleName", any_word());
  put(name, "unstructuredName", any_word());
  return name.empty() ? Json::array() : Json::array({name});
}

Json any_organizations() {
  Json array = Json::array();
  for (int left = below(3); left > 0; --left) {
    Json item = {{"type", "work"}};
    put(item, "name", any_word());
    put(item, "title", any_word());
    put(item, "department", one_of("", "Sales"));
    array.push_back(std::move(item));
  }
  return array;
}

Json any_addresses() {
  Json array = Json::array();
  for (int left = below(3); left > 0; --left) {
    Json item = {{"type", "home"}};
    for (const char* const member :
         {"streetAddress", "extendedAddress", "city", "country", "poBox", "countryCode"}) {
      put(item, member, any_word());
    }
    array.push_back(std::move(item));
  }
  return array;
}

Json any_birthdays() {
  return by_chance() ? Json::array()
                     : Json::array({{{"date", {{"month", 1 + below(2)}, {"day", 7}}}}});
}

Json any_fields() {
  Json object = {{"names", any_names()},
                 {"phoneNumbers", any_phones(4)},
                 {"organizations", any_organizations()},
                 {"addresses", any_addresses()},
                 {"urls", any_values(2, any_word)},
                 {"birthdays", any_birthdays()},
                 {"nicknames", any_values(2, any_word)}};
  object["emailAddresses"] = Json::array();
  for (int left = below(3); left > 0; --left) {
    if (const std::string email = any_email(); !email.empty()) {
      object["emailAddresses"].push_back({{"value", email}, {"type", "home"}});
    }
  }
  return object;
}

GooglePerson person_of(Json object) {
  object["resourceName"] = "people/c1";
  object["etag"] = "%1";
  return *parse_google_person(object);
}

std::vector<MatchRecord> any_records(const std::string& prefix, int count_max) {
  std::vector<MatchRecord> records;
  for (int number = below(count_max + 1); number > 0; --number) {
    MatchRecord record;
    record.id = prefix + std::to_string(number);
    for (int left = below(3); left > 0; --left) {
      const std::string email = one_of("a", "b", "c", "d");
      if (std::ranges::find(record.emails, email) == record.emails.end()) {
        record.emails.push_back(email);
      }
    }
    for (const char* const field : {"firstname", "company"}) {
      if (const std::string value = one_of("", "A", "B"); !value.empty()) {
        record.values.emplace(field, value);
      }
    }
    record.creates = mostly();
    record.excluded = record.creates ? Reason::none : Reason::not_in_filter;
    records.push_back(std::move(record));
  }
  return records;
}

}  // namespace

std::string any_bytes() {
  std::string bytes;
  for (int left = below(8); left > 0; --left) {
    bytes += one_of(" ", "\t", "\u00A0", "\u3000", "\u0308", "o", "O", "\u00D6", "\u0130", "\u212B",
                    "\u1E9E", "\uAC00", "\u1100", "\u1161", "\u200D", "\U0001F468", "\xff", "\xe4",
                    "\xed\xa0\x80", "1", "+", "(");
    if (below(20) == 0) {
      bytes += '\0';
    }
  }
  return bytes;
}

std::string any_word() { return one_of("", "A", "B", "b", "A ", "o\u0308", "\u00F6"); }
std::string any_email() { return one_of("", "a@x.org", "A@X.org", "b@x.org"); }
std::string any_number() {
  return one_of("+1 415 555 0100", "(415) 555-0100", "+14155550101", "+1 415 555 0102", "ask");
}
std::string any_label() {
  return one_of("", "home", "work", "mobile", "mobile", "workMobile", "homeFax", "workFax", "pager",
                "iPhone");
}

Json any_phones(int size_max) {
  Json array = Json::array();
  for (int left = below(size_max + 1); left > 0; --left) {
    Json item = {{"value", any_number()}};
    put(item, "type", any_label());
    array.push_back(std::move(item));
  }
  return array;
}

HubSpotContact any_hubspot_contact() {
  HubSpotContact contact{"1", {}, false, {}, {}};
  if (by_chance()) {
    contact.lists = {"12"};
  }
  if (by_chance()) {
    contact.properties["lifecyclestage"] = one_of("lead", "customer");
  }
  return overlay(std::move(contact), any_property_edits());
}

GooglePerson any_google_person() {
  GooglePerson person = person_of(any_fields());
  person.kind = *rc::gen::weightedElement<PersonKind>(
      {{6, PersonKind::contact}, {2, PersonKind::other_contact}, {1, PersonKind::profile}});
  person.in_contacts_folder = person.kind == PersonKind::contact && by_chance();
  person.starred = person.kind == PersonKind::contact && by_chance();
  person.deleted = below(8) == 0;
  return person;
}

GooglePerson any_plain_person() {
  Json object = any_fields();
  if (object["emailAddresses"].empty()) {
    object["emailAddresses"].push_back({{"value", "a@x.org"}});
  }
  return person_of(std::move(object));
}

Side any_side() { return *rc::gen::element(Side::hubspot, Side::google); }

Direction any_direction() {
  return *rc::gen::element(Direction::both, Direction::to_google, Direction::to_hubspot);
}

SyncSettings any_settings() {
  SyncSettings settings;
  settings.hubspot.records = *rc::gen::element(RecordScope::all, RecordScope::none);
  settings.google.records = *rc::gen::element(RecordScope::all, RecordScope::none);
  settings.default_app = any_side();
  settings.only_with_email = by_chance();
  settings.plan = Plan::starter;
  if (by_chance()) {
    settings.default_lifecycle_stage = "lead";
  }
  if (by_chance()) {
    settings.custom_mappings = {{"nickname_text", "nicknames", any_direction()}};
  }
  return settings;
}

SyncSettings any_filtered_settings() {
  SyncSettings settings = any_settings();
  const auto any_scope = [] {
    return *rc::gen::element(RecordScope::all, RecordScope::none, RecordScope::filter);
  };
  settings.hubspot.records = any_scope();
  settings.google = {any_scope(), by_chance(), by_chance()};
  if (by_chance()) {
    settings.hubspot.list = "12";
  }
  if (by_chance()) {
    settings.hubspot.properties = {{"lifecyclestage", PropertyFilter::Operator::known, ""}};
  }
  return settings;
}

SyncSettings any_mapping_attempts() {
  SyncSettings settings = any_settings();
  settings.plan =
      *rc::gen::element(Plan::free, Plan::starter, Plan::professional, Plan::enterprise);
  settings.custom_mappings.clear();
  for (int left = below(5); left > 0; --left) {
    settings.custom_mappings.push_back(
        {one_of("nickname_text", "nickname_text", "note", "no_such", "", "zip"),
         one_of("nicknames", "nicknames", "names.middleName", "occupations", "names.givenName",
                "phoneNumbers", "userDefined.colour", "memberships", "shoeSizes", ""),
         any_direction()});
  }
  for (int left = below(3); left > 0; --left) {
    settings.default_mapping_changes.push_back(
        {one_of("email", "phone", "date_of_birth", "no_such"),
         one_of("remove", "redirect", "direction", "")});
  }
  return settings;
}

std::map<std::string, std::string> any_property_edits() {
  std::map<std::string, std::string> edits;
  for (const char* const name : {"firstname", "lastname", "jobtitle", "company", "address", "city",
                                 "country", "website", "date_of_birth", "nickname_text"}) {
    if (by_chance()) {
      edits.emplace(name, below(3) == 0 ? "" : any_word());  // Clears uncover other items.
    }
  }
  for (const char* const name : {"phone", "mobilephone", "fax"}) {
    if (by_chance()) {
      edits.emplace(name, by_chance() ? any_number() : "");
    }
  }
  if (by_chance()) {
    edits.emplace("email", any_email());
  }
  return edits;
}

GooglePerson edited(const GooglePerson& person) {
  GooglePerson result = person;
  const GooglePerson other = any_plain_person();
  for (const std::string_view name : mappable_google_fields()) {
    const std::string field(name);
    if (below(3) != 0) {
      continue;
    }
    result.fields.erase(field);
    if (const auto items = other.fields.find(field); items != other.fields.end()) {
      result.fields.insert(*items);
    }
  }
  return result;
}

ThreeWay any_three_way() {
  const auto any_version = [] {
    const std::string text = one_of("", "A", "B");
    return Version{text_value(text), text};
  };
  ThreeWay field{std::nullopt, any_version(), any_version()};
  if (mostly()) {
    field.base = {any_version(), any_version()};
  }
  return field;
}

MergePolicy any_policy() { return {any_direction(), any_side(), by_chance(), by_chance()}; }

MatchInput any_match_input() {
  MatchInput input{any_records("", 4), any_records("people/c", 4), {}, {}, {}};
  for (int number = below(4); number > 0; --number) {
    Link link;
    link.hubspot_id = std::to_string(number);
    link.google_id = "people/c" + std::to_string(number);
    link.google_gone = below(4) == 0;
    input.links.push_back(std::move(link));
    if (below(4) == 0) {
      input.hubspot_deleted.insert(std::to_string(number));
      std::erase_if(input.hubspot, [number](const MatchRecord& record) {
        return record.id == std::to_string(number);
      });
    }
  }
  return input;
}

}  // namespace lockstep::generate
