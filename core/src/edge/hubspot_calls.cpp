#include "hubspot_calls.h"

#include <nlohmann/json.hpp>

#include <utility>

namespace lockstep {

Request get_request(std::string path, Query query) {
  return {.method = Method::get,
          .path = std::move(path),
          .query = std::move(query),
          .headers = {},
          .body = {}};
}

Request body_request(Method method, std::string path, const Json& body) {
  return {
      .method = method, .path = std::move(path), .query = {}, .headers = {}, .body = body.dump()};
}

ApiError lacks(std::string_view operation, std::string_view what) {
  return {.error = {ErrorKind::outcome_unknown, "HubSpot's answer has no " + std::string(what),
                    std::string(operation)}};
}

}  // namespace lockstep
