#include "journal.h"

#include <nlohmann/json.hpp>

#include "google_person.h"
#include "json_text.h"

namespace lockstep {

std::string to_journal(const Pass& pass, const PairPlan& plan) {
  Json journal = Json::object();
  const auto link_after = [&](bool hubspot_done, bool google_done) {
    const WriteResults results{.hubspot_done = hubspot_done,
                               .google_done = google_done,
                               .hubspot_answer = std::nullopt,
                               .google_answer = std::nullopt};
    return to_text(settle(pass.accepted, pass.phones, plan, results));
  };
  if (plan.hubspot) {
    journal["hubspot"] = {{"id", plan.hubspot->id}, {"properties", plan.hubspot->properties}};
    journal["after_hubspot"] = link_after(true, false);
  }
  if (plan.google) {
    journal["google"] = {{"name", plan.google->resource_name},
                         {"mask", plan.google->update_person_fields},
                         {"person", plan.google->person}};
    journal["after_google"] = link_after(false, true);
  }
  if (plan.hubspot && plan.google) {
    journal["after_both"] = link_after(true, true);
  }
  return journal.dump();
}

std::optional<Link> recovered_link(const std::string& journal, const HubSpotContact* hubspot,
                                   const GooglePerson* google) {
  const std::optional<Json> json = parse_json(journal);
  if (!json) {
    return std::nullopt;
  }
  bool hubspot_done = false;
  bool google_done = false;
  if (const Json& write = member(*json, "hubspot"); write.is_object() && hubspot != nullptr) {
    HubSpotWrite sent{.id = text_member(write, "id"), .properties = {}, .rule = "ROB-1"_rule};
    for (const auto& [name, value] : member(write, "properties").items()) {
      sent.properties.emplace(name, value.is_string() ? value.get<std::string>() : "");
    }
    hubspot_done = reached(sent, *hubspot);
  }
  if (const Json& write = member(*json, "google"); write.is_object() && google != nullptr) {
    const GoogleWrite sent{.resource_name = text_member(write, "name"),
                           .etag = {},
                           .update_person_fields = text_member(write, "mask"),
                           .person = text_member(write, "person"),
                           .rule = "ROB-1"_rule};
    google_done = reached(sent, *google);
  }
  if (!hubspot_done && !google_done) {
    return std::nullopt;
  }
  const char* key = hubspot_done ? (google_done ? "after_both" : "after_hubspot") : "after_google";
  Result<Link> link = parse_link(text_member(*json, key));
  return link ? std::optional(std::move(*link)) : std::nullopt;
}

}  // namespace lockstep
