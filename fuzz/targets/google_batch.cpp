// Reads the bytes as the multipart body of a batch, with the boundary "batch"; a first line
// "Content-Type: …" replaces that.

#include <algorithm>
#include <charconv>
#include <string>

#include "lockstep/base/text.h"

#include "law.h"
#include "request_text.h"
#include "sandbox.h"

namespace lockstep::fuzz {
namespace {

/// What stands before `end`, which is cut off with it; nullopt where it is missing.
std::optional<std::string_view> take_until(std::string_view& text, std::string_view end) {
  const std::size_t at = text.find(end);
  if (at == std::string_view::npos) {
    return std::nullopt;
  }
  const std::string_view taken = text.substr(0, at);
  text.remove_prefix(at + end.size());
  return taken;
}

std::size_t number(std::string_view text) {
  std::size_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

/// The HTTP message inside one part, its body as long as it says. Cut off `text`.
std::optional<Response> take_message(std::string_view& text) {
  constexpr std::string_view kVersion = "HTTP/1.1 ";
  const auto line = take_until(text, "\r\n");
  const auto fields = take_until(text, "\r\n\r\n");
  if (!line || !line->starts_with(kVersion) || !fields) {
    return std::nullopt;
  }
  Response response;
  response.status = static_cast<int>(number(line->substr(kVersion.size(), 3)));
  for (const std::string_view field : split(*fields, '\n')) {
    const std::size_t colon = std::min(field.find(':'), field.size());
    response.headers[std::string(field.substr(0, colon))] =
        trim(field.substr(std::min(colon + 1, field.size())));
  }
  const std::size_t length = number(find_value(response.headers, "Content-Length").value_or("x"));
  response.body = text.substr(0, length);
  text.remove_prefix(std::min(length, text.size()));
  return response;
}

/// Of an answer in parts: each holds an answer, and no answer breaks out of its part.
Finding broken_batch(const Response& response) {
  const std::string type(find_value(response.headers, "Content-Type").value_or(""));
  constexpr std::string_view kMultipart = "multipart/mixed; boundary=";
  if (!type.starts_with(kMultipart)) {
    return std::nullopt;
  }
  const std::string boundary = "--" + type.substr(kMultipart.size());
  std::string_view text = response.body;
  while (true) {
    const auto before = take_until(text, boundary);
    if (!before || !trim(*before).empty()) {
      return "no boundary where a part ends:\n" + response.body;
    }
    if (text.starts_with("--")) {
      return std::nullopt;
    }
    if (!take_until(text, "\r\n\r\n")) {
      return "a part without its end of fields:\n" + response.body;
    }
    const auto message = take_message(text);
    if (!message) {
      return "a part that is no answer:\n" + response.body;
    }
    if (Finding finding = broken_law(sim::Service::google, {}, *message)) {
      return finding;
    }
  }
}

}  // namespace

Finding google_batch(std::string_view bytes) {
  constexpr std::string_view kField = "Content-Type:";
  Sandbox& sandbox = Sandbox::instance();
  const std::string text = sandbox.filled_in(bytes);
  std::string_view body = text;
  std::string_view type = "multipart/mixed; boundary=batch";
  if (body.starts_with(kField)) {
    type = trim(take_until(body, "\n").value_or(body).substr(kField.size()));
  }
  Request request{Method::post, "/batch", {}, {{"Content-Type", std::string(type)}}, {}};
  request.body = body;
  Finding finding = sandbox.send(sim::Service::google, std::move(request));
  return finding ? finding : broken_batch(sandbox.answers().front());
}

}  // namespace lockstep::fuzz
