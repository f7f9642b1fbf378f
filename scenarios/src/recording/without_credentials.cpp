#include <nlohmann/json.hpp>

#include "lockstep/base/text.h"
#include "lockstep/base/url.h"
#include "lockstep/scenario/redact.h"

#include "recording/field_kinds.h"
#include "recording/strict_json.h"

namespace lockstep::scenario {
namespace {

constexpr const char* kMask = "***";

bool is_credential(Kind kind) {
  return kind == Kind::token || kind == Kind::secret || kind == Kind::code || kind == Kind::cookie;
}

void mask(Query& fields) {
  for (auto& [name, value] : fields) {
    value = is_credential(parameter_kind(name)) ? kMask : value;
  }
}

void mask(Headers& headers) {
  for (const char* const name :
       {"authorization", "cookie", "set-cookie", "proxy-authorization", "location"}) {
    if (const auto header = headers.find(name); header != headers.end()) {
      header->second = kMask;
    }
  }
}

/// An answer or a form of an OAuth endpoint; elsewhere bodies hold no credentials.
void mask_body(std::string& body) {
  const Result<Json> json = parse_strict(body, "");
  if (!json || !json->is_object()) {
    Query fields = parse_query(body);
    mask(fields);
    body = json ? kMask : format_query(fields);
    return;
  }
  Json masked = *json;
  for (const auto& [name, value] : masked.items()) {
    if (is_credential(member_kind("", name)) || is_credential(parameter_kind(name))) {
      value = kMask;
    }
  }
  body = masked.dump();
}

/// "/oauth/v1/access-tokens/{token}" has it in its path (F98).
void mask_path(std::string& path) {
  for (const std::string_view marker : {"/access-tokens/", "/refresh-tokens/"}) {
    if (const std::size_t at = path.find(marker); at != path.npos) {
      path.resize(at + marker.size());
      path += kMask;
    }
  }
}

}  // namespace

RecordedExchange without_credentials(const RecordedExchange& exchange) {
  RecordedExchange kept = exchange;
  const bool is_oauth = kept.request.path.find("oauth") != std::string::npos ||
                        kept.request.path.ends_with("/token") ||
                        kept.request.path.ends_with("/revoke") ||
                        kept.request.path.ends_with("/tokeninfo");
  mask_path(kept.request.path);
  mask(kept.request.query);
  mask(kept.request.headers);
  if (is_oauth && !kept.request.body.empty()) {
    mask_body(kept.request.body);
  }
  // A batch of Google's has requests in its body, with credentials of their own (G11).
  if (ascii_lower(find_value(kept.request.headers, "Content-Type").value_or(""))
          .starts_with("multipart/")) {
    kept.request.body.clear();
  }
  if (kept.response) {
    mask(kept.response->headers);
    if (is_oauth && !kept.response->body.empty()) {
      mask_body(kept.response->body);
    }
  }
  return kept;
}

}  // namespace lockstep::scenario
