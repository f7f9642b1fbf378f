#include "http_connection.h"

#include <chrono>
#include <utility>

#include "lockstep/base/url.h"
#include "lockstep/net/constant_time.h"

#include "answer_head.h"

namespace lockstep {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr Duration kHeadTimeout{10'000};
constexpr Duration kIdleTimeout{300'000};
constexpr Duration kBodyTimeout{10'000};

/// How much of a refused request is still read, so that its refusal arrives, and how long.
constexpr std::size_t kDrainBytesMax = 2 * kBodyBytesMax;
constexpr Duration kDrainTimeout{1'000};

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

}  // namespace

HttpConnection::HttpConnection(Socket socket, Endpoint& endpoint, const HttpServerOptions& options)
    : socket_(std::move(socket)), endpoint_(&endpoint), options_(&options), stream_(socket_) {
  socket_.set_read_timeout(kIdleTimeout);
}

void HttpConnection::serve() {
  bool goes_on = true;
  while (goes_on && !finishing_) {
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
  if (stream_.buffered().empty() && !stream_.fill()) {
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
  const bool is_open = head.method == "GET" && !options_->open_target.empty() &&
                       head.target == options_->open_target;
  if (!options_->bearer_token.empty() && !is_open &&
      !equal_in_constant_time(find_value(head.headers, "Authorization").value_or(""), expected)) {
    return HttpRefusal{401, "bearer token missing or wrong"};
  }
  const bool has_unknown_size = head.chunked || head.headers.contains("Content-Encoding");
  if (head.content_length.value_or(0) > options_->body_bytes_max ||
      (has_unknown_size && options_->body_bytes_max < kBodyBytesMax)) {
    return kBodyTooLarge;
  }
  return std::nullopt;
}

bool HttpConnection::answer(RequestHead head) {
  if (const auto refusal = refuse(head)) {
    end_with(*refusal);
    return false;
  }
  std::variant<std::string, HttpRefusal> body = read_body(head);
  if (const auto* const refusal = std::get_if<HttpRefusal>(&body)) {
    end_with(*refusal);
    return false;
  }
  Request request;
  request.method = *parse_method(head.method);
  set_target(request, head.target);
  request.headers = std::move(head.headers);
  request.body = std::move(std::get<std::string>(body));
  return write(endpoint_->exchange(request), !head.keep_alive) && head.keep_alive;
}

std::variant<std::string, HttpRefusal> HttpConnection::read_body(const RequestHead& head) {
  if (head.chunked || head.headers.contains("Content-Encoding") ||
      head.headers.contains("Expect")) {
    if (!decoder_) {
      decoder_ = std::make_unique<BodyDecoder>();
    }
    return decoder_->read(stream_, head);
  }
  const std::size_t size = head.content_length.value_or(0);
  while (stream_.buffered().size() < size) {
    if (!stream_.fill(kBodyTimeout)) {
      return kBodyMalformed;
    }
  }
  std::string body(stream_.buffered().substr(0, size));
  stream_.consume(size);
  return body;
}

bool HttpConnection::write(const Exchange& exchange, bool closes) const {
  if (const auto* const response = std::get_if<SharedResponse>(&exchange)) {
    return socket_.write_all(answer_head(**response, closes), may_have_body((*response)->status)
                                                                  ? (*response)->body
                                                                  : std::string_view());
  }
  if (const auto* const cut = std::get_if<TruncatedResponse>(&exchange)) {
    static_cast<void>(
        socket_.write_all(answer_head(*cut->response, closes),
                          std::string_view(cut->response->body).substr(0, cut->body_bytes)));
  }
  return false;
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
