// KEP, DEL: keeping what is not ours, deletions.

#include <map>
#include <set>
#include <utility>

#include "mutant.h"

namespace lockstep::mutants {
namespace {

/// When Google's list is refused, everybody counts as deleted.
Defect absence_is_deletion() {
  auto refused = std::make_shared<bool>(false);
  Defect defect;
  defect.incoming = [=](const Call& call, Response& response) {
    *refused = *refused || (call.is("people.connections.list") && response.status == 403);
  };
  defect.before = [=](Pass& pass) {
    if (std::exchange(*refused, false)) {
      for (const auto& [hubspot, google] : pass.pairs("")) {
        pass.archive_contact(hubspot);
      }
    }
  };
  return defect;
}

/// The survivors of deleted partners.
Defect with_survivors(std::function<void(Pass&, const std::string&, const std::string&)> act) {
  return after_passes(2, [act = std::move(act)](Pass& pass) {
    for (const auto& [hubspot, google] : pass.with_reason("COUNTERPART_DELETED")) {
      act(pass, hubspot, google);
    }
  });
}

Defect archive_partners() {
  return with_survivors([](Pass& pass, const std::string& hubspot, const std::string&) {
    if (!hubspot.empty()) {
      pass.archive_contact(hubspot);
    }
  });
}

Defect with_stage(bool (Call::*kind)() const, const char* stage) {
  Defect defect;
  defect.outgoing = [=](Call& call) {
    if (call.service == kHubSpot && (call.*kind)()) {
      call.each_properties([&](Json& properties) { properties["lifecyclestage"] = stage; });
    }
  };
  return defect;
}

/// What to do about an update that is refused for its etag.
Defect after_a_stale_etag(bool insists) {
  Defect defect;
  defect.around = [=](Call& call, Transport& world) {
    Result<Response> answer = world.send(call.request);
    if (!call.is("people.updateContact") || !answer || answer->status != 400) {
      return answer;
    }
    if (!insists) {
      return Result<Response>(pretence(call));
    }
    Request read = call.request;
    read.method = Method::get;
    read.path = read.path.substr(0, read.path.rfind(':'));
    read.query = {{"personFields", call.query("personFields")}};
    read.body.clear();
    const Result<Response> now = world.send(read);
    if (now && now->status == 200) {
      call.each_person([&](Json& person) {
        person["etag"] = Json::parse(now->body).at("etag");
        person.erase("metadata");  // The source's etag is the stale one.
      });
    }
    return world.send(call.request);
  };
  return defect;
}

}  // namespace

std::vector<Mutant> keeping_mutants() {
  return {
      {"KEP-1"_rule, "kep-1-drops-the-other-parts-of-names",
       "A name that is written to Google loses its middle name, prefix and suffix.",
       [] {
         return writing(kGoogle, [](Json& person) {
           if (person.contains("names") && !person["names"].empty()) {
             Json name = Json::object();
             for (const char* const part : {"givenName", "familyName"}) {
               if (person["names"][0].contains(part)) {
                 name[part] = person["names"][0][part];
               }
             }
             person["names"] = Json::array({name});
           }
         });
       }},
      {"KEP-1"_rule, "kep-1-drops-further-emails",
       "An update of a Google contact leaves only its first email.",
       [] {
         Defect defect;
         defect.outgoing = [](Call& call) {
           if (call.is("people.updateContact")) {
             call.each_person([](Json& person) {
               if (person.contains("emailAddresses") && person["emailAddresses"].size() > 1) {
                 person["emailAddresses"] = Json::array({person["emailAddresses"][0]});
               }
             });
           }
         };
         return defect;
       }},
      {"KEP-2"_rule, "kep-2-empties-a-property",
       "An update of a HubSpot contact empties its salutation.",
       [] { return writing(kHubSpot, [](Json& properties) { properties["salutation"] = ""; }); }},
      {"KEP-2"_rule, "kep-2-signs-what-it-writes",
       "An update of a HubSpot contact leaves a note in a property of its own.",
       [] {
         return writing(kHubSpot, [](Json& properties) { properties["message"] = "from Google"; });
       }},
      {"KEP-3"_rule, "kep-3-gives-up-after-a-stale-etag",
       "An update that is refused for its etag is not merged again, and counts as made.",
       [] { return after_a_stale_etag(/*insists=*/false); }},
      {"KEP-3"_rule, "kep-3-insists-after-a-stale-etag",
       "An update that is refused for its etag is sent again with a fresh one, unmerged.",
       [] { return after_a_stale_etag(/*insists=*/true); }},
      {"KEP-4"_rule, "kep-4-pairing-makes-a-customer",
       "A HubSpot contact that is updated becomes a customer.",
       [] { return with_stage(&Call::is_update, "customer"); }},
      {"KEP-4"_rule, "kep-4-creates-customers",
       "A HubSpot contact that is created becomes a customer, whatever the setting says.",
       [] { return with_stage(&Call::is_create, "customer"); }},
      {"KEP-5"_rule, "kep-5-writes-the-whole-contact",
       "An update of a HubSpot contact sends every mapped property, as it was read.",
       [] {
         auto known = std::make_shared<std::map<std::string, Json>>();
         Defect defect;
         defect.incoming = [=](const Call& call, Response& response) {
           if (call.service == kHubSpot && !call.is_write()) {
             each_contact(response, [&](Json& contact) {
               for (const auto& [name, value] : contact["properties"].items()) {
                 if (value.is_string() && !name.starts_with("hs_") && !name.ends_with("date")) {
                   (*known)[text_at(contact, "id")][name] = value;
                 }
               }
             });
           }
         };
         defect.outgoing = [=](Call& call) {
           if (call.is("crm.contacts.update")) {
             const std::string id = call.request.path.substr(call.request.path.rfind('/') + 1);
             call.each_properties([&](Json& properties) {
               Json whole = (*known)[id].is_object() ? (*known)[id] : Json::object();
               whole.update(properties);
               properties = whole;
             });
           }
         };
         return defect;
       }},
      {"DEL-1"_rule, "del-1-archives-the-partner-in-hubspot",
       "When a contact is put into Google's Trash, its HubSpot partner is archived.",
       archive_partners},
      {"DEL-1"_rule, "del-1-trashes-the-partner-in-google",
       "When a contact is deleted in HubSpot, its Google partner is put into Trash.",
       [] {
         return with_survivors([](Pass& pass, const std::string&, const std::string& google) {
           if (!google.empty()) {
             pass.trash_person(google);
           }
         });
       }},
      {"DEL-2"_rule, "del-2-comes-back-in-google",
       "A contact that was deleted in Google is created there again.",
       [] {
         return with_survivors([](Pass& pass, const std::string& hubspot, const std::string&) {
           pass.copy_to_google(hubspot);
         });
       }},
      {"DEL-2"_rule, "del-2-comes-back-in-hubspot",
       "A contact that was deleted in HubSpot is created there again.",
       [] {
         return with_survivors([](Pass& pass, const std::string&, const std::string& google) {
           const Json person = pass.person(google);
           if (!person.is_null()) {
             pass.send(kHubSpot, Method::post, "/crm/v3/objects/contacts",
                       {{"properties",
                         {{"email", text_at(person, "emailAddresses", 0, "value")},
                          {"firstname", text_at(person, "names", 0, "givenName")}}}});
           }
         });
       }},
      {"DEL-3"_rule, "del-3-a-refused-list-is-an-empty-book",
       "When a list of Google's is refused with 403, its contacts are archived in HubSpot.",
       absence_is_deletion},
      {"DEL-3"_rule, "del-3-filtered-is-deleted",
       "What a filter leaves out is put into Google's Trash.",
       [] {
         return after_passes(2, [](Pass& pass) {
           for (const auto& [hubspot, google] : pass.with_reason("NOT_IN_FILTER")) {
             pass.trash_person(google);
           }
         });
       }},
      {"DEL-4"_rule, "del-4-deleted-is-deleted",
       "A contact that was deleted and restored takes no more updates.",
       [] {
         auto gone = std::make_shared<std::set<std::string>>();
         Defect defect;
         defect.after = [=](Pass& pass) {
           for (const auto& [hubspot, google] : pass.with_reason("COUNTERPART_DELETED")) {
             gone->insert(hubspot.empty() ? google : hubspot);
           }
         };
         defect.outgoing = [=](Call& call) {
           if (call.is_update() && !gone->empty()) {
             call.answer = refusal(400);
           }
         };
         return defect;
       }},
      {"DEL-5"_rule, "del-5-the-survivor-stays-alone",
       "A new contact with the email of a survivor does not pair with it.",
       [] {
         auto survivors = std::make_shared<bool>(false);
         Defect defect;
         defect.before = [=](Pass& pass) {
           *survivors = *survivors || !pass.with_reason("COUNTERPART_DELETED").empty();
         };
         defect.outgoing = [=](Call& call) {
           if (*survivors && call.is_write()) {
             call.answer = refusal(400);
           }
         };
         return defect;
       }},
      {"DEL-6"_rule, "del-6-a-merge-in-hubspot-is-a-deletion",
       "What a HubSpot contact was merged from is not looked at.",
       [] {
         return reading(kHubSpot, [](Json& contact) {
           contact["properties"].erase("hs_merged_object_ids");
           if (contact["properties"].contains("hs_merged_object_ids")) {
             contact["properties"]["hs_merged_object_ids"] = nullptr;
           }
         });
       }},
      {"DEL-6"_rule, "del-6-a-new-resource-name-is-another-contact",
       "What a Google contact was called before is not looked at.",
       [] {
         return reading(kGoogle, [](Json& person) {
           if (person.contains("metadata")) {
             person["metadata"].erase("previousResourceNames");
           }
         });
       }},
      {"DEL-6"_rule, "del-6-a-merge-in-google-archives-the-partner",
       "When two Google contacts are merged, the HubSpot contact of the one that is gone is "
       "archived.",
       archive_partners},
  };
}

}  // namespace lockstep::mutants
