#include "mutations_under_way.h"

#include <utility>

namespace lockstep::sim {

MutationsUnderWay::Ticket::Ticket(MutationsUnderWay& all, std::string credential) : all_(&all) {
  const std::scoped_lock lock(all.mutex_);
  others_.assign(all.credentials_.begin(), all.credentials_.end());
  place_ = all.credentials_.insert(all.credentials_.end(), std::move(credential));
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
