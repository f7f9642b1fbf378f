/// For tests: answers as the services' own descriptions allow them.

#pragma once

#include <gtest/gtest.h>

#include <memory>

#include "lockstep/descriptions/testing/environment.h"
#include "lockstep/sim/answer_observer.h"
#include "lockstep/sim/world.h"

namespace lockstep::sim {

/// Fails the test if the folder that LOCKSTEP_SPECS names describes no such answer; without the
/// folder nothing is asked.
inline const Response& described(Service service, const Request& request,
                                 const Response& response) {
  static const auto kDescriptions = descriptions::of_environment();
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

/// Options of a world whose answers are held against the descriptions.
[[nodiscard]] inline WorldOptions described(WorldOptions options = {}) {
  options.answer_observer = std::make_shared<DescribedAnswers>();
  return options;
}

}  // namespace lockstep::sim
