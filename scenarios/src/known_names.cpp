#include "known_names.h"

#include <algorithm>

#include "lockstep/base/text.h"
#include "lockstep/sim/fake_google.h"
#include "lockstep/sim/fault.h"

namespace lockstep::scenario {
namespace {

bool is_known_alternative(std::string_view alternative) {
  return std::ranges::any_of(known_operations(), [&](const std::string& operation) {
    return sim::matches_operation(alternative, sim::Service::hubspot, operation) ||
           sim::matches_operation(alternative, sim::Service::google, operation);
  });
}

}  // namespace

bool is_known_operation_pattern(std::string_view pattern) {
  return std::ranges::all_of(split(pattern, '|'), is_known_alternative);
}

const std::vector<std::string>& known_operations() {
  static const std::vector<std::string> kOperations = {
      // clang-format off
      "oauth.token", "oauth.accessTokens.get",
      "crm.contacts.getPage", "crm.contacts.getById", "crm.contacts.create", "crm.contacts.update",
      "crm.contacts.archive", "crm.contacts.merge", "crm.contacts.gdprDelete", "crm.contacts.search",
      "crm.contacts.batch.read", "crm.contacts.batch.create", "crm.contacts.batch.update",
      "crm.contacts.batch.upsert", "crm.contacts.batch.archive",
      "crm.properties.getAll", "crm.properties.getByName", "crm.lists.memberships",
      "crm.properties.create", "crm.properties.batch.read", "crm.properties.batch.create",
      "crm.properties.batch.archive", "crm.properties.groups.getAll",
      "crm.properties.groups.create", "crm.properties.groups.getByName",
      "crm.properties.groups.update", "crm.properties.groups.archive", "crm.properties.update",
      "crm.properties.archive", "crm.lists.getAll", "crm.lists.create", "crm.lists.search",
      "crm.lists.getByName", "crm.lists.recordMemberships", "crm.lists.getById",
      "crm.lists.remove", "crm.lists.restore", "crm.lists.updateName", "crm.lists.updateFilters",
      "crm.lists.memberships.removeAll", "crm.lists.memberships.joinOrder",
      "crm.lists.memberships.add", "crm.lists.memberships.remove",
      "crm.lists.memberships.addAndRemove", "crm.lists.memberships.addFrom",
      "crm.contacts.associations.getAll", "crm.contacts.associations.create",
      "crm.contacts.associations.archive", "crm.associations.getPage", "crm.associations.create",
      "crm.associations.archive", "crm.associations.batch.read", "crm.owners.getPage",
      "crm.owners.getById", "account.details", "account.dailyUsage",
      "crm.other.read", "crm.other.write",
      "people.connections.list", "people.get", "people.getBatchGet", "people.createContact",
      "people.updateContact", "people.deleteContact", "people.batchCreateContacts",
      "people.batchUpdateContacts", "people.batchDeleteContacts", "people.searchContacts",
      "people.updateContactPhoto", "people.deleteContactPhoto", "people.listDirectoryPeople",
      "contactGroups.list", "contactGroups.get", "contactGroups.batchGet", "contactGroups.create",
      "contactGroups.update", "contactGroups.delete", "contactGroups.members.modify",
      "otherContacts.list", "otherContacts.search",
      "otherContacts.copyOtherContactToMyContactsGroup",
      // clang-format on
  };
  return kOperations;
}

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
