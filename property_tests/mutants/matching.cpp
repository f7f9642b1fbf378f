// MAT: matching.

#include <algorithm>
#include <map>
#include <set>

#include "lockstep/base/text.h"

#include "mutant.h"

namespace lockstep::mutants {
namespace {

std::string email_of(const Json& person) { return text_at(person, "emailAddresses", 0, "value"); }

bool has_capitals(const std::string& text) { return ascii_lower(text) != text; }

/// Forgets everything before a pass for which `when` says so.
Defect forgetting(std::function<bool(Pass& pass)> when) {
  const auto shared = std::make_shared<std::function<bool(Pass & pass)>>(std::move(when));
  Defect defect;
  defect.before = [=](Pass& pass) {
    if (pass.number > 1 && (*shared)(pass)) {
      pass.forget();
    }
  };
  defect.after = [=](Pass& pass) { static_cast<void>((*shared)(pass)); };
  return defect;
}

/// True if a pair no longer has the email with which it was first seen.
template <class Email>
std::function<bool(Pass& pass)> email_changed(Email email) {
  return [email, known = std::map<std::string, std::string>()](Pass& pass) mutable {
    bool changed = false;
    for (const auto& [hubspot, google] : pass.pairs("")) {
      const std::string now = email(pass, hubspot, google);
      const auto [first, added] = known.emplace(hubspot, now);
      changed = changed || (!added && first->second != now);
    }
    return changed;
  };
}

/// A create that HubSpot refuses with 409 is sent again, changed.
Defect after_a_409(std::function<void(Call& call)> change) {
  return sending_again(
      [](const Call& call, const Result<Response>& answer) {
        return answer && answer->status == 409 && call.is_create();
      },
      std::move(change));
}

/// Google contacts that share an email, by it.
std::map<std::string, std::vector<Json>> twins(Pass& pass) {
  std::map<std::string, std::vector<Json>> by_email;
  const Json list = pass.send(kGoogle, Method::get,
                              "/v1/people/me/connections?pageSize=1000&"
                              "personFields=names,emailAddresses");
  if (list.is_object() && list.contains("connections")) {
    for (const Json& person : list.at("connections")) {
      by_email[ascii_lower(email_of(person))].push_back(person);
    }
  }
  return by_email;
}

/// Names of a HubSpot contact, by turns, from each Google contact with its email.
Defect taking_turns(bool both_in_one_pass) {
  return after_passes(1, [=](Pass& pass) {
    for (const auto& [hubspot, google] : pass.pairs("")) {
      const std::vector<Json> candidates =
          twins(pass)[ascii_lower(text_at(pass.contact(hubspot), "email"))];
      if (candidates.size() < 2) {
        continue;
      }
      for (std::size_t at = 0; at < candidates.size(); ++at) {
        if (both_in_one_pass || at == static_cast<std::size_t>(pass.number) % candidates.size()) {
          pass.update_contact(hubspot,
                              {{"firstname", text_at(candidates[at], "names", 0, "givenName")}});
        }
      }
    }
  });
}

/// The state is lost from the second pass on, and so is the sight of one side.
Defect starts_anew(Service side) {
  auto lost = std::make_shared<bool>(false);
  Defect defect = blind_to(side, [=](const Json& /*record*/) { return *lost; });
  defect.before = [=](Pass& pass) {
    *lost = pass.number > 1 && std::filesystem::is_empty(pass.state_dir());
  };
  return defect;
}

/// What was read of a record's email once is read for ever.
template <class Read, class Write>
Defect remembers_email(Service side, Read read, Write write) {
  return reading(side, [=, known = std::map<std::string, std::string>()](Json& record) mutable {
    const std::string id =
        side == kGoogle ? text_at(record, "resourceName") : text_at(record, "id");
    const std::string email = read(record);
    if (!email.empty()) {
      known[id] = email;
    } else if (known.contains(id)) {
      write(record, known[id]);
    }
  });
}

}  // namespace

std::vector<Mutant> matching_mutants() {
  return {
      {"MAT-1"_rule, "mat-1-does-not-match",
       "Nothing is matched: what HubSpot has is created in Google.",
       [] { return blind_to(kGoogle, [](const Json& /*person*/) { return true; }); }},
      {"MAT-1"_rule, "mat-1-matches-the-first-of-a-page-only",
       "Of each page of Google's list only the first contact is matched.",
       [] {
         Defect defect;
         defect.incoming = [](const Call& call, Response& response) {
           if (call.is("people.connections.list")) {
             drop_from_lists(response,
                             [at = 0](const Json& /*person*/) mutable { return at++ > 0; });
           }
         };
         return defect;
       }},
      {"MAT-2"_rule, "mat-2-minds-letter-case", "An email with capitals in Google matches nothing.",
       [] {
         return blind_to(kGoogle,
                         [](const Json& person) { return has_capitals(email_of(person)); });
       }},
      {"MAT-2"_rule, "mat-2-folds-plus-tags", "ann+news@example.com is taken for ann@example.com.",
       [] {
         return reading(kGoogle, [](Json& person) {
           const std::string email = email_of(person);
           const std::size_t plus = email.find('+');
           if (plus != std::string::npos) {
             person["emailAddresses"][0]["value"] =
                 email.substr(0, plus) + email.substr(email.find('@'));
           }
         });
       }},
      {"MAT-2"_rule, "mat-2-folds-dots", "ann.lee@example.com is taken for annlee@example.com.",
       [] {
         return reading(kGoogle, [](Json& person) {
           std::string email = email_of(person);
           const std::size_t at = email.find('@');
           if (at != std::string::npos) {
             std::string name = email.substr(0, at);
             std::erase(name, '.');
             person["emailAddresses"][0]["value"] = name + email.substr(at);
           }
         });
       }},
      {"MAT-3"_rule, "mat-3-a-new-email-in-google-ends-the-pair",
       "When an email is changed in Google, pairs are made anew by email.",
       [] {
         return forgetting(email_changed(
             [](Pass& pass, const std::string& /*hubspot*/, const std::string& google) {
               return email_of(pass.person(google));
             }));
       }},
      {"MAT-3"_rule, "mat-3-a-new-email-in-hubspot-ends-the-pair",
       "When an email is changed in HubSpot, pairs are made anew by email.",
       [] {
         return forgetting(email_changed(
             [](Pass& pass, const std::string& hubspot, const std::string& /*google*/) {
               return text_at(pass.contact(hubspot), "email");
             }));
       }},
      {"MAT-4"_rule, "mat-4-only-the-first-email-matches",
       "Only the first email of a Google contact matches.",
       [] {
         return reading(kGoogle, [](Json& person) {
           if (person.contains("emailAddresses") && !person["emailAddresses"].empty()) {
             person["emailAddresses"] = Json::array({person["emailAddresses"].at(0)});
           }
         });
       }},
      {"MAT-5"_rule, "mat-5-the-second-twin-is-not-told",
       "The second of two Google contacts with one email is reported as in sync.",
       [] {
         return reporting_records([](Json& record) {
           if (text_at(record, "reason") == "DUPLICATE_RECORD") {
             record["state"] = "in_sync";
             record["reason"] = nullptr;
           }
         });
       }},
      {"MAT-6"_rule, "mat-6-includes-contacts-without-email",
       "Contacts without an email sync although the setting leaves them out.",
       [] {
         return with_settings([](Json& connection) { connection["only_with_email"] = false; });
       }},
      {"MAT-6"_rule, "mat-6-creates-contacts-without-email-again",
       "Contacts without an email, when included, are created in every pass.",
       [] {
         return after_passes(2, [](Pass& pass) {
           for (const auto& [hubspot, google] : pass.pairs("")) {
             const Json contact = pass.contact(hubspot);
             if (text_at(contact, "email").empty()) {
               pass.send(kGoogle, Method::post, "/v1/people:createContact",
                         {{"names", {{{"givenName", text_at(contact, "firstname")}}}}});
             }
           }
         });
       }},
      {"MAT-7"_rule, "mat-7-a-409-is-answered-without-email",
       "A create that HubSpot refuses because of its email is repeated without it.",
       [] { return after_a_409(drop_email); }},
      {"MAT-7"_rule, "mat-7-a-409-is-answered-with-another-email",
       "A create that HubSpot refuses because of its email is repeated with a number in it.",
       [] {
         return after_a_409([](Call& call) {
           call.each_properties(
               [](Json& properties) { properties["email"] = "2." + text_at(properties, "email"); });
         });
       }},
      {"MAT-8"_rule, "mat-8-a-removed-email-goes-unnoticed",
       "A pair goes on syncing after its email was removed in Google.",
       [] {
         return remembers_email(kGoogle, email_of, [](Json& person, const std::string& email) {
           person["emailAddresses"] = {{{"value", email}}};
         });
       }},
      {"MAT-9"_rule, "mat-9-pairs-are-made-anew-each-time",
       "Every pass pairs by email, whatever was paired before.",
       [] { return forgetting([](Pass& /*pass*/) { return true; }); }},
      {"MAT-9"_rule, "mat-9-the-newest-contact-takes-the-partner",
       "A contact with the email of a pair takes its partner's values.",
       [] { return taking_turns(/*both_in_one_pass=*/true); }},
      {"MAT-10"_rule, "mat-10-creates-everything-after-losing-its-state",
       "After its state was lost, everything that HubSpot has is created in Google again.",
       [] { return starts_anew(kGoogle); }},
      {"MAT-10"_rule, "mat-10-creates-in-hubspot-after-losing-its-state",
       "After its state was lost, everything that Google has is created in HubSpot again.",
       [] {
         Defect defect = starts_anew(kHubSpot);
         defect.around = after_a_409(drop_email).around;
         return defect;
       }},
      {"MAT-11"_rule, "mat-11-twins-take-turns",
       "Two Google contacts with one email overwrite their HubSpot partner by turns.",
       [] { return taking_turns(/*both_in_one_pass=*/false); }},
      {"MAT-11"_rule, "mat-11-twins-both-write",
       "Two Google contacts with one email both write to their HubSpot partner in each pass.",
       [] { return taking_turns(/*both_in_one_pass=*/true); }},
      {"MAT-12"_rule, "mat-12-names-the-nameless",
       "A contact with neither name nor email is created with the name Unknown.",
       [] {
         return reading(kHubSpot, [](Json& contact) {
           Json& properties = contact["properties"];
           if (text_at(properties, "firstname").empty() &&
               text_at(properties, "lastname").empty()) {
             properties["firstname"] = "Unknown";
           }
         });
       }},
  };
}

}  // namespace lockstep::mutants
