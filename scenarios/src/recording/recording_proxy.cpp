#include "lockstep/scenario/recording_proxy.h"

#include <nlohmann/json.hpp>

#include <utility>

#include "lockstep/base/text.h"
#include "lockstep/base/url.h"
#include "lockstep/net/http_transport.h"

#include "json.h"
#include "recording/har_entry.h"

namespace lockstep::scenario {
namespace {

constexpr std::string_view kGoogleApi = "people.googleapis.com";

/// Without what belongs to one connection: the names that "Connection" lists are of that kind too.
Headers end_to_end(const Headers& headers) {
  std::string listed;
  if (const auto connection = find_value(headers, "Connection")) {
    listed = ascii_lower(*connection);
  }
  Headers kept;
  for (const auto& [name, value] : headers) {
    const std::string small = ascii_lower(name);
    bool is_listed = false;
    for (const std::string_view one : split(listed, ',')) {
      is_listed = is_listed || trim(one) == small;
    }
    if (!is_listed && !is_of_the_connection(small)) {
      kept.emplace(name, value);
    }
  }
  return kept;
}

bool is_token_request(const Request& request) {
  return request.path == "/token" || request.path == "/revoke" || request.path == "/tokeninfo";
}

Response bad_gateway(const Error& error) {
  const Json body{{"error",
                   {{"code", 502},
                    {"status", "LOCKSTEP_RECORD"},
                    {"message", "lockstep record did not reach the service: " + error.message}}}};
  return {502,
          {{"Content-Type", "application/json"}},
          body.dump(-1, ' ', false, Json::error_handler_t::replace)};
}

}  // namespace

Result<Upstream> upstream_at(sim::Service service, const std::string& api) {
  const std::optional<Url> url = parse_url(api);
  if (!url) {
    return failure(ErrorKind::invalid_input,
                   "no URL of http or https: such as https://api.hubapi.com, or that of a fake",
                   api);
  }
  const bool has_token_host =
      service == sim::Service::google && ascii_lower(url->host) == kGoogleApi;
  return Upstream{api, has_token_host ? "https://oauth2.googleapis.com" : ""};
}

RecordingProxy::RecordingProxy(sim::Service service, Upstream upstream, const Clock& clock,
                               Listener listener)
    : service_(service),
      clock_(&clock),
      listener_(std::move(listener)),
      api_{std::move(upstream.api), {}},
      token_{std::move(upstream.token), {}} {}

Result<Response> RecordingProxy::send(Pool& pool, const Request& request) {
  std::unique_ptr<Transport> transport;
  {
    const std::scoped_lock lock(pools_mutex_);
    if (!pool.idle.empty()) {
      transport = std::move(pool.idle.back());
      pool.idle.pop_back();
    }
  }
  if (!transport) {
    Result<std::unique_ptr<Transport>> made = make_http_transport({.base_url = pool.url});
    if (!made) {
      return Failure{made.error()};
    }
    transport = std::move(*made);
  }
  Result<Response> response = transport->send(request);
  if (response) {
    const std::scoped_lock lock(pools_mutex_);
    pool.idle.push_back(std::move(transport));
  }
  return response;
}

Exchange RecordingProxy::exchange(const Request& request) {
  RecordedExchange recorded{clock_->now(), service_, request, std::nullopt};
  recorded.request.headers = end_to_end(request.headers);
  Pool& pool = !token_.url.empty() && is_token_request(request) ? token_ : api_;
  Result<Response> response = send(pool, recorded.request);
  if (response) {
    response->headers = end_to_end(response->headers);
    recorded.response = *response;
  }
  {
    const std::scoped_lock lock(listener_mutex_);
    listener_(recorded);
  }
  if (response) {
    return SharedResponse(std::move(*response));
  }
  if (response.error().kind == ErrorKind::outcome_unknown) {
    return ConnectionLost{true};
  }
  return SharedResponse(bad_gateway(response.error()));
}

}  // namespace lockstep::scenario
