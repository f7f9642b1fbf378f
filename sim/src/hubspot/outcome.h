/// Outcome<T>: what a step of a request made, or the Problem that ends the request.

#pragma once

#include <utility>
#include <variant>

#include "lockstep/base/assert.h"

#include "errors.h"

namespace lockstep::sim::hubspot {

template <class T>
class [[nodiscard]] Outcome {
 public:
  Outcome(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Outcome(Problem problem) : state_(std::in_place_index<1>, std::move(problem)) {}

  explicit operator bool() const noexcept { return state_.index() == 0; }

  [[nodiscard]] const T& operator*() const {
    LOCKSTEP_ASSERT(state_.index() == 0);
    return *std::get_if<0>(&state_);
  }
  [[nodiscard]] T& operator*() {
    LOCKSTEP_ASSERT(state_.index() == 0);
    return *std::get_if<0>(&state_);
  }
  [[nodiscard]] const T* operator->() const { return &**this; }
  [[nodiscard]] T* operator->() { return &**this; }

  [[nodiscard]] const Problem& problem() const {
    LOCKSTEP_ASSERT(state_.index() == 1);
    return *std::get_if<1>(&state_);
  }

 private:
  std::variant<T, Problem> state_;
};

}  // namespace lockstep::sim::hubspot
