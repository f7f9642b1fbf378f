// SCO: scope and filters.

#include <map>
#include <set>

#include "mutant.h"

namespace lockstep::mutants {
namespace {

bool is_filter(const Json& connection, const char* side) {
  return text_at(connection, side, "records") == "filter";
}

/// A setting of a filter is changed, where that side is filtered.
Defect with_filter(const char* side, std::function<void(Json& filter)> change) {
  return with_settings([=](Json& connection) {
    if (is_filter(connection, side)) {
      change(connection[side]["filter"]);
    }
  });
}

/// From its second pass on the connector forgets what is filtered.
Defect filter_counts_once(std::function<void(Json& connection)> drop) {
  Defect defect;
  defect.config = [drop = std::move(drop), pass = 0](Json& config) mutable {
    if (++pass > 1) {
      for (Json& connection : config.at("connections")) {
        drop(connection);
      }
    }
  };
  return defect;
}

void no_filters(Json& connection) {
  for (const char* const side : {"hubspot", "google"}) {
    if (is_filter(connection, side)) {
      connection[side] = {{"records", "all"}};
    }
  }
}

Json member_of(const char* group) {
  return {{"contactGroupMembership",
           {{"contactGroupResourceName", std::string("contactGroups/") + group}}}};
}

bool is_starred(const Json& person) {
  return person.dump().find("contactGroups/starred") != std::string::npos;
}

/// Excluded pairs are emptied, or deleted, on one side.
Defect with_what_left_the_filter(
    std::function<void(Pass&, const std::string&, const std::string&)> act) {
  return after_passes(2, [act = std::move(act)](Pass& pass) {
    for (const auto& [hubspot, google] : pass.with_reason("NOT_IN_FILTER")) {
      act(pass, hubspot, google);
    }
  });
}

/// The owner's own card is taken for a contact.
void copy_own_profile(Pass& pass) {
  const Json me =
      pass.send(kGoogle, Method::get, "/v1/people/me?personFields=names,emailAddresses");
  const std::string email = text_at(me, "emailAddresses", 0, "value");
  pass.send(
      kHubSpot, Method::post, "/crm/v3/objects/contacts",
      {{"properties", {{"email", email}, {"firstname", text_at(me, "names", 0, "givenName")}}}});
}

}  // namespace

std::vector<Mutant> scope_mutants() {
  return {
      {"SCO-1"_rule, "sco-1-ignores-the-folder-switch",
       "Other contacts flow although the Contacts folder switch is on.",
       [] {
         return with_filter("google", [](Json& filter) { filter["contacts_folder"] = false; });
       }},
      {"SCO-1"_rule, "sco-1-the-folder-switch-counts-once",
       "Other contacts that appear after the first pass flow although the switch is on.",
       [] {
         return filter_counts_once([](Json& connection) {
           if (is_filter(connection, "google")) {
             connection["google"]["filter"]["contacts_folder"] = false;
           }
         });
       }},
      {"SCO-2"_rule, "sco-2-updates-what-lies-in-trash",
       "The HubSpot partner of a contact in Trash is emptied.",
       [] {
         return after_passes(2, [](Pass& pass) {
           for (const auto& [hubspot, google] : pass.with_reason("COUNTERPART_DELETED")) {
             pass.update_contact(hubspot, {{"jobtitle", "in Trash"}, {"lastname", ""}});
           }
         });
       }},
      {"SCO-2"_rule, "sco-2-trash-comes-back-as-a-new-contact",
       "What the user has put into Trash is created again from HubSpot.",
       [] {
         return after_passes(1, [](Pass& pass) {
           for (const auto& [hubspot, google] : pass.with_reason("COUNTERPART_DELETED")) {
             pass.copy_to_google(hubspot);
           }
         });
       }},
      {"SCO-3"_rule, "sco-3-ignores-the-star",
       "Contacts that are not starred sync although the filter asks for a star.",
       [] { return with_filter("google", [](Json& filter) { filter["starred"] = false; }); }},
      {"SCO-3"_rule, "sco-3-the-star-counts-once",
       "After the first pass contacts sync whether they are starred or not.",
       [] {
         return filter_counts_once([](Json& connection) {
           if (is_filter(connection, "google")) {
             connection["google"]["filter"]["starred"] = false;
           }
         });
       }},
      {"SCO-4"_rule, "sco-4-stars-what-it-creates",
       "A contact that is created in Google under a star filter is starred.",
       [] {
         auto filtered = std::make_shared<bool>(false);
         Defect defect;
         defect.config = [=](Json& config) {
           *filtered = text_at(config, "connections", 0, "google", "records") == "filter";
         };
         defect.outgoing = [=](Call& call) {
           if (*filtered && call.is_create()) {
             call.each_person([](Json& person) {
               person["memberships"] = {member_of("myContacts"), member_of("starred")};
             });
           }
         };
         return defect;
       }},
      {"SCO-4"_rule, "sco-4-stars-what-it-updates",
       "A contact that is updated in Google is starred, so that it stays in the filter.",
       [] {
         Defect defect;
         defect.outgoing = [](Call& call) {
           if (call.is("people.updateContact")) {
             call.write_also("memberships");
             call.each_person([](Json& person) {
               person["memberships"] = {member_of("myContacts"), member_of("starred")};
             });
           }
         };
         return defect;
       }},
      {"SCO-5"_rule, "sco-5-pairs-outlive-the-filter",
       "A pair goes on syncing after it has left the filter.",
       [] { return filter_counts_once(no_filters); }},
      {"SCO-5"_rule, "sco-5-empties-what-left",
       "The partner of a contact that has left the filter is emptied.",
       [] {
         return with_what_left_the_filter(
             [](Pass& pass, const std::string& hubspot, const std::string& google) {
               pass.update_contact(hubspot, {{"company", ""}, {"jobtitle", ""}, {"lastname", ""}});
               pass.update_person(google, "organizations", Json::array());
             });
       }},
      {"SCO-6"_rule, "sco-6-forgets-what-left",
       "A pair that has left the filter is forgotten, and what comes back is created anew.",
       [] {
         Defect defect;
         defect.before = [](Pass& pass) {
           if (!pass.with_reason("NOT_IN_FILTER").empty()) {
             pass.forget();
           }
         };
         return defect;
       }},
      {"SCO-6"_rule, "sco-6-what-left-never-comes-back",
       "A record that has once left the filter takes no more updates.",
       [] {
         auto left = std::make_shared<std::set<std::string>>();
         Defect defect;
         defect.after = [=](Pass& pass) {
           for (const auto& [hubspot, google] : pass.with_reason("NOT_IN_FILTER")) {
             left->insert({hubspot, google});
           }
         };
         defect.outgoing = [=](Call& call) {
           for (const std::string& id : *left) {
             if (call.is_update() && !id.empty() &&
                 call.request.path.find(id) != std::string::npos) {
               call.answer = refusal(400);
             }
           }
         };
         return defect;
       }},
      {"SCO-7"_rule, "sco-7-does-not-see-unstarred-contacts",
       "Contacts without a star are not even matched, and their HubSpot partners are created "
       "again.",
       [] {
         auto starred = std::make_shared<bool>(false);
         Defect defect =
             blind_to(kGoogle, [=](const Json& person) { return *starred && !is_starred(person); });
         defect.config = [=](Json& config) {
           *starred = config.at("connections").at(0).at("google").dump().find("\"starred\":true") !=
                      std::string::npos;
         };
         return defect;
       }},
      {"SCO-7"_rule, "sco-7-does-not-see-what-is-off-the-list",
       "HubSpot contacts off the list are not even matched, and are created again.",
       [] {
         auto list = std::make_shared<std::string>();
         Defect defect;
         defect.config = [=](Json& config) {
           *list = text_at(config, "connections", 0, "hubspot", "filter", "list");
         };
         defect.around = [=](Call& call, Transport& world) {
           Result<Response> answer = world.send(call.request);
           if (list->empty() || !answer) {
             return answer;
           }
           if (answer->status == 409 && call.is_create()) {
             call.each_properties([](Json& properties) { properties.erase("email"); });
             return world.send(call.request);
           }
           if (call.is("crm.contacts.getPage") || call.is("crm.contacts.search")) {
             Request members = call.request;
             members.method = Method::get;
             members.path = "/crm/v3/lists/" + *list + "/memberships";
             members.query.clear();
             members.body.clear();
             const Result<Response> on_list = world.send(members);
             const std::string ids = on_list ? on_list->body : "";
             drop_from_lists(*answer, [&](const Json& contact) {
               return ids.find('"' + text_at(contact, "id") + '"') == std::string::npos;
             });
           }
           return answer;
         };
         return defect;
       }},
      {"SCO-8"_rule, "sco-8-each-direction-by-its-own-filter",
       "With filters on both sides a pair flows only from the side whose filter selects it.",
       [] {
         auto both = std::make_shared<bool>(false);
         Defect defect;
         defect.config = [=](Json& config) {
           const Json& connection = config.at("connections").at(0);
           *both = is_filter(connection, "hubspot") && is_filter(connection, "google");
         };
         defect.outgoing = [=](Call& call) {
           if (*both && call.is_update()) {
             call.answer = refusal(400);
           }
         };
         return defect;
       }},
      {"SCO-9"_rule, "sco-9-ignores-the-list",
       "HubSpot contacts flow whether they are on the list or not.",
       [] { return with_filter("hubspot", [](Json& filter) { filter.erase("list"); }); }},
      {"SCO-9"_rule, "sco-9-ignores-property-filters",
       "HubSpot contacts flow whatever the property filters say.",
       [] { return with_filter("hubspot", [](Json& filter) { filter.erase("properties"); }); }},
      {"SCO-10"_rule, "sco-10-other-contacts-stay-out",
       "With the Contacts folder switch off, Other contacts stay out all the same.",
       [] {
         return with_filter("google", [](Json& filter) { filter["contacts_folder"] = true; });
       }},
      {"SCO-11"_rule, "sco-11-the-last-edit-still-syncs",
       "The edit that makes a record leave the filter is synced.",
       [] { return filter_counts_once(no_filters); }},
      {"SCO-12"_rule, "sco-12-all-contacts-means-all-folders",
       "All contacts of Google includes Other contacts.",
       [] {
         return with_settings([](Json& connection) {
           if (text_at(connection, "google", "records") == "all") {
             connection["google"] = {{"records", "filter"},
                                     {"filter", {{"contacts_folder", false}}}};
           }
         });
       }},
      {"SCO-13"_rule, "sco-13-copies-the-own-profile",
       "The account's own profile becomes a HubSpot contact.",
       [] { return after_passes(1, copy_own_profile); }},
      {"SCO-13"_rule, "sco-13-copies-the-own-profile-late",
       "From the second pass on the account's own profile becomes a HubSpot contact.",
       [] { return after_passes(2, copy_own_profile); }},
  };
}

}  // namespace lockstep::mutants
