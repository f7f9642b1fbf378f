#include "google/methods.h"

#include <algorithm>
#include <array>

#include "lockstep/base/text.h"

#include "google/handlers.h"

namespace lockstep::sim::google {
namespace {

constexpr std::string_view kWrite = "https://www.googleapis.com/auth/contacts";
constexpr std::string_view kRead = "https://www.googleapis.com/auth/contacts.readonly";
constexpr std::string_view kOther = "https://www.googleapis.com/auth/contacts.other.readonly";
constexpr std::string_view kDirectory = "https://www.googleapis.com/auth/directory.readonly";

const std::vector<std::string_view>& write_scopes() {
  static const std::vector<std::string_view> kScopes = {kWrite};
  return kScopes;
}
const std::vector<std::string_view>& read_scopes() {
  static const std::vector<std::string_view> kScopes = {kWrite, kRead};
  return kScopes;
}
const std::vector<std::string_view>& person_scopes() {
  static const std::vector<std::string_view> kScopes = {kWrite, kRead, kOther};
  return kScopes;
}
/// Copying an Other contact reads the one folder and writes the other. Whether one of the two
/// scopes is enough is not published; both is the stricter reading.
const std::vector<std::string_view>& copy_scopes() {
  static const std::vector<std::string_view> kScopes = {kWrite, kOther};
  return kScopes;
}
const std::vector<std::string_view>& directory_scopes() {
  static const std::vector<std::string_view> kScopes = {kDirectory};
  return kScopes;
}
const std::vector<std::string_view>& other_scopes() {
  static const std::vector<std::string_view> kScopes = {kOther};
  return kScopes;
}

using Names = std::string_view;
constexpr std::array<Names, 8> kListParameters = {
    "pageSize",         "pageToken", "personFields", "requestMask.includeField",
    "requestSyncToken", "sortOrder", "sources",      "syncToken"};
constexpr std::array<Names, 6> kOtherListParameters = {
    "pageSize", "pageToken", "readMask", "requestSyncToken", "sources", "syncToken"};
constexpr std::array<Names, 3> kGetParameters = {"personFields", "requestMask.includeField",
                                                 "sources"};
constexpr std::array<Names, 4> kBatchGetParameters = {"personFields", "requestMask.includeField",
                                                      "resourceNames", "sources"};
constexpr std::array<Names, 2> kCreateParameters = {"personFields", "sources"};
constexpr std::array<Names, 3> kUpdateParameters = {"personFields", "sources",
                                                    "updatePersonFields"};
constexpr std::array<Names, 4> kGroupListParameters = {"groupFields", "pageSize", "pageToken",
                                                       "syncToken"};
constexpr std::array<Names, 2> kGroupGetParameters = {"groupFields", "maxMembers"};
constexpr std::array<Names, 3> kGroupBatchGetParameters = {"groupFields", "maxMembers",
                                                           "resourceNames"};
constexpr std::array<Names, 1> kGroupDeleteParameters = {"deleteContacts"};
constexpr std::array<Names, 4> kSearchParameters = {"pageSize", "query", "readMask", "sources"};
constexpr std::array<Names, 3> kOtherSearchParameters = {"pageSize", "query", "readMask"};
constexpr std::array<Names, 7> kDirectoryListParameters = {
    "mergeSources",     "pageSize", "pageToken", "readMask",
    "requestSyncToken", "sources",  "syncToken"};
constexpr std::array<Names, 6> kDirectorySearchParameters = {
    "mergeSources", "pageSize", "pageToken", "query", "readMask", "sources"};

using enum Method;

// clang-format off
constexpr std::array kMethods = {
    ApiMethod{get,   "/v1/people/{person}/connections", "people.connections.list",     "ListConnections",     false, read_scopes,   kListParameters,        list_connections},
    ApiMethod{get,   "/v1/people:batchGet",             "people.getBatchGet",          "GetPeople",           false, person_scopes, kBatchGetParameters,    get_people},
    ApiMethod{post,  "/v1/people:createContact",        "people.createContact",        "CreateContact",       true,  write_scopes,  kCreateParameters,      create_contact},
    ApiMethod{post,  "/v1/people:batchCreateContacts",  "people.batchCreateContacts",  "BatchCreateContacts", true,  write_scopes,  {},                     batch_create_contacts},
    ApiMethod{post,  "/v1/people:batchUpdateContacts",  "people.batchUpdateContacts",  "BatchUpdateContacts", true,  write_scopes,  {},                     batch_update_contacts},
    ApiMethod{post,  "/v1/people:batchDeleteContacts",  "people.batchDeleteContacts",  "BatchDeleteContacts", true,  write_scopes,  {},                     batch_delete_contacts},
    ApiMethod{patch, "/v1/people/{person}:updateContact", "people.updateContact",      "UpdateContact",       true,  write_scopes,  kUpdateParameters,      update_contact},
    ApiMethod{del,   "/v1/people/{person}:deleteContact", "people.deleteContact",      "DeleteContact",       true,  write_scopes,  {},                     delete_contact},
    ApiMethod{patch, "/v1/people/{person}:updateContactPhoto", "people.updateContactPhoto", "UpdateContactPhoto", true, write_scopes, {},                  update_contact_photo},
    ApiMethod{del,   "/v1/people/{person}:deleteContactPhoto", "people.deleteContactPhoto", "DeleteContactPhoto", true, write_scopes, kCreateParameters,   delete_contact_photo},
    ApiMethod{get,   "/v1/people:searchContacts",       "people.searchContacts",       "SearchContacts",      false, read_scopes,   kSearchParameters,      search_contacts},
    ApiMethod{get,   "/v1/people:listDirectoryPeople",  "people.listDirectoryPeople",  "ListDirectoryPeople", false, directory_scopes, kDirectoryListParameters, list_directory_people},
    ApiMethod{get,   "/v1/people:searchDirectoryPeople", "people.searchDirectoryPeople", "SearchDirectoryPeople", false, directory_scopes, kDirectorySearchParameters, search_directory_people},
    ApiMethod{get,   "/v1/people/{person}",             "people.get",                  "GetPerson",           false, person_scopes, kGetParameters,         get_person},
    ApiMethod{get,   "/v1/otherContacts",               "otherContacts.list",          "ListOtherContacts",   false, other_scopes,  kOtherListParameters,   list_other_contacts},
    ApiMethod{get,   "/v1/otherContacts:search",        "otherContacts.search",        "SearchOtherContacts", false, other_scopes,  kOtherSearchParameters, search_other_contacts},
    ApiMethod{post,  "/v1/otherContacts/{contact}:copyOtherContactToMyContactsGroup", "otherContacts.copyOtherContactToMyContactsGroup", "CopyOtherContactToMyContactsGroup", true, copy_scopes, {}, copy_other_contact, /*needs_every_scope=*/true},
    ApiMethod{get,   "/v1/contactGroups:batchGet",      "contactGroups.batchGet",      "BatchGetContactGroups", false, read_scopes, kGroupBatchGetParameters, get_contact_groups},
    ApiMethod{get,   "/v1/contactGroups",               "contactGroups.list",          "ListContactGroups",   false, read_scopes,   kGroupListParameters,   list_contact_groups},
    ApiMethod{post,  "/v1/contactGroups",               "contactGroups.create",        "CreateContactGroup",  true,  write_scopes,  {},                     create_contact_group},
    ApiMethod{post,  "/v1/contactGroups/{group}/members:modify", "contactGroups.members.modify", "ModifyContactGroupMembers", true, write_scopes, {},     modify_members},
    ApiMethod{get,   "/v1/contactGroups/{group}",       "contactGroups.get",           "GetContactGroup",     false, read_scopes,   kGroupGetParameters,    get_contact_group},
    ApiMethod{put,   "/v1/contactGroups/{group}",       "contactGroups.update",        "UpdateContactGroup",  true,  write_scopes,  {},                     update_contact_group},
    ApiMethod{del,   "/v1/contactGroups/{group}",       "contactGroups.delete",        "DeleteContactGroup",  true,  write_scopes,  kGroupDeleteParameters, delete_contact_group},
};
// clang-format on

/// A colon in the last segment starts a verb, also where no method has that one: assumed
/// (google.routing.colon-is-a-verb).
bool has_verb(std::string_view path) {
  return path.substr(path.rfind('/') + 1).find(':') != std::string_view::npos;
}

}  // namespace

std::span<const ApiMethod> api_methods() { return kMethods; }

bool may_call(const Access& access, const ApiMethod& method) {
  return method.needs_every_scope ? std::ranges::all_of(method.scopes(),
                                                        [&](std::string_view scope) {
                                                          return access.allows_any_of({scope});
                                                        })
                                  : access.allows_any_of(method.scopes());
}

std::optional<MethodMatch> find_method(const Request& request) {
  const bool asks_for_verb = has_verb(request.path);
  for (const ApiMethod& method : kMethods) {
    if (method.verb != request.method) {
      continue;
    }
    std::optional<PathCaptures> captures = match_path(method.pattern, request.path);
    if (captures && has_verb(method.pattern) == asks_for_verb &&
        std::ranges::all_of(*captures,
                            [](const auto& capture) { return is_valid_utf8(capture.second); })) {
      return MethodMatch{&method, std::move(*captures)};
    }
  }
  return std::nullopt;
}

}  // namespace lockstep::sim::google
