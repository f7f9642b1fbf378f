#include "lockstep/scenario/redact.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <utility>

#include "lockstep/base/text.h"
#include "lockstep/base/url.h"

#include "recording/strict_json.h"
#include "recording/value_redactor.h"

namespace lockstep::scenario {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::array kMediaTypes = {"application/json"sv,
                                    "application/json;charset=utf-8"sv,
                                    "application/json; charset=utf-8"sv,
                                    "application/x-www-form-urlencoded"sv,
                                    "text/plain"sv,
                                    "text/html"sv,
                                    "text/html; charset=utf-8"sv,
                                    "application/x-www-form-urlencoded;charset=utf-8"sv,
                                    "*/*"sv,
                                    "application/json, text/plain, */*"sv};

/// Headers whose values consist of digits, and those that hold an etag or a mask.
bool is_numeric_header(std::string_view name) {
  return name == "retry-after" || name.starts_with("x-hubspot-ratelimit-");
}

bool is_number(std::string_view text) {
  constexpr std::size_t kDigitsMax = 9;
  return !text.empty() && text.size() <= kDigitsMax &&
         std::ranges::all_of(text, [](char letter) { return letter >= '0' && letter <= '9'; });
}

bool is_form(const Headers& headers) {
  return ascii_lower(find_value(headers, "Content-Type").value_or(""))
      .starts_with("application/x-www-form-urlencoded");
}

/// A strict form: names of letters and digits, every value for itself.
bool is_form_body(std::string_view body) {
  const Query fields = parse_query(body);
  return body.find('=') != body.npos && is_valid_utf8(body) &&
         std::ranges::all_of(fields, [](const auto& field) {
           return !field.first.empty() && is_valid_utf8(field.first) && is_valid_utf8(field.second);
         });
}

}  // namespace

class Redactor::Impl {
 public:
  Impl(const RedactionKey& key, RedactionOptions options)
      : options_(std::move(options)),
        note_{key.id(), {options_.kept.begin(), options_.kept.end()}},
        names_(key.bytes(), options_.region),
        values_(names_, options_.kept) {}

  RecordedExchange redact(const RecordedExchange& exchange) {
    RecordedExchange redacted{exchange.at, exchange.service, {}, std::nullopt, exchange.body_kept};
    values_.take_cursors_for_offsets(has_offsets(exchange.request));
    Request& request = redacted.request;
    request.method = exchange.request.method;
    request.headers = headers(exchange.request.headers);
    // The body first: what stands there as a value is a value in messages, too.
    request.body = body(exchange.request.body, is_form(exchange.request.headers)).value_or("");
    request.query = values_.query(exchange.request.query);
    request.path = values_.path(exchange.request.path, exchange.request.query);
    if (exchange.response) {
      const Response& from = *exchange.response;
      std::optional<std::string> kept = body(from.body, is_form(from.headers));
      redacted.body_kept = redacted.body_kept && kept;
      redacted.response = Response{from.status, headers(from.headers), kept.value_or("")};
    }
    return redacted;
  }

  [[nodiscard]] const RedactionNote& note() const noexcept { return note_; }

 private:
  Headers headers(const Headers& headers) {
    Headers redacted;
    for (const auto& [name, value] : headers) {
      const std::string small = ascii_lower(name);
      if (!is_valid_utf8(value)) {
        continue;
      }
      if (small == "authorization") {
        const bool is_bearer = ascii_lower(value).starts_with("bearer ");
        redacted[small] = is_bearer ? "Bearer " + names_.placeholder("token", trim(value.substr(7)))
                                    : names_.placeholder("token", value);
      } else if (small == "cookie" || small == "set-cookie") {
        redacted[small] = names_.placeholder("cookie", value);
      } else if (small == "x-goog-fieldmask") {
        redacted[small] = values_.value(Kind::names, value);
      } else if (small == "if-match" || small == "etag") {
        redacted[small] = values_.value(Kind::id, value);
      } else if (small == "location") {
        redacted[small] = values_.value(Kind::link, value);
      } else if (small == "www-authenticate") {
        redacted[small] = values_.value(Kind::message, value);
      } else if ((is_numeric_header(small) && is_number(value)) ||
                 ((small == "content-type" || small == "accept") &&
                  std::ranges::find(kMediaTypes, ascii_lower(value)) != kMediaTypes.end())) {
        redacted[small] = value;
      }
    }
    return redacted;
  }

  /// nullopt: it is neither JSON nor a form, so that nobody knows what stands where.
  std::optional<std::string> body(const std::string& body, bool is_form) {
    if (body.empty()) {
      return "";
    }
    if (is_form) {
      return is_form_body(body) ? std::optional(format_query(values_.query(parse_query(body))))
                                : std::nullopt;
    }
    const Result<Json> json = parse_strict(body, "");
    return json ? std::optional(values_.body(*json).dump()) : std::nullopt;
  }

  RedactionOptions options_;
  RedactionNote note_;
  Pseudonyms names_;
  ValueRedactor values_;
};

Redactor::Redactor(const RedactionKey& key, RedactionOptions options)
    : impl_(std::make_unique<Impl>(key, std::move(options))) {}

Redactor::~Redactor() = default;

RecordedExchange Redactor::redact(const RecordedExchange& exchange) {
  return impl_->redact(exchange);
}

RedactionNote Redactor::note() const { return impl_->note(); }

Recording redact(const Recording& recording, const RedactionKey& key,
                 const RedactionOptions& options) {
  Redactor redactor(key, options);
  Recording redacted = recording;
  std::ranges::transform(
      recording.exchanges, redacted.exchanges.begin(),
      [&](const RecordedExchange& exchange) { return redactor.redact(exchange); });
  redacted.redaction = redactor.note();
  return redacted;
}

}  // namespace lockstep::scenario
