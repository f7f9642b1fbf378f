#include <nlohmann/json.hpp>

#include <string>

#include "lockstep/report/render.h"

namespace lockstep::report {
namespace {

std::string message_of(const RunReport& run) {
  if (!run.config_mistakes.empty()) {
    return "nothing judged · rulebook " + std::to_string(run.rulebook_version);
  }
  return (run.complete ? "" : "incomplete · ") + score(run);
}

}  // namespace

std::string render_badge(const RunReport& run) {
  const nlohmann::ordered_json json{{"schemaVersion", 1},
                                    {"label", "Lockstep"},
                                    {"message", message_of(run)},
                                    {"color", has_failed(run)   ? "red"
                                              : run.certificate ? "green"
                                                                : "yellow"}};
  return json.dump() + "\n";
}

}  // namespace lockstep::report
