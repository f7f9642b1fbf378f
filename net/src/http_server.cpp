#include "lockstep/net/http_server.h"

#include <string>
#include <utility>

#include "connection_driver.h"
#include "socket.h"

namespace lockstep {

class HttpServer::Impl {
 public:
  Impl(Socket listener, HttpServerOptions options)
      : listener_(std::move(listener)),
        port_(local_port(listener_)),
        options_(std::move(options)) {}

  [[nodiscard]] Result<void> serve(Endpoint& endpoint) {
    if (options_.serving == Serving::thread_each) {
      driver_ = make_thread_driver(listener_, endpoint, options_);
      return {};
    }
    auto driver = make_loop_driver(listener_, endpoint, options_);
    if (!driver) {
      return Failure{driver.error()};
    }
    driver_ = std::move(*driver);
    return {};
  }

  [[nodiscard]] int port() const noexcept { return port_; }

 private:
  Socket listener_;
  int port_;
  HttpServerOptions options_;
  std::unique_ptr<ConnectionDriver> driver_;  ///< The last member: it uses the others.
};

HttpServer::HttpServer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
HttpServer::~HttpServer() = default;

int HttpServer::port() const noexcept { return impl_->port(); }

std::string HttpServer::base_url() const {
  return "http://127.0.0.1:" + std::to_string(impl_->port());
}

Result<std::unique_ptr<HttpServer>> HttpServer::start(Endpoint& endpoint,
                                                      const HttpServerOptions& options) {
  Result<Socket> listener = listen_on_loopback(options.port);
  if (!listener) {
    return Failure{listener.error()};
  }
  auto impl = std::make_unique<Impl>(std::move(*listener), options);
  if (const Result<void> serves = impl->serve(endpoint); !serves) {
    return Failure{serves.error()};
  }
  return std::unique_ptr<HttpServer>(new HttpServer(std::move(impl)));
}

}  // namespace lockstep
