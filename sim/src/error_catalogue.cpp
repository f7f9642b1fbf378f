#include "lockstep/sim/error_catalogue.h"

#include <algorithm>
#include <array>

namespace lockstep::sim {
namespace {

using enum Evidence;

// clang-format off
constexpr std::array kErrors = {
    CataloguedError{"google.expired_sync_token", 400, "G83, G84", observed,
        R"({"error":{"code":400,"message":"Sync token is expired. Clear local cache and retry call without the sync token.","status":"FAILED_PRECONDITION","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"EXPIRED_SYNC_TOKEN","domain":"people.googleapis.com"}]}})"},
    CataloguedError{"google.stale_etag", 400, "G70", observed,
        R"({"error":{"code":400,"message":"Request person.etag is different than the current person.etag. Clear local cache and get the latest person.","status":"FAILED_PRECONDITION"}})"},
    CataloguedError{"google.invalid_argument", 400, "G115", observed,
        R"({"error":{"code":400,"message":"Request contains an invalid argument.","status":"INVALID_ARGUMENT"}})"},
    CataloguedError{"google.invalid_grant", 400, "G119", observed,
        R"({"error":"invalid_grant","error_description":"Token has been expired or revoked."})"},
    CataloguedError{"google.unauthenticated", 401, "G111", observed,
        R"({"error":{"code":401,"message":"Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.","status":"UNAUTHENTICATED"}})",
        R"(WWW-Authenticate: Bearer realm="https://accounts.google.com/", error="invalid_token")"},
    CataloguedError{"google.insufficient_scope", 403, "G112", observed,
        R"({"error":{"code":403,"message":"Request had insufficient authentication scopes.","status":"PERMISSION_DENIED","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"ACCESS_TOKEN_SCOPE_INSUFFICIENT","domain":"googleapis.com","metadata":{"service":"people.googleapis.com"}}]}})",
        R"(WWW-Authenticate: Bearer realm="https://accounts.google.com/", error="insufficient_scope")"},
    CataloguedError{"google.service_disabled", 403, "G113", observed,
        R"({"error":{"code":403,"message":"People API has not been used in project 737087378495 before or it is disabled. Enable it by visiting https://console.developers.google.com/apis/api/people.googleapis.com/overview?project=737087378495 then retry. If you enabled this API recently, wait a few minutes for the action to propagate to our systems and retry.","status":"PERMISSION_DENIED","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"SERVICE_DISABLED","domain":"googleapis.com","metadata":{"service":"people.googleapis.com","consumer":"projects/737087378495"}}]}})"},
    CataloguedError{"google.not_found", 404, "G109", inferred,
        R"({"error":{"code":404,"message":"Requested entity was not found.","status":"NOT_FOUND"}})"},
    CataloguedError{"google.rate_limit", 429, "G107", observed,
        R"({"error":{"code":429,"message":"Quota exceeded for quota metric 'Critical read requests (Contact and Profile Reads)' and limit 'Critical read requests (Contact and Profile Reads) per minute per user' of service 'people.googleapis.com' for consumer 'project_number:737087378495'.","status":"RESOURCE_EXHAUSTED","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"RATE_LIMIT_EXCEEDED","domain":"googleapis.com","metadata":{"quota_limit":"CriticalReadsPerMinutePerProjectPerUser","service":"people.googleapis.com","quota_metric":"people.googleapis.com/critical_read_requests","consumer":"projects/737087378495"}}]}})"},
    CataloguedError{"google.backend_quota", 429, "G102", observed,
        R"({"error":{"code":429,"message":"Resource has been exhausted (e.g. check quota).","status":"RESOURCE_EXHAUSTED","details":[{"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[{"subject":"QUOTA_EXCEEDED","description":"FBS quota limit exceeded"}]}]}})"},
    CataloguedError{"google.contact_limit", 429, "G101", inferred,
        R"({"error":{"code":429,"message":"MY_CONTACTS_OVERFLOW_COUNT","status":"RESOURCE_EXHAUSTED","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"MY_CONTACTS_OVERFLOW_COUNT","domain":"people.googleapis.com"}]}})"},
    CataloguedError{"google.internal", 500, "G116", inferred,
        R"({"error":{"code":500,"message":"Internal error encountered.","status":"INTERNAL"}})"},
    CataloguedError{"google.unavailable", 503, "G116", inferred,
        R"({"error":{"code":503,"message":"The service is currently unavailable.","status":"UNAVAILABLE"}})"},

    CataloguedError{"hubspot.unknown_property", 400, "F70", observed,
        R"({"status":"error","message":"Property values were not valid: [{\"isValid\":false,\"message\":\"Property \\\"testproperty\\\" does not exist\",\"error\":\"PROPERTY_DOESNT_EXIST\",\"name\":\"testproperty\"}]","correlationId":"{correlation_id}","errors":[{"message":"Property \"testproperty\" does not exist","code":"PROPERTY_DOESNT_EXIST","context":{"propertyName":["testproperty"]}}],"category":"VALIDATION_ERROR"})"},
    CataloguedError{"hubspot.invalid_email", 400, "F71", observed,
        R"({"status":"error","message":"Property values were not valid: [{\"isValid\":false,\"message\":\"Email address example.lcom is invalid\",\"error\":\"INVALID_EMAIL\",\"name\":\"email\"}]","correlationId":"{correlation_id}","errors":[{"message":"Email address example.lcom is invalid","code":"INVALID_EMAIL","context":{"propertyName":["email"]}}],"category":"VALIDATION_ERROR"})"},
    CataloguedError{"hubspot.malformed_body", 400, "F72", observed,
        R"json({"status":"error","message":"Invalid input JSON on line 1, column 1: Cannot deserialize value of type `com.hubspot.inbounddb.publicobject.core.v2.SimplePublicObjectBatchInput$Json` from Array value (token `JsonToken.START_ARRAY`)","correlationId":"{correlation_id}"})json"},
    CataloguedError{"hubspot.duplicate_inputs", 400, "F82", observed,
        R"({"status":"error","message":"Duplicate IDs found in batch input: [123456]. IDs must be unique","correlationId":"{correlation_id}","context":{"ids":["123456"]},"category":"VALIDATION_ERROR"})"},
    CataloguedError{"hubspot.invalid_grant", 400, "F97", observed,
        R"({"error":"invalid_grant","error_description":"refresh token is invalid, expired or revoked","status":"BAD_REFRESH_TOKEN","message":"refresh token is invalid, expired or revoked"})"},
    CataloguedError{"hubspot.unauthenticated", 401, "F73", observed,
        R"({"status":"error","message":"Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more details at https://developers.hubspot.com/docs/methods/auth/oauth-overview","correlationId":"{correlation_id}","category":"INVALID_AUTHENTICATION"})"},
    CataloguedError{"hubspot.expired_token", 401, "F74", observed,
        R"({"status":"error","message":"The OAuth token used to make this call expired 0 second(s) ago.","correlationId":"{correlation_id}","category":"EXPIRED_AUTHENTICATION","context":{"expire time":["{now}"]}})"},
    CataloguedError{"hubspot.missing_scopes", 403, "F75", documented,
        R"({"status":"error","message":"This app hasn't been granted all required scopes to make this call. Read more about required scopes here: https://developers.hubspot.com/scopes.","correlationId":"{correlation_id}","errors":[{"message":"One or more of the following scopes are required.","context":{"requiredGranularScopes":["crm.objects.contacts.write"]}}],"links":{"scopes":"https://developers.hubspot.com/scopes"},"category":"MISSING_SCOPES"})"},
    CataloguedError{"hubspot.not_found", 404, "F76", observed,
        R"({"status":"error","message":"resource not found","correlationId":"{correlation_id}"})"},
    CataloguedError{"hubspot.conflict", 409, "F69", observed,
        R"({"status":"error","message":"Contact already exists","correlationId":"{correlation_id}","category":"CONFLICT"})"},
    CataloguedError{"hubspot.locked", 423, "F78", inferred,
        R"({"status":"error","message":"Locked","correlationId":"{correlation_id}"})"},
    CataloguedError{"hubspot.rate_limit_secondly", 429, "F77", observed,
        R"({"status":"error","message":"You have reached your secondly limit.","errorType":"RATE_LIMIT","correlationId":"{correlation_id}","policyName":"SECONDLY","groupName":"publicapi:crm:search"})"},
    CataloguedError{"hubspot.rate_limit_rolling", 429, "F77", inferred,
        R"({"status":"error","message":"You have reached your ten_secondly_rolling limit.","errorType":"RATE_LIMIT","correlationId":"{correlation_id}","policyName":"TEN_SECONDLY_ROLLING","groupName":"publicapi:crm"})"},
    CataloguedError{"hubspot.rate_limit_daily", 429, "F77", observed,
        R"({"status":"error","message":"You have reached your daily limit.","errorType":"RATE_LIMIT","correlationId":"{correlation_id}","policyName":"DAILY","requestId":"{correlation_id}"})"},
    CataloguedError{"hubspot.migrating", 477, "F78", documented,
        R"({"status":"error","message":"Migration in progress","correlationId":"{correlation_id}"})",
        "Retry-After: 60"},
    CataloguedError{"hubspot.internal", 500, "F67", inferred,
        R"({"status":"error","message":"internal error","correlationId":"{correlation_id}"})"},
    CataloguedError{"hubspot.bad_gateway", 502, "F78", inferred,
        "<html><head><title>502 Bad Gateway</title></head><body>502 Bad Gateway</body></html>"},
    CataloguedError{"hubspot.unavailable", 503, "F78", inferred,
        R"({"status":"error","message":"Service Unavailable","correlationId":"{correlation_id}"})"},
    CataloguedError{"hubspot.gateway_timeout", 504, "F78", inferred,
        "<html><head><title>504 Gateway Time-out</title></head><body>504 Gateway Time-out</body></html>"},
    CataloguedError{"hubspot.server_down", 521, "F78", inferred,
        "<html><head><title>521: Web server is down</title></head><body>521: Web server is down</body></html>"},
    CataloguedError{"hubspot.connection_timed_out", 522, "F78", inferred,
        "<html><head><title>522: Connection timed out</title></head><body>522: Connection timed out</body></html>"},
    CataloguedError{"hubspot.origin_unreachable", 523, "F78", inferred,
        "<html><head><title>523: Origin is unreachable</title></head><body>523: Origin is unreachable</body></html>"},
    CataloguedError{"hubspot.timed_out", 524, "F78", inferred,
        "<html><head><title>524: A timeout occurred</title></head><body>524: A timeout occurred</body></html>"},
    CataloguedError{"hubspot.handshake_failed", 525, "F78", inferred,
        "<html><head><title>525: SSL handshake failed</title></head><body>525: SSL handshake failed</body></html>"},
    CataloguedError{"hubspot.invalid_certificate", 526, "F78", inferred,
        "<html><head><title>526: Invalid SSL certificate</title></head><body>526: Invalid SSL certificate</body></html>"},
};
// clang-format on

}  // namespace

std::span<const CataloguedError> error_catalogue() noexcept { return kErrors; }

const CataloguedError* find_error(std::string_view id) noexcept {
  const auto* const found = std::ranges::find(kErrors, id, &CataloguedError::id);
  return found == kErrors.end() ? nullptr : found;
}

Service service_of(const CataloguedError& error) noexcept {
  return error.id.starts_with("google.") ? Service::google : Service::hubspot;
}

}  // namespace lockstep::sim
