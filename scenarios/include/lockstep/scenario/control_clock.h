/// Virtual time as a program outside the world has it: asked for through the control API.

#pragma once

#include <optional>
#include <string>

#include "lockstep/base/clock.h"
#include "lockstep/base/error.h"
#include "lockstep/base/transport.h"

namespace lockstep::scenario {

/// now() is `GET /clock`, sleeping is `POST /wait`; no real time passes.
///
/// A Clock cannot fail. When the control API does not answer as it should, error() says so, and
/// from then on time is kept here: it stands still but for sleeping, so that every wait still ends.
class ControlClock final : public Clock {
 public:
  /// @param transport  Reaches the control API; must outlive the clock. @param token  Its bearer
  ///     token.
  ControlClock(Transport& transport, std::string token);

  [[nodiscard]] Instant now() const override;
  void sleep_until(Instant deadline) override;

  [[nodiscard]] const std::optional<Error>& error() const noexcept { return error_; }

 private:
  [[nodiscard]] std::optional<Instant> ask(Method method, const std::string& path,
                                           const std::string& body) const;

  Transport* transport_;
  std::string token_;
  mutable Instant last_{};
  mutable std::optional<Error> error_;
};

}  // namespace lockstep::scenario
