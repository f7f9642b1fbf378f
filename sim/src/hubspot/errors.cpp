#include "errors.h"

#include <nlohmann/json.hpp>

#include <algorithm>

#include "lockstep/base/timestamp.h"

namespace lockstep::sim::hubspot {
namespace {

using OrderedJson = nlohmann::ordered_json;

constexpr std::string_view kValidation = "VALIDATION_ERROR";

/// Compact; bytes that are not UTF-8 (echoed from a URL) become U+FFFD instead of an exception.
std::string dump(const OrderedJson& json) {
  return json.dump(-1, ' ', false, OrderedJson::error_handler_t::replace);
}

OrderedJson context_json(const ErrorContext& context) {
  OrderedJson json = OrderedJson::object();
  for (const auto& [name, values] : context) {
    json[name] = values;
  }
  return json;
}

OrderedJson detail_json(const ProblemDetail& detail) {
  OrderedJson json = {{"message", detail.message}};
  if (!detail.code.empty()) {
    json["code"] = detail.code;
  }
  if (!detail.context.empty()) {
    json["context"] = context_json(detail.context);
  }
  return json;
}

Problem validation(std::string message) {
  return {400, std::move(message), std::string(kValidation)};
}

/// Where the text ends, as a JSON reader counts. The place is for people: nothing relies on it.
std::string place_of_end(std::string_view body) {
  const auto lines = 1 + std::ranges::count(body, '\n');
  const std::size_t last_break = body.rfind('\n');
  const std::size_t column =
      last_break == std::string_view::npos ? body.size() : body.size() - last_break - 1;
  return "line " + std::to_string(lines) + ", column " + std::to_string(column);
}

}  // namespace

Problem credentials_missing() {
  return {401,
          "Authentication credentials not found. This API supports OAuth 2.0 authentication and "
          "you can find more details at https://developers.hubspot.com/docs/methods/auth/"
          "oauth-overview",
          "INVALID_AUTHENTICATION"};
}

Problem token_expired(Instant expired_at, Instant now) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(now - expired_at).count();
  Problem problem{401,
                  "The OAuth token used to make this call expired " + std::to_string(seconds) +
                      " second(s) ago.",
                  "EXPIRED_AUTHENTICATION"};
  problem.context = {{"expire time", {format_timestamp(expired_at)}}};
  return problem;
}

Problem scope_missing(std::string_view scope) { return scope_missing(std::span(&scope, 1)); }

Problem scope_missing(std::span<const std::string_view> any_of) {
  Problem problem{403,
                  "This app hasn't been granted all required scopes to make this call. Read more "
                  "about required scopes here: https://developers.hubspot.com/scopes.",
                  "MISSING_SCOPES"};
  problem.errors = {{"One or more of the following scopes are required.",
                     "",
                     {{"requiredGranularScopes", {any_of.begin(), any_of.end()}}}}};
  problem.links_to_scopes = true;
  return problem;
}

Problem rate_limited(std::string_view policy_name, std::optional<Duration> retry_after) {
  std::string policy(policy_name);
  std::ranges::transform(policy, policy.begin(), [](char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
  });
  Problem problem{429, "You have reached your " + policy + " limit.", ""};
  problem.policy_name = policy_name;
  problem.retry_after = retry_after;
  return problem;
}

Problem malformed_json(std::string_view body, std::string_view reason) {
  return {400, "Invalid input JSON on " + place_of_end(body) + ": " + std::string(reason), ""};
}

Problem malformed_parameter(std::string_view name, std::string_view value) {
  return {400,
          "Invalid input: cannot deserialize value of `" + std::string(name) + "` from \"" +
              std::string(value) + "\"",
          ""};
}

Problem bad_request(std::string message) { return validation(std::move(message)); }

// Assumed: the bodies of 405, 414 and 415 are not known (F78, hubspot.routing.wrong-method).
Problem wrong_media_type() { return {415, "Unsupported Media Type", ""}; }
Problem wrong_method() { return {405, "Method Not Allowed", ""}; }
Problem url_too_long() { return {414, "URI Too Long", ""}; }
Problem no_such_path() { return {404, "resource not found", ""}; }

Problem too_many_inputs(std::size_t inputs_max) {
  // Assumed: the wording that is known for histories (F80, F85, hubspot.batch.size-text).
  return validation("The maximum number of inputs supported in a batch request is " +
                    std::to_string(inputs_max) +
                    ". Please reduce the number of items and try again");
}

Problem too_many_inputs_with_history(std::size_t inputs_max) {
  return validation(
      "The maximum number of inputs supported in a batch request for property histories is " +
      std::to_string(inputs_max) + ". Please reduce the number of items and try again");
}

Problem unknown_object_type(std::string_view name) {
  return {400, "Unable to infer object type from: " + std::string(name), ""};
}

Problem not_found() { return {404, "resource not found", ""}; }

Problem id_not_numeric(std::string_view id) {
  Problem problem{404, "Object not found.  objectId are usually numeric.", "OBJECT_NOT_FOUND"};
  problem.context = {{"id", {std::string(id)}}};
  return problem;
}

Problem already_exists(std::uint64_t existing_id) {
  const std::string id = std::to_string(existing_id);
  Problem problem{409, "Contact already exists. Existing ID: " + id, "CONFLICT"};
  problem.context = {{"existingId", {id}}};
  return problem;
}

Problem value_taken(std::string_view property, std::string_view value, std::uint64_t existing_id) {
  // Assumed (hubspot.write.unique-value): only emails' answers were captured.
  const std::string message = std::to_string(existing_id) + " already has the value " +
                              std::string(value) + " of " + std::string(property) + ".";
  return invalid_values({{std::string(property), "CONFLICTING_UNIQUE_VALUE", message}});
}

Problem invalid_values(const std::vector<PropertyProblem>& problems) {
  OrderedJson list = OrderedJson::array();
  Problem problem = validation("");
  for (const PropertyProblem& entry : problems) {
    list.push_back({{"isValid", false},
                    {"message", entry.message},
                    {"error", entry.code},
                    {"name", entry.name}});
    problem.errors.push_back({entry.message, entry.code, {{"propertyName", {entry.name}}}});
  }
  problem.message = "Property values were not valid: " + dump(list);
  return problem;
}

Problem nothing_to_create() {
  // Assumed wording for F35 (hubspot.create.needs-a-name-text).
  return validation(
      "At least one of email, firstname or lastname is required: required properties are missing");
}

Problem contact_limit_reached(std::size_t contacts_max) {
  // Assumed as a whole: no full portal was captured (F101, hubspot.create.contact-limit).
  return {403,
          "The account has reached its limit of contacts (" + std::to_string(contacts_max) + ").",
          "CONTACT_LIMIT_REACHED"};
}

Problem too_many_identities() {
  return {414, "Cannot have more than 250 identities on a profile", ""};
}

Problem duplicate_ids(const std::vector<std::string>& ids) {
  std::string joined;
  for (const std::string& id : ids) {
    joined += (joined.empty() ? "" : ", ") + id;
  }
  Problem problem =
      validation("Duplicate IDs found in batch input: [" + joined + "]. IDs must be unique");
  problem.context = {{"ids", ids}};
  return problem;
}

Problem missing_ids(const std::vector<std::string>& ids) {
  Problem problem{404,
                  "Could not get some CONTACT objects, they may be deleted or not exist. Check "
                  "that ids are valid.",
                  "OBJECT_NOT_FOUND"};
  problem.context = {{"ids", ids}};
  return problem;
}

Problem not_a_unique_property(std::string_view property, std::string_view portal_id) {
  return validation("Unable to perform update/upsert by non-unique 0-1 property " +
                    std::string(property) + " in portal ID " + std::string(portal_id));
}

Response to_response(const Problem& problem, std::string_view correlation_id) {
  OrderedJson body = {{"status", "error"}, {"message", problem.message}};
  if (!problem.policy_name.empty()) {
    body["errorType"] = "RATE_LIMIT";
    body["correlationId"] = correlation_id;
    body["policyName"] = problem.policy_name;
    if (problem.policy_name == "DAILY") {
      body["requestId"] = correlation_id;
    } else {
      body["groupName"] = "publicapi:crm";
    }
  } else {
    body["correlationId"] = correlation_id;
  }
  for (const ProblemDetail& detail : problem.errors) {
    body["errors"].push_back(detail_json(detail));
  }
  // A single 409 tells the id in its message alone; the context is for 207 answers (F69).
  if (!problem.context.empty() && problem.status != 409) {
    body["context"] = context_json(problem.context);
  }
  if (problem.links_to_scopes) {
    body["links"] = {{"scopes", "https://developers.hubspot.com/scopes"}};
  }
  if (!problem.category.empty()) {
    body["category"] = problem.category;
  }
  Headers headers = {{"Content-Type", "application/json;charset=utf-8"}};
  if (problem.retry_after) {
    headers["Retry-After"] =
        std::to_string(std::chrono::ceil<std::chrono::seconds>(*problem.retry_after).count());
  }
  return {problem.status, std::move(headers), dump(body)};
}

std::string to_batch_error(const Problem& problem) {
  OrderedJson error = {{"status", "error"}};
  if (!problem.category.empty()) {
    error["category"] = problem.category;
  }
  error["message"] = problem.message;
  error["context"] = context_json(problem.context);
  return dump(error);
}

}  // namespace lockstep::sim::hubspot
