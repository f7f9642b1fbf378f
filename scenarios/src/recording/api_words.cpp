#include "recording/api_words.h"

#include <set>
#include <string>

#include "lockstep/base/text.h"
#include "lockstep/sim/error_catalogue.h"
#include "lockstep/sim/operations.h"

#include "recording/field_kinds.h"
#include "recording/portal_properties.h"

namespace lockstep::scenario {
namespace {

using Words = std::set<std::string, std::less<>>;

// What messages are made of beside the words of the catalogue of errors, and the constants of both
// APIs.
constexpr std::string_view kWords =
    "a about above access account accounts action active after all allowed already also an and any "
    "api app application apps archive archived are array as at attempt attempted authentication "
    "authorization bad batch be because been before below between body but by bytes call cannot "
    "character characters check client code completed conflict contact contacts contain contains "
    "could create created creating credentials current currently custom daily data date day days "
    "default delete deleted deprecated different disabled does doesn doesnt domain duplicate each "
    "either email empty enabled endpoint entity enumeration equal error errors exceed exceeded "
    "exceeds exist existing exists expected expire expired field fields filter filters first for "
    "format forbidden found from full generate get given greater group groups has have hour id ids "
    "if in inbound incorrect input inputs int integer internal invalid is isn it item items json "
    "key last length less lifecycle limit line list lists long malformed many mask match maximum "
    "may member "
    "members memberships merge message method minimum minute missing more must name names need new "
    "no non not null number numbers object objects of offset on one only operation option options "
    "or other out page parameter parse parsing path payload per permission permissions person "
    "phone pipeline please policy portal position primary problem process project properties "
    "property "
    "provided quota rate read reached reason received record records refresh request requested "
    "requests required requires resource resources response result results retry s scope scopes "
    "search second seconds see server service set should size some source sources start status "
    "string support supported sync t than that the them there these they this those time times to "
    "token tokens too true try type types unable unauthorized unexpected unique unknown "
    "unsupported until update updated updating url use used user users uses valid validate value "
    "values version was were when which while will with within without write wrong you your zero "
    "false isvalid localizederrormessage "
    // Constants.
    "home work mobile main homefax workfax otherfax pager workmobile workpager googlevoice fax "
    "homepage blog profile ftp reservations appinstallpage spouse child mother father parent "
    "brother sister friend relative domesticpartner manager assistant referredby partner birthday "
    "anniversary school customer network organization aim msn yahoo skype qq googletalk icq jabber "
    "netmeeting male female unspecified text_plain text_html contact_source subscriber lead "
    "marketingqualifiedlead salesqualifiedlead opportunity evangelist "
    "read_source_type_contact read_source_type_profile read_source_type_domain_contact "
    "other_contact domain_profile domain_contact object_type_unspecified user_contact_group "
    "system_contact_group google_user first_name_ascending last_name_ascending "
    "last_modified_ascending last_modified_descending directory_source_type_domain_profile "
    "directory_source_type_domain_contact mycontacts starred friends family coworkers blocked "
    "chatbuddies eq neq lt lte gt gte not_in has_property not_has_property contains_token "
    "not_contains_token ascending descending complete pending processing canceled hubspot_defined "
    "user_defined integrator_defined manual dynamic snapshot validation_error object_not_found "
    "invalid_authentication expired_authentication missing_scopes rate_limits ten_secondly_rolling "
    "secondly policy bearer grant_type refresh_token authorization_code invalid_grant "
    "invalid_client invalid_request invalid_scope unsupported_grant_type access_denied "
    "crm crm_ui ui integration api oauth v1 v2 v3 v4 people me connections othercontacts "
    "contactgroups batchget "
    "createcontact batchcreatecontacts batchupdatecontacts batchdeletecontacts updatecontact "
    "deletecontact updatecontactphoto deletecontactphoto searchcontacts listdirectorypeople "
    "searchdirectorypeople copyothercontacttomycontactsgroup modify upsert gdpr object-type-id "
    "gdpr-delete join-order add-and-remove add-from folders idmapping rename move move-list "
    "schedule-conversion update-list-name update-list-filters restore associations owners "
    "account-info details api-usage private-apps access-tokens refresh-tokens introspect revoke "
    "authorize webhooks settings subscriptions companies deals tickets notes tasks calls emails "
    "meetings add remove 0-1 0-2 0-3 0-5 oauth2 o tokeninfo discovery rest";

void add_words(Words& words, std::string_view text) {
  std::string word;
  for (const char letter : text) {
    const char small = ascii_lower_letter(letter);
    if ((small >= 'a' && small <= 'z') || small == '_') {
      word += small;
      continue;
    }
    if (!word.empty()) {
      words.insert(word);
      // "CONTACT_EXISTS" is one constant, and in a message its parts are words.
      for (const std::string_view part : split(word, '_')) {
        words.emplace(part);
      }
    }
    word.clear();
  }
  if (!word.empty()) {
    words.insert(word);
  }
}

Words collect_words() {
  Words words;
  for (const std::string_view word : split(kWords, ' ')) {
    words.insert(ascii_lower(word));
    for (const std::string_view part : split(word, '_')) {
      words.insert(ascii_lower(part));  // "text_plain" is met as its parts, as below.
    }
  }
  for (const sim::CataloguedError& error : sim::error_catalogue()) {
    add_words(words, error.body);
    add_words(words, error.extra_header);
  }
  for (const std::string_view name : api_names()) {
    words.insert(ascii_lower(name));
  }
  for (const std::string& constant : portal_constants()) {
    add_words(words, constant);
  }
  // Numbers of three digits identify nobody: limits, seconds, statuses.
  for (int number = 0; number < 1'000; ++number) {
    words.insert(std::to_string(number));
  }
  words.erase("");
  return words;
}

}  // namespace

bool is_api_word(std::string_view word) {
  static const Words kAll = collect_words();
  return kAll.contains(ascii_lower(word));
}

bool is_api_name(std::string_view name) {
  static const Words kNames = [] {
    Words names;
    for (const std::string_view one : api_names()) {
      names.emplace(one);
    }
    return names;
  }();
  return kNames.contains(name);
}

bool is_api_url(std::string_view url) {
  constexpr std::string_view kSites[] = {
      "https://developers.google.com/", "https://developers.hubspot.com/",
      "https://console.developers.google.com/apis/", "https://accounts.google.com/"};
  for (const std::string_view site : kSites) {
    if (!url.starts_with(site)) {
      continue;
    }
    std::string word;
    for (const char letter : std::string(url.substr(site.size())) + "/") {
      const bool is_letter = ascii_lower_letter(letter) >= 'a' && ascii_lower_letter(letter) <= 'z';
      if (is_letter) {
        word += letter;
      } else if (letter >= '0' && letter <= '9') {
        return false;
      } else {
        if (!word.empty() && !is_api_word(word)) {
          return false;
        }
        word.clear();
      }
    }
    return true;
  }
  return false;
}

}  // namespace lockstep::scenario
