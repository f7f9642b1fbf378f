// HubSpot: how much a write may bring, and how much a portal and a record hold.

#include <memory>

#include "limit_atlas.h"
#include "limit_clients.h"

namespace lockstep::atlas {
namespace {

constexpr std::string_view kRecords = "records";
constexpr const char* kContacts = "/crm/v3/objects/contacts";

std::string number(std::uint64_t units) { return std::to_string(units); }

Json address(std::uint64_t at) { return "ann" + number(at) + "@example.com"; }

std::string batch(HubSpotApp& app, const std::string& what, const std::vector<Json>& inputs) {
  return app.post(std::string(kContacts) + "/batch/" + what, {{"inputs", inputs}})
      .counted("/results", kRecords);
}

std::string contacts_created(std::uint64_t count) {
  HubSpotApp app;
  std::vector<Json> inputs;
  for (std::uint64_t at = 0; at < count; ++at) {
    inputs.push_back({{"properties", {{"email", address(at)}}}});
  }
  return batch(app, "create", inputs);
}

std::string contacts_updated(std::uint64_t count) {
  HubSpotApp app;
  std::vector<Json> inputs;
  for (const std::string& id : app.add(count)) {
    inputs.push_back({{"id", id}, {"properties", {{"lastname", "Ash"}}}});
  }
  return batch(app, "update", inputs);
}

std::string contacts_upserted(std::uint64_t count) {
  HubSpotApp app;
  std::vector<Json> inputs;
  for (std::uint64_t at = 0; at < count; ++at) {
    inputs.push_back(
        {{"id", address(at)}, {"idProperty", "email"}, {"properties", {{"email", address(at)}}}});
  }
  return batch(app, "upsert", inputs);
}

std::string contacts_archived(std::uint64_t count) {
  HubSpotApp app;
  std::vector<Json> inputs;
  for (const std::string& id : app.add(count)) {
    inputs.push_back({{"id", id}});
  }
  return app.post(std::string(kContacts) + "/batch/archive", {{"inputs", inputs}}).text();
}

Json property_named(const std::string& name, bool unique = false) {
  return {{"name", name},
          {"label", name},
          {"type", "string"},
          {"fieldType", "text"},
          {"hasUniqueValue", unique},
          {"groupName", "contactinformation"}};
}

std::string properties_created(std::uint64_t count) {
  std::vector<Json> inputs;
  for (std::uint64_t at = 0; at < count; ++at) {
    inputs.push_back(property_named("tea_" + number(at)));
  }
  return HubSpotApp().post("/crm/v3/properties/contacts/batch/create", {{"inputs", inputs}}).text();
}

std::string properties_archived(std::uint64_t count) {
  HubSpotApp app;
  std::vector<Json> inputs;
  for (std::uint64_t at = 0; at < count; ++at) {
    (void)app.fake().add_property(property_named("tea_" + number(at)));
    inputs.push_back({{"name", "tea_" + number(at)}});
  }
  return app.post("/crm/v3/properties/contacts/batch/archive", {{"inputs", inputs}}).text();
}

std::string unique_properties(std::uint64_t count) {
  HubSpotApp app;
  Told told;
  for (std::uint64_t at = 0; at < count; ++at) {
    told = app.post("/crm/v3/properties/contacts",
                    property_named("tea_" + number(at), /*unique=*/true));
  }
  return told.text();
}

std::string text_of(std::uint64_t characters, std::string_view character) {
  std::string text;
  for (std::uint64_t at = 0; at < characters; ++at) {
    text += character;
  }
  return text;
}

template <const std::string_view& character>
std::string value_created(std::uint64_t characters) {
  const Json properties = {{"firstname", "Ann"}, {"message", text_of(characters, character)}};
  return HubSpotApp().post(kContacts, {{"properties", properties}}).text();
}

std::string value_updated(std::uint64_t characters) {
  HubSpotApp app;
  const Json properties = {{"message", text_of(characters, "x")}};
  return app
      .send(Method::patch, std::string(kContacts) + "/" + app.add(1).front(),
            {{"properties", properties}})
      .text();
}

constexpr std::string_view kOneByte = "x";
constexpr std::string_view kTwoBytes = "\xC5\xBC";           // U+017C
constexpr std::string_view kThreeBytes = "\xE2\x82\xAC";     // U+20AC
constexpr std::string_view kFourBytes = "\xF0\x9F\x98\x80";  // U+1F600

std::string names_of_a_new_contact(std::uint64_t count) {
  Json properties = {{"company", "Tea"}};
  if (count > 0) {
    properties["firstname"] = "Ann";
  }
  if (count > 1) {
    properties["email"] = "ann@example.com";
  }
  return HubSpotApp().post(kContacts, {{"properties", properties}}).text();
}

constexpr std::size_t kPortalHolds = 1'000;

HubSpotApp portal_before_the_last(std::uint64_t contacts) {
  HubSpotApp app({.contacts_max = kPortalHolds, .rate_limits_enforced = false});
  app.add(static_cast<std::size_t>(contacts) - 1);
  return app;
}

std::string last_contact(std::uint64_t contacts) {
  return portal_before_the_last(contacts)
      .post(kContacts, {{"properties", {{"firstname", "Last"}}}})
      .text();
}

std::string last_contact_of_batch(std::uint64_t contacts) {
  HubSpotApp app = portal_before_the_last(contacts);
  const Json last = {{"properties", {{"firstname", "Last"}}}};
  return app.post(std::string(kContacts) + "/batch/create", {{"inputs", Json::array({last})}})
      .text();
}

/// One contact swallows others until it has so many identities, its own included.
std::string identities_of_a_contact(std::uint64_t count) {
  HubSpotApp app({.merge_makes_new_id = false, .rate_limits_enforced = false});
  const std::string primary = app.add(1).front();
  Told told;
  for (const std::string& other : app.add(static_cast<std::size_t>(count) - 1)) {
    told = app.post(std::string(kContacts) + "/merge",
                    {{"primaryObjectId", primary}, {"objectIdToMerge", other}});
  }
  return told.text();
}

/// A contact swallows one other after the other, and has a new id each time.
std::string merges_with_new_ids(std::uint64_t merges) {
  HubSpotApp app;
  std::string primary = app.add(1).front();
  Told told;
  for (const std::string& other : app.add(static_cast<std::size_t>(merges))) {
    told = app.post(std::string(kContacts) + "/merge",
                    {{"primaryObjectId", primary}, {"objectIdToMerge", other}});
    primary = told.body.value("id", primary);
  }
  return told.text();
}

constexpr std::size_t kEmptiedAtOnce = 100'000;  // F110

/// A portal with a list that can just be emptied at once.
struct LongList {
  HubSpotApp app;
  std::string path;  ///< Of its members.
};

/// Filled once: rows work on copies.
const LongList& longest_list() {
  static const std::unique_ptr<const LongList> kList = [] {
    auto list = std::make_unique<LongList>();
    list->path = "/crm/v3/lists/" + list->app.fake().add_list("Everybody") + "/memberships";
    list->app.send(Method::put, list->path + "/add", list->app.add(kEmptiedAtOnce - 1));
    return list;
  }();
  return *kList;
}

std::string members_removed_at_once(std::uint64_t members) {
  const std::string& path = longest_list().path;
  HubSpotApp app(longest_list().app);
  app.send(Method::put, path + "/add",
           app.add(static_cast<std::size_t>(members) - (kEmptiedAtOnce - 1)));
  return app.send(Method::del, path, Json()).text();
}

constexpr std::string_view kTooMany =
    "400 VALIDATION_ERROR: The maximum number of inputs supported in a batch request is 100. "
    "Please reduce the number of items and try again";
constexpr std::string_view kTooLong = "400 VALIDATION_ERROR PROPERTY_VALUE_TOO_LONG";

// clang-format off
constexpr auto kRows = std::to_array<LimitRow>({
    {"crm.contacts.batch.create: inputs", "F80", "hubspot.batch.size", 100, "inputs", contacts_created,
     {"201, 99 records", "201, 100 records", kTooMany}},
    {"crm.contacts.batch.update: inputs", "F80", "hubspot.batch.size", 100, "inputs", contacts_updated,
     {"200, 99 records", "200, 100 records", kTooMany}},
    {"crm.contacts.batch.upsert: inputs", "F44, F80", "hubspot.batch.size", 100, "inputs", contacts_upserted,
     {"200, 99 records", "200, 100 records", kTooMany}},
    {"crm.contacts.batch.archive: inputs", "F80", "hubspot.batch.size", 100, "inputs", contacts_archived,
     {"204", "204", kTooMany}},
    {"crm.properties.batch.create: inputs", "F80, F89", "hubspot.properties.batches", 100, "inputs", properties_created,
     {"201", "201", kTooMany}},
    {"crm.properties.batch.archive: inputs", "F80, F89", "hubspot.properties.batches", 100, "inputs", properties_archived,
     {"204", "204", kTooMany}},
    {"Properties with unique values", "F93", "hubspot.properties.unique", 10, "properties", unique_properties,
     {"201", "201", "400 VALIDATION_ERROR: There are 10 properties with unique values already"}},
    {"A text: length, in characters of one byte", "F43", "hubspot.values.strings", 65'536, "characters", value_created<kOneByte>,
     {"201", "201", kTooLong}},
    {"A text: length, in characters of two bytes", "F43", "hubspot.values.strings", 65'536, "characters", value_created<kTwoBytes>,
     {"201", "201", kTooLong}},
    {"A text: length, in characters of three bytes", "F43", "hubspot.values.strings", 65'536, "characters", value_created<kThreeBytes>,
     {"201", "201", kTooLong}},
    {"A text: length, in characters of four bytes", "F43", "hubspot.values.strings", 65'536, "characters", value_created<kFourBytes>,
     {"201", "201", kTooLong}},
    {"A text: length after an update", "F43", "hubspot.values.strings", 65'536, "characters", value_updated,
     {"200", "200", kTooLong}},
    {"A new contact: email, first and last name, at least", "F35", "hubspot.create.needs-a-name", 1, "property", names_of_a_new_contact,
     {"400 VALIDATION_ERROR: At least one of email, firstname or lastname is required: required properties are missing", "201", "201"}},
    {"A portal: contacts", "F101", "hubspot.create.contact-limit", 15'000'000, "contacts", last_contact,
     {"201", "201", "403 CONTACT_LIMIT_REACHED"}, kPortalHolds, "contacts_max"},
    {"A portal: contacts, the last one created in a batch", "F101", "hubspot.create.contact-limit", 15'000'000, "contacts", last_contact_of_batch,
     {"201", "201", "403 CONTACT_LIMIT_REACHED"}, kPortalHolds, "contacts_max"},
    {"A contact: identities, where a merge makes no new id", "F50", "hubspot.merge.identities", 250, "identities", identities_of_a_contact,
     {"200", "200", "414 Cannot have more than 250 identities on a profile"}, 0, "merge_makes_new_id"},
    {"A contact: merges that make a new id, which add two identities each", "F50", "hubspot.merge.identities", 125, "merges", merges_with_new_ids,
     {"200", "200", "414 Cannot have more than 250 identities on a profile"}, 0, "merge_makes_new_id"},
    {"crm.lists.memberships.removeAll: members, not all of which go at once", "F110", "hubspot.lists.members", kEmptiedAtOnce, "members", members_removed_at_once,
     {"204", "400 VALIDATION_ERROR: The list has 100000 members: all can be removed from fewer than 100,000 only",
      "400 VALIDATION_ERROR: The list has 100001 members: all can be removed from fewer than 100,000 only"}},
});
// clang-format on

}  // namespace

std::span<const LimitRow> hubspot_write_limits() { return kRows; }

}  // namespace lockstep::atlas
