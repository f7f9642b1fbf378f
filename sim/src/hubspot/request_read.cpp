#include "request_read.h"

#include <nlohmann/json.hpp>

#include "lockstep/base/text.h"
#include "lockstep/base/url.h"

#include "bounded_json.h"
#include "json_read.h"
#include "json_text.h"

namespace lockstep::sim::hubspot {
namespace {

bool is_media_type(const Request& request, std::string_view media_type) {
  const auto given = find_value(request.headers, "Content-Type");
  return given && ascii_lower(trim(given->substr(0, given->find(';')))) == media_type;
}

}  // namespace

Outcome<Page> read_page(const Query& query, std::size_t limit_default, std::size_t limit_max) {
  Page page{limit_default, 0};
  if (const auto text = find_value(query, "limit")) {
    const auto limit = parse_count(*text);
    if (!limit) {
      return malformed_parameter("limit", *text);
    }
    // Assumed wording (U4, hubspot.parameters.limit).
    if (*limit < 1 || *limit > limit_max) {
      return bad_request("limit must be between 1 and " + std::to_string(limit_max));
    }
    page.limit = *limit;
  }
  if (const auto text = find_value(query, "after"); text && !text->empty()) {
    const auto after = parse_count(*text);
    if (!after) {
      return malformed_parameter("after", *text);  // F79
    }
    page.after = *after;
  }
  return page;
}

Outcome<bool> read_flag(const Query& query, std::string_view name) {
  const auto text = find_value(query, name);
  if (!text || *text == "false") {
    return false;
  }
  return *text == "true" ? Outcome<bool>(true) : Outcome<bool>(malformed_parameter(name, *text));
}

std::vector<std::string> requested_names(const Query& query, std::string_view parameter) {
  std::vector<std::string> names;
  for (const auto& [name, value] : query) {
    if (name != parameter) {
      continue;
    }
    for (const std::string_view part : split(value, ',')) {
      if (const std::string_view trimmed = trim(part); !trimmed.empty()) {
        names.emplace_back(trimmed);
      }
    }
  }
  return names;
}

std::string paging_text(const Request& request, std::string_view after) {
  Request next{request.method, request.path, {}, {}, {}};
  for (const auto& parameter : request.query) {
    if (parameter.first != "after") {
      next.query.push_back(parameter);
    }
  }
  next.query.emplace_back("after", after);
  std::string text = ",\"paging\":{\"next\":{\"after\":";
  append_json_string(text, after);
  append_json_name(text, "link");
  append_json_string(text, "https://api.hubapi.com" + format_target(next));
  return text + "}}";
}

Outcome<nlohmann::json> read_json(const Request& request) {
  if (!is_media_type(request, "application/json")) {
    return wrong_media_type();
  }
  std::optional<nlohmann::json> body = parse_bounded(request.body);
  if (!body) {
    return malformed_json(request.body, "Unexpected character or end of input");
  }
  return std::move(*body);
}

Outcome<nlohmann::json> read_body(const Request& request) {
  Outcome<nlohmann::json> body = read_json(request);
  if (body && !body->is_object()) {
    return malformed_json(request.body, "Cannot deserialize value of an object");
  }
  return body;
}

Outcome<nlohmann::json> read_batch_body(const Request& request, std::size_t inputs_max) {
  Outcome<nlohmann::json> body = read_body(request);
  if (!body) {
    return body;
  }
  const auto inputs = body->find("inputs");
  if (inputs == body->end() || !inputs->is_array()) {
    return malformed_json(request.body,
                          "Cannot build a batch, some of required attributes are not set [inputs]");
  }
  if (inputs->size() > inputs_max) {
    return too_many_inputs(inputs_max);
  }
  return body;
}

Outcome<RawProperties> read_properties(const nlohmann::json& input, std::string_view text,
                                       const HubSpotOptions& options) {
  RawProperties properties;
  const auto found = input.find("properties");
  if (found == input.end() || !found->is_object()) {
    return malformed_json(text,
                          "Cannot build SimplePublicObjectInput, some of required attributes are "
                          "not set [properties]");
  }
  for (const auto& [name, value] : found->items()) {
    if (value.is_null() && options.null_values_ignored) {
      continue;
    }
    const auto value_text = value.is_null() ? std::optional(std::string()) : scalar_text(value);
    if (!value_text) {
      return malformed_json(text, "Cannot deserialize value of `java.lang.String` from " +
                                      std::string(value.is_array() ? "Array" : "Object") +
                                      " value");
    }
    properties[name] = *value_text;
  }
  return properties;
}

}  // namespace lockstep::sim::hubspot
