/// A value, or the error that the service answers instead.

#pragma once

#include <concepts>
#include <utility>
#include <variant>

#include "lockstep/base/assert.h"

#include "google/errors.h"

namespace lockstep::sim::google {

/// What Result is for this program's own failures, for those that a fake server is there to show:
/// an ApiError is an answer, not a failure of ours.
template <class T>
class [[nodiscard]] Checked {
 public:
  Checked(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  template <std::convertible_to<T> Value>
  // NOLINTNEXTLINE(bugprone-forwarding-reference-overload): no Checked is convertible to its T.
  Checked(Value&& value) : Checked(T(std::forward<Value>(value))) {}
  Checked(ApiError error) : state_(std::in_place_index<1>, std::move(error)) {}

  explicit operator bool() const noexcept { return state_.index() == 0; }

  [[nodiscard]] const T& operator*() const& {
    LOCKSTEP_ASSERT(state_.index() == 0);
    return *std::get_if<0>(&state_);
  }
  [[nodiscard]] T& operator*() & {
    LOCKSTEP_ASSERT(state_.index() == 0);
    return *std::get_if<0>(&state_);
  }
  [[nodiscard]] const T* operator->() const { return &**this; }
  [[nodiscard]] T* operator->() { return &**this; }

  [[nodiscard]] const ApiError& error() const {
    LOCKSTEP_ASSERT(state_.index() == 1);
    return *std::get_if<1>(&state_);
  }

 private:
  std::variant<T, ApiError> state_;
};

}  // namespace lockstep::sim::google
