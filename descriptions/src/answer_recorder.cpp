#include "lockstep/descriptions/answer_recorder.h"

#include <algorithm>
#include <utility>

namespace lockstep::descriptions {

AnswerRecorder::AnswerRecorder(std::shared_ptr<const ServiceDescriptions> descriptions)
    : descriptions_(std::move(descriptions)) {}

void AnswerRecorder::answered(sim::Service service, const Request& request,
                              const Response& response) {
  constexpr std::size_t kMost = 100;
  std::vector<AnswerViolation> found = descriptions_->check(service, request, response);
  const std::scoped_lock lock(mutex_);
  for (AnswerViolation& violation : found) {
    const bool known = std::ranges::any_of(violations_, [&](const AnswerViolation& each) {
      return each.operation == violation.operation && each.status == violation.status &&
             each.what == violation.what;
    });
    if (!known && violations_.size() < kMost) {
      violations_.push_back(std::move(violation));
    }
  }
}

std::vector<AnswerViolation> AnswerRecorder::violations() const {
  const std::scoped_lock lock(mutex_);
  return violations_;
}

}  // namespace lockstep::descriptions
