/// Where one pass of the connector ends and the next begins.

#pragma once

#include <cstddef>
#include <vector>

#include "facts.h"

namespace lockstep::scenario::lifting {

class Passes {
 public:
  /// Takes what the recording says, or else guesses: a pass begins where the connector does again
  /// what it does once a pass (asks for an access token without a 401 before, reads the first page
  /// of a list that was answered before, and otherwise), where a list continues from a sync token
  /// that this pass was given, and after a silence of minutes that no answer asked for.
  /// @pre facts.operations are the recording's
  Passes(const Recording& recording, const Facts& facts);

  [[nodiscard]] std::size_t count() const noexcept { return begins_.size(); }
  [[nodiscard]] std::size_t of(std::size_t exchange) const;
  [[nodiscard]] std::size_t first(std::size_t pass) const { return begins_[pass]; }
  /// Behind the last exchange.
  [[nodiscard]] std::size_t end(std::size_t pass) const;
  [[nodiscard]] Instant begin_time(std::size_t pass) const;
  [[nodiscard]] Instant end_time(std::size_t pass) const;
  [[nodiscard]] bool is_guessed() const noexcept { return is_guessed_; }
  /// The pass in which it was so late, or nullopt between passes.
  [[nodiscard]] std::optional<std::size_t> at(Instant time) const;
  /// The first pass that begins later; count() if none does.
  [[nodiscard]] std::size_t after(Instant time) const;

 private:
  const Recording* recording_;
  std::vector<std::size_t> begins_;
  bool is_guessed_ = false;
};

}  // namespace lockstep::scenario::lifting
