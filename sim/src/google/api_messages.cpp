#include "google/api_messages.h"

#include <algorithm>
#include <array>

#include "lockstep/base/assert.h"

#include "google/message_shape.h"
#include "google/person_fields.h"

namespace lockstep::sim::google {
namespace {

using enum Cardinality;

// clang-format off
/// All but Person and what it consists of, which person_fields.cpp has.
constexpr std::array kMembers = {
    ApiMember{"BatchCreateContactsRequest", "contacts", "ContactToCreate", many},
    ApiMember{"BatchCreateContactsRequest", "readMask", "string"},
    ApiMember{"BatchCreateContactsRequest", "sources", "string", many},
    ApiMember{"BatchCreateContactsResponse", "createdPeople", "PersonResponse", many},
    ApiMember{"BatchDeleteContactsRequest", "resourceNames", "string", many},
    ApiMember{"BatchGetContactGroupsResponse", "responses", "ContactGroupResponse", many},
    ApiMember{"BatchUpdateContactsRequest", "contacts", "Person", map},
    ApiMember{"BatchUpdateContactsRequest", "readMask", "string"},
    ApiMember{"BatchUpdateContactsRequest", "sources", "string", many},
    ApiMember{"BatchUpdateContactsRequest", "updateMask", "string"},
    ApiMember{"BatchUpdateContactsResponse", "updateResult", "PersonResponse", map},
    ApiMember{"ContactGroup", "resourceName", "string"},
    ApiMember{"ContactGroup", "etag", "string"},
    ApiMember{"ContactGroup", "metadata", "ContactGroupMetadata"},
    ApiMember{"ContactGroup", "groupType", "string"},
    ApiMember{"ContactGroup", "name", "string"},
    ApiMember{"ContactGroup", "formattedName", "string"},
    ApiMember{"ContactGroup", "memberResourceNames", "string", many},
    ApiMember{"ContactGroup", "memberCount", "integer"},
    ApiMember{"ContactGroup", "clientData", "GroupClientData", many},
    ApiMember{"ContactGroupMetadata", "updateTime", "string"},
    ApiMember{"ContactGroupMetadata", "deleted", "boolean"},
    ApiMember{"ContactGroupResponse", "requestedResourceName", "string"},
    ApiMember{"ContactGroupResponse", "status", "Status"},
    ApiMember{"ContactGroupResponse", "contactGroup", "ContactGroup"},
    ApiMember{"ContactToCreate", "contactPerson", "Person"},
    ApiMember{"CopyOtherContactToMyContactsGroupRequest", "copyMask", "string"},
    ApiMember{"CopyOtherContactToMyContactsGroupRequest", "readMask", "string"},
    ApiMember{"CopyOtherContactToMyContactsGroupRequest", "sources", "string", many},
    ApiMember{"CreateContactGroupRequest", "contactGroup", "ContactGroup"},
    ApiMember{"CreateContactGroupRequest", "readGroupFields", "string"},
    ApiMember{"DeleteContactPhotoResponse", "person", "Person"},
    ApiMember{"DomainMembership", "inViewerDomain", "boolean"},
    ApiMember{"FieldMetadata", "primary", "boolean"},
    ApiMember{"FieldMetadata", "sourcePrimary", "boolean"},
    ApiMember{"FieldMetadata", "verified", "boolean"},
    ApiMember{"FieldMetadata", "source", "Source"},
    ApiMember{"GetPeopleResponse", "responses", "PersonResponse", many},
    ApiMember{"GroupClientData", "key", "string"},
    ApiMember{"GroupClientData", "value", "string"},
    ApiMember{"ListConnectionsResponse", "connections", "Person", many},
    ApiMember{"ListConnectionsResponse", "nextPageToken", "string"},
    ApiMember{"ListConnectionsResponse", "nextSyncToken", "string"},
    ApiMember{"ListConnectionsResponse", "totalPeople", "integer"},
    ApiMember{"ListConnectionsResponse", "totalItems", "integer"},
    ApiMember{"ListContactGroupsResponse", "contactGroups", "ContactGroup", many},
    ApiMember{"ListContactGroupsResponse", "totalItems", "integer"},
    ApiMember{"ListContactGroupsResponse", "nextPageToken", "string"},
    ApiMember{"ListContactGroupsResponse", "nextSyncToken", "string"},
    ApiMember{"ListDirectoryPeopleResponse", "people", "Person", many},
    ApiMember{"ListDirectoryPeopleResponse", "nextPageToken", "string"},
    ApiMember{"ListDirectoryPeopleResponse", "nextSyncToken", "string"},
    ApiMember{"ListOtherContactsResponse", "otherContacts", "Person", many},
    ApiMember{"ListOtherContactsResponse", "nextPageToken", "string"},
    ApiMember{"ListOtherContactsResponse", "nextSyncToken", "string"},
    ApiMember{"ListOtherContactsResponse", "totalSize", "integer"},
    ApiMember{"ModifyContactGroupMembersRequest", "resourceNamesToAdd", "string", many},
    ApiMember{"ModifyContactGroupMembersRequest", "resourceNamesToRemove", "string", many},
    ApiMember{"ModifyContactGroupMembersResponse", "notFoundResourceNames", "string", many},
    ApiMember{"ModifyContactGroupMembersResponse", "canNotRemoveLastContactGroupResourceNames", "string", many},
    ApiMember{"PersonMetadata", "sources", "Source", many},
    ApiMember{"PersonMetadata", "previousResourceNames", "string", many},
    ApiMember{"PersonMetadata", "linkedPeopleResourceNames", "string", many},
    ApiMember{"PersonMetadata", "deleted", "boolean"},
    ApiMember{"PersonMetadata", "objectType", "string"},
    ApiMember{"PersonResponse", "requestedResourceName", "string"},
    ApiMember{"PersonResponse", "httpStatusCode", "integer"},
    ApiMember{"PersonResponse", "status", "Status"},
    ApiMember{"PersonResponse", "person", "Person"},
    ApiMember{"ProfileMetadata", "objectType", "string"},
    ApiMember{"ProfileMetadata", "userTypes", "string", many},
    ApiMember{"SearchDirectoryPeopleResponse", "people", "Person", many},
    ApiMember{"SearchDirectoryPeopleResponse", "nextPageToken", "string"},
    ApiMember{"SearchDirectoryPeopleResponse", "totalSize", "integer"},
    ApiMember{"SearchResponse", "results", "SearchResult", many},
    ApiMember{"SearchResult", "person", "Person"},
    ApiMember{"Source", "type", "string"},
    ApiMember{"Source", "id", "string"},
    ApiMember{"Source", "etag", "string"},
    ApiMember{"Source", "updateTime", "string"},
    ApiMember{"Source", "profileMetadata", "ProfileMetadata"},
    ApiMember{"Status", "code", "integer"},
    ApiMember{"Status", "message", "string"},
    ApiMember{"Status", "details", "any", many},
    ApiMember{"UpdateContactGroupRequest", "contactGroup", "ContactGroup"},
    ApiMember{"UpdateContactGroupRequest", "updateGroupFields", "string"},
    ApiMember{"UpdateContactGroupRequest", "readGroupFields", "string"},
    ApiMember{"UpdateContactPhotoRequest", "photoBytes", "string"},
    ApiMember{"UpdateContactPhotoRequest", "personFields", "string"},
    ApiMember{"UpdateContactPhotoRequest", "sources", "string", many},
    ApiMember{"UpdateContactPhotoResponse", "person", "Person"},
};

constexpr std::array kMethods = {
    MethodMessages{"contactGroups.batchGet",       "",                                 "BatchGetContactGroupsResponse"},
    MethodMessages{"contactGroups.create",         "CreateContactGroupRequest",        "ContactGroup"},
    MethodMessages{"contactGroups.delete",         "",                                 "Empty"},
    MethodMessages{"contactGroups.get",            "",                                 "ContactGroup"},
    MethodMessages{"contactGroups.list",           "",                                 "ListContactGroupsResponse"},
    MethodMessages{"contactGroups.members.modify", "ModifyContactGroupMembersRequest", "ModifyContactGroupMembersResponse"},
    MethodMessages{"contactGroups.update",         "UpdateContactGroupRequest",        "ContactGroup"},
    MethodMessages{"otherContacts.copyOtherContactToMyContactsGroup", "CopyOtherContactToMyContactsGroupRequest", "Person"},
    MethodMessages{"otherContacts.list",           "",                                 "ListOtherContactsResponse"},
    MethodMessages{"otherContacts.search",         "",                                 "SearchResponse"},
    MethodMessages{"people.batchCreateContacts",   "BatchCreateContactsRequest",       "BatchCreateContactsResponse"},
    MethodMessages{"people.batchDeleteContacts",   "BatchDeleteContactsRequest",       "Empty"},
    MethodMessages{"people.batchUpdateContacts",   "BatchUpdateContactsRequest",       "BatchUpdateContactsResponse"},
    MethodMessages{"people.connections.list",      "",                                 "ListConnectionsResponse"},
    MethodMessages{"people.createContact",         "Person",                           "Person"},
    MethodMessages{"people.deleteContact",         "",                                 "Empty"},
    MethodMessages{"people.deleteContactPhoto",    "",                                 "DeleteContactPhotoResponse"},
    MethodMessages{"people.get",                   "",                                 "Person"},
    MethodMessages{"people.getBatchGet",           "",                                 "GetPeopleResponse"},
    MethodMessages{"people.listDirectoryPeople",   "",                                 "ListDirectoryPeopleResponse"},
    MethodMessages{"people.searchContacts",        "",                                 "SearchResponse"},
    MethodMessages{"people.searchDirectoryPeople", "",                                 "SearchDirectoryPeopleResponse"},
    MethodMessages{"people.updateContact",         "Person",                           "Person"},
    MethodMessages{"people.updateContactPhoto",    "UpdateContactPhotoRequest",        "UpdateContactPhotoResponse"},
};
// clang-format on

/// "google.people.v1.Name" -> "Name"
std::string_view short_name(std::string_view type) { return type.substr(type.rfind('.') + 1); }

std::string_view type_of(const FieldShape& field) {
  switch (field.kind) {
    case ValueKind::integer: return "integer";
    case ValueKind::boolean: return "boolean";
    case ValueKind::text:
    case ValueKind::enumeration: return "string";
    case ValueKind::message: break;
  }
  if (field.message != nullptr) {
    return short_name(field.message->type);
  }
  // What a body may hold without being looked at has no shape there.
  return field.name == "metadata"           ? "FieldMetadata"
         : field.name == "domainMembership" ? "DomainMembership"
                                            : "any";
}

void add(ApiMessages& messages, const MessageShape& shape) {
  const std::string_view name = short_name(shape.type);
  if (messages.contains(name)) {
    return;
  }
  messages[name];
  for (const FieldShape& field : shape.fields) {
    messages[name].push_back(
        {name, field.name, type_of(field), field.repeated ? many : Cardinality::one});
    if (field.message != nullptr) {
      add(messages, *field.message);
    }
  }
}

ApiMessages all_messages() {
  ApiMessages messages;
  messages["Empty"];
  for (const ApiMember& member : kMembers) {
    messages[member.message].push_back(member);
  }
  std::vector<ApiMember>& person = messages["Person"];
  person.push_back({"Person", "resourceName", "string"});
  person.push_back({"Person", "etag", "string"});
  person.push_back({"Person", "metadata", "PersonMetadata"});
  for (const PersonFieldInfo& info : person_fields()) {
    if (info.field == PersonField::metadata) {
      continue;
    }
    person.push_back(
        {"Person", info.name, info.shape == nullptr ? "any" : short_name(info.shape->type), many});
    if (info.shape != nullptr) {
      add(messages, *info.shape);
    }
  }
  return messages;
}

}  // namespace

const ApiMessages& api_messages() {
  static const ApiMessages kMessages = all_messages();
  return kMessages;
}

const MethodMessages& messages_of(std::string_view operation) {
  const auto* const found = std::ranges::find(kMethods, operation, &MethodMessages::operation);
  LOCKSTEP_ASSERT(found != kMethods.end());
  return *found;
}

}  // namespace lockstep::sim::google
