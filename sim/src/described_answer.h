/// For tests: answers as the services' own descriptions allow them.

#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <memory>

#include "lockstep/descriptions/service_descriptions.h"

namespace lockstep::sim {

/// Fails the test if the folder that LOCKSTEP_SPECS names describes no such answer; without the
/// folder nothing is asked.
inline const Response& described(Service service, const Request& request,
                                 const Response& response) {
  using descriptions::ServiceDescriptions;
  static const std::shared_ptr<const ServiceDescriptions> known =
      []() -> std::shared_ptr<const ServiceDescriptions> {
    const char* const folder = std::getenv("LOCKSTEP_SPECS");
    return folder == nullptr ? nullptr : ServiceDescriptions::load(folder).value();
  }();
  if (known != nullptr) {
    for (const auto& violation : known->check(service, request, response)) {
      ADD_FAILURE() << to_string(violation) << "\n" << response.body.substr(0, 2000);
    }
  }
  return response;
}

}  // namespace lockstep::sim
