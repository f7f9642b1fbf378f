#include "service_doors.h"

#include <optional>
#include <string>
#include <utility>

#include "lockstep/base/url.h"
#include "lockstep/net/http_transport.h"

namespace lockstep::cli {
namespace {

/// "http://127.0.0.1:8080" of "http://127.0.0.1:8080/token".
std::string origin_of(const std::string& url) {
  const std::optional<Url> parsed = parse_url(url);
  return parsed ? parsed->scheme + "://" + parsed->host + ":" + std::to_string(parsed->port) : url;
}

}  // namespace

Result<ServiceDoor> open_door(const ServiceConfig& service) {
  ServiceDoor door;
  auto api = make_http_transport({.base_url = service.base_url});
  if (!api) {
    return Failure{api.error()};
  }
  door.api = std::move(*api);
  const std::optional<Url> base = parse_url(service.base_url);
  if (origin_of(service.token_url) != origin_of(service.base_url) ||
      (base && !base->path.empty())) {
    auto token = make_http_transport({.base_url = origin_of(service.token_url)});
    if (!token) {
      return Failure{token.error()};
    }
    door.token = std::move(*token);
  }
  return door;
}

Result<ServiceDoors> open_doors(const Config& config) {
  Result<ServiceDoor> hubspot = open_door(config.hubspot);
  if (!hubspot) {
    return Failure{hubspot.error()};
  }
  Result<ServiceDoor> google = open_door(config.google);
  if (!google) {
    return Failure{google.error()};
  }
  return ServiceDoors{std::move(*hubspot), std::move(*google)};
}

}  // namespace lockstep::cli
