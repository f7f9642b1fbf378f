#include <algorithm>
#include <utility>

#include "known_names.h"
#include "load_parts.h"

namespace lockstep::scenario {
namespace {

void define_ref(const Node& node, const std::string& ref, const RefPlace& place,
                LoadContext& context) {
  if (ref.empty()) {
    return;
  }
  if (!context.refs.emplace(ref, place).second) {
    context.mistakes.add(node.line, "the ref \"" + ref + "\" is defined twice");
  }
}

void check_records_choice(const Node& node, std::string_view side, LoadContext& context) {
  if (node.is_null()) {
    return;  // A merge patch: the drop-down was never set.
  }
  ObjectReader reader(node, context.mistakes, side);
  if (const Node* const records = reader.find("records")) {
    static_cast<void>(load_choice(*records, "\"records\"", {"all", "none", "filter"}, context));
  }
  const Node* const filter = reader.find("filter");
  if (filter != nullptr && !filter->is_null()) {
    ObjectReader inner(*filter, context.mistakes, "a filter");
    if (side == "hubspot") {
      static_cast<void>(inner.find("list"));
      for (const Node& item : inner.list("properties")) {
        ObjectReader property(item, context.mistakes, "a property filter");
        static_cast<void>(property.required_text("property"));
        if (const Node* const name = property.require("operator")) {
          static_cast<void>(load_choice(*name, "\"operator\"", {"equals", "known"}, context));
        }
        static_cast<void>(property.text("value"));
        property.finish();
      }
    } else {
      static_cast<void>(inner.flag("contacts_folder"));
      static_cast<void>(inner.flag("starred"));
    }
    inner.finish();
  }
  reader.finish();
}

void check_custom_mapping(const Node& node, LoadContext& context) {
  ObjectReader reader(node, context.mistakes, "a custom mapping");
  static_cast<void>(reader.required_text("hubspot"));
  static_cast<void>(reader.required_text("google"));
  if (const Node* const direction = reader.find("direction")) {
    static_cast<void>(
        load_choice(*direction, "\"direction\"", {"both", "to_hubspot", "to_google"}, context));
  }
  reader.finish();
}

void check_default_mapping_change(const Node& node, LoadContext& context) {
  ObjectReader reader(node, context.mistakes, "a change of a default mapping");
  static_cast<void>(reader.required_text("mapping"));
  if (const Node* const change = reader.require("change")) {
    static_cast<void>(
        load_choice(*change, "\"change\"", {"remove", "redirect", "direction"}, context));
  }
  for (const char* const key : {"hubspot", "google", "direction"}) {
    static_cast<void>(reader.text(key));
  }
  reader.finish();
}

WorldSettings load_world(const Node& node, LoadContext& context) {
  ObjectReader reader(node, context.mistakes, "\"world\"");
  WorldSettings world;
  world.google_contacts_max = reader.count("google_contacts_max");
  world.google_contact_bytes_max = reader.count("google_contact_bytes_max");
  world.hubspot_contacts_max = reader.count("hubspot_contacts_max");
  world.search_lag = reader.duration("search_lag_ms");
  world.propagation_delay = reader.duration("propagation_delay_ms");
  world.merge_makes_new_id = reader.flag("merge_makes_new_id");
  world.hubspot_tidies_blanks = reader.flag("hubspot_tidies_blanks");
  world.quotas_enforced = reader.flag("quotas_enforced");
  world.default_region = reader.text("default_region");
  reader.finish();
  return world;
}

Fill load_fill(const Node& node, LoadContext& context) {
  constexpr std::size_t kMost = 100'000;
  ObjectReader reader(node, context.mistakes, "a fill");
  Fill fill;
  if (const Node* const side = reader.require("side")) {
    fill.side = load_choice(*side, "\"side\"", {"hubspot", "google"}, context) == "hubspot"
                    ? Service::hubspot
                    : Service::google;
  }
  if (fill.side == Service::google) {
    fill.account = load_account(reader, context);
  }
  fill.folder = load_folder(reader, "folder").value_or(sim::GoogleFolder::contacts);
  if (reader.require("count") != nullptr) {
    fill.count = reader.count("count", kMost).value_or(0);
  }
  fill.email = reader.flag("email").value_or(true);
  reader.finish();
  return fill;
}

/// "denied", or a list of scopes.
Consent load_consent(const Node& node, Service side, LoadContext& context) {
  if (node.is_text() && node.scalar == "denied") {
    return std::vector<std::string>{};
  }
  if (!node.is_array() || node.items.empty()) {
    context.mistakes.add(node.line, "a consent is \"denied\", or a list of the scopes it covers");
    return std::nullopt;
  }
  std::vector<std::string> scopes;
  for (const Node& item : node.items) {
    if (auto scope = load_choice(item, "a scope", known_scopes(side), context)) {
      scopes.push_back(std::move(*scope));
    }
  }
  return scopes;
}

void load_consents(const Node& node, Given& given, LoadContext& context) {
  ObjectReader reader(node, context.mistakes, "\"consent\"");
  if (const Node* const hubspot = reader.find("hubspot")) {
    given.hubspot_consent = load_consent(*hubspot, Service::hubspot, context);
  }
  if (const Node* const google = reader.find("google")) {
    given.google_consent = load_consent(*google, Service::google, context);
  }
  reader.finish();
}

/// A name stands in an email address and, as a connection's id, in a connector's files.
bool is_account_name(std::string_view name) {
  constexpr std::size_t kMost = 40;
  return !name.empty() && name.size() <= kMost && std::ranges::all_of(name, [](char character) {
    return (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9') ||
           character == '-';
  });
}

std::vector<GivenAccount> load_accounts(const Node& node, LoadContext& context) {
  const ObjectReader reader(node, context.mistakes, "\"accounts\"");
  std::vector<GivenAccount> accounts;
  for (const NodeMember& member : node.members) {
    if (!is_account_name(member.key) || member.key == kMainAccount) {
      context.mistakes.add(member.line,
                           "a further account needs a name of small letters, digits and \"-\" "
                           "other than \"main\", and \"" +
                               member.key + "\" is none");
      continue;
    }
    ObjectReader account(member.value, context.mistakes, "an account");
    GivenAccount given;
    given.name = member.key;
    if (const Node* const settings = account.find("settings")) {
      given.settings = load_settings(*settings, context);
    }
    if (const Node* const consent = account.find("consent")) {
      given.consent = load_consent(*consent, Service::google, context);
    }
    account.finish();
    context.accounts.push_back(given.name);
    accounts.push_back(std::move(given));
  }
  return accounts;
}

void check_settings(ObjectReader& reader, LoadContext& context) {
  for (const char* const side : {"hubspot", "google"}) {
    if (const Node* const choice = reader.find(side)) {
      check_records_choice(*choice, side, context);
    }
  }
  if (const Node* const app = reader.find("default_app")) {
    static_cast<void>(load_choice(*app, "\"default_app\"", {"hubspot", "google"}, context));
  }
  if (const Node* const plan = reader.find("plan")) {
    static_cast<void>(
        load_choice(*plan, "\"plan\"", {"free", "starter", "professional", "enterprise"}, context));
  }
  static_cast<void>(reader.flag("only_with_email"));
  static_cast<void>(reader.flag("enabled"));
  static_cast<void>(reader.find("default_lifecycle_stage"));
  for (const Node& mapping : reader.list("custom_mappings")) {
    check_custom_mapping(mapping, context);
  }
  for (const Node& change : reader.list("default_mapping_changes")) {
    check_default_mapping_change(change, context);
  }
  reader.finish();
}

}  // namespace

JsonText load_settings(const Node& node, LoadContext& context) {
  ObjectReader reader(node, context.mistakes, "\"settings\"");
  check_settings(reader, context);
  return {to_json(node).dump()};
}

ChangeSettings load_change_of_settings(const Node& node, LoadContext& context) {
  ObjectReader reader(node, context.mistakes, "\"settings\"");
  ChangeSettings change;
  change.account = load_account(reader, context);
  check_settings(reader, context);
  Json patch = to_json(node);
  if (patch.is_object()) {
    patch.erase("account");
  }
  change.patch.text = patch.dump();
  return change;
}

GivenHubSpot load_hubspot_contact(const Node& node, LoadContext& context) {
  ObjectReader reader(node, context.mistakes, "a HubSpot contact");
  GivenHubSpot contact;
  contact.ref = reader.text("ref").value_or("");
  if (const Node* const properties = reader.require("properties")) {
    for (auto& [name, value] : load_properties(*properties, context)) {
      if (value) {
        contact.properties.emplace(name, std::move(*value));
      }
    }
  }
  contact.lists = reader.texts("lists");
  reader.finish();
  define_ref(node, contact.ref, {.side = Service::hubspot}, context);
  return contact;
}

GivenGoogle load_google_contact(const Node& node, LoadContext& context) {
  ObjectReader reader(node, context.mistakes, "a Google contact");
  GivenGoogle contact;
  contact.account = load_account(reader, context);
  contact.ref = reader.text("ref").value_or("");
  if (const Node* const person = reader.require("person")) {
    check_person_fields(*person, context);
    contact.person.text = to_json(*person).dump();
  }
  contact.placement.folder = load_folder(reader, "folder").value_or(sim::GoogleFolder::contacts);
  contact.placement.starred = reader.flag("starred").value_or(false);
  contact.placement.labels = reader.texts("labels");
  reader.finish();
  define_ref(node, contact.ref, {.side = Service::google, .account = contact.account}, context);
  return contact;
}

Given load_given(const Node& node, LoadContext& context) {
  ObjectReader reader(node, context.mistakes, "\"given\"");
  Given given;
  if (const Node* const settings = reader.find("settings")) {
    given.settings = load_settings(*settings, context);
  }
  if (const Node* const consent = reader.find("consent")) {
    load_consents(*consent, given, context);
  }
  if (const Node* const accounts = reader.find("accounts")) {
    given.accounts = load_accounts(*accounts, context);
  }
  for (const Node& definition : reader.list("hubspot_properties")) {
    given.hubspot_properties.push_back({to_json(definition).dump()});
  }
  for (const Node& contact : reader.list("hubspot")) {
    given.hubspot.push_back(load_hubspot_contact(contact, context));
  }
  for (const Node& contact : reader.list("google")) {
    given.google.push_back(load_google_contact(contact, context));
  }
  if (const Node* const world = reader.find("world")) {
    given.world = load_world(*world, context);
  }
  for (const Node& fill : reader.list("fill")) {
    given.fill.push_back(load_fill(fill, context));
  }
  reader.finish();
  return given;
}

}  // namespace lockstep::scenario
