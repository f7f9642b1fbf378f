#include "google/answer_form.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

#include "lockstep/base/text.h"

#include "google/json_text.h"

namespace lockstep::sim::google {
namespace {

constexpr std::size_t kQuotaUserMax = 40;  // G3
constexpr std::size_t kCallbackMax = 256;

/// Google's clients whose users have seen `errors` (G37, G110).
constexpr std::array<std::string_view, 4> kClientsWithLegacyErrors = {"gl-dotnet/", "gl-go/",
                                                                      "gl-node/", "gl-php/"};
constexpr std::array<std::string_view, 4> kAgentsWithLegacyErrors = {
    "google-api-dotnet-client/", "google-api-go-client/", "google-api-nodejs-client/",
    "google-api-php-client/"};

/// G6. Connection and encoding headers belong to the socket.
Headers standard_headers() {
  return {{"Content-Type", "application/json; charset=UTF-8"},
          {"Vary", "Origin, X-Origin, Referer"},
          {"Server", "ESF"},
          {"Cache-Control", "private"},
          {"X-XSS-Protection", "0"},
          {"X-Frame-Options", "SAMEORIGIN"},
          {"X-Content-Type-Options", "nosniff"}};
}

std::string_view value_of(const Query& query, std::string_view name) {
  return find_value(query, name).value_or(std::string_view());
}

/// By the camelCase or the proto name (G4).
std::string_view value_of(const Query& query, std::string_view name, std::string_view proto_name) {
  const auto value = find_value(query, name);
  return value ? *value : value_of(query, proto_name);
}

bool holds_any_of(std::string_view text, const std::array<std::string_view, 4>& parts) {
  return std::ranges::any_of(
      parts, [&](std::string_view part) { return text.find(part) != std::string_view::npos; });
}

bool lists_errors_by_itself(const Headers& headers) {
  return holds_any_of(find_value(headers, "X-Goog-Api-Client").value_or(""),
                      kClientsWithLegacyErrors) ||
         holds_any_of(find_value(headers, "User-Agent").value_or(""), kAgentsWithLegacyErrors);
}

bool lists_errors(const Request& request, GoogleLegacyErrors legacy_errors) {
  const std::string_view format = value_of(request.query, "$.xgafv");
  if (format == "1" || format == "2") {
    return format == "1";
  }
  return legacy_errors == GoogleLegacyErrors::always ||
         (legacy_errors == GoogleLegacyErrors::by_client &&
          lists_errors_by_itself(request.headers));
}

/// A name or a path of names: "app.on_people[0]".
bool is_callback(std::string_view text) {
  return !text.empty() && text.size() <= kCallbackMax && std::ranges::all_of(text, [](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
           (letter >= '0' && letter <= '9') || letter == '_' || letter == '$' || letter == '.' ||
           letter == '[' || letter == ']';
  });
}

}  // namespace

AnswerForm read_answer_form(const Request& request, GoogleLegacyErrors legacy_errors) {
  const std::string_view pretty = value_of(request.query, "prettyPrint", "pretty_print");
  const std::string_view callback = value_of(request.query, "callback");
  return {.pretty = pretty != "false" && pretty != "0",
          .lists_errors = lists_errors(request, legacy_errors),
          .callback = is_callback(callback) ? std::string(callback) : std::string()};
}

Response respond(int status, AnswerText answer, const AnswerForm& form) {
  std::string body = form.pretty ? answer.pretty() : std::move(answer).compact();
  Headers headers = standard_headers();
  if (!form.callback.empty()) {
    headers["Content-Type"] = "text/javascript; charset=UTF-8";
    body = "// API callback\n" + form.callback + "(" + body + ");";
  }
  return {status, std::move(headers), std::move(body)};
}

Response respond(const ApiError& error, const AnswerForm& form) {
  return respond(error.http_status, to_body(error, form.lists_errors), form);
}

Checked<std::optional<FieldSelection>> read_standard_parameters(const Query& query,
                                                                std::string_view message) {
  const std::string_view alt = value_of(query, "alt");
  const std::string_view format = value_of(query, "$.xgafv");
  const std::string_view callback = value_of(query, "callback");
  if ((!alt.empty() && alt != "json") || (!format.empty() && format != "1" && format != "2") ||
      (!callback.empty() && !is_callback(callback))) {
    return catalogue_error(kInvalidArgument);
  }
  const std::string_view quota_user = value_of(query, "quotaUser", "quota_user");
  if (is_valid_utf8(quota_user) && code_point_count(quota_user) > kQuotaUserMax) {
    return catalogue_error(kInvalidArgument);
  }
  const std::string_view fields = value_of(query, "fields");
  if (fields.empty()) {
    return std::optional<FieldSelection>();
  }
  std::optional<FieldSelection> selection = FieldSelection::parse(fields);
  if (!selection || !selection->fits(message)) {
    ApiError error = catalogue_error(kInvalidArgument);
    error.legacy =
        R"({"message":"Invalid Parameter","domain":"global","reason":"invalidParameter",)"
        R"("location":"fields","locationType":"parameter"})";
    return error;
  }
  return selection;
}

}  // namespace lockstep::sim::google
