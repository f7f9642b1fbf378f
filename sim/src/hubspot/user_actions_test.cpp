/// What people do in HubSpot's screens: merging, deleting, restoring, lists, custom properties.

#include "portal_fixture.h"

namespace lockstep::sim::hubspot {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class UserActions : public PortalTest {};

TEST_F(UserActions, F50AMergeMakesANewRecordToWhichBothIdsLead) {
  const std::string ann = add({{"email", "ann@example.com"}, {"city", "Oslo"}});
  clock.sleep_for(Duration(1000));
  const std::string bob = add({{"email", "bob@example.com"},
                               {"hs_additional_emails", "bob@example.org"},
                               {"city", "Rome"},
                               {"phone", "1"},
                               {"lifecyclestage", "customer"}});
  const Result<std::string> survivor = portal->merge(bob, ann);
  ASSERT_TRUE(survivor);
  EXPECT_GT(std::stoll(*survivor), std::stoll(bob));
  const Json record = read(ann,
                           "email,hs_additional_emails,city,phone,lifecyclestage,"
                           "hs_merged_object_ids");
  EXPECT_EQ(record, read(bob,
                         "email,hs_additional_emails,city,phone,lifecyclestage,"
                         "hs_merged_object_ids"));
  EXPECT_EQ(record["id"], *survivor);
  const Json& properties = record["properties"];
  EXPECT_EQ(properties["hs_object_id"], *survivor);
  EXPECT_EQ(properties["email"], "bob@example.com");
  EXPECT_EQ(properties["hs_additional_emails"], "bob@example.org;ann@example.com");
  EXPECT_EQ(properties["city"], "Rome");
  EXPECT_EQ(properties["phone"], "1");
  EXPECT_EQ(properties["lifecyclestage"], "customer");
  EXPECT_EQ(properties["createdate"], "2026-03-02T09:00:00.250Z");
  EXPECT_EQ(properties["hs_merged_object_ids"], bob + ";" + ann);
  EXPECT_THAT(ids_in(get(kContacts)), ElementsAre(*survivor));
  EXPECT_EQ(portal->contact(ann)->merged_into, *survivor);
  EXPECT_FALSE(portal->contact(bob)->live());
}

TEST_F(UserActions, F50AMergeFillsGapsAndKeepsTheFurthestStage) {
  const std::string ann = add({{"firstname", "Ann"}, {"lifecyclestage", "customer"}});
  const std::string bob = add({{"email", "bob@example.com"}, {"lastname", "Lee"}});
  const std::string survivor = *portal->merge(bob, ann);
  const Json properties = read(survivor, "firstname,lastname,lifecyclestage,email")["properties"];
  EXPECT_EQ(properties["firstname"], "Ann");
  EXPECT_EQ(properties["lastname"], "Lee");
  EXPECT_EQ(properties["lifecyclestage"], "customer");
}

TEST_F(UserActions, F50OldPortalsKeepThePrimaryId) {
  restart({.merge_makes_new_id = false});
  const std::string ann = add({{"email", "ann@example.com"}});
  const std::string bob = add({{"email", "bob@example.com"}});
  ASSERT_EQ(*portal->merge(ann, bob), ann);
  EXPECT_EQ(read(bob, "hs_merged_object_ids")["properties"]["hs_merged_object_ids"], bob);
  EXPECT_TRUE(portal->contact(ann)->live());
  EXPECT_EQ(portal->contact(bob)->merged_into, ann);
}

TEST_F(UserActions, F50MergedIdsLeadOnThroughFurtherMergesAndEdits) {
  const std::string ann = add({{"email", "ann@example.com"}});
  const std::string first = *portal->merge(ann, add({{"email", "bob@example.com"}}));
  const std::string second = *portal->merge(add({{"email", "cem@example.com"}}), first);
  EXPECT_EQ(read(ann)["id"], second);
  EXPECT_EQ(update(ann, {{"city", "Oslo"}}).status, 200);
  EXPECT_EQ(read(second, "city")["properties"]["city"], "Oslo");
  EXPECT_EQ(portal->contact(ann)->merged_into, second);
  EXPECT_EQ(create({{"email", "bob@example.com"}}).status, 409);
}

TEST_F(UserActions, AContactCannotBeMergedWithItselfOrWithNobody) {
  const std::string ann = add({{"email", "ann@example.com"}});
  EXPECT_EQ(portal->merge(ann, ann).error().kind, ErrorKind::invalid_input);
  EXPECT_EQ(portal->merge(ann, "1").error().kind, ErrorKind::not_found);
}

TEST_F(UserActions, F50ARecordHasAtMost250Identities) {
  std::string survivor = add({{"firstname", "Ann"}});
  int merges = 0;
  Result<std::string> merged = survivor;
  while (merged && merges < 300) {
    merged = portal->merge(survivor, add({{"firstname", "Ann"}}));
    survivor = merged ? *merged : survivor;
    merges += merged ? 1 : 0;
  }
  EXPECT_EQ(merged.error().message, "Cannot have more than 250 identities on a profile");
}

TEST_F(UserActions, F47ADeletedContactCanBeRestoredFor90Days) {
  const std::string ann = add({{"email", "ann@example.com"}});
  const std::string bob = add({{"email", "bob@example.com"}});
  ASSERT_TRUE(portal->delete_contact(ann));
  ASSERT_TRUE(portal->delete_contact(bob));
  EXPECT_EQ(portal->edit_contact(ann, {{"city", "Oslo"}}).error().kind, ErrorKind::not_found);
  clock.sleep_for(std::chrono::hours(24 * 90) - Duration(1));
  ASSERT_TRUE(portal->restore_contact(ann));
  EXPECT_EQ(portal->contact(ann)->updated, clock.now());
  grant = portal->grant();
  EXPECT_EQ(read(ann)["archived"], false);
}

TEST_F(UserActions, F47TheRecycleBinForgetsAfter90Days) {
  const std::string ann = add({{"email", "ann@example.com"}});
  ASSERT_TRUE(portal->delete_contact(ann));
  clock.sleep_for(std::chrono::hours(24 * 90));
  EXPECT_EQ(portal->restore_contact(ann).error().kind, ErrorKind::not_found);
  EXPECT_THAT(portal->contacts(), IsEmpty());
}

TEST_F(UserActions, F48AnAddressThatIsTakenPreventsTheRestore) {
  const std::string ann = add({{"email", "ann@example.com"}});
  ASSERT_TRUE(portal->delete_contact(ann));
  add({{"email", "ann@example.com"}});
  EXPECT_EQ(portal->restore_contact(ann).error().kind, ErrorKind::conflict);
}

TEST_F(UserActions, AUserMayMoveTheStageBackAndIsHeldToTheRules) {
  const std::string ann = add({{"email", "ann@example.com"}, {"lifecyclestage", "customer"}});
  ASSERT_TRUE(portal->edit_contact(ann, {{"lifecyclestage", "lead"}}));
  EXPECT_EQ(portal->contact(ann)->properties.at("lifecyclestage"), "lead");
  EXPECT_EQ(portal->add_contact({{"email", "ANN@example.com"}}).error().kind, ErrorKind::conflict);
  EXPECT_EQ(portal->add_contact({{"nonsense", "x"}}).error().kind, ErrorKind::invalid_input);
  EXPECT_EQ(portal->add_contact({{"city", "\xff"}}).error().kind, ErrorKind::invalid_input);
  EXPECT_FALSE(portal->contact(ann)->created_by_api);
}

TEST_F(UserActions, F109AListShowsItsLiveMembersByRecordId) {
  const std::string list = portal->add_list("VIP");
  const std::string ann = add({{"firstname", "Ann"}});
  const std::string bob = add({{"firstname", "Bob"}});
  const std::string cem = add({{"firstname", "Cem"}});
  for (const std::string& id : {cem, ann, bob}) {
    ASSERT_TRUE(portal->add_to_list(list, id));
  }
  const std::string path = "/crm/v3/lists/" + list + "/memberships";
  const Json first = body_of(get(path + "?limit=2"));
  EXPECT_EQ(first["total"], 3);
  EXPECT_EQ(first["results"][0]["recordId"], ann);
  EXPECT_EQ(first["results"][1]["recordId"], bob);
  EXPECT_EQ(first["results"][0]["membershipTimestamp"], "2026-03-02T09:00:00.250Z");
  const Json second =
      body_of(get(path + "?after=" + first["paging"]["next"]["after"].get<std::string>()));
  EXPECT_EQ(second["results"][0]["recordId"], cem);
  EXPECT_FALSE(second.contains("paging"));
  ASSERT_TRUE(portal->remove_from_list(list, ann));
  ASSERT_TRUE(portal->delete_contact(bob));
  EXPECT_EQ(body_of(get(path))["total"], 1);
  EXPECT_THAT(portal->contact(cem)->lists, ElementsAre(list));
  EXPECT_EQ(get("/crm/v3/lists/99/memberships").status, 404);
  EXPECT_EQ(get(path + "?limit=251").status, 400);
}

TEST_F(UserActions, F51AMergeKeepsMembershipsAndJoiningMovesNoDate) {
  const std::string list = portal->add_list("VIP");
  const std::string ann = add({{"firstname", "Ann"}});
  const std::string bob = add({{"firstname", "Bob"}});
  clock.sleep_for(Duration(1000));
  ASSERT_TRUE(portal->add_to_list(list, bob));
  EXPECT_LT(portal->contact(bob)->updated, clock.now());
  const std::string survivor = *portal->merge(ann, bob);
  EXPECT_THAT(portal->contact(survivor)->lists, ElementsAre(list));
}

TEST_F(UserActions, F90F93ACustomPropertyWorksLikeHubSpotsOwn) {
  ASSERT_TRUE(portal->add_property({{"name", "nickname_text"},
                                    {"label", "Nickname"},
                                    {"type", "string"},
                                    {"fieldType", "text"}}));
  const std::string id = add({{"firstname", "Ann"}, {"nickname_text", "Annie"}});
  EXPECT_EQ(read(id, "nickname_text")["properties"]["nickname_text"], "Annie");
  const Json definition = body_of(get("/crm/v3/properties/contacts/nickname_text"));
  EXPECT_EQ(definition["label"], "Nickname");
  EXPECT_EQ(definition["hubspotDefined"], false);
  EXPECT_EQ(definition["modificationMetadata"]["readOnlyValue"], false);
}

TEST_F(UserActions, F31F44ACustomUniquePropertyIdentifiesRecords) {
  ASSERT_TRUE(portal->add_property(
      {{"name", "sync_id"}, {"type", "string"}, {"fieldType", "text"}, {"hasUniqueValue", true}}));
  const std::string id = add({{"firstname", "Ann"}, {"sync_id", "S-1"}});
  EXPECT_EQ(body_of(get(std::string(kContacts) + "/s-1?idProperty=sync_id"))["id"], id);
  const Response taken = create({{"firstname", "Bob"}, {"sync_id", "S-1"}});
  EXPECT_EQ(taken.status, 400);
  EXPECT_EQ(body_of(taken)["errors"][0]["code"], "CONFLICTING_UNIQUE_VALUE");
}

TEST_F(UserActions, ADefinitionThatHubSpotCannotHaveIsRefused) {
  const auto kind = [&](const Json& definition) {
    return portal->add_property(definition).error().kind;
  };
  EXPECT_EQ(kind({{"name", "Bad"}, {"type", "string"}, {"fieldType", "text"}}),
            ErrorKind::invalid_input);
  EXPECT_EQ(kind({{"name", "x"}, {"type", "thing"}, {"fieldType", "text"}}),
            ErrorKind::invalid_input);
  EXPECT_EQ(kind({{"name", "email"}, {"type", "string"}, {"fieldType", "text"}}),
            ErrorKind::conflict);
  EXPECT_EQ(kind(7), ErrorKind::invalid_input);
}

TEST_F(UserActions, F89F92TheSchemaHasWhatASyncMeets) {
  const Json results = body_of(get("/crm/v3/properties/contacts"))["results"];
  std::map<std::string, Json> by_name;
  for (const Json& definition : results) {
    by_name[definition["name"]] = definition;
  }
  EXPECT_EQ(by_name.at("date_of_birth")["type"], "string");  // Not a date.
  EXPECT_EQ(by_name.at("phone")["fieldType"], "phonenumber");
  EXPECT_EQ(by_name.at("email")["hasUniqueValue"], false);  // Although unique in effect.
  EXPECT_EQ(by_name.at("hs_additional_emails")["calculated"], true);
  EXPECT_EQ(by_name.at("lifecyclestage")["options"].size(), 8U);
  EXPECT_EQ(by_name.at("createdate")["modificationMetadata"]["readOnlyValue"], true);
  EXPECT_EQ(get("/crm/v3/properties/contacts/nonsense").status, 404);
}

TEST_F(UserActions, TheSameSeedMakesTheSamePortal) {
  const auto run = [&] {
    restart({});
    const std::string id = add({{"email", "ann@example.com"}});
    return id + grant.access_token + get(std::string(kContacts) + "/1").body;
  };
  EXPECT_EQ(run(), run());
}

}  // namespace
}  // namespace lockstep::sim::hubspot
