/// What a service answered to one call: a value, or an error in the service's own terms.

#pragma once

#include <string>
#include <utility>
#include <variant>

#include "lockstep/base/assert.h"
#include "lockstep/base/error.h"

#include "limit_cause.h"

namespace lockstep {

/// An Error with what the service held against the one record that it is about.
struct ApiError {
  Error error;
  Reason reason = Reason::none;  ///< Set where the record's data, or a limit, is to blame.
  LimitCause cause = LimitCause::none;
  int status = 0;                ///< Of HTTP; 0 if no answer came.
  std::string existing_id = {};  ///< The contact that a create collided with (F69).
  std::string body = {};         ///< Of the answer, whole: may hold personal data, never logged.
  bool daily_limit = false;      ///< Throttled until tomorrow: not worth waiting for (F77).
};

template <class T>
class [[nodiscard]] Answer {
 public:
  Answer(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Answer(ApiError error) : state_(std::in_place_index<1>, std::move(error)) {}

  explicit operator bool() const noexcept { return state_.index() == 0; }
  [[nodiscard]] T& operator*() & { return *get(); }
  [[nodiscard]] const T& operator*() const& { return *get(); }
  [[nodiscard]] T&& operator*() && { return std::move(*get()); }
  [[nodiscard]] T* operator->() { return get(); }
  [[nodiscard]] const T* operator->() const { return get(); }

  [[nodiscard]] const ApiError& error() const {
    LOCKSTEP_ASSERT(state_.index() == 1);
    return *std::get_if<1>(&state_);
  }

 private:
  [[nodiscard]] T* get() {
    LOCKSTEP_ASSERT(state_.index() == 0);
    return std::get_if<0>(&state_);
  }
  [[nodiscard]] const T* get() const {
    LOCKSTEP_ASSERT(state_.index() == 0);
    return std::get_if<0>(&state_);
  }

  std::variant<T, ApiError> state_;
};

}  // namespace lockstep
