// PHN: the phone rule.

#include <algorithm>

#include "mutant.h"

namespace lockstep::mutants {
namespace {

bool is_mobile(const Json& phone) { return text_at(phone, "type") == "mobile"; }

Json& phones_of(Json& person) { return person["phoneNumbers"]; }

}  // namespace

std::vector<Mutant> phone_mutants() {
  return {
      {"PHN-1"_rule, "phn-1-first-mobile-is-no-phone",
       "A first number that is labelled mobile is not taken for the phone number.",
       [] {
         return reading(Service::google, [](Json& person) {
           if (person.contains("phoneNumbers") && is_mobile(person["phoneNumbers"].at(0))) {
             person["phoneNumbers"].insert(person["phoneNumbers"].begin(), Json{{"value", ""}});
           }
         });
       }},
      {"PHN-4"_rule, "phn-4-drops-other-numbers-on-update",
       "An update of the phone numbers leaves out those that are neither first, mobile nor fax.",
       [] {
         Defect defect;
         defect.outgoing = [](Call& call) {
           if (!call.is("people.updateContact")) {
             return;
           }
           call.each_person([](Json& person) {
             if (!person.contains("phoneNumbers")) {
               return;
             }
             Json kept = Json::array();
             for (const Json& phone : person["phoneNumbers"]) {
               const std::string type = text_at(phone, "type");
               if (kept.empty() || type == "mobile" || type.ends_with("Fax")) {
                 kept.push_back(phone);
               }
             }
             phones_of(person) = kept;
           });
         };
         return defect;
       }},
      {"PHN-7"_rule, "phn-7-creates-the-mobile-first",
       "A contact that is created in Google gets its mobile number before its phone number.",
       [] {
         Defect defect;
         defect.outgoing = [](Call& call) {
           if (!call.is_create()) {
             return;
           }
           call.each_person([](Json& person) {
             if (person.contains("phoneNumbers")) {
               std::stable_partition(phones_of(person).begin(), phones_of(person).end(), is_mobile);
             }
           });
         };
         return defect;
       }},
  };
}

}  // namespace lockstep::mutants
