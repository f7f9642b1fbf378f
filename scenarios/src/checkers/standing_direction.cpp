/// No write against the settings that were in force.

#include <algorithm>
#include <functional>

#include "checkers/standing.h"

namespace lockstep::scenario {
namespace {

std::string records(const Json& connection, const char* side) {
  const auto choice = connection.find(side);
  return choice == connection.end() ? "" : text_member(*choice, "records");
}

bool enabled(const Json& connection) { return connection.value("enabled", true); }

/// Both drop-downs were set once.
bool configured(const Json& connection) {
  return !records(connection, "hubspot").empty() && !records(connection, "google").empty();
}

bool is_running(const Json& connection) { return enabled(connection) && configured(connection); }

using Applies = std::function<bool(const PassRecord&)>;

/// No mutating request to one of `sides` in any pass to which `applies` says yes.
Finding silent(const Story& story, const std::vector<std::string>& sides, const Applies& applies,
               const std::string& settings) {
  std::vector<std::uint64_t> written;
  bool exercised = false;
  for (const PassRecord& pass : story.passes) {
    if (!applies(pass)) {
      continue;
    }
    exercised = true;
    for (std::size_t at = pass.journal_begin; at < pass.journal_end; ++at) {
      const sim::JournalEntry& entry = story.journal().entries()[at];
      if (entry.mutation && std::ranges::find(sides, entry.source) != sides.end()) {
        written.push_back(entry.sequence);
      }
    }
  }
  if (!exercised) {
    return not_exercised("no pass ran with " + settings);
  }
  return written.empty() ? held("no mutating request with " + settings)
                         : broken("mutating requests were sent with " + settings, "0",
                                  std::to_string(written.size()), written);
}

}  // namespace

std::vector<StandingFinding> judge_direction(const Story& story) {
  const std::vector<std::string> both = {"hubspot", "google"};
  const auto mode = [](const char* none, const char* other) {
    return [none, other](const PassRecord& pass) {
      return is_running(pass.connection) && records(pass.connection, none) == "none" &&
             records(pass.connection, other) != "none";
    };
  };
  const auto first_on = std::ranges::find_if(
      story.passes, [](const PassRecord& pass) { return is_running(pass.connection); });
  const std::size_t turned_on = static_cast<std::size_t>(first_on - story.passes.begin());
  const auto number_of = [&](const PassRecord& pass) {
    return static_cast<std::size_t>(&pass - story.passes.data());
  };

  std::vector<StandingFinding> findings;
  findings.push_back({"DIR-3"_rule, silent(story, {"hubspot"}, mode("google", "hubspot"),
                                           "HubSpot to Google only")});
  findings.push_back({"DIR-4"_rule, silent(story, {"google"}, mode("hubspot", "google"),
                                           "Google to HubSpot only")});
  findings.push_back({"DIR-6"_rule, silent(
                                        story, both,
                                        [](const PassRecord& pass) {
                                          return is_running(pass.connection) &&
                                                 records(pass.connection, "hubspot") == "none" &&
                                                 records(pass.connection, "google") == "none";
                                        },
                                        "no contacts on both sides")});
  findings.push_back(
      {"CON-1"_rule,
       silent(
           story, both, [&](const PassRecord& pass) { return number_of(pass) < turned_on; },
           "a sync that was never turned on")});
  findings.push_back({"SET-4"_rule, silent(
                                        story, both,
                                        [&](const PassRecord& pass) {
                                          return number_of(pass) > turned_on &&
                                                 !enabled(pass.connection);
                                        },
                                        "the sync turned off")});
  return findings;
}

}  // namespace lockstep::scenario
