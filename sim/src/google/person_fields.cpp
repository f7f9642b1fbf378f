#include "google/person_fields.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace lockstep::sim::google {
namespace {

using enum ValueKind;
using Names = std::span<const std::string_view>;

// clang-format off
constexpr FieldShape kMetadata{.name = "metadata", .kind = message, .output_only = true};

constexpr FieldShape text_field(std::string_view name) { return {.name = name}; }
constexpr FieldShape output_field(std::string_view name) { return {.name = name, .output_only = true}; }
constexpr FieldShape integer_field(std::string_view name) { return {.name = name, .kind = integer}; }
constexpr FieldShape boolean_field(std::string_view name) { return {.name = name, .kind = boolean}; }
constexpr FieldShape enum_field(std::string_view name, Names values) {
  return {.name = name, .kind = enumeration, .values = values};
}
constexpr FieldShape message_field(std::string_view name, const MessageShape& shape) {
  return {.name = name, .kind = message, .message = &shape};
}
constexpr FieldShape items_field(std::string_view name, const MessageShape& shape) {
  return {.name = name, .kind = message, .repeated = true, .message = &shape};
}

constexpr std::array kDate = {integer_field("year"), integer_field("month"), integer_field("day")};
constexpr MessageShape kDateShape{"google.type.Date", kDate};

constexpr std::array kName = {
    kMetadata, output_field("displayName"), text_field("familyName"), text_field("givenName"),
    text_field("middleName"), text_field("honorificPrefix"), text_field("honorificSuffix"),
    text_field("phoneticFullName"), text_field("phoneticFamilyName"), text_field("phoneticGivenName"),
    text_field("phoneticMiddleName"), text_field("phoneticHonorificPrefix"),
    text_field("phoneticHonorificSuffix"), output_field("displayNameLastFirst"),
    text_field("unstructuredName")};
constexpr MessageShape kNameShape{"google.people.v1.Name", kName};

constexpr std::array<std::string_view, 7> kNicknameTypes = {
    "DEFAULT", "MAIDEN_NAME", "INITIALS", "GPLUS", "OTHER_NAME", "ALTERNATE_NAME", "SHORT_NAME"};
constexpr std::array kNickname = {kMetadata, text_field("value"), enum_field("type", kNicknameTypes)};
constexpr MessageShape kNicknameShape{"google.people.v1.Nickname", kNickname};

constexpr std::array kPhoto = {kMetadata, text_field("url"), boolean_field("default")};
constexpr MessageShape kPhotoShape{"google.people.v1.Photo", kPhoto};

constexpr std::array kBirthday = {kMetadata, message_field("date", kDateShape), text_field("text")};
constexpr MessageShape kBirthdayShape{"google.people.v1.Birthday", kBirthday};

constexpr std::array kAddress = {
    kMetadata, text_field("formattedValue"), text_field("type"), output_field("formattedType"),
    text_field("poBox"), text_field("streetAddress"), text_field("extendedAddress"), text_field("city"),
    text_field("region"), text_field("postalCode"), text_field("country"), text_field("countryCode")};
constexpr MessageShape kAddressShape{"google.people.v1.Address", kAddress};

constexpr std::array kEmail = {kMetadata, text_field("value"), text_field("type"),
                               output_field("formattedType"), text_field("displayName")};
constexpr MessageShape kEmailShape{"google.people.v1.EmailAddress", kEmail};

constexpr std::array kPhone = {kMetadata, text_field("value"), output_field("canonicalForm"),
                               text_field("type"), output_field("formattedType")};
constexpr MessageShape kPhoneShape{"google.people.v1.PhoneNumber", kPhone};

constexpr std::array<std::string_view, 3> kContentTypes = {"CONTENT_TYPE_UNSPECIFIED", "TEXT_PLAIN",
                                                           "TEXT_HTML"};
constexpr std::array kBiography = {kMetadata, text_field("value"),
                                   enum_field("contentType", kContentTypes)};
constexpr MessageShape kBiographyShape{"google.people.v1.Biography", kBiography};

constexpr std::array kTyped = {kMetadata, text_field("value"), text_field("type"),
                               output_field("formattedType")};
constexpr MessageShape kUrlShape{"google.people.v1.Url", kTyped};
constexpr MessageShape kSipAddressShape{"google.people.v1.SipAddress", kTyped};
constexpr MessageShape kExternalIdShape{"google.people.v1.ExternalId", kTyped};

constexpr std::array kOrganization = {
    kMetadata, text_field("type"), output_field("formattedType"), message_field("startDate", kDateShape),
    message_field("endDate", kDateShape), boolean_field("current"), text_field("name"),
    text_field("phoneticName"), text_field("department"), text_field("title"),
    text_field("jobDescription"), text_field("symbol"), text_field("domain"), text_field("location"),
    text_field("costCenter"), integer_field("fullTimeEquivalentMillipercent")};
constexpr MessageShape kOrganizationShape{"google.people.v1.Organization", kOrganization};

constexpr std::array kGroupMembership = {output_field("contactGroupId"),
                                         text_field("contactGroupResourceName")};
constexpr MessageShape kGroupMembershipShape{"google.people.v1.ContactGroupMembership",
                                             kGroupMembership};
constexpr std::array kMembership = {
    kMetadata, message_field("contactGroupMembership", kGroupMembershipShape),
    FieldShape{.name = "domainMembership", .kind = message, .output_only = true}};
constexpr MessageShape kMembershipShape{"google.people.v1.Membership", kMembership};

constexpr std::array kEvent = {kMetadata, message_field("date", kDateShape), text_field("type"),
                               output_field("formattedType")};
constexpr MessageShape kEventShape{"google.people.v1.Event", kEvent};

constexpr std::array kImClient = {kMetadata, text_field("username"), text_field("type"),
                                  output_field("formattedType"), text_field("protocol"),
                                  output_field("formattedProtocol")};
constexpr MessageShape kImClientShape{"google.people.v1.ImClient", kImClient};

constexpr std::array kRelation = {kMetadata, text_field("person"), text_field("type"),
                                  output_field("formattedType")};
constexpr MessageShape kRelationShape{"google.people.v1.Relation", kRelation};

constexpr std::array kKeyValue = {kMetadata, text_field("key"), text_field("value")};
constexpr MessageShape kUserDefinedShape{"google.people.v1.UserDefined", kKeyValue};
constexpr MessageShape kClientDataShape{"google.people.v1.ClientData", kKeyValue};

constexpr std::array kGender = {kMetadata, text_field("value"), output_field("formattedValue"),
                                text_field("addressMeAs")};
constexpr MessageShape kGenderShape{"google.people.v1.Gender", kGender};

constexpr std::array kValue = {kMetadata, text_field("value")};
constexpr MessageShape kOccupationShape{"google.people.v1.Occupation", kValue};
constexpr MessageShape kInterestShape{"google.people.v1.Interest", kValue};
constexpr MessageShape kLocaleShape{"google.people.v1.Locale", kValue};
constexpr MessageShape kFileAsShape{"google.people.v1.FileAs", kValue};

constexpr std::array kLocation = {kMetadata, text_field("value"), text_field("type"),
                                  boolean_field("current"), text_field("buildingId"),
                                  text_field("floor"), text_field("floorSection"), text_field("deskCode")};
constexpr MessageShape kLocationShape{"google.people.v1.Location", kLocation};

constexpr std::array<std::string_view, 12> kKeywordTypes = {
    "TYPE_UNSPECIFIED", "OUTLOOK_BILLING_INFORMATION", "OUTLOOK_DIRECTORY_SERVER", "OUTLOOK_KEYWORD",
    "OUTLOOK_MILEAGE", "OUTLOOK_PRIORITY", "OUTLOOK_SENSITIVITY", "OUTLOOK_SUBJECT", "OUTLOOK_USER",
    "HOME", "WORK", "OTHER"};
constexpr std::array kKeyword = {kMetadata, text_field("value"), enum_field("type", kKeywordTypes),
                                 output_field("formattedType")};
constexpr MessageShape kKeywordShape{"google.people.v1.MiscKeyword", kKeyword};

constexpr std::array kCalendarUrl = {kMetadata, text_field("url"), text_field("type"),
                                     output_field("formattedType")};
constexpr MessageShape kCalendarUrlShape{"google.people.v1.CalendarUrl", kCalendarUrl};

constexpr FieldShape kSources[] = {text_field("type"), text_field("id"), text_field("etag"),
                                   output_field("updateTime"), output_field("profileMetadata")};
constexpr MessageShape kSourceShape{"google.people.v1.Source", kSources};
constexpr FieldShape kPersonMetadata[] = {
    items_field("sources", kSourceShape), output_field("previousResourceNames"),
    output_field("linkedPeopleResourceNames"), output_field("deleted"), output_field("objectType")};
constexpr MessageShape kPersonMetadataShape{"google.people.v1.PersonMetadata", kPersonMetadata};

using enum PersonField;

// The ids behind names and emailAddresses are observed, and that all fields together make the 40
// ids of a captured etag; which of the other ids belongs to which field is assumed (G66,
// google.etag.field-ids).
constexpr std::array<PersonFieldInfo, kPersonFieldCount> kFields = {{
    //  field         name              shape                writable singleton etag ids
    {metadata,        "metadata",       nullptr,             false, false, "\x03"},
    {names,           "names",          &kNameShape,         true,  true,  "\x02\x3d"},
    {nicknames,       "nicknames",      &kNicknameShape,     true,  false, "\x04"},
    {cover_photos,    "coverPhotos",    nullptr,             false, false, "\x05\x34"},
    {photos,          "photos",         &kPhotoShape,        false, false, "\x06"},
    {birthdays,       "birthdays",      &kBirthdayShape,     true,  true,  "\x07"},
    {addresses,       "addresses",      &kAddressShape,      true,  false, "\x08\x40"},
    {email_addresses, "emailAddresses", &kEmailShape,        true,  false, "\x09\x3e"},
    {phone_numbers,   "phoneNumbers",   &kPhoneShape,        true,  false, "\x0a\x3f"},
    {biographies,     "biographies",    &kBiographyShape,    true,  true,  "\x0b"},
    {urls,            "urls",           &kUrlShape,          true,  false, "\x0c"},
    {organizations,   "organizations",  &kOrganizationShape, true,  false, "\x0d"},
    {occupations,     "occupations",    &kOccupationShape,   true,  false, "\x0e"},
    {memberships,     "memberships",    &kMembershipShape,   true,  false, "\x0f"},
    {events,          "events",         &kEventShape,        true,  false, "\x10"},
    {im_clients,      "imClients",      &kImClientShape,     true,  false, "\x11"},
    {relations,       "relations",      &kRelationShape,     true,  false, "\x12"},
    {user_defined,    "userDefined",    &kUserDefinedShape,  true,  false, "\x13"},
    {sip_addresses,   "sipAddresses",   &kSipAddressShape,   true,  false, "\x14"},
    {genders,         "genders",        &kGenderShape,       true,  true,  "\x15"},
    {age_ranges,      "ageRanges",      nullptr,             false, false, "\x16\x35"},
    {interests,       "interests",      &kInterestShape,     true,  false, "\x17"},
    {skills,          "skills",         nullptr,             false, false, "\x19\x1f"},
    {locales,         "locales",        &kLocaleShape,       true,  false, "\x21"},
    {locations,       "locations",      &kLocationShape,     true,  false, "\x22"},
    {misc_keywords,   "miscKeywords",   &kKeywordShape,      true,  false, "\x23"},
    {external_ids,    "externalIds",    &kExternalIdShape,   true,  false, "\x24"},
    {calendar_urls,   "calendarUrls",   &kCalendarUrlShape,  true,  false, "\x25"},
    {client_data,     "clientData",     &kClientDataShape,   true,  false, "\x26\x27"},
    // In no list of valid paths, but shipping clients send it in masks (G30).
    {file_ases,       "fileAses",       &kFileAsShape,       true,  false, ""},
}};
// clang-format on

/// Members that a contact never stores; a body may hold them (G63).
constexpr std::array kIgnored = {
    output_field("ageRange"),       output_field("ageRanges"),
    output_field("braggingRights"), output_field("coverPhotos"),
    output_field("photos"),         output_field("relationshipInterests"),
    output_field("residences"),     output_field("relationshipStatuses"),
    output_field("skills"),         output_field("taglines"),
};

constexpr std::size_t kWritableCount =
    static_cast<std::size_t>(std::ranges::count(kFields, true, &PersonFieldInfo::writable));

constexpr auto kPerson = [] {
  std::array<FieldShape, 3 + kIgnored.size() + kWritableCount> members{};
  std::size_t at = 0;
  members[at++] = text_field("resourceName");
  members[at++] = text_field("etag");
  members[at++] = message_field("metadata", kPersonMetadataShape);
  for (const PersonFieldInfo& info : kFields) {
    if (info.writable) {
      members[at++] = items_field(info.name, *info.shape);
    }
  }
  for (const FieldShape& field : kIgnored) {
    members[at++] = field;
  }
  return members;
}();
constexpr MessageShape kPersonShape{"google.people.v1.Person", kPerson};

}  // namespace

std::span<const PersonFieldInfo> person_fields() noexcept { return kFields; }

const PersonFieldInfo& info_of(PersonField field) noexcept { return kFields[index_of(field)]; }

std::optional<PersonField> find_person_field(std::string_view name) {
  const auto* found = std::ranges::find(kFields, name, &PersonFieldInfo::name);
  if (found == kFields.end() && name.find('_') != std::string_view::npos) {
    found = std::ranges::find(kFields, to_camel_case(name), &PersonFieldInfo::name);
  }
  return found == kFields.end() ? std::nullopt : std::optional(found->field);
}

FieldSet all_fields() noexcept { return FieldSet().set(); }

FieldSet fields_in(const nlohmann::json& person) {
  FieldSet fields;
  for (const auto& member : person.get_ref<const nlohmann::json::object_t&>()) {
    const auto* const found =
        std::ranges::find(kFields, std::string_view(member.first), &PersonFieldInfo::name);
    if (found != kFields.end()) {
      fields.set(index_of(found->field));
    }
  }
  return fields;
}

const MessageShape& person_shape() noexcept { return kPersonShape; }

}  // namespace lockstep::sim::google
