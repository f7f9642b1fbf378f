#include "lockstep/scenario/lift.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "lockstep/base/text.h"

#include "custom_properties.h"
#include "outcome.h"
#include "stored_form.h"

namespace lockstep::scenario {
namespace lifting {
namespace {

constexpr std::size_t kCommentBytesMax = 160;  ///< Of a text that comes from a recording.

/// Safe in a comment: one line, nothing that a terminal would obey.
std::string harmless(std::string_view text) {
  std::string safe;
  for (const char letter : text.substr(0, kCommentBytesMax)) {
    const auto byte = static_cast<unsigned char>(letter);
    safe += byte < 0x20U || byte >= 0x7FU ? '?' : letter;
  }
  return safe + (text.size() > kCommentBytesMax ? " ..." : "");
}

Json parsed_settings(const LiftOptions& options) {
  return options.settings.text.empty() ? Json()
                                       : Json::parse(options.settings.text, nullptr, false);
}

/// The one list that the settings name, or "".
std::string list_in(const Json& settings) {
  return text(member(member(settings, "hubspot"), "filter"), "list");
}

class Lifter {
 public:
  Lifter(const Recording& recording, const LiftOptions& options)
      : recording_(&recording),
        options_(&options),
        facts_(read_facts(recording)),
        passes_(recording, facts_),
        histories_(histories_of(recording, facts_, passes_)),
        faults_(faults_of(recording, facts_)),
        names_(histories_),
        memberships_(
            memberships_of(facts_, passes_, histories_, list_in(parsed_settings(options)))) {}

  Lifted lift() {
    OrderedJson scenario = {{"scenario", options_->name},
                            {"title", "What was recorded happens again"},
                            {"rules", {"MRG-9", "MAT-7", "QUI-1"}}};
    scenario["given"] = given();
    if (!faults_.faults.empty()) {
      scenario["faults"] = faults_.faults;
    }
    const StoryLine line =
        story_line(*recording_, facts_, passes_, histories_, memberships_, faults_, names_);
    scenario["when"] = line.steps;
    const Outcome outcome =
        outcome_of(*recording_, facts_, passes_, histories_, memberships_, faults_, names_, line);
    scenario["then"] = outcome.checks;
    std::ranges::sort(facts_.gaps, {}, [](const FidelityGap& gap) {
      return std::tuple(gap.exchange, gap.what, gap.expected, gap.actual);
    });
    Lifted lifted;
    lifted.gaps = facts_.gaps;
    lifted.scenario = comment(outcome) +
                      scenario.dump(2, ' ', false, OrderedJson::error_handler_t::replace) + "\n";
    return lifted;
  }

 private:
  OrderedJson given() {
    OrderedJson given = OrderedJson::object();
    if (OrderedJson settings = this->settings(); !settings.empty()) {
      given["settings"] = std::move(settings);
    }
    if (OrderedJson properties = custom_properties(); !properties.empty()) {
      given["hubspot_properties"] = std::move(properties);
    }
    for (const History& history : histories_.records) {
      if (!history.is_given) {
        continue;
      }
      const bool is_hubspot = history.record.service == Service::hubspot;
      const auto lists = memberships_.given.find(history.record);
      given[is_hubspot ? "hubspot" : "google"].push_back(
          is_hubspot ? hubspot_contact(history, names_,
                                       lists == memberships_.given.end() ? std::set<std::string>()
                                                                         : lists->second)
                     : google_contact(history, names_, facts_));
    }
    return given;
  }

  /// The direction is that of the writes, where all went to one side.
  OrderedJson settings() {
    if (const Json said = parsed_settings(*options_); said.is_object()) {
      assumptions_.emplace_back("The settings are those that were named.");
      return said;
    }
    bool to_hubspot = false;
    bool to_google = false;
    for (const Write& write : facts_.writes) {
      (write.record.service == Service::hubspot ? to_hubspot : to_google) = true;
    }
    if (to_hubspot == to_google) {
      assumptions_.emplace_back("Settings: as after installing the app, two-way.");
      return OrderedJson::object();
    }
    assumptions_.push_back(std::string("Settings: one-way, as all writes went to ") +
                           (to_google ? "Google" : "HubSpot") +
                           "; else as after installing the app.");
    return {{to_google ? "google" : "hubspot", {{"records", "none"}}}};
  }

  OrderedJson custom_properties() {
    OrderedJson definitions = OrderedJson::array();
    for (const auto& [name, property] : custom_properties_of(facts_, histories_)) {
      // Only what a user chooses: a group that the portal lacks would refuse the whole property.
      OrderedJson chosen = OrderedJson::object();
      for (const char* const key : {"name", "label", "type", "fieldType", "options"}) {
        if (property.definition.contains(key)) {
          chosen[key] = property.definition[key];
        }
      }
      definitions.push_back(std::move(chosen));
      if (property.is_assumed) {
        assumptions_.push_back("The custom property " + harmless(name) +
                               " is taken for a line of text: its definition was not read.");
      }
    }
    return definitions;
  }

  std::string comment(const Outcome& outcome) const {
    std::vector<std::string> lines = {
        "Lifted from a recording (" + harmless(recording_->made_from) +
            "): " + std::to_string(passes_.count()) +
            (passes_.is_guessed()
                 ? " passes, guessed from grants of tokens, sync tokens and silence."
                 : " passes, as the recording marks them."),
        "Checks hold the outcome that the recorded writes led to; each speaks for the nearest "
        "rule."};
    lines.insert(lines.end(), assumptions_.begin(), assumptions_.end());
    for (const std::string& what : recording_->left_out) {
      lines.push_back("Left out of the recording: " + harmless(what));
    }
    for (const std::string& what : outcome.not_told_apart) {
      lines.push_back("Not told apart: " + harmless(what));
    }
    for (const FidelityGap& gap : facts_.gaps) {
      lines.push_back("Fidelity gap at exchange " + std::to_string(gap.exchange) + ": " +
                      harmless(gap.what) + "; expected " + harmless(gap.expected) + ", actual " +
                      harmless(gap.actual));
    }
    return "// " + join(lines, "\n// ") + "\n";
  }

  const Recording* recording_;
  const LiftOptions* options_;
  Facts facts_;
  Passes passes_;
  Histories histories_;
  SeenFaults faults_;
  Names names_;
  Memberships memberships_;
  std::vector<std::string> assumptions_;
};

}  // namespace
}  // namespace lifting

Lifted lift(const Recording& recording, const LiftOptions& options) {
  return lifting::Lifter(recording, options).lift();
}

}  // namespace lockstep::scenario
