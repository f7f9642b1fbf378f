/// Contacts, settings and edits for the laws. Few different values, so that two sides agree,
/// collide and repeat each other often.
///
/// A trap in the laws: RC_ASSERT takes its expression apart, so "||" and "&&" do not stop early in
/// it; put such an expression in parentheses of its own.

#pragma once

#include <nlohmann/json_fwd.hpp>
#include <rapidcheck.h>

#include <map>
#include <string>
#include <vector>

#include "lockstep/core/contact.h"
#include "lockstep/core/match.h"
#include "lockstep/core/merge.h"
#include "lockstep/core/settings.h"

namespace lockstep::generate {

/// Bytes of all kinds: blanks, marks, letters of several scripts, ill-formed UTF-8.
[[nodiscard]] std::string any_bytes();

/// "" or one of few words, some of which are other spellings of each other.
[[nodiscard]] std::string any_word();
[[nodiscard]] std::string any_email();
[[nodiscard]] std::string any_number();

/// Predefined and custom phone labels; "" for none.
[[nodiscard]] std::string any_label();

/// A phoneNumbers array of up to `size_max` numbers, none of them blank.
[[nodiscard]] Json any_phones(int size_max);

[[nodiscard]] HubSpotContact any_hubspot_contact();

/// A person in any folder, with fields of any length that mappings reach, and with members that
/// none does.
[[nodiscard]] GooglePerson any_google_person();

/// A member of the Contacts folder, live, with an email.
[[nodiscard]] GooglePerson any_plain_person();

[[nodiscard]] Side any_side();

/// Not none, which nobody can ask for.
[[nodiscard]] Direction any_direction();

/// The two drop-downs without filters, and every other setting.
[[nodiscard]] SyncSettings any_settings();

/// any_settings with filters on both sides.
[[nodiscard]] SyncSettings any_filtered_settings();

/// any_settings on any plan, with custom mappings that fit, do not fit or rule each other out, and
/// with changes of default ones.
[[nodiscard]] SyncSettings any_mapping_attempts();

/// A new value, or "", for some of a contact's mapped properties.
[[nodiscard]] std::map<std::string, std::string> any_property_edits();

/// `person` with some of its fields as another one has them.
[[nodiscard]] GooglePerson edited(const GooglePerson& person);

[[nodiscard]] ThreeWay any_three_way();
[[nodiscard]] MergePolicy any_policy();

/// Records of both sides with few emails and values, and links between some of them.
[[nodiscard]] MatchInput any_match_input();

}  // namespace lockstep::generate
