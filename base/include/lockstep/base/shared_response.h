/// An answer that several parties hold and none changes.

#pragma once

#include <memory>
#include <utility>

#include "lockstep/base/http.h"

namespace lockstep {

/// One response, or none. The journal keeps an answer while the socket still sends it; a page of a
/// list is some hundred kilobytes, and copying it would cost more than making it.
class SharedResponse {
 public:
  SharedResponse() = default;

  /// Implicit, because every response may be shared.
  SharedResponse(Response response)  // NOLINT(google-explicit-constructor)
      : response_(std::make_shared<const Response>(std::move(response))) {}

  /// Whether there is one.
  explicit operator bool() const noexcept { return response_ != nullptr; }

  /// @pre There is one.
  const Response& operator*() const noexcept { return *response_; }
  const Response* operator->() const noexcept { return response_.get(); }

 private:
  std::shared_ptr<const Response> response_;
};

}  // namespace lockstep
