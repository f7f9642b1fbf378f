// Google: how many contacts an account holds, and how much one of them.

#include <memory>

#include "limit_atlas.h"
#include "limit_clients.h"

namespace lockstep::atlas {
namespace {

using sim::FakeGoogle;
using sim::GoogleFolder;

constexpr std::size_t kAccountHolds = 25'000;  // S19, G101

/// The folder of the n-th contact.
using Position = GoogleFolder (*)(std::size_t at);

GoogleFolder in_contacts(std::size_t /*at*/) { return GoogleFolder::contacts; }
GoogleFolder in_other_contacts(std::size_t /*at*/) { return GoogleFolder::other; }
GoogleFolder in_trash(std::size_t /*at*/) { return GoogleFolder::trash; }
GoogleFolder in_each_by_turns(std::size_t at) { return static_cast<GoogleFolder>(at % 3); }

/// An account with as many contacts as its row needs at least. Filled once: a row works on copies,
/// which share what contacts hold.
template <Position position>
const GoogleApp& nearly_full_account() {
  static const std::unique_ptr<const GoogleApp> kApp = [] {
    auto app = std::make_unique<GoogleApp>();
    for (std::size_t at = 0; at + 2 < kAccountHolds; ++at) {
      app->add(1, position(at));
    }
    return app;
  }();
  return *kApp;
}

/// An account that holds `contacts` when its last contact is created.
template <Position position>
GoogleApp account_before_the_last(std::uint64_t contacts, std::uint64_t created) {
  GoogleApp app(nearly_full_account<position>());
  const auto missing = static_cast<std::size_t>(contacts - created) - (kAccountHolds - 2);
  for (std::size_t at = 0; at < missing; ++at) {
    app.add(1, position(at));
  }
  return app;
}

template <Position position>
std::string last_contact(std::uint64_t contacts) {
  return account_before_the_last<position>(contacts, 1)
      .post("/v1/people:createContact", {{"names", {{{"givenName", "Last"}}}}})
      .text();
}

std::string last_contact_of_batch(std::uint64_t contacts) {
  const Json last = {{"contactPerson", {{"names", {{{"givenName", "Last"}}}}}}};
  return account_before_the_last<in_contacts>(contacts, 1)
      .post("/v1/people:batchCreateContacts", {{"contacts", {last}}})
      .text();
}

/// A person of exactly `bytes`, as far as possible of characters of one width (LIM-4).
Json person_of(std::uint64_t bytes, std::string_view character) {
  const auto with_note = [](const std::string& note) {
    return Json{{"biographies", {{{"value", note}, {"contentType", "TEXT_PLAIN"}}}}};
  };
  const std::size_t room =
      static_cast<std::size_t>(bytes) - (FakeGoogle::contact_bytes(with_note("x")) - 1);
  std::string note;
  while (note.size() + character.size() <= room) {
    note += character;
  }
  note.append(room - note.size(), 'x');
  return with_note(note);
}

constexpr std::string_view kOneByte = "x";
constexpr std::string_view kTwoBytes = "\xC5\xBC";           // U+017C
constexpr std::string_view kThreeBytes = "\xE2\x82\xAC";     // U+20AC
constexpr std::string_view kFourBytes = "\xF0\x9F\x98\x80";  // U+1F600

template <const std::string_view& character>
std::string created_of(std::uint64_t bytes) {
  return GoogleApp().post("/v1/people:createContact", person_of(bytes, character)).text();
}

/// A contact of another field, which an update replaces by the note.
Json small_contact(GoogleApp& app) {
  return app.post("/v1/people:createContact", {{"names", {{{"givenName", "Ann"}}}}}).body;
}

std::string updated_to(std::uint64_t bytes) {
  GoogleApp app;
  const Json contact = small_contact(app);
  Json person = person_of(bytes, kTwoBytes);
  person["etag"] = contact["etag"];
  const std::string target = "/v1/" + contact["resourceName"].get<std::string>() +
                             ":updateContact?updatePersonFields=names,biographies";
  return app.send(Method::patch, target, person).text();
}

std::string created_in_batch_of(std::uint64_t bytes) {
  const Json one = {{"contactPerson", person_of(bytes, kTwoBytes)}};
  return GoogleApp().post("/v1/people:batchCreateContacts", {{"contacts", {one}}}).text();
}

std::string updated_in_batch_to(std::uint64_t bytes) {
  GoogleApp app;
  const Json contact = small_contact(app);
  Json person = person_of(bytes, kTwoBytes);
  person["etag"] = contact["etag"];
  const Json contacts = {{contact["resourceName"].get<std::string>(), person}};
  return app
      .post("/v1/people:batchUpdateContacts",
            {{"contacts", contacts}, {"updateMask", "names,biographies"}})
      .text();
}

/// A name, and phone numbers for the rest.
std::string items_in_a_contact(std::uint64_t items) {
  Json phones = Json::array();
  for (std::uint64_t at = 1; at < items; ++at) {
    phones.push_back({{"value", std::to_string(at)}});
  }
  return GoogleApp({.contact_items_max = 500})
      .post("/v1/people:createContact",
            {{"names", {{{"givenName", "Ann"}}}}, {"phoneNumbers", std::move(phones)}})
      .text();
}

/// A contact with so many items of a field that has one at most, and an email.
std::string items_of_a_singleton(const std::string& field, const Json& item, std::uint64_t items) {
  Json person = {{"emailAddresses", {{{"value", "ann@example.com"}}}}};
  person[field] = std::vector<Json>(static_cast<std::size_t>(items), item);
  return GoogleApp().post("/v1/people:createContact", person).text();
}

std::string names_in_a_contact(std::uint64_t items) {
  return items_of_a_singleton("names", {{"givenName", "Ann"}}, items);
}
std::string biographies_in_a_contact(std::uint64_t items) {
  return items_of_a_singleton("biographies", {{"value", "Likes tea."}}, items);
}
std::string birthdays_in_a_contact(std::uint64_t items) {
  return items_of_a_singleton("birthdays", {{"date", {{"month", 2}, {"day", 28}}}}, items);
}
std::string genders_in_a_contact(std::uint64_t items) {
  return items_of_a_singleton("genders", {{"value", "female"}}, items);
}

std::string fields_of_a_new_contact(std::uint64_t fields) {
  // An empty text counts as no field (G62); without it there would be no person in the body.
  Json person = {{"names", {{{"givenName", fields > 0 ? "Ann" : ""}}}}};
  if (fields > 1) {
    person["emailAddresses"] = {{{"value", "ann@example.com"}}};
  }
  return GoogleApp().post("/v1/people:createContact", person).text();
}

/// The groups that a contact can be put into, each as a membership.
Json memberships(GoogleApp& app, std::uint64_t count) {
  Json groups = {"contactGroups/myContacts", "contactGroups/starred"};
  groups.push_back(
      app.post("/v1/contactGroups", {{"contactGroup", {{"name", "Tea"}}}}).body["resourceName"]);
  Json list = Json::array();
  for (std::size_t at = 0; at < count; ++at) {
    list.push_back({{"contactGroupMembership", {{"contactGroupResourceName", groups[at]}}}});
  }
  return list;
}

std::string memberships_after_an_update(std::uint64_t count) {
  GoogleApp app;
  const Json contact = small_contact(app);
  const std::string target = "/v1/" + contact["resourceName"].get<std::string>() +
                             ":updateContact?updatePersonFields=memberships";
  return app
      .send(Method::patch, target,
            {{"etag", contact["etag"]}, {"memberships", memberships(app, count)}})
      .text();
}

/// A contact leaves My Contacts and stays in `count` groups, if it may.
std::string groups_that_are_left(std::uint64_t count) {
  GoogleApp app;
  Json person = {{"names", {{{"givenName", "Ann"}}}}};
  person["memberships"] = memberships(app, count + 1);
  const std::string name = app.post("/v1/people:createContact", person).body["resourceName"];
  return app
      .post("/v1/contactGroups/myContacts/members:modify", {{"resourceNamesToRemove", {name}}})
      .counted("/canNotRemoveLastContactGroupResourceNames", "not removed");
}

std::string photo_of(std::uint64_t bytes) {
  GoogleApp app({.photo_bytes_max = 1'000});
  const std::string name = app.add({{"names", {{{"givenName", "Ann"}}}}});
  // The first three bytes of a JPEG, and zeros: "/9j/" and "AAAA".
  const std::size_t zeros = static_cast<std::size_t>(bytes) - 3;
  std::string text = "/9j/" + std::string(zeros / 3 * 4, 'A');
  text += zeros % 3 == 0 ? "" : zeros % 3 == 1 ? "AA==" : "AAA=";
  return app.send(Method::patch, "/v1/" + name + ":updateContactPhoto", {{"photoBytes", text}})
      .text();
}

constexpr std::string_view kFull = "429 RESOURCE_EXHAUSTED MY_CONTACTS_OVERFLOW_COUNT";
constexpr std::string_view kExhausted = "429 RESOURCE_EXHAUSTED QUOTA_EXCEEDED";
constexpr std::string_view kInvalid = "400 INVALID_ARGUMENT: Request contains an invalid argument.";

// clang-format off
constexpr auto kRows = std::to_array<LimitRow>({
    {"An account: contacts, all of them in Contacts", "S19, G101", "google.create.contact-limit", kAccountHolds, "contacts", last_contact<in_contacts>,
     {"200", "200", kFull}, 0, "contacts_max"},
    {"An account: contacts, the others in Other contacts", "S19, G101", "google.create.contact-limit", kAccountHolds, "contacts", last_contact<in_other_contacts>,
     {"200", "200", kFull}, 0, "contacts_max"},
    {"An account: contacts, the others in Trash", "S19, G101", "google.create.contact-limit", kAccountHolds, "contacts", last_contact<in_trash>,
     {"200", "200", kFull}, 0, "contacts_max"},
    {"An account: contacts, a third of them in each folder", "S19, G101", "google.create.contact-limit", kAccountHolds, "contacts", last_contact<in_each_by_turns>,
     {"200", "200", kFull}, 0, "contacts_max"},
    {"An account: contacts, the last one created in a batch", "S19, G101", "google.create.contact-limit", kAccountHolds, "contacts", last_contact_of_batch,
     {"200", "200", kFull}, 0, "contacts_max"},
    {"A contact: size, in characters of one byte", "S20, G103", "google.create.size-limit", 131'072, "bytes", created_of<kOneByte>,
     {"200", "200", kExhausted}, 0, "contact_bytes_max"},
    {"A contact: size, in characters of two bytes", "S20, G103", "google.create.size-limit", 131'072, "bytes", created_of<kTwoBytes>,
     {"200", "200", kExhausted}, 0, "contact_bytes_max"},
    {"A contact: size, in characters of three bytes", "S20, G103", "google.create.size-limit", 131'072, "bytes", created_of<kThreeBytes>,
     {"200", "200", kExhausted}, 0, "contact_bytes_max"},
    {"A contact: size, in characters of four bytes", "S20, G103", "google.create.size-limit", 131'072, "bytes", created_of<kFourBytes>,
     {"200", "200", kExhausted}, 0, "contact_bytes_max"},
    {"A contact: size after people.updateContact", "S20, G103", "google.create.size-limit", 131'072, "bytes", updated_to,
     {"200", "200", kExhausted}, 0, "contact_bytes_max"},
    {"A contact: size in people.batchCreateContacts", "S20, G103", "google.create.size-limit", 131'072, "bytes", created_in_batch_of,
     {"200", "200", kExhausted}, 0, "contact_bytes_max"},
    {"A contact: size after people.batchUpdateContacts", "S20, G103", "google.create.size-limit", 131'072, "bytes", updated_in_batch_to,
     {"200", "200", kExhausted}, 0, "contact_bytes_max"},
    {"A contact: items of all fields together", "G103", "google.create.items-limit", 500, "items", items_in_a_contact,
     {"200", "200", kExhausted}, 0, "contact_items_max"},
    {"A contact: names", "G47", "google.person.singletons", 1, "name", names_in_a_contact,
     {"200", "200", "400 INVALID_ARGUMENT: Cannot have more than one person.names per source."}},
    {"A contact: biographies", "G47", "google.person.singletons", 1, "biography", biographies_in_a_contact,
     {"200", "200", "400 INVALID_ARGUMENT: Cannot have more than one person.biographies per source."}},
    {"A contact: birthdays", "G47", "google.person.singletons", 1, "birthday", birthdays_in_a_contact,
     {"200", "200", "400 INVALID_ARGUMENT: Cannot have more than one person.birthdays per source."}},
    {"A contact: genders", "G47", "google.person.singletons", 1, "gender", genders_in_a_contact,
     {"200", "200", "400 INVALID_ARGUMENT: Cannot have more than one person.genders per source."}},
    {"A new contact: fields, at least", "G61", "google.create.needs-a-field", 1, "field", fields_of_a_new_contact,
     {"400 INVALID_ARGUMENT: Must specify a non-metadata contact field on the person", "200", "200"}},
    {"people.updateContact: memberships, at least", "G59", "google.update.last-membership", 1, "membership", memberships_after_an_update,
     {kInvalid, "200", "200"}},
    {"contactGroups.members.modify: groups that a contact keeps, at least", "G25", "google.group.modify-outcome", 1, "group", groups_that_are_left,
     {"200, 1 not removed", "200, 0 not removed", "200, 0 not removed"}},
    {"people.updateContactPhoto: size", "G104", "google.photo.size", 5'242'880, "bytes", photo_of,
     {"200", "200", kInvalid}, 1'000, "photo_bytes_max"},
});
// clang-format on

}  // namespace

std::span<const LimitRow> google_contact_limits() { return kRows; }

}  // namespace lockstep::atlas
