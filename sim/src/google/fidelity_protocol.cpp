#include "fidelity_tables.h"

namespace lockstep::sim::google {
namespace {

using enum Evidence;

// clang-format off
constexpr auto kEntries = std::to_array<FidelityEntry>({
    {"google.standard.fields", documented, "G3", "people.* otherContacts.* contactGroups.*",
     "fields selects parts of an answer by names, '/', brackets, commas and '*'; errors are not cut."},
    {"google.standard.fields-names", inferred, "G3, G4", "people.* otherContacts.* contactGroups.*",
     "A selector names members of the answer's message, in camelCase or snake_case; keys of a map may be anything."},
    {"google.standard.bad-selector", observed, "G37", "people.* otherContacts.* contactGroups.*",
     "A bad selector answers 400 with the general text, and in the older format an \"Invalid Parameter\" at fields; nothing is written."},
    {"google.standard.alt", assumed, "G3", "people.* otherContacts.* contactGroups.*",
     "Answers are JSON: alt=media, alt=proto and anything else are refused with 400."},
    {"google.standard.callback", assumed, "G3", "people.* otherContacts.* contactGroups.*",
     "callback makes a script of the answer that calls the function; a name that is none is refused with 400."},
    {"google.standard.quota-user", assumed, "G3", "people.* otherContacts.* contactGroups.*",
     "quotaUser of more than 40 characters is refused with 400; whose quota a call spends does not depend on it."},
    {"google.standard.ignored", assumed, "G3", "people.* otherContacts.* contactGroups.*",
     "key, uploadType and upload_protocol are accepted and have no effect."},
    {"google.error-format.legacy-by-client", assumed, "G110", "*",
     "Errors carry the older \"errors\" for the clients whose users have seen it: .NET, Go, Node and PHP by X-Goog-Api-Client or User-Agent.", "legacy_errors"},
    {"google.error-format.legacy-by-format", inferred, "G3, G110", "*",
     "$.xgafv=1 asks for the older \"errors\", 2 for none, whoever calls."},
    {"google.error-format.legacy-reasons", observed, "G110", "*",
     "The older reasons follow from the status: badRequest, failedPrecondition, forbidden, authError, rateLimitExceeded; the others are those of older APIs."},
    {"google.error-format.credential-details", inferred, "G111", "*",
     "A 401 has no details; with the switch it says CREDENTIALS_MISSING, ACCESS_TOKEN_EXPIRED or ACCESS_TOKEN_TYPE_UNSUPPORTED, as newer APIs do.", "unauthenticated_has_error_info"},
});
// clang-format on

}  // namespace

std::span<const FidelityEntry> fidelity_of_protocol() noexcept { return kEntries; }

}  // namespace lockstep::sim::google
