/// The fakes as a recording found the services, to be asked what was asked of those.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lockstep/scenario/recording.h"
#include "lockstep/sim/world.h"

#include "drift/answer_comparison.h"
#include "drift/recorded_users.h"

namespace lockstep::scenario {

class ReplayWorld {
 public:
  /// @param recording  Must outlive this.
  explicit ReplayWorld(const Recording& recording);

  /// Lets users do what they did before this exchange, and asks at its time, with ids, etags,
  /// tokens and credentials of the fakes.
  [[nodiscard]] Response ask(std::size_t exchange);

  /// Why this exchange cannot be asked again: a noun phrase in the singular and the plural; nullopt
  /// if it can.
  struct Reason {
    const char* one;
    const char* many;
  };
  [[nodiscard]] std::optional<Reason> why_not(std::size_t exchange) const;

  [[nodiscard]] ValueMapping& mapping() noexcept { return mapping_; }

  /// Deeds and records that the fakes do not take, one sentence each.
  [[nodiscard]] std::vector<std::string> left_out() const { return users_.left_out(); }

 private:
  void renew_tokens();
  [[nodiscard]] std::string fake_of(Kind kind, const std::string& text) const;
  [[nodiscard]] std::string translated(std::string_view parent, std::string_view member,
                                       const std::string& text) const;
  [[nodiscard]] Json translated(std::string_view parent, std::string_view member,
                                const Json& json) const;
  [[nodiscard]] std::string translated_path(std::string_view path) const;

  const Recording* recording_;
  RecordedUsers users_;
  sim::World world_;
  std::string account_;
  std::string hubspot_token_;
  std::string google_token_;
  Instant renewed_{};
  bool has_offsets_ = false;  ///< has_offsets() of the request at hand.
  ValueMapping mapping_;
};

}  // namespace lockstep::scenario
