/// For tests: answers as the services' own descriptions allow them.

#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <memory>

#include "lockstep/descriptions/service_descriptions.h"
#include "lockstep/sim/answer_observer.h"

namespace lockstep::sim {

/// Fails the test if the folder that LOCKSTEP_SPECS names describes no such answer; without the
/// folder nothing is asked.
inline const Response& described(Service service, const Request& request,
                                 const Response& response) {
  using descriptions::ServiceDescriptions;
  static const std::shared_ptr<const ServiceDescriptions> kDescriptions =
      []() -> std::shared_ptr<const ServiceDescriptions> {
    // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing here changes the environment.
    const char* const folder = std::getenv("LOCKSTEP_SPECS");
    return folder == nullptr ? nullptr : ServiceDescriptions::load(folder).value();
  }();
  if (kDescriptions != nullptr) {
    for (const auto& violation : kDescriptions->check(service, request, response)) {
      ADD_FAILURE() << to_string(violation) << "\n" << response.body.substr(0, 2000);
    }
  }
  return response;
}

/// The same of every answer in a world.
class DescribedAnswers final : public AnswerObserver {
 public:
  void answered(Service service, const Request& request, const Response& response) override {
    described(service, request, response);
  }
};

}  // namespace lockstep::sim
