#include "property_table.h"

#include "property_options.h"

namespace lockstep::sim::hubspot {
namespace {

using flag::kCalculated;
using flag::kExternalOptions;
using flag::kFormField;
using flag::kHidden;
using flag::kOpenDefinition;
using flag::kOpenOptions;
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

constexpr std::array kRenewal{OptionRow{"Yes", "true"}, OptionRow{"--", "false"}};

constexpr std::array kYesNo{OptionRow{"True", "true"}, OptionRow{"False", "false"}};

constexpr std::string_view kContact = "contactinformation";
constexpr std::string_view kSales = "sales_properties";
constexpr std::string_view kActivity = "contact_activity";
constexpr std::string_view kAds = "facebook_ads_properties";
constexpr std::string_view kLifecycle = "lifecycle_stage";

// clang-format off
const std::array kRows{
    // name, type, field type, group, label, flags, options, display order, created, updated
    PropertyRow{"address", "string", "text", kContact, "Street Address", kFormField, {}, 6, 1'593'532'657'277, 1'653'683'573'554},
    PropertyRow{"annualrevenue", "string", "text", kContact, "Annual Revenue", kFormField | kOpenDefinition, {}, 22, 1'565'059'269'313, 1'653'683'604'344},
    PropertyRow{"associatedcompanyid", "number", "number", kContact, "Primary Associated Company ID", kHidden | kExternalOptions, {}, 24, 1'565'059'269'377, 1'682'971'353'973},
    PropertyRow{"city", "string", "text", kContact, "City", kFormField, {}, 7, 1'565'059'268'458, 1'653'683'696'118},
    PropertyRow{"closedate", "datetime", "date", "deal_information", "Close Date", 0, {}, 14, 1'593'532'655'905, 1'653'683'757'231},
    PropertyRow{"company", "string", "text", kContact, "Company Name", kFormField, {}, 19, 1'593'532'656'905, 1'682'971'353'973},
    PropertyRow{"country", "string", "text", kContact, "Country/Region", kFormField | kOpenDefinition, {}, 10, 1'565'059'268'647, 1'653'683'909'821},
    PropertyRow{"createdate", "datetime", "date", kContact, "Create Date", kReadOnly, {}, 17, 1'565'059'269'148, 1'682'971'353'973},
    PropertyRow{"date_of_birth", "string", "text", kAds, "Date of birth", kFormField | kOpenDefinition, {}, -1, 1'593'532'657'176, 1'653'684'062'533},
    PropertyRow{"email", "string", "text", kContact, "Email", kFormField, {}, 3, 1'565'059'268'204, 1'682'971'353'973},
    PropertyRow{"fax", "string", "phonenumber", kContact, "Fax Number", kFormField, {}, 5, 1'565'059'268'337, 1'653'684'489'565},
    PropertyRow{"firstname", "string", "text", kContact, "First Name", kFormField, {}, 0, 1'565'059'268'029, 1'682'971'353'973},
    PropertyRow{"gender", "string", "text", kAds, "Gender", kFormField | kOpenDefinition, {}, -1, 1'593'532'656'448, 1'653'684'855'438},
    PropertyRow{"hs_additional_emails", "enumeration", "select", kContact, "Additional email addresses", kComputed | kHidden, {}, -1, 1'565'059'270'293, 1'682'971'353'973},
    PropertyRow{"hs_all_contact_vids", "enumeration", "select", kContact, "All vids for a contact", kComputed | kHidden, {}, -1, 1'565'059'270'764, 1'682'971'353'973},
    PropertyRow{"hs_associated_target_accounts", "number", "calculation_rollup", kSales, "Associated Target Accounts", kComputed, {}},
    PropertyRow{"hs_calculated_merged_vids", "enumeration", "select", kContact, "Merged vids with timestamps of a contact", kComputed | kHidden, {}, -1, 1'565'059'270'821, 1'682'971'353'973},
    PropertyRow{"hs_calculated_mobile_number", "string", "text", kContact, "Calculated Mobile Number in International Format", kComputed | kHidden, {}, -1, 1'565'059'270'360, 1'653'686'378'884},
    PropertyRow{"hs_calculated_phone_number", "string", "text", kContact, "Calculated Phone Number in International Format", kComputed | kHidden, {}, -1, 1'565'059'270'329, 1'653'686'409'328},
    PropertyRow{"hs_created_by_user_id", "number", "number", kContact, "Created by user ID", kReadOnly, {}, -1, 1'580'250'298'486, 1'655'225'127'985},
    PropertyRow{"hs_currently_enrolled_in_prospecting_agent", "bool", "booleancheckbox", kSales, "Currently in Prospecting Agent", kReadOnly, kYesNo},
    PropertyRow{"hs_email_domain", "string", "text", kContact, "Email Domain", kComputed, {}, -1, 1'565'059'268'237, 1'653'687'717'030},
    PropertyRow{"hs_full_name_or_email", "string", "calculation_equation", kContact, "Full name or email", kComputed | kHidden, {}},
    PropertyRow{"hs_is_contact", "bool", "calculation_read_time", kContact, "Is a contact", kComputed | kHidden, kYesNo, -1, 1'565'059'270'854, 1'682'971'353'973},
    PropertyRow{"hs_is_unworked", "bool", "calculation_equation", kSales, "Contact unworked", kReadOnly, kYesNo, -1, 1'593'532'656'297, 1'689'355'826'952},
    PropertyRow{"hs_language", "enumeration", "select", kContact, "Preferred language", kFormField, language_rows(), 11, 1'565'059'268'684, 1'684'333'548'850},
    PropertyRow{"hs_lead_status", "enumeration", "radio", kSales, "Lead Status", kFormField | kOpenOptions, kLeadStatuses, -1, 1'593'532'656'706, 1'682'971'353'973},
    PropertyRow{"hs_lifecyclestage_customer_date", "datetime", "date", kLifecycle, "Became a Customer Date", kReadOnly, {}},
    PropertyRow{"hs_lifecyclestage_evangelist_date", "datetime", "date", kLifecycle, "Became an Evangelist Date", kReadOnly, {}},
    PropertyRow{"hs_lifecyclestage_lead_date", "datetime", "date", kContact, "Became a Lead Date", kReadOnly, {}, 15, 1'565'059'269'971, 1'682'971'353'973},
    PropertyRow{"hs_lifecyclestage_marketingqualifiedlead_date", "datetime", "date", kLifecycle, "Became a Marketing Qualified Lead Date", kReadOnly, {}},
    PropertyRow{"hs_lifecyclestage_opportunity_date", "datetime", "date", kLifecycle, "Became an Opportunity Date", kReadOnly, {}},
    PropertyRow{"hs_lifecyclestage_other_date", "datetime", "date", kLifecycle, "Became an Other Lifecycle Date", kReadOnly, {}},
    PropertyRow{"hs_lifecyclestage_salesqualifiedlead_date", "datetime", "date", kLifecycle, "Became a Sales Qualified Lead Date", kReadOnly, {}},
    PropertyRow{"hs_lifecyclestage_subscriber_date", "datetime", "date", kLifecycle, "Became a Subscriber Date", kReadOnly, {}},
    PropertyRow{"hs_marketable_status", "enumeration", "booleancheckbox", kContact, "Marketing contact status", kReadOnly, kMarketable, -1, 1'575'991'954'594, 1'653'689'363'112},
    PropertyRow{"hs_marketable_until_renewal", "enumeration", "booleancheckbox", kContact, "Marketing contact until next update", kReadOnly, kRenewal, -1, 1'581'013'793'512, 1'653'689'378'514},
    PropertyRow{"hs_membership_has_accessed_private_content", "number", "number", kContact, "Has Accessed Private Content", kReadOnly, {}},
    PropertyRow{"hs_merged_object_ids", "enumeration", "checkbox", kContact, "Merged Contact IDs", kReadOnly, {}, -1, 0, 1'680'034'416'639},
    PropertyRow{"hs_object_id", "number", "number", kContact, "Record ID", kReadOnly, {}, -1},
    PropertyRow{"hs_object_source", "string", "text", kContact, "Record Creation Source", kInternal, {}, -1},
    PropertyRow{"hs_object_source_id", "string", "text", kContact, "Record Creation Source ID", kInternal, {}, -1},
    PropertyRow{"hs_object_source_label", "enumeration", "select", kContact, "Record Source", kInternal | kExternalOptions, {}, -1},
    PropertyRow{"hs_pipeline", "enumeration", "select", kContact, "Pipeline", kHidden | kExternalOptions, {}, -1, 1'627'590'074'749, 1'692'043'766'679},
    PropertyRow{"hs_registered_member", "number", "number", kContact, "Registered Member", kReadOnly, {}},
    PropertyRow{"hs_searchable_calculated_mobile_number", "phone_number", "phonenumber", kContact, "Calculated Mobile Number without country code", kComputed | kHidden, {}, -1, 1'565'059'270'473, 1'653'689'756'530},
    PropertyRow{"hs_searchable_calculated_phone_number", "phone_number", "phonenumber", kContact, "Calculated Phone Number without country code", kComputed | kHidden, {}, -1, 1'565'059'270'393, 1'653'689'772'002},
    PropertyRow{"hs_sequences_actively_enrolled_count", "number", "number", kSales, "Number of Sequences Actively Enrolled", kReadOnly, {}},
    PropertyRow{"hs_timezone", "enumeration", "select", kContact, "Time Zone", kFormField, time_zone_rows(), -1, 1'629'806'519'780, 1'681'501'630'856},
    PropertyRow{"hs_updated_by_user_id", "number", "number", kContact, "Updated by user ID", kInternal, {}, -1, 1'580'251'120'700, 1'653'690'323'208},
    PropertyRow{"hubspot_owner_id", "enumeration", "select", kSales, "Contact owner", kExternalOptions, {}, 6, 1'593'532'656'383, 1'673'394'221'247},
    PropertyRow{"hubspotscore", "number", "calculation_score", kSales, "HubSpot Score", kReadOnly, {}, 18, 1'593'532'656'876, 1'653'690'445'902},
    PropertyRow{"industry", "string", "text", kContact, "Industry", kFormField | kOpenDefinition, {}, 23, 1'593'532'655'888, 1'653'690'476'787},
    PropertyRow{"jobtitle", "string", "text", kContact, "Job Title", kFormField, {}, 12, 1'565'059'269'007, 1'653'690'630'958},
    PropertyRow{"lastmodifieddate", "datetime", "date", kContact, "Last Modified Date", kReadOnly, {}, -1, 1'565'059'269'596, 1'653'690'661'789},
    PropertyRow{"lastname", "string", "text", kContact, "Last Name", kFormField, {}, 1, 1'565'059'268'109, 1'682'971'353'973},
    PropertyRow{"lifecyclestage", "enumeration", "radio", kContact, "Lifecycle Stage", kExternalOptions | kFormField, kLifecycleStages, 15, 1'565'059'269'102, 1'653'690'692'655},
    PropertyRow{"message", "string", "textarea", kActivity, "Message", kFormField, {}, 13, 1'593'532'655'789, 1'653'690'785'677},
    PropertyRow{"mobilephone", "string", "phonenumber", kContact, "Mobile Phone Number", kFormField, {}, 4, 1'565'059'268'304, 1'653'690'832'008},
    PropertyRow{"notes_last_updated", "datetime", "date", kActivity, "Last Activity Date", kReadOnly, {}, 6, 1'593'532'656'481, 1'689'356'082'038},
    PropertyRow{"num_notes", "number", "number", kActivity, "Number of Sales Activities", kReadOnly, {}, 6, 1'593'532'657'081, 1'689'356'336'536},
    PropertyRow{"numemployees", "enumeration", "select", kContact, "Number of Employees", kFormField | kOpenDefinition, kEmployeeCounts, 21, 1'565'059'269'240, 1'653'691'063'361},
    PropertyRow{"phone", "string", "phonenumber", kContact, "Phone Number", kFormField, {}, 4, 1'565'059'268'269, 1'653'691'140'578},
    PropertyRow{"salutation", "string", "text", kContact, "Salutation", kFormField | kOpenDefinition, {}, 2, 1'565'059'268'170, 1'653'691'294'857},
    PropertyRow{"state", "string", "text", kContact, "State/Region", kFormField | kOpenDefinition, {}, 8, 1'565'059'268'489, 1'682'971'353'973},
    PropertyRow{"twitterhandle", "string", "text", kContact, "Twitter Username", kFormField, {}, 0, 1'565'059'269'447, 1'653'691'480'054},
    PropertyRow{"website", "string", "text", kContact, "Website URL", kFormField, {}, 20, 1'593'532'656'567, 1'682'971'353'973},
    PropertyRow{"zip", "string", "text", kContact, "Postal Code", kFormField, {}, 9, 1'565'059'268'603, 1'682'971'353'973},
};
// clang-format on

}  // namespace

std::span<const PropertyRow> property_rows() { return kRows; }

std::span<const OptionRow> property_group_rows() { return kGroups; }

}  // namespace lockstep::sim::hubspot
