/// The evidence of a scenario as JSON.

#pragma once

#include "lockstep/report/run_report.h"

namespace lockstep::report {

/// As the timeline of the pages takes it: entries stand in the report's "exchanges".
template <class Json>
[[nodiscard]] Json evidence_json(const EvidenceReport& evidence) {
  Json json{{"entries_left_out", evidence.entries_left_out},
            {"records_left_out", evidence.records_left_out},
            {"records", Json::array()},
            {"passes", Json::array()},
            {"bases", evidence.memory_is_told ? Json(Json::array()) : Json(nullptr)}};
  for (const scenario::RecordSeen& record : evidence.records) {
    Json state = Json::parse(record.state, nullptr, /*allow_exceptions=*/false);
    json["records"].push_back({{"sequence", record.sequence},
                               {"side", record.side},
                               {"account", record.account},
                               {"id", record.id},
                               {"state", state.is_discarded() ? Json(nullptr) : std::move(state)}});
  }
  for (const scenario::PassSeen& pass : evidence.passes) {
    json["passes"].push_back(
        {{"pass", pass.pass}, {"first", pass.first}, {"last", pass.last}, {"end", pass.end}});
  }
  for (const scenario::BaseSeen& base : evidence.bases) {
    Json fields = Json::array();
    for (const scenario::RememberedContact::Field& field : base.contact.fields) {
      fields.push_back({{"field", field.name},
                        {"hubspot", field.hubspot ? Json(*field.hubspot) : Json(nullptr)},
                        {"google", field.google ? Json(*field.google) : Json(nullptr)}});
    }
    if (evidence.memory_is_told) {
      json["bases"].push_back({{"pass", base.pass},
                               {"connection", base.contact.connection},
                               {"hubspot_id", base.contact.hubspot_id},
                               {"google_id", base.contact.google_id},
                               {"fields", std::move(fields)}});
    }
  }
  return json;
}

}  // namespace lockstep::report
