#include "http_connection.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "lockstep/base/url.h"
#include "lockstep/net/constant_time.h"

#include "answer_head.h"

namespace lockstep {
namespace {

using std::chrono::seconds;

constexpr seconds kIdleTimeout{300};
constexpr seconds kHeadTimeout{10};
constexpr seconds kBodyTimeout{10};
constexpr seconds kWriteTimeout{30};

/// How much of a refused request is still read, so that its refusal arrives, and how long.
constexpr std::size_t kDrainBytesMax = 2 * kBodyBytesMax;
constexpr seconds kDrainTimeout{1};

constexpr std::size_t kInputBytesKept = std::size_t{1024} * 1024;

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

HttpConnection::HttpConnection(const HttpServerOptions& options, Moment now)
    : options_(&options), deadline_(now + kIdleTimeout) {}

void HttpConnection::expire(Moment now) {
  if (turn_ != Turn::reads || idle()) {
    end();
  } else {
    refuse(reads_body_ ? kBodyMalformed : HttpRefusal{408, "request head took too long"}, now);
  }
}

void HttpConnection::receive(std::string_view bytes, Moment now) {
  if (turn_ == Turn::drains) {
    drained_ += bytes.size();
    deadline_ = now + kDrainTimeout;
    if (drained_ >= kDrainBytesMax) {
      end();
    }
    return;
  }
  if (reads_body_) {
    deadline_ = now + kBodyTimeout;
  } else if (idle()) {
    deadline_ = now + kHeadTimeout;
  }
  input_.erase(0, input_at_);
  input_at_ = 0;
  input_.append(bytes);
  read(now);
}

void HttpConnection::receive_end(Moment now) {
  if (turn_ == Turn::reads && reads_body_) {
    refuse(kBodyMalformed, now);
  } else {
    end();
  }
}

void HttpConnection::begin_request(Moment now) {
  turn_ = Turn::reads;
  reads_body_ = false;
  searched_ = 0;
  if (!unread().empty()) {
    deadline_ = now + kHeadTimeout;
    read(now);
    return;
  }
  if (input_.capacity() > kInputBytesKept) {
    input_ = std::string();  // A connection may be idle for long after a large body.
  }
  input_.clear();
  input_at_ = 0;
  deadline_ = now + kIdleTimeout;
}

void HttpConnection::read(Moment now) {
  if (!reads_body_ && !read_head(now)) {
    return;
  }
  read_body(now);
}

bool HttpConnection::read_head(Moment now) {
  constexpr std::string_view kHeadEnd = "\r\n\r\n";
  while (unread().starts_with("\r\n")) {  // RFC 9112, 2.2: tolerated before a request.
    input_at_ += 2;
    searched_ = 0;
  }
  const std::string_view text = unread();
  const std::size_t end = text.find(kHeadEnd, searched_);
  if (end == std::string_view::npos) {
    // From here on next time: a head that comes byte by byte is not searched a thousand times.
    searched_ = text.size() - std::min(text.size(), kHeadEnd.size() - 1);
    if (const auto refusal = refuse_oversized_head(text, options_->target_bytes_max)) {
      refuse(*refusal, now);
    } else if (now >= deadline_) {
      expire(now);
    }
    return false;
  }
  auto parsed =
      parse_request_head(text.substr(0, end + kHeadEnd.size()), options_->target_bytes_max);
  input_at_ += end + kHeadEnd.size();
  if (const auto* const refusal = std::get_if<HttpRefusal>(&parsed)) {
    refuse(*refusal, now);
    return false;
  }
  head_ = std::get<RequestHead>(std::move(parsed));
  if (const auto refusal = refusal_of(head_)) {
    refuse(*refusal, now);
    return false;
  }
  body_ = BodyDecoder(head_);
  expects_continue_ = find_value(head_.headers, "Expect") == "100-continue";
  reads_body_ = true;
  deadline_ = now + kBodyTimeout;
  return true;
}

std::optional<HttpRefusal> HttpConnection::refusal_of(const RequestHead& head) const {
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

void HttpConnection::read_body(Moment now) {
  std::string_view rest = unread();
  const auto refusal = body_.read(rest);
  input_at_ = input_.size() - rest.size();
  if (refusal) {
    refuse(*refusal, now);
  } else if (body_.complete()) {
    make_request();
  } else if (std::exchange(expects_continue_, false)) {
    write("HTTP/1.1 100 Continue\r\n\r\n", {}, Then::body, now);
  }
}

void HttpConnection::make_request() {
  request_ = Request();
  request_.method = *parse_method(head_.method);
  set_target(request_, head_.target);
  request_.headers = std::move(head_.headers);
  request_.body = body_.take();
  turn_ = Turn::answers;
}

void HttpConnection::answer(const Exchange& exchange, Moment now) {
  const bool closes = !head_.keep_alive;
  if (const auto* const response = std::get_if<SharedResponse>(&exchange)) {
    response_ = *response;
    write(answer_head(*response_, closes),
          may_have_body(response_->status) ? response_->body : std::string_view(),
          closes ? Then::end : Then::next_request, now);
  } else if (const auto* const cut = std::get_if<TruncatedResponse>(&exchange)) {
    response_ = cut->response;
    write(answer_head(*response_, closes),
          std::string_view(response_->body).substr(0, cut->body_bytes), Then::end, now);
  } else {
    end();
  }
}

void HttpConnection::refuse(const HttpRefusal& refusal, Moment now) {
  write(refusal_text(refusal), {}, Then::drain, now);
}

void HttpConnection::write(std::string first, std::string_view more, Then then, Moment now) {
  first_ = std::move(first);
  more_ = more;
  sent_ = 0;
  then_ = then;
  deadline_ = now + kWriteTimeout;
  turn_ = Turn::writes;
}

std::array<std::string_view, 2> HttpConnection::output() const noexcept {
  const std::size_t of_first = std::min(sent_, first_.size());
  return {std::string_view(first_).substr(of_first), more_.substr(sent_ - of_first)};
}

void HttpConnection::sent(std::size_t bytes, Moment now) {
  sent_ += bytes;
  deadline_ = now + kWriteTimeout;
  if (sent_ < first_.size() + more_.size()) {
    return;
  }
  more_ = {};
  response_ = SharedResponse();
  switch (then_) {
    case Then::body:
      turn_ = Turn::reads;
      deadline_ = now + kBodyTimeout;
      break;
    case Then::drain:
      // Closing with unread input would reset the connection and the client might never see the
      // answer.
      turn_ = Turn::drains;
      input_ = std::string();
      input_at_ = 0;
      deadline_ = now + kDrainTimeout;
      break;
    case Then::next_request:
      if (!finishing_) {
        begin_request(now);
        break;
      }
      [[fallthrough]];
    case Then::end: end(); break;
  }
}

void HttpConnection::finish() noexcept {
  finishing_ = true;
  if (turn_ == Turn::reads && !reads_body_) {
    end();
  }
}

std::string too_many_connections() { return refusal_text({503, "too many connections"}); }

}  // namespace lockstep
