#include "recording/field_kinds.h"

#include <charconv>
#include <map>
#include <system_error>
#include <utility>

#include "lockstep/base/text.h"

#include "known_names.h"
#include "recording/portal_properties.h"

namespace lockstep::scenario {
namespace {

/// Names with blanks between; "parent.name" counts before "name".
struct Row {
  Kind kind;
  std::string_view names;
};

constexpr Row kMembers[] = {
    {Kind::text,
     "displayName displayNameLastFirst unstructuredName familyName givenName middleName "
     "honorificPrefix honorificSuffix phoneticFullName phoneticFamilyName phoneticGivenName "
     "phoneticMiddleName phoneticHonorificPrefix phoneticHonorificSuffix value phoneticName "
     "department title jobDescription symbol organizations.location costCenter formattedValue "
     "poBox streetAddress extendedAddress city region postalCode country countryCode "
     "relations.person username key text addressMeText formattedName firstName lastName label "
     "organizations.name contactGroups.name contactGroup.name listName query highValue values "
     "hs_list_name sourceLabel user_agent organizations.domain"},
    {Kind::message,
     "type formattedType objectType userTypes status reason domain @type groupType contentType "
     "protocol formattedProtocol locationType location message description field scope "
     "scopes token_type grant_type error error_description quota_limit quota_metric service "
     "consumer "
     "quota_unit quota_location quota_limit_value sources category subCategory in fieldType "
     "groupName operator direction objectTypeId processingType processingStatus sourceType "
     "associationCategory requiredGranularScopes policyName errorType subject currencyCode "
     "code metadata.method filterType listSortBy sorts filterBranchType "
     "filterBranchOperator"},
    {Kind::number,
     "error.code totalItems totalPeople totalSize memberCount pageSize maxMembers httpStatusCode "
     "expires_in primary verified sourcePrimary deleted default current inViewerDomain total "
     "numErrors archived new isValid limit hasMore count offset associationTypeId "
     "fullTimeEquivalentMillipercent requestSyncToken line column hasUniqueValue hidden calculated "
     "externalOptions formField readOnlyValue readOnlyDefinition archivable size currentUsage"},
    {Kind::time,
     "updateTime createdAt updatedAt archivedAt startedAt completedAt requestedAt timestamp "
     "membershipTimestamp lastModified deletedAt filtersUpdatedAt resetsAt fetchStatus "
     "lastAddedTimestamp firstAddedTimestamp"},
    {Kind::name, "propertyName idProperty properties propertiesWithHistory name objectType.name"},
    {Kind::names,
     "updatePersonFields personFields readMask updateMask copyMask groupFields readGroupFields "
     "fields updateGroupFields"},
    {Kind::email, "emailAddresses.value email user"},
    {Kind::phone, "phoneNumbers.value canonicalForm"},
    {Kind::domain, "hub_domain"},
    {Kind::url, "urls.value calendarUrls.url uri redirect_uri error_uri"},
    {Kind::link, "link url"},
    {Kind::id,
     "id etag nextPageToken nextSyncToken pageToken syncToken recordId listId userId hub_id app_id "
     "user_id portalId objectId primaryObjectId objectIdToMerge recordIdsToAdd recordIdsToRemove "
     "recordIdsAdded recordsIdsAdded recordIdsRemoved recordsIdsRemoved recordIdsMissing "
     "toObjectId ownerId vid sourceId createdById updatedById updatedByUserId ids "
     "correlationId client_id objectWriteTraceId context.id legacyListId parentFolderId folderId "
     "listIds before trace folder newParentFolderId listFolderId userIdIncludingInactive"},
    {Kind::cursor, "after"},
    {Kind::resource,
     "resourceName contactGroupResourceName requestedResourceName resourceNames "
     "memberResourceNames previousResourceNames linkedPeopleResourceNames resourceNamesToAdd "
     "resourceNamesToRemove notFoundResourceNames contactGroupId "
     "canNotRemoveLastContactGroupResourceNames"},
    {Kind::source_id, "sources.id source.id"},
    {Kind::token, "access_token refresh_token id_token token assertion hapikey"},
    {Kind::secret, "client_secret code_verifier code_challenge"},
    {Kind::photo, "photos coverPhotos photoBytes photo"},
    // Of definitions, lists, the account and its apps.
    {Kind::number,
     "hubspotDefined displayOrder listVersion showCurrencySymbol readOnlyOptions "
     "includeObjectsWithNoValueSet includeUnassigned isPublicList usageLimit "
     "utcOffsetMilliseconds active maxConcurrentRequests isPrivateDistribution "
     "is_private_distribution isServiceAccount isUserLevel typeId enableTracking useFiscalYear "
     "requiresTimeZoneConversion shouldAccept dateOnly amount days hours minutes seconds "
     "milliseconds months quarters weeks years hour minute second millisecond numberOfDays "
     "maxOccurrences minOccurrences timeUnitCount level expiresAt hs_list_size"},
    {Kind::message,
     "dataSensitivity referencedObjectType dateDisplayHint numberDisplayHint textDisplayHint "
     "sensitiveDataCategories operationType inListType accountType additionalCurrencies "
     "companyCurrency dataHostingLocation timeZone uiDomain utcOffset eventType eventTypeName "
     "hublet token_use audience scopeToScopeGroupPks trialScopes trialScopeToScopeGroupPks "
     "client_assertion_type fromObjectTypeId toObjectTypeId toObjectType entityType setType "
     "acceptedOptStates acceptedStatuses comparison conversionType endpointBehavior "
     "lowerBoundEndpointBehavior upperBoundEndpointBehavior dayOfWeek fiscalYearStart "
     "indexReference offsetDirection processingTypes propertyParser rangeType referenceType "
     "requestedConversionTime searchTermType subscriptionType timeType timeUnit timezoneSource "
     "zoneId eventTypeId channel adNetwork"},
    {Kind::id,
     "createdUserId updatedUserId membershipTeamId missingLegacyListIds newFolderId appId "
     "appInstallId hubId installingUserId fromObjectId subscriptionIds teamsWithEditAccess "
     "usersWithEditAccess eventId formId pageId emailId surveyId surveyAnswerColId "
     "surveyAnswerRowId webinarId businessUnitId"},
    {Kind::time,
     "updatedContentsAt collectedAt enqueueTime convertedAt lowerTimestamp upperTimestamp "
     "timeZoneShift"},
    {Kind::name, "currencyPropertyName comparisonPropertyName property"},
    {Kind::email, "userEmail"},
    {Kind::url, "targetUrl clickUrl pageUrl"},
    {Kind::token, "signed_access_token signature newSignature"},
    {Kind::secret, "client_assertion"},
    {Kind::text,
     "calculationFormula labels privacyName ctaName searchTerms surveyQuestion "
     "defaultComparisonValue floorSection addressMeAs taglines braggingRights residences"},
    // What holds other members, and no values itself.
    {Kind::text,
     "metadata source names nicknames emailAddresses phoneNumbers addresses organizations "
     "birthdays biographies urls relations events imClients sipAddresses userDefined externalIds "
     "clientData memberships contactGroupMembership domainMembership date startDate endDate "
     "profileMetadata genders interests occupations skills locales locations miscKeywords fileAses "
     "calendarUrls ageRanges connections otherContacts results person responses createdPeople "
     "updateResult contacts contactPerson contactGroups contactGroup details errors "
     "fieldViolations links inputs context paging next prev associations to types filterGroups "
     "filters list lists memberships options violations year month day buildingId floor floorId "
     "deskCode lastUpdated help additionalData expireTime requests metrics people status.details "
     "modificationMetadata filterBranch filterBranches operation listPermissions "
     "membershipSettings childLists childNodes legacyListIdsToIdsMapping recordListMemberships "
     "updatedList sizeHistory editHistory additionalProperties throttling associationSpec "
     "associationTypes from warnings teams items customProperties coalescingRefineBy "
     "pruningRefineBy filterLines timeOffset timePoint lowerBound upperBound lowerBoundOffset "
     "upperBoundOffset lowerBoundTimePoint upperBoundTimePoint valueComparison ageRange "
     "relationshipInterests relationshipStatuses"}};

constexpr Row kProperties[] = {
    {Kind::text,
     "firstname lastname company jobtitle address city state zip country salutation "
     "hs_full_name_or_email industry message degree school gender"},
    {Kind::email, "email work_email"},
    {Kind::emails, "hs_additional_emails"},
    {Kind::domain, "hs_email_domain"},
    {Kind::phone,
     "phone mobilephone fax hs_calculated_phone_number hs_calculated_mobile_number "
     "hs_searchable_calculated_phone_number hs_searchable_calculated_mobile_number "
     "hs_searchable_calculated_international_phone_number "
     "hs_searchable_calculated_international_mobile_number hs_whatsapp_phone_number"},
    {Kind::date, "date_of_birth"},
    {Kind::url, "website"},
    {Kind::message,
     "lifecyclestage hs_lead_status hs_object_source hs_object_source_id hs_object_source_label "
     "hs_pipeline"},
    {Kind::time,
     "createdate lastmodifieddate hs_createdate hs_lastmodifieddate closedate "
     "hs_lifecyclestage_lead_date hubspot_owner_assigneddate"},
    {Kind::id,
     "hs_object_id hubspot_owner_id associatedcompanyid hs_merged_object_ids hs_all_contact_vids "
     "hs_calculated_merged_vids hubspot_team_id hs_created_by_user_id hs_updated_by_user_id "
     "hs_user_ids_of_all_owners hs_all_owner_ids"}};

constexpr Row kParameters[] = {
    {Kind::number,
     "limit archived pageSize requestSyncToken maxMembers deleteContacts prettyPrint mergeSources "
     "includeFilters dataSensitivity $.xgafv expires_in"},
    {Kind::message,
     "sources sortOrder alt grant_type response_type access_type prompt include_granted_scopes "
     "scope scopes optional_scope token_type token_type_hint idProperty sort operation"},
    {Kind::names,
     "personFields readMask updatePersonFields groupFields fields properties "
     "propertiesWithHistory requestMask.includeField updateMask associations"},
    {Kind::email, "email account login_hint"},
    {Kind::url, "redirect_uri"},
    {Kind::id,
     "pageToken syncToken before listIds client_id quotaUser legacyListId state "
     "folderId"},
    {Kind::cursor, "after"},
    {Kind::resource, "resourceNames resourceName"},
    {Kind::token, "access_token refresh_token id_token token key hapikey oauth_token assertion"},
    {Kind::secret, "client_secret code_verifier code_challenge"},
    {Kind::code, "code authorization_request"},
    {Kind::text, "query"}};

using Table = std::map<std::string_view, Kind, std::less<>>;

template <std::size_t size>
Table table_of(const Row (&rows)[size]) {
  Table table;
  for (const Row& row : rows) {
    for (const std::string_view name : split(row.names, ' ')) {
      table.emplace(name, row.kind);
    }
  }
  return table;
}

const Table& members() {
  static const Table kTable = table_of(kMembers);
  return kTable;
}
const Table& properties() {
  static const Table kTable = table_of(kProperties);
  return kTable;
}
const Table& parameters() {
  static const Table kTable = table_of(kParameters);
  return kTable;
}

Kind kind_in(const Table& table, std::string_view name) {
  const auto row = table.find(name);
  return row == table.end() ? Kind::text : row->second;
}

}  // namespace

Kind member_kind(std::string_view parent, std::string_view name) {
  const auto row = members().find(std::string(parent) + "." + std::string(name));
  return row != members().end() ? row->second : kind_in(members(), name);
}

Kind property_kind(std::string_view name) {
  const auto row = properties().find(name);
  if (row != properties().end()) {
    return row->second;
  }
  const auto known = portal_properties().find(name);
  return known == portal_properties().end() ? Kind::text : known->second;
}

Kind parameter_kind(std::string_view name) { return kind_in(parameters(), name); }

bool is_count(std::string_view text) {
  constexpr int kCountMax = 10'000;
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() && number >= 0 &&
         number <= kCountMax;
}

bool has_offsets(const Request& request) { return request.path.ends_with("/search"); }

std::vector<std::string_view> api_names() {
  std::vector<std::string_view> names;
  for (const Table* const table : {&members(), &properties(), &parameters()}) {
    for (const auto& [name, kind] : *table) {
      names.push_back(name.substr(name.find('.') == name.npos ? 0 : name.find('.') + 1));
    }
  }
  for (const std::string& name : known_person_fields()) {
    names.push_back(name);
  }
  for (const auto& [name, kind] : portal_properties()) {
    names.push_back(name);
  }
  return names;
}

}  // namespace lockstep::scenario
