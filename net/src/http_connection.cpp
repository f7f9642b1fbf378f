#include "http_connection.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

#include "lockstep/base/text.h"
#include "lockstep/base/url.h"

namespace lockstep {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr Duration kHeadTimeout{10'000};
constexpr Duration kIdleTimeout{300'000};
constexpr std::size_t kBodyBytesMax = std::size_t{32} * 1024 * 1024;

/// How much of a refused request is still read, so that its refusal arrives, and how long.
constexpr std::size_t kDrainBytesMax = 2 * kBodyBytesMax;
constexpr Duration kDrainTimeout{1'000};

constexpr HttpRefusal kBodyTooLarge{413, "request body too large"};

/// What cpp-httplib needs to know to read the body.
constexpr std::array<std::string_view, 4> kBodyFields = {"Content-Length", "Transfer-Encoding",
                                                         "Content-Encoding", "Expect"};
/// What cpp-httplib says itself.
constexpr std::array<std::string_view, 4> kFramingFields = {"connection", "content-length",
                                                            "keep-alive", "transfer-encoding"};

/// Takes as long for a wrong token as for the right one, whatever they have in common.
bool equal_in_constant_time(std::string_view left, std::string_view right) noexcept {
  unsigned difference = left.size() == right.size() ? 0 : 1;
  for (std::size_t at = 0; at < left.size(); ++at) {
    const char other = right.empty() ? '\0' : right[at % right.size()];
    difference |= static_cast<unsigned char>(left[at] ^ other);
  }
  return difference == 0;
}

std::string refusal_text(const HttpRefusal& refusal) {
  const std::string body = "{\"error\":{\"code\":" + std::to_string(refusal.status) +
                           ",\"message\":\"" + std::string(refusal.message) + "\"}}\n";
  const std::string_view extra = refusal.status == 401 ? "WWW-Authenticate: Bearer\r\n"
                                 : refusal.status == 405
                                     ? "Allow: GET, POST, PUT, PATCH, DELETE\r\n"
                                     : "";
  return "HTTP/1.1 " + std::to_string(refusal.status) + " " + std::string(refusal.message) +
         "\r\nContent-Type: application/json; charset=UTF-8\r\nContent-Length: " +
         std::to_string(body.size()) + "\r\nConnection: close\r\n" + std::string(extra) + "\r\n" +
         body;
}

/// `head` as cpp-httplib shall see it.
std::string reduced_head(const RequestHead& head) {
  std::string text = head.method + " / HTTP/1.1\r\n";
  for (const std::string_view name : kBodyFields) {
    if (const auto value = find_value(head.headers, name)) {
      text += std::string(name) + ": " + std::string(*value) + "\r\n";
    }
  }
  return text + "\r\n";
}

void copy_head(const Response& response, httplib::Response& out) {
  out.status = response.status;
  for (const auto& [name, value] : response.headers) {
    if (std::ranges::count(kFramingFields, ascii_lower(name)) == 0) {
      out.set_header(name, value);
    }
  }
}

bool may_have_body(int status) noexcept { return status >= 200 && status != 204 && status != 304; }

}  // namespace

HttpConnection::HttpConnection(Socket socket, Endpoint& endpoint, const HttpServerOptions& options)
    : socket_(std::move(socket)), endpoint_(&endpoint), options_(&options), stream_(socket_) {
  const auto plain = [this](const httplib::Request& /*in*/, httplib::Response& out) {
    on_request(out, {});
  };
  const auto with_body = [this](const httplib::Request& /*in*/, httplib::Response& out,
                                const httplib::ContentReader& read) {
    on_request_with_body(out, read);
  };
  Get("/", plain);
  Delete("/", plain).Delete("/", with_body);
  Post("/", with_body).Put("/", with_body).Patch("/", with_body);
  // Bodies from a provider are written only while cpp-httplib believes that it listens.
  svr_sock_ = socket_.descriptor();
  set_keep_alive_max_count(1'000'000'000);
  set_keep_alive_timeout(std::chrono::duration_cast<std::chrono::seconds>(kIdleTimeout).count());
}

void HttpConnection::serve() {
  bool goes_on = true;
  while (goes_on) {
    Next next = read_head();
    if (auto* const head = std::get_if<RequestHead>(&next)) {
      goes_on = answer(std::move(*head));
      continue;
    }
    if (const auto* const refusal = std::get_if<HttpRefusal>(&next)) {
      end_with(*refusal);
    }
    goes_on = false;
  }
  socket_.shut_down();
}

HttpConnection::Next HttpConnection::read_head() {
  constexpr std::string_view kHeadEnd = "\r\n\r\n";
  if (stream_.buffered().empty() && !stream_.fill(kIdleTimeout)) {
    return {};
  }
  const auto deadline = SteadyClock::now() + kHeadTimeout;
  while (true) {
    while (stream_.buffered().starts_with("\r\n")) {  // RFC 9112, 2.2: tolerated before a request.
      stream_.consume(2);
    }
    const std::string_view text = stream_.buffered();
    const std::size_t end = text.find(kHeadEnd);
    if (end != std::string_view::npos) {
      auto parsed =
          parse_request_head(text.substr(0, end + kHeadEnd.size()), options_->target_bytes_max);
      stream_.consume(end + kHeadEnd.size());
      return std::visit(
          [](auto&& outcome) { return Next(std::forward<decltype(outcome)>(outcome)); },
          std::move(parsed));
    }
    if (const auto refusal = refuse_oversized_head(text, options_->target_bytes_max)) {
      return *refusal;
    }
    const auto left = std::chrono::duration_cast<Duration>(deadline - SteadyClock::now());
    if (left <= Duration(0)) {
      return HttpRefusal{408, "request head took too long"};
    }
    if (!stream_.fill(left) && SteadyClock::now() < deadline) {
      return {};
    }
  }
}

std::optional<HttpRefusal> HttpConnection::refuse(const RequestHead& head) const {
  if (!parse_method(head.method)) {
    return HttpRefusal{405, "method not allowed"};
  }
  const std::string expected = "Bearer " + options_->bearer_token;
  if (!options_->bearer_token.empty() &&
      !equal_in_constant_time(find_value(head.headers, "Authorization").value_or(""), expected)) {
    return HttpRefusal{401, "bearer token missing or wrong"};
  }
  if (head.content_length.value_or(0) > kBodyBytesMax) {
    return kBodyTooLarge;
  }
  return std::nullopt;
}

bool HttpConnection::answer(RequestHead head) {
  if (const auto refusal = refuse(head)) {
    end_with(*refusal);
    return false;
  }
  head_ = std::move(head);
  // cpp-httplib leaves these bodies unread, and they would be taken for the next request.
  const bool leaves_body =
      (head_.has_body() && head_.method == "GET") || (head_.chunked && head_.method == "DELETE");
  const bool closes = !head_.keep_alive || leaves_body;
  stream_.put_in_front(reduced_head(head_));
  bool connection_closed = false;
  const bool written = process_request(stream_, closes, connection_closed, nullptr);
  if (refusal_) {
    end_with(*refusal_);
    return false;
  }
  return stream_.flush() && written && !closes && !stream_.muted();
}

void HttpConnection::on_request_with_body(httplib::Response& out,
                                          const httplib::ContentReader& read) {
  std::string body;
  const auto receive = [&](const char* bytes, std::size_t size) {
    if (size > kBodyBytesMax - body.size()) {
      refusal_ = kBodyTooLarge;
      return false;
    }
    body.append(bytes, size);
    return true;
  };
  if (head_.has_body() && !read(receive)) {
    refusal_ = refusal_.value_or(HttpRefusal{400, "request body incomplete or malformed"});
    stream_.mute();
    return;
  }
  on_request(out, std::move(body));
}

void HttpConnection::on_request(httplib::Response& out, std::string body) {
  Request request;
  request.method = *parse_method(head_.method);
  set_target(request, head_.target);
  request.headers = std::move(head_.headers);
  request.body = std::move(body);
  Exchange exchange = endpoint_->exchange(request);
  if (auto* const response = std::get_if<Response>(&exchange)) {
    copy_head(*response, out);
    out.body = may_have_body(response->status) ? std::move(response->body) : std::string();
    return;
  }
  if (auto* const cut = std::get_if<TruncatedResponse>(&exchange)) {
    const auto type = find_value(cut->response.headers, "Content-Type").value_or("text/plain");
    const std::size_t size = cut->response.body.size();
    const std::string part = cut->response.body.substr(0, cut->body_bytes);
    out.set_content_provider(
        size, std::string(type),
        [part](std::size_t /*at*/, std::size_t /*length*/, httplib::DataSink& sink) {
          sink.write(part.data(), part.size());
          return false;  // Breaks the connection.
        });
    cut->response.headers.erase("Content-Type");
    copy_head(cut->response, out);
    return;
  }
  stream_.mute();
}

void HttpConnection::end_with(const HttpRefusal& refusal) {
  if (!socket_.write_all(refusal_text(refusal))) {
    return;
  }
  // Closing with unread input would reset the connection and the client might never see the answer.
  socket_.shut_down_writing();
  std::size_t drained = 0;
  while (drained < kDrainBytesMax && stream_.fill(kDrainTimeout)) {
    drained += stream_.buffered().size();
    stream_.consume(stream_.buffered().size());
  }
}

void refuse_connection(const Socket& socket) {
  static_cast<void>(socket.write_all(refusal_text({503, "too many connections"})));
}

}  // namespace lockstep
