/// Result<T>: a value or an Error. The only way this code base reports that an operation failed.

#pragma once

#include <functional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>

#include "lockstep/base/assert.h"
#include "lockstep/base/error.h"

namespace lockstep {

/// An Error on its way into a Result of any type.
struct Failure {
  Error error;
};

/// `return failure(ErrorKind::not_found, "no such contact", "store.load");`
[[nodiscard]] inline Failure failure(ErrorKind kind, std::string message, std::string source) {
  return {{kind, std::move(message), std::move(source)}};
}

/// The subset of std::expected<T, Error> (C++23) that we use, under the same names, so that it
/// can become an alias one day. Reading the side that is not there is an assertion failure.
///
/// [[nodiscard]] stands on the type: a call whose Result is dropped does not compile under
/// -Werror.
template <class T>
class [[nodiscard]] Result {
 public:
  using value_type = T;

  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Failure failure) : state_(std::in_place_index<1>, std::move(failure.error)) {}

  [[nodiscard]] bool has_value() const noexcept { return state_.index() == 0; }
  explicit operator bool() const noexcept { return has_value(); }

  [[nodiscard]] const T& value() const& {
    LOCKSTEP_ASSERT(has_value());
    return *std::get_if<0>(&state_);
  }
  [[nodiscard]] T& value() & {
    LOCKSTEP_ASSERT(has_value());
    return *std::get_if<0>(&state_);
  }
  [[nodiscard]] T&& value() && {
    LOCKSTEP_ASSERT(has_value());
    return std::move(*std::get_if<0>(&state_));
  }
  [[nodiscard]] const T& operator*() const& { return value(); }
  [[nodiscard]] T& operator*() & { return value(); }
  [[nodiscard]] T&& operator*() && { return std::move(*this).value(); }
  [[nodiscard]] const T* operator->() const { return &value(); }
  [[nodiscard]] T* operator->() { return &value(); }

  [[nodiscard]] const Error& error() const {
    LOCKSTEP_ASSERT(!has_value());
    return *std::get_if<1>(&state_);
  }

  /// Calls `next` with the value, or passes the Error on. `next` returns a Result.
  template <class F>
  [[nodiscard]] auto and_then(F&& next) const& -> std::invoke_result_t<F, const T&> {
    if (!has_value()) {
      return Failure{error()};
    }
    return std::invoke(std::forward<F>(next), value());
  }

 private:
  std::variant<T, Error> state_;
};

/// Success without a value: `return {};`
template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Failure failure) : state_(std::move(failure.error)) {}

  [[nodiscard]] bool has_value() const noexcept { return state_.index() == 0; }
  explicit operator bool() const noexcept { return has_value(); }

  [[nodiscard]] const Error& error() const {
    LOCKSTEP_ASSERT(!has_value());
    return *std::get_if<1>(&state_);
  }

 private:
  std::variant<std::monostate, Error> state_;
};

}  // namespace lockstep
