#include "known_names.h"

#include "lockstep/sim/fake_google.h"

namespace lockstep::scenario {

const std::vector<std::string>& known_scopes(sim::Service service) {
  static const std::vector<std::string> kHubSpot = {"crm.objects.contacts.read",
                                                    "crm.objects.contacts.write", "crm.lists.read"};
  static const std::vector<std::string> kGoogle = {std::string(sim::kGoogleContactsScope),
                                                   std::string(sim::kGoogleContactsReadonlyScope),
                                                   std::string(sim::kGoogleOtherContactsScope)};
  return service == sim::Service::hubspot ? kHubSpot : kGoogle;
}

const std::vector<std::string>& known_person_fields() {
  static const std::vector<std::string> kFields = {
      "addresses",      "biographies",  "birthdays",   "calendarUrls",  "clientData",
      "emailAddresses", "events",       "externalIds", "fileAses",      "genders",
      "imClients",      "interests",    "locales",     "locations",     "miscKeywords",
      "names",          "nicknames",    "occupations", "organizations", "phoneNumbers",
      "relations",      "sipAddresses", "skills",      "urls",          "userDefined"};
  return kFields;
}

}  // namespace lockstep::scenario
