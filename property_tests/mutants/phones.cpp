// PHN: the phone rule.

#include <algorithm>
#include <map>

#include "mutant.h"

namespace lockstep::mutants {
namespace {

std::string type_of(const Json& phone) { return text_at(phone, "type"); }
bool is_mobile(const Json& phone) { return type_of(phone) == "mobile"; }
bool is_fax(const Json& phone) { return type_of(phone).ends_with("Fax"); }

/// Google's numbers are read otherwise than they are.
Defect reading_phones(std::function<void(Json& phones)> change) {
  return reading(kGoogle, [change = std::move(change)](Json& person) {
    if (person.contains("phoneNumbers") && !person["phoneNumbers"].empty()) {
      change(person["phoneNumbers"]);
    }
  });
}

/// What is written to Google's numbers is changed, in updates or in creates.
Defect writing_phones(bool (Call::*kind)() const, std::function<void(Json& phones)> change) {
  Defect defect;
  defect.outgoing = [kind, change = std::move(change)](Call& call) {
    if ((call.*kind)()) {
      call.each_person([&](Json& person) {
        if (person.contains("phoneNumbers") && !person["phoneNumbers"].empty()) {
          change(person["phoneNumbers"]);
        }
      });
    }
  };
  return defect;
}

/// One label is read as another one, but for the first number.
Defect mistaking(std::vector<std::string> labels, const char* other) {
  return reading_phones([=](Json& phones) {
    for (std::size_t at = 1; at < phones.size(); ++at) {
      if (std::ranges::find(labels, type_of(phones[at])) != labels.end()) {
        phones[at]["type"] = other;
      }
    }
  });
}

/// A slot that HubSpot has empty is filled from another one.
Defect promoting(const char* from) {
  return after_passes(1, [=](Pass& pass) {
    for (const auto& [hubspot, google] : pass.pairs("")) {
      const Json contact = pass.contact(hubspot);
      if (text_at(contact, "phone").empty() && !text_at(contact, from).empty()) {
        pass.update_contact(hubspot, {{"phone", text_at(contact, from)}});
      }
    }
  });
}

Json without(const Json& phones, const std::function<bool(const Json&)>& gone) {
  Json kept = Json::array();
  for (std::size_t at = 0; at < phones.size(); ++at) {
    if (at == 0 || !gone(phones[at])) {
      kept.push_back(phones[at]);
    }
  }
  return kept;
}

}  // namespace

std::vector<Mutant> phone_mutants() {
  return {
      {"PHN-1"_rule, "phn-1-mobile-and-fax-are-no-phone",
       "A first number that is labelled mobile or fax is passed over for the phone number.",
       [] {
         return reading_phones([](Json& phones) {
           if (phones.size() > 1 && (is_mobile(phones[0]) || is_fax(phones[0]))) {
             std::rotate(phones.begin(), phones.begin() + 1, phones.end());
           }
         });
       }},
      {"PHN-1"_rule, "phn-1-the-last-number-is-the-phone",
       "The last of Google's numbers is taken for the phone number.",
       [] {
         return reading_phones([](Json& phones) { std::reverse(phones.begin(), phones.end()); });
       }},
      {"PHN-2"_rule, "phn-2-mobiles-do-not-count", "An additional mobile is any other number.",
       [] { return mistaking({"mobile"}, "other"); }},
      {"PHN-2"_rule, "phn-2-mobilephone-is-not-written",
       "The mobile number is left out of what is written to HubSpot.",
       [] { return writing(kHubSpot, [](Json& properties) { properties.erase("mobilephone"); }); }},
      {"PHN-3"_rule, "phn-3-home-faxes-do-not-count",
       "An additional fax at home is any other number.",
       [] { return mistaking({"homeFax"}, "other"); }},
      {"PHN-3"_rule, "phn-3-work-faxes-do-not-count",
       "An additional fax at work is any other number.",
       [] { return mistaking({"workFax"}, "other"); }},
      {"PHN-4"_rule, "phn-4-drops-other-numbers-on-update",
       "An update of the phone numbers leaves out those that are neither first, mobile nor fax.",
       [] {
         return writing_phones(&Call::is_update, [](Json& phones) {
           phones = without(phones,
                            [](const Json& phone) { return !is_mobile(phone) && !is_fax(phone); });
         });
       }},
      {"PHN-4"_rule, "phn-4-any-number-fills-the-mobile",
       "An additional number of any label fills HubSpot's mobile number.",
       [] {
         return mistaking({"home", "work", "main", "pager", "other", ""}, "mobile");
       }},
      {"PHN-5"_rule, "phn-5-the-last-candidate-counts",
       "Of several mobiles the last one in the list is taken.",
       [] {
         return reading_phones(
             [](Json& phones) { std::reverse(phones.begin() + 1, phones.end()); });
       }},
      {"PHN-6"_rule, "phn-6-a-first-mobile-fills-both",
       "A first number that is labelled mobile fills the mobile number, too.",
       [] {
         return reading_phones([](Json& phones) {
           if (is_mobile(phones[0])) {
             phones.push_back(phones[0]);
           }
         });
       }},
      {"PHN-7"_rule, "phn-7-creates-the-mobile-first",
       "A contact that is created in Google gets its mobile number before its phone number.",
       [] {
         return writing_phones(&Call::is_create, [](Json& phones) {
           std::stable_partition(phones.begin(), phones.end(), is_mobile);
         });
       }},
      {"PHN-7"_rule, "phn-7-creates-without-labels",
       "A contact that is created in Google gets its numbers without labels.",
       [] {
         return writing_phones(&Call::is_create, [](Json& phones) {
           for (Json& phone : phones) {
             phone.erase("type");
           }
         });
       }},
      {"PHN-8"_rule, "phn-8-the-label-is-lost",
       "A new phone number in HubSpot takes the label away from Google's first number.",
       [] {
         return writing_phones(&Call::is_update, [](Json& phones) { phones[0].erase("type"); });
       }},
      {"PHN-8"_rule, "phn-8-the-new-number-goes-to-the-end",
       "A new phone number in HubSpot is put behind the others.",
       [] {
         return writing_phones(&Call::is_update, [](Json& phones) {
           std::rotate(phones.begin(), phones.begin() + 1, phones.end());
         });
       }},
      {"PHN-9"_rule, "phn-9-a-lone-mobile-becomes-the-phone",
       "A HubSpot contact that has only a mobile number gets it as its phone number, too.",
       [] { return promoting("mobilephone"); }},
      {"PHN-9"_rule, "phn-9-a-lone-fax-becomes-the-phone",
       "A HubSpot contact that has only a fax gets it as its phone number, too.",
       [] { return promoting("fax"); }},
      {"PHN-10"_rule, "phn-10-spelling-counts-in-hubspot",
       "A number that HubSpot spells otherwise than Google is written to HubSpot.",
       [] {
         return after_passes(1, [](Pass& pass) {
           for (const auto& [hubspot, google] : pass.pairs()) {
             const std::string there = text_at(pass.person(google), "phoneNumbers", 0, "value");
             const std::string here = text_at(pass.contact(hubspot), "phone");
             if (!there.empty() && !here.empty() && here != there) {
               pass.update_contact(hubspot, {{"phone", there}});
             }
           }
         });
       }},
      {"PHN-10"_rule, "phn-10-spelling-counts-in-google",
       "A number that Google spells otherwise than HubSpot is written to Google.",
       [] {
         return after_passes(1, [](Pass& pass) {
           for (const auto& [hubspot, google] : pass.pairs()) {
             const Json person = pass.person(google);
             const std::string here = text_at(pass.contact(hubspot), "phone");
             if (!here.empty() && person.contains("phoneNumbers") &&
                 text_at(person, "phoneNumbers", 0, "value") != here) {
               Json phones = person.at("phoneNumbers");
               phones[0]["value"] = here;
               pass.update_person(google, "phoneNumbers", phones);
             }
           }
         });
       }},
      {"PHN-11"_rule, "phn-11-the-first-number-stays-first",
       "A number that was Google's first one is taken for it as long as it is in the list.",
       [] {
         auto first = std::make_shared<std::map<std::string, std::string>>();
         return reading(kGoogle, [=](Json& person) {
           if (!person.contains("phoneNumbers") || person["phoneNumbers"].empty()) {
             return;
           }
           Json& phones = person["phoneNumbers"];
           const std::string& value =
               first->emplace(text_at(person, "resourceName"), text_at(phones, 0, "value"))
                   .first->second;
           std::stable_partition(phones.begin(), phones.end(), [&](const Json& phone) {
             return text_at(phone, "value") == value;
           });
         });
       }},
      {"PHN-11"_rule, "phn-11-numbers-are-sorted",
       "Google's numbers are sorted before the first one is taken.",
       [] {
         return reading_phones([](Json& phones) {
           std::sort(phones.begin(), phones.end(), [](const Json& left, const Json& right) {
             return text_at(left, "value") < text_at(right, "value");
           });
         });
       }},
      {"PHN-12"_rule, "phn-12-the-next-number-moves-up",
       "When HubSpot's phone number is cleared, Google's next number becomes it.",
       [] {
         return after_passes(2, [](Pass& pass) {
           for (const auto& [hubspot, google] : pass.pairs("")) {
             const std::string first = text_at(pass.person(google), "phoneNumbers", 0, "value");
             if (text_at(pass.contact(hubspot), "phone").empty() && !first.empty()) {
               pass.update_contact(hubspot, {{"phone", first}});
             }
           }
         });
       }},
      {"PHN-13"_rule, "phn-13-cell-is-a-mobile",
       "An additional number with the user's own label cell or iPhone counts as mobile.",
       [] {
         return mistaking({"cell", "Cell", "iPhone"}, "mobile");
       }},
      {"PHN-13"_rule, "phn-13-any-label-with-fax-is-a-fax",
       "An additional number with the user's own label Fax (old) counts as fax.",
       [] {
         return mistaking({"Fax (old)", "fax", "Fax"}, "homeFax");
       }},
      {"PHN-14"_rule, "phn-14-work-mobiles-do-not-count",
       "A mobile at work and a fax elsewhere are any other numbers.",
       [] {
         return mistaking({"workMobile", "otherFax"}, "pager");
       }},
  };
}

}  // namespace lockstep::mutants
