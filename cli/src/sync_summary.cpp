#include "sync_summary.h"

#include <nlohmann/json.hpp>

#include <utility>

#include "lockstep/base/timestamp.h"
#include "lockstep/report/foreign_text.h"

namespace lockstep::cli {
namespace {

using Json = nlohmann::ordered_json;

std::string counted(std::size_t count, const std::string& what) {
  return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

std::size_t request_count(const PassSummary& summary) {
  std::size_t requests = 0;
  for (const auto& [operation, count] : summary.requests) {
    requests += count;
  }
  return requests;
}

Json connection_json(const ConnectionSummary& connection) {
  Json json{
      {"id", connection.id},
      {"state", to_string(connection.state)},
      {"pause_reason", nullptr},
      {"counts",
       {{"in_sync", connection.counts.in_sync},
        {"excluded", connection.counts.excluded},
        {"failing", connection.counts.failing},
        {"pending", connection.counts.pending}}},
      {"hubspot",
       {{"created", connection.hubspot.created}, {"updated", connection.hubspot.updated}}},
      {"google", {{"created", connection.google.created}, {"updated", connection.google.updated}}},
      {"conflicts", connection.conflicts},
      {"refused", connection.refused},
      {"error", nullptr}};
  if (connection.pause_reason) {
    json["pause_reason"] = to_string(*connection.pause_reason);
  }
  if (connection.error) {
    json["error"] = {{"kind", lockstep::to_string(connection.error->kind)},
                     {"message", connection.error->message},
                     {"source", connection.error->source}};
  }
  return json;
}

std::string writes_text(const WriteCounts& writes) {
  return std::to_string(writes.created) + " created, " + std::to_string(writes.updated) +
         " updated";
}

std::string connection_text(const ConnectionSummary& connection) {
  std::string text = "connection " + report::terminal_line(connection.id) + ": " +
                     std::string(to_string(connection.state)) + "\n";
  text += "  records  " + std::to_string(connection.counts.in_sync) + " in sync, " +
          std::to_string(connection.counts.excluded) + " excluded, " +
          std::to_string(connection.counts.failing) + " failing, " +
          std::to_string(connection.counts.pending) + " pending\n";
  text += "  HubSpot  " + writes_text(connection.hubspot) + "\n";
  text += "  Google   " + writes_text(connection.google) + "\n";
  if (connection.conflicts > 0) {
    text += "  " + counted(connection.conflicts, "conflict") + " (see conflicts.json)\n";
  }
  if (connection.refused > 0) {
    text += "  " + counted(connection.refused, "setting") + " refused (see refused.json)\n";
  }
  return text;
}

std::string log_line(const LoggedPass& pass, const ConnectionSummary& connection) {
  std::string text = format_timestamp(pass.started) + " " + report::terminal_line(connection.id) +
                     " " + std::string(to_string(connection.state));
  if (connection.pause_reason) {
    text += " (" + std::string(to_string(*connection.pause_reason)) + ")";
  }
  text += ": HubSpot " + writes_text(connection.hubspot) + "; Google " +
          writes_text(connection.google) + "; " + counted(connection.conflicts, "conflict") + "; " +
          std::to_string(connection.counts.failing) + " failing, " +
          std::to_string(connection.counts.pending) + " pending";
  if (connection.error) {
    text += "; " + report::terminal_line(connection.error->source) + ": " +
            report::terminal_line(connection.error->message);
  }
  return text + "\n";
}

}  // namespace

std::string summary_json(const PassSummary& summary) {
  Json json{{"connections", Json::array()}, {"requests", summary.requests}};
  for (const ConnectionSummary& connection : summary.connections) {
    json["connections"].push_back(connection_json(connection));
  }
  return json.dump(1, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace) + "\n";
}

std::string summary_text(const PassSummary& summary) {
  std::string text;
  for (const ConnectionSummary& connection : summary.connections) {
    text += connection_text(connection);
  }
  text += counted(request_count(summary), "request") + "\n";
  for (const auto& [operation, count] : summary.requests) {
    text += "  " + report::terminal_line(operation) + "  " + std::to_string(count) + "\n";
  }
  return text;
}

std::string log_json(const LoggedPass& pass) {
  std::string text;
  for (const ConnectionSummary& connection : pass.summary.connections) {
    Json line{{"time", format_timestamp(pass.started)},
              {"event", "pass"},
              {"took_ms", pass.took.count()},
              {"requests", request_count(pass.summary)}};
    line.update(connection_json(connection));
    text += line.dump(-1, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace) + "\n";
  }
  return text;
}

std::string log_text(const LoggedPass& pass) {
  std::string text;
  for (const ConnectionSummary& connection : pass.summary.connections) {
    text += log_line(pass, connection);
  }
  return text;
}

}  // namespace lockstep::cli
