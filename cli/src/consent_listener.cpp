#include "consent_listener.h"

#include <chrono>
#include <utility>

#include "interrupt.h"
#include "secret.h"

namespace lockstep::cli {
namespace {

constexpr std::string_view kPath = "/callback";

/// Its text is ours alone: nothing of the request is repeated.
Response page(int status, const std::string& title, const std::string& text) {
  return {status,
          {{"Content-Type", "text/html; charset=UTF-8"},
           {"Cache-Control", "no-store"},
           {"Content-Security-Policy",
            "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"},
           {"Referrer-Policy", "no-referrer"},
           {"X-Content-Type-Options", "nosniff"}},
          "<!DOCTYPE html>\n<html lang=\"en\">\n  <head>\n    <meta charset=\"utf-8\">\n"
          "    <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
          "    <title>" +
              title +
              "</title>\n    <style>:root { color-scheme: light dark; } body { font: 16px/1.5 "
              "system-ui, sans-serif; max-width: 32rem; margin: 20vh auto; padding: 0 1rem; }"
              "</style>\n  </head>\n  <body>\n    <h1>" +
              title + "</h1>\n    <p>" + text + "</p>\n  </body>\n</html>\n"};
}

Response page_for(const Result<std::string>& code) {
  if (code) {
    return page(200, "Access allowed",
                "Lockstep has the answer. Close this window and go back to the terminal.");
  }
  if (code.error().kind == ErrorKind::invalid_input) {
    return page(400, "This is not the answer that was waited for",
                "It comes from an older page, or from none. Use the page whose address the "
                "terminal shows.");
  }
  return page(200, "Access denied",
              "Nothing was connected. Close this window and go back to the terminal.");
}

}  // namespace

Result<std::unique_ptr<ConsentListener>> ConsentListener::start(int port) {
  std::unique_ptr<ConsentListener> listener(new ConsentListener());
  Result<std::unique_ptr<HttpServer>> server = HttpServer::start(*listener, {.port = port});
  if (!server) {
    return Failure{server.error()};
  }
  listener->server_ = std::move(*server);
  return listener;
}

std::string ConsentListener::redirect_uri() const {
  return "http://localhost:" + std::to_string(server_->port()) + std::string(kPath);
}

std::string ConsentListener::forward_to(const std::string& url) {
  const std::scoped_lock lock(mutex_);
  forward_path_ = "/open/" + make_secret();
  forward_url_ = url;
  return server_->base_url() + forward_path_;
}

std::optional<Result<std::string>> ConsentListener::wait_for_code(const ConsentRequest& request,
                                                                  const Clock& clock,
                                                                  Duration time) {
  constexpr std::chrono::milliseconds kLookForSignals{100};
  const Instant deadline = clock.now() + time;
  std::unique_lock lock(mutex_);
  waiting_ = request;
  code_.reset();
  while (!code_ && !interrupted() && clock.now() < deadline) {
    answered_.wait_for(lock, kLookForSignals);
  }
  waiting_.reset();
  return std::exchange(code_, std::nullopt);
}

Exchange ConsentListener::exchange(const Request& request) {
  const std::scoped_lock lock(mutex_);
  if (request.method == Method::get && !forward_path_.empty() && request.path == forward_path_) {
    forward_path_.clear();
    return Response{302, {{"Location", forward_url_}, {"Cache-Control", "no-store"}}, ""};
  }
  if (request.method != Method::get || request.path != kPath) {
    return page(404, "There is nothing here", "Use the page whose address the terminal shows.");
  }
  const Result<std::string> code =
      waiting_ ? read_consent(*waiting_, request.query)
               : failure(ErrorKind::invalid_input, "nobody waits for an answer", "consent");
  if (code || code.error().kind != ErrorKind::invalid_input) {
    code_ = code;
    waiting_.reset();  // The first answer counts.
    answered_.notify_one();
  }
  return page_for(code);
}

}  // namespace lockstep::cli
