/// For tests: the services' own descriptions, if the environment says where they are.

#pragma once

#include <cstdlib>
#include <memory>

#include "lockstep/descriptions/service_descriptions.h"

namespace lockstep::descriptions {

/// Those in the folder that LOCKSTEP_SPECS names, read once; null if it names none. A folder that
/// cannot be read ends the test.
[[nodiscard]] inline std::shared_ptr<const ServiceDescriptions> of_environment() {
  static const std::shared_ptr<const ServiceDescriptions> kDescriptions =
      []() -> std::shared_ptr<const ServiceDescriptions> {
    // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing here changes the environment.
    const char* const folder = std::getenv("LOCKSTEP_SPECS");
    return folder == nullptr ? nullptr : ServiceDescriptions::load(folder).value();
  }();
  return kDescriptions;
}

}  // namespace lockstep::descriptions
