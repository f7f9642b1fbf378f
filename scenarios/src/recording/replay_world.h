/// The fakes as a recording found the services, to be asked what was asked of those.

#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "lockstep/scenario/recording.h"
#include "lockstep/sim/world.h"

#include "recording/answer_comparison.h"

namespace lockstep::scenario {

class ReplayWorld {
 public:
  /// Fills both fakes with what the recording shows first, in that order.
  explicit ReplayWorld(const Recording& recording);

  /// Asks at its time, with ids, etags, tokens and credentials of the fakes.
  [[nodiscard]] Response ask(const RecordedExchange& exchange);

  [[nodiscard]] ValueMapping& mapping() noexcept { return mapping_; }

  /// Records that the fakes do not take, one sentence each.
  [[nodiscard]] const std::vector<std::string>& left_out() const noexcept { return left_out_; }

 private:
  void add_contact(const std::string& id, const std::map<std::string, std::string>& seen);
  void add_person(const std::string& name, const Json& person);
  void renew_tokens();
  [[nodiscard]] Json translated(const Json& json) const;
  [[nodiscard]] std::string translated_path(std::string_view path) const;

  sim::World world_;
  std::string account_;
  std::string hubspot_token_;
  std::string google_token_;
  Instant renewed_{};
  ValueMapping mapping_;
  std::vector<std::string> left_out_;
};

}  // namespace lockstep::scenario
