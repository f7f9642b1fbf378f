// Reads the bytes as a recording that somebody sent, makes a scenario of it, and asks the fakes
// what was asked.

#include "lockstep/scenario/drift.h"
#include "lockstep/scenario/lift.h"
#include "lockstep/scenario/load.h"
#include "lockstep/scenario/recording_file.h"

#include "targets.h"

namespace lockstep::fuzz {

Finding recording_lines(std::string_view bytes) {
  const Result<scenario::Recording> recording = scenario::parse_recording(bytes, "r.jsonl");
  if (!recording) {
    return recording.error().message.empty() ? Finding("refused without a word") : Finding();
  }
  const scenario::Lifted lifted = scenario::lift(*recording, {});
  for (const scenario::FidelityGap& gap : lifted.gaps) {
    if (gap.exchange >= recording->exchanges.size()) {
      return "a gap at an exchange that is not there: " + gap.what;
    }
  }
  if (scenario::find_drift(*recording).compared > recording->exchanges.size()) {
    return "more answers were compared than there are";
  }
  const auto loaded = scenario::parse_scenario(lifted.scenario, "lifted.jsonc");
  return loaded ? Finding() : Finding("what was lifted cannot be read: " + loaded.error().message);
}

}  // namespace lockstep::fuzz
