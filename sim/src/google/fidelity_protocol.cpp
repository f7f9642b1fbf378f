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
    {"google.standard.method-override", observed, "G137", "*",
     "A POST with X-HTTP-Method-Override is the other method; a GET takes its form as query. The Python client does so for URLs beyond 2048 bytes."},
    {"google.error-format.legacy-by-client", assumed, "G110", "*",
     "Errors carry the older \"errors\" for the clients whose users have seen it: .NET, Go, Node and PHP by X-Goog-Api-Client or User-Agent.", "legacy_errors"},
    {"google.error-format.legacy-by-format", inferred, "G3, G110", "*",
     "$.xgafv=1 asks for the older \"errors\", 2 for none, whoever calls."},
    {"google.error-format.legacy-reasons", observed, "G110", "*",
     "The older reasons follow from the status: badRequest, failedPrecondition, forbidden, authError, rateLimitExceeded; the others are those of older APIs."},
    {"google.error-format.credential-details", inferred, "G111", "*",
     "A 401 has no details; with the switch it says CREDENTIALS_MISSING, ACCESS_TOKEN_EXPIRED or ACCESS_TOKEN_TYPE_UNSUPPORTED, as newer APIs do.", "unauthenticated_has_error_info"},
    {"google.batch.form", documented, "G11", "batch",
     "Up to 1000 calls travel in one multipart/mixed body, each an application/http part with a path; answers come in the same order, a Content-ID as response-<id>."},
    {"google.batch.headers", documented, "G11", "batch",
     "A call has the headers of the batch but for Content-*, and its own override them: each is authorised for itself."},
    {"google.batch.quota", documented, "G11", "batch",
     "Each call of a batch costs what it costs alone."},
    {"google.batch.order", assumed, "G11", "batch",
     "Calls are carried out in their order, which the service does not promise."},
    {"google.batch.refused-part", assumed, "G11", "batch",
     "A part that is no request, names a whole URL or announces a length that is not there answers 400 for itself; a path without a method of the API 404."},
    {"google.batch.refused", assumed, "", "batch",
     "A body that is not multipart/mixed, does not end, or has no or too many calls answers 400."},
    {"google.discovery.document", inferred, "G1, G3", "discovery.apis.getRest",
     "The description of the API is served without a credential, its root URL being the host that was asked; it describes what the fake has, not all that the service's own has."},
    {"google.discovery.unknown", assumed, "", "discovery.apis.getRest",
     "Another API or version answers 404 NOT_FOUND."},
});
// clang-format on

}  // namespace

std::span<const FidelityEntry> fidelity_of_protocol() noexcept { return kEntries; }

}  // namespace lockstep::sim::google
