/// Makes a scenario of a recording: what was there, what users did, what failed, what came of it.

#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "lockstep/scenario/recording.h"
#include "lockstep/scenario/scenario_steps.h"

namespace lockstep::scenario {

struct LiftOptions {
  std::string name = "lifted/recording";  ///< Of the scenario.

  /// As `settings` of a scenario's `given`; "": the direction is that of the recorded writes, and
  /// all else is as after installing the app.
  JsonText settings{""};
};

/// Something that neither the fakes nor any action of a user accounts for.
struct FidelityGap {
  std::size_t exchange = 0;  ///< Index in the recording.
  std::string what;          ///< One sentence. Text of the recording, as the next two.
  std::string expected;
  std::string actual;

  friend bool operator==(const FidelityGap&, const FidelityGap&) = default;
};

struct Lifted {
  std::string scenario;           ///< The file, comment included; parse_scenario reads it.
  std::vector<FidelityGap> gaps;  ///< In order of exchanges. They stand in the comment, too.
};

/// Pure. Within a pass, the order of reads, reads made twice and reads that tell nothing new make
/// no difference: records are followed by their services' own times of change, and where a service
/// gave none, pass by pass.
///
/// What the recording does not tell is not made up: a property that no exchange shows is in no
/// record, and a contact that nobody read is not there. The file's comment says what was assumed.
///
/// @pre options.settings is "" or a JSON object
[[nodiscard]] Lifted lift(const Recording& recording, const LiftOptions& options);

}  // namespace lockstep::scenario
