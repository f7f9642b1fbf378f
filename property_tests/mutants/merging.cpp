// MRG: merging.

#include <map>
#include <set>

#include "lockstep/base/text.h"

#include "mutant.h"

namespace lockstep::mutants {
namespace {

void swap_default_app(Json& connection) {
  connection["default_app"] = connection["default_app"] == "google" ? "hubspot" : "google";
}

/// Each settled pair is written once more, with what it has.
void touch_contacts(Pass& pass) {
  for (const auto& [hubspot, google] : pass.pairs()) {
    pass.rewrite_contact(hubspot, "firstname");
  }
}

void touch_people(Pass& pass) {
  for (const auto& [hubspot, google] : pass.pairs()) {
    pass.rewrite_person(google);
  }
}

/// Updates of these fields are left out of what is sent to Google, as if they had been made.
Defect not_filling_google(std::vector<std::string> fields) {
  return writing(kGoogle, [=](Json& person) {
    for (const std::string& field : fields) {
      person.erase(field);
    }
  });
}

Defect not_filling_hubspot(std::vector<std::string> names) {
  Defect defect;
  defect.outgoing = [=](Call& call) {
    if (!call.is("crm.contacts.update")) {
      return;
    }
    call.each_properties([&](Json& properties) {
      for (const std::string& name : names) {
        properties.erase(name);
      }
      if (properties.empty()) {
        properties["firstname_unchanged"] = "";  // Refused by HubSpot, like any empty update.
      }
    });
  };
  return defect;
}

/// What the default app had empty at the first meeting is emptied on both sides.
Defect empties_count(const char* default_app) {
  auto empty = std::make_shared<std::map<std::string, std::vector<std::string>>>();
  auto applies = std::make_shared<bool>(false);
  Defect defect;
  defect.config = [=](Json& config) {
    *applies = text_at(config, "connections", 0, "default_app") == default_app;
  };
  if (std::string(default_app) == "hubspot") {
    defect.incoming = [=](const Call& call, Response& response) {
      if (call.is("crm.contacts.getPage") && empty->empty()) {
        each_contact(response, [&](Json& contact) {
          for (const char* const name : {"company", "jobtitle", "phone"}) {
            if (text_at(contact, "properties", name).empty()) {
              (*empty)[text_at(contact, "id")].emplace_back(name);
            }
          }
        });
      }
    };
  }
  defect.after = [=](Pass& pass) {
    for (const auto& [hubspot, google] : pass.pairs()) {
      if (*applies && std::string(default_app) == "google") {
        pass.update_contact(hubspot, {{"company", ""}, {"jobtitle", ""}, {"phone", ""}});
      } else if (*applies && empty->contains(hubspot)) {
        for (const std::string& name : (*empty)[hubspot]) {
          pass.update_contact(hubspot, {{name, ""}});
        }
        pass.update_person(google, "organizations", Json::array());
        pass.update_person(google, "phoneNumbers", Json::array());
      }
    }
    empty->clear();
  };
  return defect;
}

/// Updates of the other service count as made, and are not sent.
Defect updating_only(Service kept) {
  Defect defect;
  defect.outgoing = [=](Call& call) {
    if (call.is_update() && call.service != kept) {
      call.answer = pretence(call);
    }
  };
  return defect;
}

/// Changes are not seen any more after the first pass.
Defect blind_later(Service side) {
  auto later = std::make_shared<bool>(false);
  Defect defect = blind_to(side, [=](const Json& /*record*/) { return *later; });
  defect.before = [=](Pass& pass) { *later = pass.number > 1; };
  return defect;
}

/// Where the texts of a pair differ byte by byte, HubSpot's is written again in each pass.
Defect insists_on(const char* property, std::vector<std::string> path) {
  return after_passes(1, [=](Pass& pass) {
    for (const auto& [hubspot, google] : pass.pairs()) {
      const Json person = pass.person(google);
      const std::string there = text_at(person, path[0].c_str(), 0, path[1].c_str());
      if (!there.empty() && text_at(pass.contact(hubspot), property) != there) {
        pass.update_contact(hubspot, {{property, there}});
      }
    }
  });
}

}  // namespace

std::vector<Mutant> merging_mutants() {
  return {
      {"MRG-1"_rule, "mrg-1-writes-equal-contacts-to-hubspot",
       "At the first meeting HubSpot's contact is written although both are equal.",
       [] {
         return after_passes(1, [](Pass& pass) {
           if (pass.number == 1) {
             touch_contacts(pass);
           }
         });
       }},
      {"MRG-1"_rule, "mrg-1-writes-equal-contacts-to-google",
       "At the first meeting Google's contact is written although both are equal.",
       [] {
         return after_passes(1, [](Pass& pass) {
           if (pass.number == 1) {
             touch_people(pass);
           }
         });
       }},
      {"MRG-2"_rule, "mrg-2-leaves-google-empty",
       "A company or phone that only HubSpot knows does not fill Google's.",
       [] {
         return not_filling_google({"organizations", "phoneNumbers"});
       }},
      {"MRG-2"_rule, "mrg-2-leaves-hubspot-empty",
       "A company or phone that only Google knows does not fill HubSpot's.",
       [] {
         return not_filling_hubspot({"company", "phone", "jobtitle"});
       }},
      {"MRG-3"_rule, "mrg-3-the-other-app-wins-at-first",
       "At the first meeting the value of the app that is not the default one stands.",
       [] {
         Defect defect;
         defect.config = [pass = 0](Json& config) mutable {
           if (++pass == 1) {
             for (Json& connection : config.at("connections")) {
               swap_default_app(connection);
             }
           }
         };
         return defect;
       }},
      {"MRG-3"_rule, "mrg-3-hubspot-always-wins", "The default app is always HubSpot.",
       [] {
         return with_settings([](Json& connection) { connection["default_app"] = "hubspot"; });
       }},
      {"MRG-4"_rule, "mrg-4-hubspots-empties-count",
       "What HubSpot as the default app does not know is emptied at the first meeting.",
       [] { return empties_count("hubspot"); }},
      {"MRG-4"_rule, "mrg-4-googles-empties-count",
       "What Google as the default app does not know is emptied.",
       [] { return empties_count("google"); }},
      {"MRG-5"_rule, "mrg-5-one-way-only-fills",
       "One-way, what the target has already is not overwritten at the first meeting.",
       [] {
         auto one_way = std::make_shared<bool>(false);
         Defect defect;
         defect.config = [=](Json& config) {
           *one_way = config.at("connections").dump().find("\"none\"") != std::string::npos;
         };
         defect.outgoing = [=](Call& call) {
           if (*one_way && call.is_update()) {
             call.answer = refusal(400);
           }
         };
         return defect;
       }},
      {"MRG-5"_rule, "mrg-5-one-way-blanks",
       "One-way, what the source does not know is emptied on the target.",
       [] {
         return after_passes(1, [](Pass& pass) {
           const std::string settings = pass.config().at("connections").at(0).dump();
           if (settings.find("\"none\"") == std::string::npos) {
             return;
           }
           const bool to_google =
               text_at(pass.config(), "connections", 0, "google", "records") == "none";
           for (const auto& [hubspot, google] : pass.pairs()) {
             const Json contact = pass.contact(hubspot);
             const Json person = pass.person(google);
             if (to_google && text_at(contact, "company").empty()) {
               pass.update_person(google, "organizations", Json::array());
             }
             if (to_google && text_at(contact, "phone").empty()) {
               pass.update_person(google, "phoneNumbers", Json::array());
             }
             if (!to_google && !person.contains("organizations")) {
               pass.update_contact(hubspot, {{"company", ""}, {"jobtitle", ""}});
             }
             if (!to_google && !person.contains("phoneNumbers")) {
               pass.update_contact(hubspot, {{"phone", ""}});
             }
           }
         });
       }},
      {"MRG-6"_rule, "mrg-6-googles-edits-are-lost",
       "Of a pair that was edited on both sides only HubSpot's edit is written.",
       [] { return updating_only(kGoogle); }},
      {"MRG-6"_rule, "mrg-6-hubspots-edits-are-lost",
       "Of a pair that was edited on both sides only Google's edit is written.",
       [] { return updating_only(kHubSpot); }},
      {"MRG-7"_rule, "mrg-7-the-other-app-wins",
       "In a conflict the value of the app that is not the default one stands.",
       [] { return with_settings(swap_default_app); }},
      {"MRG-7"_rule, "mrg-7-google-always-wins", "In a conflict Google's value stands.",
       [] {
         return with_settings([](Json& connection) { connection["default_app"] = "google"; });
       }},
      {"MRG-8"_rule, "mrg-8-writes-what-is-equal-to-hubspot",
       "Equal edits on both sides are written to HubSpot.",
       [] { return after_passes(2, touch_contacts); }},
      {"MRG-8"_rule, "mrg-8-writes-what-is-equal-to-google",
       "Equal edits on both sides are written to Google.",
       [] { return after_passes(2, touch_people); }},
      {"MRG-9"_rule, "mrg-9-googles-changes-are-seen-once",
       "After the first pass changes in Google are not seen.", [] { return blind_later(kGoogle); }},
      {"MRG-9"_rule, "mrg-9-hubspots-changes-are-seen-once",
       "After the first pass changes in HubSpot are not seen.",
       [] { return blind_later(kHubSpot); }},
      {"MRG-10"_rule, "mrg-10-clears-do-not-travel",
       "A field that was cleared on one side is not cleared on the other.",
       [] {
         Defect defect;
         defect.outgoing = [](Call& call) {
           if (!call.is_update()) {
             return;
           }
           bool clears = false;
           call.each_properties([&](Json& properties) {
             for (const auto& [name, value] : properties.items()) {
               clears = clears || value == "";
             }
           });
           call.each_person([&](Json& person) {
             for (const auto& [name, value] : person.items()) {
               clears = clears || (value.is_array() && value.empty());
             }
           });
           if (clears) {
             call.answer = pretence(call);
           }
         };
         return defect;
       }},
      {"MRG-11"_rule, "mrg-11-the-clear-wins",
       "Where one side clears a field that the other one edits, it is cleared.",
       [] {
         auto had = std::make_shared<std::map<std::string, std::set<std::string>>>();
         auto cleared = std::make_shared<std::map<std::string, std::set<std::string>>>();
         Defect defect;
         defect.incoming = [=](const Call& call, Response& response) {
           if (call.service != kHubSpot || call.is_write()) {
             return;
           }
           each_contact(response, [&](Json& contact) {
             const std::string id = text_at(contact, "id");
             for (const char* const name : {"phone", "company", "jobtitle", "lastname"}) {
               if (!text_at(contact, "properties", name).empty()) {
                 (*had)[id].insert(name);
               } else if ((*had)[id].contains(name)) {
                 (*cleared)[id].insert(name);
               }
             }
           });
         };
         defect.outgoing = [=](Call& call) {
           if (!call.is("crm.contacts.update")) {
             return;
           }
           const std::string id = call.request.path.substr(call.request.path.rfind('/') + 1);
           call.each_properties([&](Json& properties) {
             for (auto& [name, value] : properties.items()) {
               if ((*cleared)[id].contains(name)) {
                 value = "";
               }
             }
           });
         };
         return defect;
       }},
      {"MRG-12"_rule, "mrg-12-reads-one-page-of-google",
       "Only the first page of Google's list is read.",
       [] {
         Defect defect;
         defect.around = [](Call& call, Transport& world) {
           if (call.is("people.connections.list") && !call.query("pageToken").empty()) {
             Result<Response> answer = world.send(call.request);
             if (answer) {
               drop_from_lists(*answer, [](const Json& /*person*/) { return true; });
             }
             return answer;
           }
           return world.send(call.request);
         };
         return defect;
       }},
      {"MRG-12"_rule, "mrg-12-reads-one-page-of-hubspot",
       "Only the first page of HubSpot's contacts is read, then and later.",
       [] {
         auto unread = std::make_shared<std::set<std::string>>();
         Defect defect;
         defect.incoming = [=](const Call& call, Response& response) {
           if (call.service != kHubSpot || call.is_write()) {
             return;
           }
           if (call.is("crm.contacts.getPage") && !call.query("after").empty()) {
             each_contact(response, [&](Json& contact) { unread->insert(text_at(contact, "id")); });
           }
           drop_from_lists(response, [&](const Json& contact) {
             return unread->contains(text_at(contact, "id"));
           });
         };
         return defect;
       }},
      {"MRG-13"_rule, "mrg-13-insists-on-the-spelling-of-emails",
       "An email that HubSpot stores in lower case is written to it again and again.",
       [] {
         return insists_on("email", {"emailAddresses", "value"});
       }},
      {"MRG-13"_rule, "mrg-13-insists-on-the-spelling-of-companies",
       "A company that HubSpot stores with its blanks tidied is written to it again and again.",
       [] {
         return insists_on("company", {"organizations", "name"});
       }},
      {"MRG-14"_rule, "mrg-14-the-losing-value-is-gone",
       "What lost a conflict is not written down.",
       [] {
         return reporting("conflicts.json",
                          [](Json& report) { report["conflicts"] = Json::array(); });
       }},
      {"MRG-15"_rule, "mrg-15-letter-case-is-no-change",
       "An edit that changes nothing but letter case is not seen.",
       [] {
         return reading(
             kHubSpot, [known = std::map<std::string, std::string>()](Json& contact) mutable {
               const std::string id = text_at(contact, "id");
               for (const char* const name : {"firstname", "lastname", "company", "jobtitle"}) {
                 const std::string value = text_at(contact, "properties", name);
                 if (value.empty()) {
                   continue;  // Also where the answer does not have it.
                 }
                 std::string& first = known.emplace(id + name, value).first->second;
                 if (ascii_lower(first) == ascii_lower(value)) {
                   contact["properties"][name] = first;
                 } else {
                   first = value;
                 }
               }
             });
       }},
  };
}

}  // namespace lockstep::mutants
