#include "google/method_override.h"

#include <utility>

#include "lockstep/base/url.h"

namespace lockstep::sim::google {
namespace {

std::optional<Method> overriding_method(const Request& request) {
  if (request.method != Method::post) {
    return std::nullopt;
  }
  const auto name = find_value(request.headers, "X-HTTP-Method-Override");
  return name ? parse_method(*name) : std::nullopt;
}

}  // namespace

bool overrides_method(const Request& request) { return overriding_method(request).has_value(); }

Request without_override(Request request) {
  const std::optional<Method> method = overriding_method(request);
  if (!method) {
    return request;
  }
  request.method = *method;
  request.headers.erase("X-HTTP-Method-Override");
  if (method == Method::get) {
    Query form = parse_query(request.body);
    request.query.insert(request.query.end(), form.begin(), form.end());
    request.body.clear();
  }
  return request;
}

}  // namespace lockstep::sim::google
