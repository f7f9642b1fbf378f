#include "reports.h"

#include <nlohmann/json.hpp>

#include <fstream>
#include <system_error>
#include <utility>

#include "lockstep/base/timestamp.h"

namespace lockstep {
namespace {

// The order of members is the documents' own.
using OrderedJson = nlohmann::ordered_json;

OrderedJson or_null(const std::string& text) {
  return text.empty() ? OrderedJson() : OrderedJson(text);
}

OrderedJson or_null(const std::optional<std::string>& text) {
  return text ? OrderedJson(*text) : OrderedJson();
}

OrderedJson to_json(const RecordHealth& record) {
  const Outcome& outcome = record.outcome;
  OrderedJson json = {{"hubspot_id", or_null(record.hubspot_id)},
                      {"google_id", or_null(record.google_id)},
                      {"state", to_string(outcome.state)},
                      {"reason", or_null(std::string(to_string(outcome.reason)))},
                      {"cause", or_null(std::string(to_string(outcome.cause)))},
                      {"message", message_of(outcome.reason)},
                      {"remedies", remedies_of(outcome.reason)}};
  return json;
}

OrderedJson health_json(const std::vector<ConnectionReport>& connections) {
  OrderedJson list = OrderedJson::array();
  for (const ConnectionReport& connection : connections) {
    const StateCounts counts = connection.sync->counts();
    OrderedJson record_list = OrderedJson::array();
    connection.sync->visit_health(
        [&](const RecordHealth& record) { record_list.push_back(to_json(record)); });
    list.push_back(
        {{"id", connection.id},
         {"connection_state", to_string(connection.state)},
         {"reason", connection.pause_reason ? OrderedJson(to_string(*connection.pause_reason))
                                            : OrderedJson()},
         {"counts",
          {{"in_sync", counts.in_sync},
           {"excluded", counts.excluded},
           {"failing", counts.failing},
           {"pending", counts.pending}}},
         {"records", std::move(record_list)}});
  }
  return {{"connections", std::move(list)}};
}

OrderedJson refused_json(const std::vector<ConnectionReport>& connections) {
  OrderedJson list = OrderedJson::array();
  for (const ConnectionReport& connection : connections) {
    for (const Refusal& refusal : connection.refused) {
      list.push_back({{"connection", connection.id},
                      {"setting", refusal.setting},
                      {"rule", refusal.rule.text()},
                      {"reason", refusal.reason}});
    }
  }
  return {{"refused", std::move(list)}};
}

OrderedJson conflicts_json(const std::vector<ConnectionReport>& connections) {
  OrderedJson list = OrderedJson::array();
  for (const ConnectionReport& connection : connections) {
    for (const ConflictRecord& conflict : connection.sync->conflicts()) {
      list.push_back({{"connection", connection.id},
                      {"hubspot_id", conflict.hubspot_id},
                      {"google_id", conflict.google_id},
                      {"field", conflict.field},
                      {"base", or_null(conflict.base)},
                      {"hubspot", or_null(conflict.hubspot)},
                      {"google", or_null(conflict.google)},
                      {"kept", to_string(conflict.kept)},
                      {"rule", conflict.rule},
                      {"at", format_timestamp(conflict.at)}});
    }
  }
  return {{"conflicts", std::move(list)}};
}

Result<void> write_file(const std::filesystem::path& path, const OrderedJson& json) {
  std::filesystem::path temporary = path;
  temporary += ".new";
  {
    std::ofstream file(temporary, std::ios::binary | std::ios::trunc);
    file << json.dump(1, ' ', false, OrderedJson::error_handler_t::replace) << '\n';
    file.close();
    if (!file) {
      return failure(ErrorKind::unavailable, "the report cannot be written",
                     path.filename().string());
    }
  }
  std::error_code problem;
  std::filesystem::rename(temporary, path, problem);
  if (problem) {
    return failure(ErrorKind::unavailable, "the report cannot be written: " + problem.message(),
                   path.filename().string());
  }
  return {};
}

}  // namespace

Result<void> write_reports(const std::filesystem::path& folder,
                           const std::vector<ConnectionReport>& connections) {
  for (const auto& [name, json] : {std::pair("health.json", health_json(connections)),
                                   std::pair("refused.json", refused_json(connections)),
                                   std::pair("conflicts.json", conflicts_json(connections))}) {
    if (Result<void> written = write_file(folder / name, json); !written) {
      return written;
    }
  }
  return {};
}

}  // namespace lockstep
