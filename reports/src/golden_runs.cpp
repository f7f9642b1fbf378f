#include "golden_runs.h"

#include <string>

#include "lockstep/report/read_events.h"

#include "golden.h"

namespace lockstep::report {

RunReport whole_run() { return read_events(golden("events.jsonl"), "events.jsonl").value(); }

RunReport cut_run() {
  const std::string text = golden("events.jsonl");
  return read_events(text.substr(0, text.find("\"quiet/no-writes\"")), "events.jsonl").value();
}

RunReport unjudged_run() {
  return read_events(golden("events_config.jsonl"), "events_config.jsonl").value();
}

}  // namespace lockstep::report
