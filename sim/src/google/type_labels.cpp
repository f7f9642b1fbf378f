#include "google/type_labels.h"

#include <algorithm>
#include <array>
#include <span>

namespace lockstep::sim::google {
namespace {

struct Label {
  std::string_view type;
  std::string_view text;
};

// clang-format off
constexpr std::array kPlaceTypes = {Label{"home", "Home"}, Label{"work", "Work"}, Label{"other", "Other"}};
constexpr std::array kPhoneTypes = {
    Label{"home", "Home"}, Label{"work", "Work"}, Label{"mobile", "Mobile"},
    Label{"homeFax", "Home Fax"}, Label{"workFax", "Work Fax"}, Label{"otherFax", "Other Fax"},
    Label{"pager", "Pager"}, Label{"workMobile", "Work Mobile"}, Label{"workPager", "Work Pager"},
    Label{"main", "Main"}, Label{"googleVoice", "Google Voice"}, Label{"other", "Other"}};
constexpr std::array kUrlTypes = {
    Label{"home", "Home"}, Label{"work", "Work"}, Label{"blog", "Blog"}, Label{"profile", "Profile"},
    Label{"homePage", "Home Page"}, Label{"ftp", "FTP"}, Label{"reservations", "Reservations"},
    Label{"appInstallPage", "App Install Page"}, Label{"other", "Other"}};
constexpr std::array kRelationTypes = {
    Label{"spouse", "Spouse"}, Label{"child", "Child"}, Label{"mother", "Mother"},
    Label{"father", "Father"}, Label{"parent", "Parent"}, Label{"brother", "Brother"},
    Label{"sister", "Sister"}, Label{"friend", "Friend"}, Label{"relative", "Relative"},
    Label{"domesticPartner", "Domestic Partner"}, Label{"manager", "Manager"},
    Label{"assistant", "Assistant"}, Label{"referredBy", "Referred By"}, Label{"partner", "Partner"}};
constexpr std::array kEventTypes = {Label{"anniversary", "Anniversary"}, Label{"other", "Other"}};
constexpr std::array kExternalIdTypes = {
    Label{"account", "Account"}, Label{"customer", "Customer"}, Label{"loginId", "Login ID"},
    Label{"network", "Network"}, Label{"organization", "Organization"}};
constexpr std::array kOrganizationTypes = {Label{"work", "Work"}, Label{"school", "School"}};
constexpr std::array kSipTypes = {Label{"home", "Home"}, Label{"work", "Work"},
                                  Label{"mobile", "Mobile"}, Label{"other", "Other"}};
constexpr std::array kCalendarTypes = {Label{"home", "Home"}, Label{"freeBusy", "Free/Busy"},
                                       Label{"work", "Work"}};
constexpr std::array kKeywordTypes = {Label{"HOME", "Home"}, Label{"WORK", "Work"},
                                      Label{"OTHER", "Other"}};
constexpr std::array kProtocols = {
    Label{"aim", "AIM"}, Label{"msn", "MSN"}, Label{"yahoo", "Yahoo"}, Label{"skype", "Skype"},
    Label{"qq", "QQ"}, Label{"googleTalk", "Google Talk"}, Label{"icq", "ICQ"},
    Label{"jabber", "Jabber"}, Label{"netMeeting", "NetMeeting"}};
constexpr std::array kGenders = {Label{"male", "Male"}, Label{"female", "Female"},
                                 Label{"unspecified", "Unspecified"}};
// clang-format on

std::span<const Label> types_of(PersonField field) {
  switch (field) {
    case PersonField::addresses:
    case PersonField::email_addresses:
    case PersonField::im_clients: return kPlaceTypes;
    case PersonField::phone_numbers: return kPhoneTypes;
    case PersonField::urls: return kUrlTypes;
    case PersonField::relations: return kRelationTypes;
    case PersonField::events: return kEventTypes;
    case PersonField::external_ids: return kExternalIdTypes;
    case PersonField::organizations: return kOrganizationTypes;
    case PersonField::sip_addresses: return kSipTypes;
    case PersonField::calendar_urls: return kCalendarTypes;
    case PersonField::misc_keywords: return kKeywordTypes;
    default: return {};
  }
}

std::string text_of(std::span<const Label> labels, std::string_view type) {
  const auto found = std::ranges::find(labels, type, &Label::type);
  return std::string(found == labels.end() ? type : found->text);
}

}  // namespace

std::string formatted_type(PersonField field, std::string_view type) {
  return text_of(types_of(field), type);
}

std::string formatted_protocol(std::string_view protocol) { return text_of(kProtocols, protocol); }

std::string formatted_gender(std::string_view value) { return text_of(kGenders, value); }

}  // namespace lockstep::sim::google
