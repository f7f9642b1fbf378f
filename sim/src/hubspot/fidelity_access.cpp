#include "fidelity_tables.h"

namespace lockstep::sim::hubspot {
namespace {

using enum Evidence;

// clang-format off
constexpr auto kEntries = std::to_array<FidelityEntry>({
    {"hubspot.routing.double-slash", observed, "F2", "*",
     "A doubled slash in front of a path is tolerated."},
    {"hubspot.routing.type-id", documented, "F21", "crm.contacts.*",
     "Contacts are served under their type id 0-1 as well."},
    {"hubspot.routing.encoded-ids", observed, "F8", "*",
     "A path is split first and decoded then, so that an id may hold a slash."},
    {"hubspot.routing.url-length", observed, "F34", "*",
     "A URL beyond 16,000 bytes answers 414."},
    {"hubspot.routing.wrong-method", assumed, "F78", "*",
     "A path under another method answers 405, a body that is not JSON 415, an unknown path 404; the bodies of 405, 414 and 415 are not known."},
    {"hubspot.routing.after-the-token", assumed, "", "*",
     "What is wrong with a path or method is told to those only who may call the account."},
    {"hubspot.parameters.both-forms", observed, "F7", "crm.contacts.*",
     "List parameters are repeated, joined by commas, or both."},
    {"hubspot.parameters.wrong-value", inferred, "F79", "crm.*",
     "A flag, limit or cursor that cannot be read answers 400 with a message in the manner of a JSON reader."},
    {"hubspot.parameters.limit", assumed, "F29, U4", "crm.contacts.getPage crm.lists.memberships",
     "A limit beyond the largest answers 400 (documented) with a text that is not known."},
    {"hubspot.body.tolerances", observed, "F10", "crm.contacts.*",
     "Numbers and flags are taken as their text, and members that the description requires may be absent, where the service's own client sends them so."},
    {"hubspot.body.malformed", observed, "F72", "crm.contacts.*",
     "A body that cannot be read answers 400 with a message in the manner of a JSON reader, and without a category; which line and column it names is assumed."},
    {"hubspot.answer.status-codes", documented, "F11", "*",
     "Each method has its own success code; the service's client takes no other."},
    {"hubspot.answer.content-type", observed, "F12, F67", "*",
     "Every answer with a body is \"application/json;charset=utf-8\"."},
    {"hubspot.answer.error-envelope", documented, "F67", "*",
     "Errors are {status, message, correlationId, errors, context, links, category}, with the correlation id in a header, too."},
    {"hubspot.auth.missing", observed, "F6, F73", "*",
     "No token, or an unknown one, answers 401 INVALID_AUTHENTICATION."},
    {"hubspot.auth.expired", observed, "F74", "*",
     "An expired token answers 401 EXPIRED_AUTHENTICATION with the time."},
    {"hubspot.auth.scopes", documented, "F75", "crm.*",
     "A token without the scope of the operation answers 403 MISSING_SCOPES."},
    {"hubspot.auth.other-objects", assumed, "F75", "crm.other.read crm.other.write",
     "Other objects and resources of the CRM are there and out of the app's scopes: they answer 403."},
    {"hubspot.oauth.refresh", documented, "F96", "oauth.token",
     "A refresh token brings an access token for 30 minutes and stays what it is."},
    {"hubspot.oauth.bad-refresh-token", observed, "F97", "oauth.token",
     "A revoked refresh token answers 400 BAD_REFRESH_TOKEN."},
    {"hubspot.oauth.other-errors", assumed, "F97", "oauth.token",
     "Wrong clients, codes and grant types answer 400 in the same form; codes and texts are not known."},
    {"hubspot.oauth.token-information", documented, "F98", "oauth.accessTokens.get",
     "A token can be asked for its account, app, scopes and life."},
    {"hubspot.oauth.unknown-token-information", assumed, "F98", "oauth.accessTokens.get",
     "An unknown or expired token answers 404."},
    {"hubspot.limits.ten-seconds", documented, "F77, F86", "crm.*",
     "Beyond 110 requests within 10 seconds, 429 TEN_SECONDLY_ROLLING.", "rate_limits_enforced requests_per_10_s_max"},
    {"hubspot.limits.searches", documented, "F65, F86", "crm.contacts.search",
     "Beyond 5 searches a second, 429 SECONDLY; searches do not count against the other window.", "rate_limits_enforced searches_per_s_max"},
    {"hubspot.limits.refused-requests", assumed, "F86", "crm.*",
     "Refused requests do not count against a window."},
    {"hubspot.limits.headers", documented, "F87", "crm.*",
     "Every answer but a search's tells the windows and what is left of them; there are no daily headers for OAuth apps."},
    {"hubspot.limits.no-retry-after", assumed, "U12", "crm.*",
     "429 comes without Retry-After."},
});
// clang-format on

}  // namespace

std::span<const FidelityEntry> fidelity_of_access() noexcept { return kEntries; }

}  // namespace lockstep::sim::hubspot
