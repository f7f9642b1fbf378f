/// What the engine's commands print: plans, stories and the status, as text and as JSON.

#pragma once

#include <string>
#include <vector>

#include "lockstep/core/contact_story.h"
#include "lockstep/core/pass_plan.h"
#include "lockstep/core/status.h"

namespace lockstep::cli {

// As text for a terminal: whatever came from the services is made safe to show.
[[nodiscard]] std::string to_text(const PassPlan& plan);
[[nodiscard]] std::string to_text(const std::vector<ConnectionStatus>& connections);
[[nodiscard]] std::string to_text(const std::vector<ContactStory>& stories);

// As one JSON document.
[[nodiscard]] std::string to_json_text(const PassPlan& plan);
[[nodiscard]] std::string to_json_text(const std::vector<ConnectionStatus>& connections);
[[nodiscard]] std::string to_json_text(const std::vector<ContactStory>& stories);

}  // namespace lockstep::cli
