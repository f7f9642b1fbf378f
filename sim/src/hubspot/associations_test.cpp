/// Associations of contacts with records of other types (F21, F22).

#include "portal_fixture.h"

namespace lockstep::sim::hubspot {
namespace {

class AssociationsOfContacts : public PortalTest {
 protected:
  static std::string path(const std::string& id, std::string_view rest) {
    return "/crm/v4/objects/contacts/" + id + "/associations/" + std::string(rest);
  }

  Response associate(const std::string& id, std::string_view rest, const Json& types) {
    return send(Method::put, path(id, rest), &types);
  }

  const Json company = {{{"associationCategory", "HUBSPOT_DEFINED"}, {"associationTypeId", 279}}};
};

TEST_F(AssociationsOfContacts, AContactHasNoneUnlessSomebodyMakesOne) {
  const std::string ann = add({{"firstname", "Ann"}});
  EXPECT_EQ(body_of(get(path(ann, "companies"))), Json({{"results", Json::array()}}));
  ASSERT_TRUE(portal->associate(ann, "companies", "501"));
  const Json found = body_of(get(path(ann, "companies")))["results"];
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0]["toObjectId"], "501");
  EXPECT_EQ(found[0]["associationTypes"][0]["typeId"], 279);
  EXPECT_EQ(portal->associate(ann, "planets", "1").error().kind, ErrorKind::invalid_input);
  EXPECT_EQ(portal->associate("7", "deals", "1").error().kind, ErrorKind::not_found);
}

TEST_F(AssociationsOfContacts, AnAppMakesAndRemovesOne) {
  const std::string ann = add({{"firstname", "Ann"}});
  const Response made = associate(ann, "companies/501", company);
  ASSERT_EQ(made.status, 201) << made.body;
  EXPECT_EQ(body_of(made)["toObjectTypeId"], "0-2");
  EXPECT_EQ(body_of(get(path(ann, "0-2")))["results"].size(), 1U);
  EXPECT_EQ(send(Method::del, path(ann, "companies/501")).status, 204);
  EXPECT_EQ(body_of(get(path(ann, "companies")))["results"].size(), 0U);
  EXPECT_EQ(associate(ann, "deals/7", company).status, 400);
  EXPECT_EQ(associate(ann, "companies/x", company).status, 404);
  EXPECT_EQ(associate(ann, "companies/7", Json::object()).status, 400);
}

TEST_F(AssociationsOfContacts, F21TheOlderPathsMeanTheSame) {
  const std::string ann = add({{"firstname", "Ann"}});
  const std::string older = std::string(kContacts) + "/" + ann + "/associations/companies";
  const Response made = send(Method::put, older + "/501/contact_to_company");
  ASSERT_EQ(made.status, 200) << made.body;
  EXPECT_EQ(body_of(made)["associations"]["companies"]["results"][0]["id"], "501");
  EXPECT_EQ(send(Method::put, older + "/502/279").status, 200);
  EXPECT_EQ(send(Method::put, older + "/503/4").status, 400);
  const Json page = body_of(get(older + "?limit=1"));
  EXPECT_EQ(page["results"], Json::array({Json{{"id", "501"}, {"type", "contact_to_company"}}}));
  EXPECT_EQ(page["paging"]["next"]["after"], "502");
  EXPECT_EQ(send(Method::del, older + "/501/279").status, 204);
  EXPECT_EQ(body_of(get(path(ann, "companies")))["results"].size(), 1U);
}

TEST_F(AssociationsOfContacts, F76AnUnknownTypeIsTold) {
  const std::string ann = add({{"firstname", "Ann"}});
  const Response response = get(path(ann, "butterflies"));
  EXPECT_EQ(response.status, 400);
  EXPECT_EQ(body_of(response)["message"], "Unable to infer object type from: butterflies");
}

TEST_F(AssociationsOfContacts, PagesGoOnWhereTheyEnded) {
  const std::string ann = add({{"firstname", "Ann"}});
  for (const char* id : {"1", "2", "3"}) {
    ASSERT_TRUE(portal->associate(ann, "deals", id));
  }
  const Json page = body_of(get(path(ann, "deals?limit=2")));
  EXPECT_EQ(page["results"].size(), 2U);
  EXPECT_EQ(page["paging"]["next"]["after"], "3");
  const Json rest = body_of(get(path(ann, "deals?limit=2&after=3")));
  EXPECT_EQ(rest["results"][0]["toObjectId"], "3");
  EXPECT_FALSE(rest.contains("paging"));
}

TEST_F(AssociationsOfContacts, ABatchReadsManyAndTellsWhoIsNotThere) {
  const std::string ann = add({{"firstname", "Ann"}});
  ASSERT_TRUE(portal->associate(ann, "companies", "501"));
  const Response response = post("/crm/v4/associations/contacts/companies/batch/read",
                                 {{"inputs", {{{"id", ann}}, {{"id", "7"}}}}});
  EXPECT_EQ(response.status, 207);
  const Json body = body_of(response);
  EXPECT_EQ(body["results"][0]["from"]["id"], ann);
  EXPECT_EQ(body["results"][0]["to"][0]["toObjectId"], "501");
  EXPECT_EQ(body["errors"][0]["context"]["ids"], Json({"7"}));
}

TEST_F(AssociationsOfContacts, TheSurvivorOfAMergeTakesThemOver) {
  const std::string ann = add({{"firstname", "Ann"}});
  const std::string bob = add({{"firstname", "Bob"}});
  ASSERT_TRUE(portal->associate(ann, "companies", "501"));
  ASSERT_TRUE(portal->associate(bob, "companies", "502"));
  const std::string survivor = *portal->merge(ann, bob);
  EXPECT_EQ(body_of(get(path(survivor, "companies")))["results"].size(), 2U);
}

}  // namespace
}  // namespace lockstep::sim::hubspot
