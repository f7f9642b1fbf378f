/// Collects what a world's answers violate.

#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "lockstep/descriptions/service_descriptions.h"
#include "lockstep/sim/answer_observer.h"

namespace lockstep::descriptions {

class AnswerRecorder final : public sim::AnswerObserver {
 public:
  explicit AnswerRecorder(std::shared_ptr<const ServiceDescriptions> descriptions);

  void answered(sim::Service service, const Request& request, const Response& response) override;

  /// In the order of the answers, each kind once; only the first hundred are kept.
  [[nodiscard]] std::vector<AnswerViolation> violations() const;

 private:
  std::shared_ptr<const ServiceDescriptions> descriptions_;
  mutable std::mutex mutex_;
  std::vector<AnswerViolation> violations_;
};

}  // namespace lockstep::descriptions
