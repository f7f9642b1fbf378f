// MAP: field mappings.

#include <set>

#include "mutant.h"

namespace lockstep::mutants {
namespace {

/// Refusals by a rule are not reported.
Defect not_refusing(const char* rule) {
  return reporting("refused.json", [rule](Json& report) {
    Json kept = Json::array();
    for (const Json& refusal : report.at("refused")) {
      if (text_at(refusal, "rule") != rule) {
        kept.push_back(refusal);
      }
    }
    report["refused"] = kept;
  });
}

Defect with_plan(const char* from, const char* plan) {
  return with_settings([=](Json& connection) {
    if (std::string(from).empty() || connection["plan"] == from) {
      connection["plan"] = plan;
    }
  });
}

Defect with_custom_mappings(std::function<void(Json& mapping)> change) {
  return with_settings([change = std::move(change)](Json& connection) {
    if (connection.contains("custom_mappings")) {
      for (Json& mapping : connection["custom_mappings"]) {
        change(mapping);
      }
    }
  });
}

}  // namespace

std::vector<Mutant> mapping_mutants() {
  return {
      {"MAP-1"_rule, "map-1-refuses-no-change", "A change of a locked mapping is not refused.",
       [] { return not_refusing("MAP-1"); }},
      {"MAP-1"_rule, "map-1-the-job-title-is-not-mapped", "The job title does not reach Google.",
       [] {
         return writing(kGoogle, [](Json& person) {
           if (person.contains("organizations") && !person["organizations"].empty()) {
             person["organizations"][0].erase("title");
           }
         });
       }},
      {"MAP-1"_rule, "map-1-the-last-name-is-not-mapped", "The last name does not reach HubSpot.",
       [] { return writing(kHubSpot, [](Json& properties) { properties.erase("lastname"); }); }},
      {"MAP-2"_rule, "map-2-works-on-the-free-plan", "Custom mappings work on the free plan.",
       [] { return with_plan("free", "starter"); }},
      {"MAP-2"_rule, "map-2-does-not-work-on-starter",
       "Custom mappings do not work on the Starter plan.",
       [] { return with_plan("starter", "free"); }},
      {"MAP-3"_rule, "map-3-refuses-no-type",
       "A custom mapping between types that do not fit is not refused.",
       [] { return not_refusing("MAP-3"); }},
      {"MAP-4"_rule, "map-4-custom-mappings-go-both-ways",
       "The direction of a custom mapping is ignored.",
       [] { return with_custom_mappings([](Json& mapping) { mapping["direction"] = "both"; }); }},
      {"MAP-4"_rule, "map-4-directions-are-mixed-up",
       "A custom mapping goes in the opposite direction.",
       [] {
         return with_custom_mappings([](Json& mapping) {
           const std::string direction = text_at(mapping, "direction");
           if (direction == "to_google") {
             mapping["direction"] = "to_hubspot";
           } else if (direction == "to_hubspot") {
             mapping["direction"] = "to_google";
           }
         });
       }},
      {"MAP-5"_rule, "map-5-custom-fields-reach-hubspot",
       "The value of a custom field of Google's becomes the job title in HubSpot.",
       [] {
         return after_passes(1, [](Pass& pass) {
           for (const auto& [hubspot, google] : pass.pairs("")) {
             const std::string value = text_at(pass.person(google), "userDefined", 0, "value");
             if (!value.empty()) {
               pass.update_contact(hubspot, {{"jobtitle", value}});
             }
           }
         });
       }},
      {"MAP-5"_rule, "map-5-custom-fields-are-dropped",
       "An update of a Google contact empties its custom fields.",
       [] {
         Defect defect;
         defect.outgoing = [](Call& call) {
           if (call.is("people.updateContact")) {
             call.write_also("userDefined");
             call.each_person([](Json& person) { person["userDefined"] = Json::array(); });
           }
         };
         return defect;
       }},
      {"MAP-6"_rule, "map-6-labels-reach-hubspot",
       "The names of a contact's labels become its company in HubSpot.",
       [] {
         return after_passes(1, [](Pass& pass) {
           const Json groups =
               pass.send(kGoogle, Method::get, "/v1/contactGroups?groupFields=name,groupType");
           if (!groups.is_object() || !groups.contains("contactGroups")) {
             return;
           }
           for (const auto& [hubspot, google] : pass.pairs("")) {
             const std::string person = pass.person(google).dump();
             for (const Json& group : groups.at("contactGroups")) {
               if (text_at(group, "groupType") == "USER_CONTACT_GROUP" &&
                   person.find('"' + text_at(group, "resourceName") + '"') != std::string::npos) {
                 pass.update_contact(hubspot, {{"company", text_at(group, "name")}});
               }
             }
           }
         });
       }},
      {"MAP-6"_rule, "map-6-labels-are-dropped",
       "An update of a Google contact takes its labels away.",
       [] {
         Defect defect;
         defect.outgoing = [](Call& call) {
           if (call.is("people.updateContact")) {
             call.write_also("memberships");
             call.each_person([](Json& person) {
               person["memberships"] = {
                   {{"contactGroupMembership",
                     {{"contactGroupResourceName", "contactGroups/myContacts"}}}}};
             });
           }
         };
         return defect;
       }},
      {"MAP-7"_rule, "map-7-a-field-is-mapped-twice",
       "A custom mapping of a field that a default mapping uses is not refused.",
       [] { return not_refusing("MAP-7"); }},
      {"MAP-8"_rule, "map-8-eight-mappings-are-enough",
       "Address, website and date of birth do not reach HubSpot.",
       [] {
         return writing(kHubSpot, [](Json& properties) {
           for (const char* const name :
                {"address", "city", "state", "zip", "country", "website", "date_of_birth"}) {
             properties.erase(name);
           }
         });
       }},
  };
}

}  // namespace lockstep::mutants
