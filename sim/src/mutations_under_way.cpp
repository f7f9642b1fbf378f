#include "mutations_under_way.h"

#include <utility>

namespace lockstep::sim {

MutationsUnderWay::Ticket::Ticket(std::shared_ptr<MutationsUnderWay> all, std::string credential)
    : all_(std::move(all)) {
  const std::scoped_lock lock(all_->mutex_);
  others_.assign(all_->credentials_.begin(), all_->credentials_.end());
  place_ = all_->credentials_.insert(all_->credentials_.end(), std::move(credential));
}

MutationsUnderWay::Ticket::~Ticket() {
  const std::scoped_lock lock(all_->mutex_);
  all_->credentials_.erase(place_);
}

std::size_t MutationsUnderWay::size() const {
  const std::scoped_lock lock(mutex_);
  return credentials_.size();
}

}  // namespace lockstep::sim
