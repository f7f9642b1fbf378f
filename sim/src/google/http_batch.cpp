#include "google/http_batch.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lockstep/base/reason_phrase.h"
#include "lockstep/base/text.h"
#include "lockstep/base/url.h"

#include "google/answer_form.h"
#include "google/method_override.h"
#include "google/methods.h"
#include "google/multipart.h"
#include "google/service.h"

namespace lockstep::sim::google {
namespace {

constexpr std::size_t kCallsMax = 1000;  // G11

struct BatchedCall {
  std::optional<std::string> content_id;
  std::optional<Request> request;  ///< nullopt for what is no request, or not one by path.
};

/// What a call has of the batch: all but what describes the batch's own body (G11).
Headers inherited(const Headers& outer) {
  Headers headers;
  for (const auto& [name, value] : outer) {
    if (!ascii_lower(name).starts_with("content-")) {
      headers.emplace(name, value);
    }
  }
  return headers;
}

/// "GET /v1/people/c1 HTTP/1.1", the version being optional.
bool read_request_line(Request& request, std::string_view line) {
  const std::vector<std::string_view> words = split(trim(line), ' ');
  const bool is_line = words.size() == 2 || (words.size() == 3 && words[2].starts_with("HTTP/"));
  const auto method = is_line ? parse_method(words[0]) : std::nullopt;
  if (!method || !words[1].starts_with('/') || words[1].size() > kGoogleTargetBytesMax) {
    return false;
  }
  request.method = *method;
  set_target(request, words[1]);
  return true;
}

std::optional<std::string_view> read_body(const MessageText& message) {
  const auto announced = find_value(message.headers, "Content-Length");
  if (!announced) {
    return message.content;
  }
  std::size_t length = 0;
  const auto [end, error] =
      std::from_chars(announced->data(), announced->data() + announced->size(), length);
  const bool is_number = error == std::errc() && end == announced->data() + announced->size();
  return is_number && length <= message.content.size()
             ? std::optional(message.content.substr(0, length))
             : std::nullopt;
}

std::optional<Request> read_call(std::string_view text, const Headers& outer) {
  while (text.starts_with('\r') || text.starts_with('\n')) {
    text.remove_prefix(1);
  }
  const std::size_t line_end = std::min(text.find('\n'), text.size());
  Request request{.method = Method::get, .path = {}, .query = {}, .headers = {}, .body = {}};
  const auto message = parse_fields(text.substr(std::min(line_end + 1, text.size())));
  if (!read_request_line(request, text.substr(0, line_end)) || !message) {
    return std::nullopt;
  }
  const auto body = read_body(*message);
  if (!body) {
    return std::nullopt;
  }
  request.headers = message->headers;
  request.headers.insert(outer.begin(), outer.end());  // Does not replace what is there.
  request.body = *body;
  return request;
}

BatchedCall read_part(std::string_view part, const Headers& outer) {
  const auto message = parse_fields(part);
  if (!message) {
    return {};
  }
  BatchedCall call;
  if (const auto id = find_value(message->headers, "Content-ID")) {
    call.content_id = *id;
  }
  if (ascii_lower(find_value(message->headers, "Content-Type").value_or(""))
          .starts_with("application/http")) {
    call.request = read_call(message->content, outer);
  }
  return call;
}

/// nullopt for what is no batch: another type of body, no end, too many calls.
std::optional<std::vector<BatchedCall>> read_batch(const Request& request) {
  const auto boundary =
      multipart_boundary(find_value(request.headers, "Content-Type").value_or(""));
  const auto parts = boundary ? split_multipart(request.body, *boundary, kCallsMax) : std::nullopt;
  if (!parts) {
    return std::nullopt;
  }
  const Headers outer = inherited(request.headers);
  std::vector<BatchedCall> calls;
  calls.reserve(parts->size());
  for (const std::string_view part : *parts) {
    calls.push_back(read_part(part, outer));
  }
  return calls;
}

/// "<a + 1>" -> "<response-a + 1>"
std::string answer_id(const std::string& id) {
  return id.starts_with('<') ? "<response-" + id.substr(1) : "response-" + id;
}

std::string part_text(const BatchedCall& call, const Response& response) {
  std::string text = "Content-Type: application/http\r\n";
  if (call.content_id) {
    text += "Content-ID: " + answer_id(*call.content_id) + "\r\n";
  }
  text += "\r\nHTTP/1.1 " + std::to_string(response.status) + " " +
          std::string(reason_phrase(response.status)) + "\r\n";
  for (const auto& [name, value] : response.headers) {
    text += name + ": " + value + "\r\n";
  }
  return text + "Content-Length: " + std::to_string(response.body.size()) + "\r\n\r\n" +
         response.body;
}

}  // namespace

bool is_batch_request(const Request& request) {
  return request.method == Method::post &&
         (request.path == "/batch" || request.path == "/batch/people/v1");
}

bool has_mutation(const Request& request) {
  const auto calls = read_batch(request);
  return calls && std::ranges::any_of(*calls, [](const BatchedCall& call) {
           const auto match =
               call.request ? find_method(without_override(*call.request)) : std::nullopt;
           return match && match->method->mutation;
         });
}

std::string first_access_token(const Request& request) {
  const auto calls = read_batch(request);
  for (const BatchedCall& call : calls.value_or(std::vector<BatchedCall>())) {
    if (call.request) {
      return std::string(bearer_token(*call.request).value_or(""));
    }
  }
  return std::string(bearer_token(request).value_or(""));
}

Response answer_batch_request(GoogleState& state, const Request& request, Duration read_age) {
  const AnswerForm form = read_answer_form(request, state.options.legacy_errors);
  const auto calls = read_batch(request);
  if (!calls || calls->empty()) {
    return respond(invalid_argument("Failed to parse batch request."), form);
  }
  std::vector<std::string> answers;
  answers.reserve(calls->size());
  for (const BatchedCall& call : *calls) {
    answers.push_back(
        part_text(call, call.request ? answer_call(state, without_override(*call.request), read_age)
                                     : respond(catalogue_error(kInvalidArgument), form)));
  }
  MultipartText text = join_multipart(answers);
  Response response = respond(200, "{}", form);
  response.headers["Content-Type"] = "multipart/mixed; boundary=" + text.boundary;
  response.body = std::move(text.body);
  return response;
}

}  // namespace lockstep::sim::google
