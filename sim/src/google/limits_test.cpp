// The two limits of Google Contacts at one below, exactly at, and one above (LIM-1, LIM-4).

#include <gmock/gmock.h>

#include "google/google_test_client.h"

namespace lockstep::sim::google {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kContactsMax = 4;
constexpr std::size_t kBytesMax = 200;

GoogleOptions small_world() {
  GoogleOptions options;
  options.contacts_max = kContactsMax;
  options.contact_bytes_max = kBytesMax;
  return options;
}

/// A person whose stored size is exactly `bytes`. The letter takes two bytes in UTF-8.
Json person_of(std::size_t bytes) {
  Json person = {{"biographies", {{{"value", ""}}}}};
  std::string note = "ż";
  const auto size_with = [&] {
    person["biographies"][0]["value"] = note;
    return FakeGoogle::contact_bytes(person);
  };
  while (size_with() < bytes) {
    note += 'x';
  }
  return person;
}

struct Folders {
  std::string name;
  std::size_t contacts;
  std::size_t other;
  std::size_t trash;
};

class ContactLimit : public testing::TestWithParam<Folders> {};

TEST_P(ContactLimit, CountsEveryFolderOnceG101) {
  TestClient client(small_world());
  const auto fill = [&](GoogleFolder folder, std::size_t count) {
    for (std::size_t at = 0; at < count; ++at) {
      client.add("A", {.folder = folder});
    }
  };
  fill(GoogleFolder::contacts, GetParam().contacts);
  fill(GoogleFolder::other, GetParam().other);
  fill(GoogleFolder::trash, GetParam().trash);
  EXPECT_TRUE(client.create_named("Last").contains("resourceName"));
  const TestAnswer refused =
      client.post("/v1/people:createContact", {{"names", {{{"givenName", "One too many"}}}}});
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(refused.error_status(), "RESOURCE_EXHAUSTED");
  EXPECT_EQ(refused.error_message(), "MY_CONTACTS_OVERFLOW_COUNT");
  EXPECT_EQ(refused.first_reason(), "MY_CONTACTS_OVERFLOW_COUNT");
  EXPECT_EQ(client.google.contacts(client.account).size(), kContactsMax);
  EXPECT_FALSE(client.google.add_contact(client.account, {{"names", {{{"givenName", "B"}}}}}));
}

INSTANTIATE_TEST_SUITE_P(Folders, ContactLimit,
                         testing::ValuesIn<Folders>({{"Contacts", 3, 0, 0},
                                                     {"OtherContacts", 0, 3, 0},
                                                     {"Trash", 0, 0, 3},
                                                     {"OneOfEach", 1, 1, 1}}),
                         [](const auto& row) { return row.param.name; });

TEST(ContactLimit, UpdatesGoOnWhileCreatesFailLIM2) {
  TestClient client(small_world());
  Json ann;
  for (std::size_t at = 0; at < kContactsMax; ++at) {
    ann = client.create_named("Ann");
  }
  EXPECT_EQ(client
                .update(ann.at("resourceName"), "names",
                        {{"etag", ann.at("etag")}, {"names", {{{"givenName", "Anna"}}}}})
                .status,
            200);
}

TEST(ContactLimit, ABatchIsRefusedAsAWholeG20) {
  TestClient client(small_world());
  for (std::size_t at = 0; at + 1 < kContactsMax; ++at) {
    client.add("A");
  }
  const Json one = {{"contactPerson", {{"names", {{{"givenName", "B"}}}}}}};
  const TestAnswer refused =
      client.post("/v1/people:batchCreateContacts", {{"contacts", {one, one}}});
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(refused.error_message(), "MY_CONTACTS_OVERFLOW_COUNT");
  const Json errors = refused.body["/error/details/1/contactErrors"_json_pointer];
  EXPECT_EQ(errors.size(), 1U);
  EXPECT_TRUE(errors.contains("1"));
  EXPECT_EQ(client.google.contacts(client.account).size(), kContactsMax - 1);
}

TEST(ContactLimit, FallsWhenAUserEmptiesFoldersLIM3) {
  TestClient client(small_world());
  client.add("A", {.folder = GoogleFolder::trash});
  client.add("B", {.folder = GoogleFolder::other});
  client.add("C");
  client.add("D");
  EXPECT_FALSE(client.create_named("E").contains("resourceName"));
  client.google.empty_trash(client.account);
  EXPECT_TRUE(client.create_named("E").contains("resourceName"));
  EXPECT_FALSE(client.create_named("F").contains("resourceName"));
  client.google.empty_other_contacts(client.account);
  EXPECT_TRUE(client.create_named("F").contains("resourceName"));
}

TEST(ContactLimit, MovingToTrashMakesNoRoomAndThirtyDaysThereDoD77) {
  TestClient client(small_world());
  std::string ann;
  for (std::size_t at = 0; at < kContactsMax; ++at) {
    ann = client.add("A");
  }
  client.clock.sleep_for(1h);
  ASSERT_TRUE(client.google.move_to_trash(client.account, ann));
  EXPECT_FALSE(client.create_named("B").contains("resourceName"));
  client.clock.sleep_for(std::chrono::days(30) - 1ms);
  client.grant = client.google.grant(client.account);
  EXPECT_FALSE(client.create_named("B").contains("resourceName"));
  client.clock.sleep_for(1ms);
  EXPECT_TRUE(client.create_named("B").contains("resourceName"));
  EXPECT_EQ(client.google.contact(client.account, ann), std::nullopt);
}

struct Sized {
  std::string name;
  std::size_t bytes;
  int status;
};

class SizeLimit : public testing::TestWithParam<Sized> {};

TEST_P(SizeLimit, CountsBytesOfWritableFieldsLIM4) {
  TestClient client(small_world());
  const Json person = person_of(GetParam().bytes);
  ASSERT_EQ(FakeGoogle::contact_bytes(person), GetParam().bytes);
  const TestAnswer created = client.post("/v1/people:createContact", person);
  EXPECT_EQ(created.status, GetParam().status);

  const Json small = client.create_named("Ann");
  Json update = person;
  update["etag"] = small.at("etag");
  update["names"] = small.at("names");
  const TestAnswer updated = client.update(small.at("resourceName"), "names,biographies", update);
  EXPECT_EQ(updated.status, 429);  // The name comes on top.
  update.erase("names");
  EXPECT_EQ(client.update(small.at("resourceName"), "names,biographies", update).status,
            GetParam().status);
}

INSTANTIATE_TEST_SUITE_P(Bytes, SizeLimit,
                         testing::ValuesIn<Sized>({{"OneBelow", kBytesMax - 1, 200},
                                                   {"Exactly", kBytesMax, 200},
                                                   {"OneAbove", kBytesMax + 1, 429}}),
                         [](const auto& row) { return row.param.name; });

TEST(SizeLimit, AnswersLikeAQuotaOrByTheSwitchLikeABadRequestG55) {
  GoogleOptions options = small_world();
  TestClient quota(options);
  options.oversized_is_exhausted = false;
  TestClient invalid(options);
  const Json person = person_of(kBytesMax + 1);
  const TestAnswer exhausted = quota.post("/v1/people:createContact", person);
  EXPECT_EQ(exhausted.error_message(), "Resource has been exhausted (e.g. check quota).");
  EXPECT_EQ(exhausted.error_status(), "RESOURCE_EXHAUSTED");
  const TestAnswer refused = invalid.post("/v1/people:createContact", person);
  EXPECT_EQ(refused.status, 400);
  EXPECT_EQ(refused.error_status(), "INVALID_ARGUMENT");
}

TEST(SizeLimit, CanCountItemsAsWellG103) {
  TestClient client({.contact_items_max = 3});
  Json person{{"names", {{{"givenName", "Ann"}}}},
              {"phoneNumbers", {{{"value", "1"}}, {{"value", "2"}}}}};
  EXPECT_EQ(client.post("/v1/people:createContact", person).status, 200);
  person["urls"] = {{{"value", "https://example.com"}}};
  EXPECT_EQ(client.post("/v1/people:createContact", person).error_status(), "RESOURCE_EXHAUSTED");
  EXPECT_EQ(client.google.add_contact(client.account, person).error().kind,
            ErrorKind::invalid_input);
}

TEST(SizeLimit, CanCountClientDataAsWellG58) {
  TestClient client({.client_data_max = 2});
  const Json entry{{"key", "k"}, {"value", "v"}};
  Json person{{"names", {{{"givenName", "Ann"}}}}, {"clientData", {entry, entry}}};
  EXPECT_EQ(client.post("/v1/people:createContact", person).status, 200);
  person["clientData"].push_back(entry);
  EXPECT_EQ(client.post("/v1/people:createContact", person).error_status(), "RESOURCE_EXHAUSTED");
}

TEST(SizeLimit, DoesNotCountWhatTheServerAddsOrWhatIsNoData) {
  const Json bare = {{"phoneNumbers", {{{"value", "415 555 0100"}}}}};
  const Json dressed = {
      {"resourceName", "people/c1"},
      {"etag", "%"},
      {"memberships",
       {{{"contactGroupMembership", {{"contactGroupResourceName", "contactGroups/a"}}}}}},
      {"photos", {{{"url", "x"}}}},
      {"phoneNumbers", {{{"value", "415 555 0100"}, {"canonicalForm", "+1"}, {"type", ""}}}}};
  EXPECT_EQ(FakeGoogle::contact_bytes(bare), FakeGoogle::contact_bytes(dressed));
  EXPECT_EQ(FakeGoogle::contact_bytes(bare), bare.dump().size());
}

TEST(SizeLimit, StoredPhonesWithCanonicalFormsStayUpdatable) {
  GoogleOptions options;
  const Json phones = {{{"value", "415 555 0100"}}};
  options.contact_bytes_max = Json{{"phoneNumbers", phones}}.dump().size();
  TestClient client(options);
  const Json ann = client.create({{"phoneNumbers", phones}});
  EXPECT_EQ(client.update(ann.at("resourceName"), "urls", {{"etag", ann.at("etag")}}).status, 200);
}

}  // namespace
}  // namespace lockstep::sim::google
