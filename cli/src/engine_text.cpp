#include "engine_text.h"

#include <algorithm>
#include <numeric>

#include "lockstep/base/timestamp.h"
#include "lockstep/report/foreign_text.h"

namespace lockstep::cli {
namespace {

using report::terminal_line;

constexpr std::size_t kValueShown = 60;

std::string value_text(const std::optional<std::string>& value) {
  return value ? '"' + terminal_line(report::shorten(*value, kValueShown)) + '"' : "nothing";
}

std::string_view name_of(Side side) { return side == Side::hubspot ? "HubSpot" : "Google"; }

std::string count_text(std::size_t count, std::string_view one, std::string_view many) {
  return std::to_string(count) + " " + std::string(count == 1 ? one : many);
}

std::string connection_line(const std::string& id, std::string_view rest) {
  return "connection " + terminal_line(id) + ": " + std::string(rest) + "\n";
}

std::string heading(const PlannedWrite& write) {
  const std::string hubspot = "HubSpot " + terminal_line(write.hubspot_id);
  const std::string google = "Google " + terminal_line(write.google_id);
  if (write.google_id.empty()) {
    return "create in Google from " + hubspot;
  }
  return write.hubspot_id.empty() ? "create in HubSpot from " + google
                                  : "update " + hubspot + ", " + google;
}

std::string field_line(const PlannedWrite& write, const PlannedField& field) {
  const bool creates = write.google_id.empty() || write.hubspot_id.empty();
  const std::string value =
      value_text(field.write_to == Side::google ? field.hubspot : field.google);
  std::string line = "    " + terminal_line(field.field);
  if (creates) {
    return line + " = " + value + "  (" + std::string(field.rule.text()) + ")\n";
  }
  line += " to " + std::string(name_of(field.write_to)) + ": " + value;
  return line + "  (base " + value_text(field.base) + ", HubSpot " + value_text(field.hubspot) +
         ", Google " + value_text(field.google) + "; " + std::string(field.rule.text()) + ")\n";
}

std::string plan_state(const ConnectionPlan& connection) {
  if (connection.state == ConnectionState::ok && !connection.error) {
    return connection.writes.empty()
               ? "nothing to write"
               : count_text(connection.writes.size(), "contact", "contacts") + " to write";
  }
  std::string state(to_string(connection.state));
  if (connection.pause_reason) {
    state += ", " + std::string(to_string(*connection.pause_reason));
  }
  return state;
}

std::string records_text(const StateCounts& counts) {
  return std::to_string(counts.in_sync) + " in sync, " + std::to_string(counts.excluded) +
         " excluded, " + std::to_string(counts.failing) + " failing, " +
         std::to_string(counts.pending) + " pending";
}

std::string state_text(const ConnectionStatus& connection) {
  std::string text = connection.enabled ? connection.state : "off";
  if (!connection.last_pass) {
    return connection.enabled ? "no pass yet" : "off";
  }
  if (!connection.pause_reason.empty()) {
    text += ", " + connection.pause_reason;
  }
  return text + "; last pass " + format_timestamp(*connection.last_pass);
}

std::string reason_line(const ReasonCount& reason) {
  std::string line = "  " + std::to_string(reason.count) + " " + reason.state;
  if (!reason.reason.empty()) {
    line += ": " + reason.message + " (" + reason.reason +
            (reason.cause.empty() ? "" : ", limit of the " + reason.cause) + ")";
  }
  line += "\n";
  for (const std::string& remedy : reason.remedies) {
    line += "      " + remedy + "\n";
  }
  return line;
}

std::string side_line(std::string_view name, const std::string& id, const std::string& presence) {
  return "  " + std::string(name) + "  " +
         (id.empty() ? "no contact"
                     : terminal_line(id) + ", " + (presence.empty() ? "not read yet" : presence)) +
         "\n";
}

std::string story_field(const StoryField& field) {
  std::string line = "    " + terminal_line(field.field) + ": HubSpot " +
                     value_text(field.hubspot) + ", Google " + value_text(field.google);
  if (!field.met) {
    return line + "; not yet confirmed on both sides\n";
  }
  if (field.hubspot_base == field.hubspot && field.google_base == field.google) {
    return line + "; as last confirmed\n";
  }
  return line + "; last confirmed: HubSpot " + value_text(field.hubspot_base) + ", Google " +
         value_text(field.google_base) + "\n";
}

std::string write_lines(const StoryWrite& write) {
  std::string lines = "    " + format_timestamp(write.at) + "  " +
                      (write.created ? "created in " : "updated in ") +
                      std::string(name_of(write.side)) + "\n";
  for (const StoryChange& change : write.changes) {
    lines += "      " + terminal_line(change.field) + ": " + value_text(change.from) + " to " +
             value_text(change.to) + "  (" + terminal_line(change.rule) + ")\n";
  }
  return lines;
}

std::string conflict_line(const StoryConflict& conflict) {
  const bool hubspot_won = conflict.kept == Side::hubspot;
  return "    " + format_timestamp(conflict.at) + "  " + terminal_line(conflict.field) + ": " +
         std::string(name_of(conflict.kept)) + " kept " +
         value_text(hubspot_won ? conflict.hubspot : conflict.google) + ", " +
         std::string(name_of(opposite(conflict.kept))) + " lost " +
         value_text(hubspot_won ? conflict.google : conflict.hubspot) + "  (" +
         terminal_line(conflict.rule) + ")\n";
}

std::string story_text(const ContactStory& story) {
  std::string text = connection_line(story.connection, story.state);
  if (!story.reason.empty()) {
    text += "  " + story.message + " (" + story.reason +
            (story.cause.empty() ? "" : ", limit of the " + story.cause) + ")\n";
    for (const std::string& remedy : story.remedies) {
      text += "      " + remedy + "\n";
    }
  }
  if (story.interrupted) {
    text += "  a write went out and was not confirmed; the next pass finds out\n";
  }
  text += side_line("HubSpot", story.hubspot_id, story.hubspot_presence);
  text += side_line("Google ", story.google_id, story.google_presence);
  text += "  values\n";
  for (const StoryField& field : story.fields) {
    text += story_field(field);
  }
  if (!story.conflicts.empty()) {
    text += "  conflicts\n";
    for (const StoryConflict& conflict : story.conflicts) {
      text += conflict_line(conflict);
    }
  }
  text += story.writes.empty() ? "  no writes so far\n" : "  last writes\n";
  for (const StoryWrite& write : story.writes) {
    text += write_lines(write);
  }
  return text;
}

}  // namespace

std::string to_text(const PassPlan& plan) {
  std::string text;
  for (const ConnectionPlan& connection : plan.connections) {
    text += connection_line(connection.id, plan_state(connection));
    for (const PlannedWrite& write : connection.writes) {
      text += "  " + heading(write) + "\n";
      for (const PlannedField& field : write.fields) {
        text += field_line(write, field);
      }
    }
    if (connection.refused > 0) {
      text += "  " + count_text(connection.refused, "setting", "settings") + " refused\n";
    }
  }
  const std::size_t requests = std::accumulate(
      plan.requests.begin(), plan.requests.end(), std::size_t{0},
      [](std::size_t sum, const auto& operation) { return sum + operation.second; });
  return text + "Nothing was written; " + count_text(requests, "request", "requests") +
         " to find out\n";
}

std::string to_text(const std::vector<ConnectionStatus>& connections) {
  std::string text;
  for (const ConnectionStatus& connection : connections) {
    text += connection_line(connection.id, state_text(connection));
    if (!connection.error.empty()) {
      text += "  the last pass ended early: " + terminal_line(connection.error) + "\n";
    }
    text += "  " + records_text(connection.counts) + "\n";
    for (const ReasonCount& reason : connection.reasons) {
      text += reason_line(reason);
    }
    if (connection.open_creates > 0) {
      text += "  " + count_text(connection.open_creates, "create is", "creates are") +
              " not confirmed yet\n";
    }
    if (connection.conflicts > 0) {
      text += "  " + count_text(connection.conflicts, "conflict", "conflicts") +
              " so far (lockstep explain-contact tells the values)\n";
    }
  }
  return text.empty() ? "no connections\n" : text;
}

std::string to_text(const std::vector<ContactStory>& stories) {
  std::string text;
  for (const ContactStory& story : stories) {
    text += (text.empty() ? "" : "\n") + story_text(story);
  }
  return text;
}

}  // namespace lockstep::cli
