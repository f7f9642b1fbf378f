#include "property_table.h"

namespace lockstep::sim::hubspot {
namespace {

using flag::kCalculated;
using flag::kExternalOptions;
using flag::kFormField;
using flag::kHidden;
using flag::kOpenDefinition;
using flag::kReadOnly;

constexpr std::uint8_t kComputed = kReadOnly | kCalculated;
constexpr std::uint8_t kInternal = kReadOnly | kHidden;

constexpr std::array kLeadStatuses{
    OptionRow{"New", "NEW"},
    OptionRow{"Open", "OPEN"},
    OptionRow{"In Progress", "IN_PROGRESS"},
    OptionRow{"Open Deal", "OPEN_DEAL"},
    OptionRow{"Unqualified", "UNQUALIFIED"},
    OptionRow{"Attempted to Contact", "ATTEMPTED_TO_CONTACT"},
    OptionRow{"Connected", "CONNECTED"},
    OptionRow{"Bad Timing", "BAD_TIMING"},
};

constexpr std::array kEmployeeCounts{
    OptionRow{"1-5", "1-5"},         OptionRow{"5-25", "5-25"},
    OptionRow{"25-50", "25-50"},     OptionRow{"50-100", "50-100"},
    OptionRow{"100-500", "100-500"}, OptionRow{"500-1000", "500-1000"},
    OptionRow{"1000+", "1000+"},
};

constexpr std::array kLanguages{
    OptionRow{"Arabic", "ar"},    OptionRow{"Chinese", "zh"},  OptionRow{"Czech", "cs"},
    OptionRow{"Danish", "da"},    OptionRow{"Dutch", "nl"},    OptionRow{"English", "en"},
    OptionRow{"Finnish", "fi"},   OptionRow{"French", "fr"},   OptionRow{"German", "de"},
    OptionRow{"Greek", "el"},     OptionRow{"Hebrew", "he"},   OptionRow{"Hungarian", "hu"},
    OptionRow{"Italian", "it"},   OptionRow{"Japanese", "ja"}, OptionRow{"Korean", "ko"},
    OptionRow{"Norwegian", "no"}, OptionRow{"Polish", "pl"},   OptionRow{"Portuguese", "pt"},
    OptionRow{"Romanian", "ro"},  OptionRow{"Russian", "ru"},  OptionRow{"Spanish", "es"},
    OptionRow{"Swedish", "sv"},   OptionRow{"Turkish", "tr"},  OptionRow{"Ukrainian", "uk"},
};

/// A few of the 525 that the real definition has (F92).
constexpr std::array kTimeZones{
    OptionRow{"America/Chicago", "america_slash_chicago"},
    OptionRow{"America/Los_Angeles", "america_slash_los_angeles"},
    OptionRow{"America/New_York", "america_slash_new_york"},
    OptionRow{"Asia/Kolkata", "asia_slash_kolkata"},
    OptionRow{"Asia/Tokyo", "asia_slash_tokyo"},
    OptionRow{"Australia/Sydney", "australia_slash_sydney"},
    OptionRow{"Europe/Berlin", "europe_slash_berlin"},
    OptionRow{"Europe/London", "europe_slash_london"},
    OptionRow{"UTC", "utc"},
};

constexpr std::array kGroups{
    OptionRow{"Contact information", "contactinformation"},
    OptionRow{"Contact activity", "contact_activity"},
    OptionRow{"Deal information", "deal_information"},
    OptionRow{"Facebook Ads properties", "facebook_ads_properties"},
    OptionRow{"Lifecycle stages", "lifecycle_stage"},
    OptionRow{"Sales properties", "sales_properties"},
};

constexpr std::array kMarketable{
    OptionRow{"Marketing contact", "true"},
    OptionRow{"Non-marketing contact", "false"},
};

constexpr std::array kYesNo{OptionRow{"True", "true"}, OptionRow{"False", "false"}};

constexpr std::string_view kContact = "contactinformation";
constexpr std::string_view kSales = "sales_properties";
constexpr std::string_view kActivity = "contact_activity";
constexpr std::string_view kAds = "facebook_ads_properties";
constexpr std::string_view kLifecycle = "lifecycle_stage";

// clang-format off
constexpr std::array kRows{
    // name, type, field type, group, label, flags, options
    PropertyRow{"address", "string", "text", kContact, "Street Address", kFormField, {}},
    PropertyRow{"annualrevenue", "string", "text", kContact, "Annual Revenue", kFormField | kOpenDefinition, {}},
    PropertyRow{"associatedcompanyid", "number", "number", kContact, "Primary Associated Company ID", kHidden | kExternalOptions, {}},
    PropertyRow{"city", "string", "text", kContact, "City", kFormField, {}},
    PropertyRow{"closedate", "datetime", "date", "deal_information", "Close Date", 0, {}},
    PropertyRow{"company", "string", "text", kContact, "Company Name", kFormField, {}},
    PropertyRow{"country", "string", "text", kContact, "Country/Region", kFormField | kOpenDefinition, {}},
    PropertyRow{"createdate", "datetime", "date", kContact, "Create Date", kReadOnly, {}},
    PropertyRow{"date_of_birth", "string", "text", kAds, "Date of birth", kFormField | kOpenDefinition, {}},
    PropertyRow{"email", "string", "text", kContact, "Email", kFormField, {}},
    PropertyRow{"fax", "string", "phonenumber", kContact, "Fax Number", kFormField, {}},
    PropertyRow{"firstname", "string", "text", kContact, "First Name", kFormField, {}},
    PropertyRow{"gender", "string", "text", kAds, "Gender", kFormField | kOpenDefinition, {}},
    PropertyRow{"hs_additional_emails", "enumeration", "select", kContact, "Additional email addresses", kComputed | kHidden, {}},
    PropertyRow{"hs_all_contact_vids", "enumeration", "select", kContact, "All vids for a contact", kComputed | kHidden, {}},
    PropertyRow{"hs_associated_target_accounts", "number", "calculation_rollup", kSales, "Associated Target Accounts", kComputed, {}},
    PropertyRow{"hs_calculated_merged_vids", "enumeration", "select", kContact, "Merged vids with timestamps of a contact", kComputed | kHidden, {}},
    PropertyRow{"hs_created_by_user_id", "number", "number", kContact, "Created by user ID", kReadOnly, {}},
    PropertyRow{"hs_currently_enrolled_in_prospecting_agent", "bool", "booleancheckbox", kSales, "Currently in Prospecting Agent", kReadOnly, kYesNo},
    PropertyRow{"hs_email_domain", "string", "text", kContact, "Email Domain", kComputed | kHidden, {}},
    PropertyRow{"hs_full_name_or_email", "string", "calculation_equation", kContact, "Full name or email", kComputed | kHidden, {}},
    PropertyRow{"hs_is_contact", "bool", "calculation_read_time", kContact, "Is a contact", kComputed | kHidden, kYesNo},
    PropertyRow{"hs_is_unworked", "bool", "calculation_equation", kSales, "Contact unworked", kComputed, kYesNo},
    PropertyRow{"hs_language", "enumeration", "select", kContact, "Preferred language", kFormField, kLanguages},
    PropertyRow{"hs_lead_status", "enumeration", "radio", kSales, "Lead Status", kFormField, kLeadStatuses},
    PropertyRow{"hs_lifecyclestage_customer_date", "datetime", "date", kLifecycle, "Became a Customer Date", kReadOnly, {}},
    PropertyRow{"hs_lifecyclestage_evangelist_date", "datetime", "date", kLifecycle, "Became an Evangelist Date", kReadOnly, {}},
    PropertyRow{"hs_lifecyclestage_lead_date", "datetime", "date", kLifecycle, "Became a Lead Date", kReadOnly, {}},
    PropertyRow{"hs_lifecyclestage_marketingqualifiedlead_date", "datetime", "date", kLifecycle, "Became a Marketing Qualified Lead Date", kReadOnly, {}},
    PropertyRow{"hs_lifecyclestage_opportunity_date", "datetime", "date", kLifecycle, "Became an Opportunity Date", kReadOnly, {}},
    PropertyRow{"hs_lifecyclestage_other_date", "datetime", "date", kLifecycle, "Became an Other Lifecycle Date", kReadOnly, {}},
    PropertyRow{"hs_lifecyclestage_salesqualifiedlead_date", "datetime", "date", kLifecycle, "Became a Sales Qualified Lead Date", kReadOnly, {}},
    PropertyRow{"hs_lifecyclestage_subscriber_date", "datetime", "date", kLifecycle, "Became a Subscriber Date", kReadOnly, {}},
    PropertyRow{"hs_marketable_status", "enumeration", "booleancheckbox", kContact, "Marketing contact status", kReadOnly, kMarketable},
    PropertyRow{"hs_marketable_until_renewal", "enumeration", "booleancheckbox", kContact, "Marketing contact until next update", kReadOnly, kYesNo},
    PropertyRow{"hs_membership_has_accessed_private_content", "number", "number", kContact, "Has Accessed Private Content", kReadOnly, {}},
    PropertyRow{"hs_merged_object_ids", "enumeration", "checkbox", kContact, "Merged Contact IDs", kReadOnly, {}},
    PropertyRow{"hs_object_id", "number", "number", kContact, "Record ID", kReadOnly, {}},
    PropertyRow{"hs_object_source", "string", "text", kContact, "Record Creation Source", kInternal, {}},
    PropertyRow{"hs_object_source_id", "string", "text", kContact, "Record Creation Source ID", kInternal, {}},
    PropertyRow{"hs_object_source_label", "enumeration", "select", kContact, "Record Source", kInternal | kExternalOptions, {}},
    PropertyRow{"hs_pipeline", "enumeration", "select", kContact, "Pipeline", kHidden | kExternalOptions, {}},
    PropertyRow{"hs_registered_member", "number", "number", kContact, "Registered Member", kReadOnly, {}},
    PropertyRow{"hs_sequences_actively_enrolled_count", "number", "number", kSales, "Number of Sequences Actively Enrolled", kReadOnly, {}},
    PropertyRow{"hs_timezone", "enumeration", "select", kContact, "Time Zone", kFormField, kTimeZones},
    PropertyRow{"hs_updated_by_user_id", "number", "number", kContact, "Updated by user ID", kInternal, {}},
    PropertyRow{"hubspot_owner_id", "enumeration", "select", kSales, "Contact owner", kExternalOptions, {}},
    PropertyRow{"hubspotscore", "number", "calculation_score", kSales, "HubSpot Score", kReadOnly, {}},
    PropertyRow{"industry", "string", "text", kContact, "Industry", kFormField | kOpenDefinition, {}},
    PropertyRow{"jobtitle", "string", "text", kContact, "Job Title", kFormField, {}},
    PropertyRow{"lastmodifieddate", "datetime", "date", kContact, "Last Modified Date", kReadOnly, {}},
    PropertyRow{"lastname", "string", "text", kContact, "Last Name", kFormField, {}},
    PropertyRow{"lifecyclestage", "enumeration", "radio", kContact, "Lifecycle Stage", kFormField, kLifecycleStages},
    PropertyRow{"message", "string", "textarea", kActivity, "Message", kFormField, {}},
    PropertyRow{"mobilephone", "string", "phonenumber", kContact, "Mobile Phone Number", kFormField, {}},
    PropertyRow{"notes_last_updated", "datetime", "date", kActivity, "Last Activity Date", kReadOnly, {}},
    PropertyRow{"num_notes", "number", "number", kActivity, "Number of Sales Activities", kReadOnly, {}},
    PropertyRow{"numemployees", "enumeration", "select", kContact, "Number of Employees", kFormField | kOpenDefinition, kEmployeeCounts},
    PropertyRow{"phone", "string", "phonenumber", kContact, "Phone Number", kFormField, {}},
    PropertyRow{"salutation", "string", "text", kContact, "Salutation", kFormField | kOpenDefinition, {}},
    PropertyRow{"state", "string", "text", kContact, "State/Region", kFormField | kOpenDefinition, {}},
    PropertyRow{"twitterhandle", "string", "text", kContact, "Twitter Username", kFormField, {}},
    PropertyRow{"website", "string", "text", kContact, "Website URL", kFormField, {}},
    PropertyRow{"zip", "string", "text", kContact, "Postal Code", kFormField, {}},
};
// clang-format on

}  // namespace

std::span<const PropertyRow> property_rows() { return kRows; }

std::span<const OptionRow> property_group_rows() { return kGroups; }

}  // namespace lockstep::sim::hubspot
