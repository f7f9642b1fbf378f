// HLT, QUI: health and quiet.

#include <map>
#include <memory>

#include "mutant.h"

namespace lockstep::mutants {
namespace {

Defect reporting_connections(std::function<void(Json& connection)> change) {
  return reporting("health.json", [change = std::move(change)](Json& report) {
    for (Json& connection : report.at("connections")) {
      change(connection);
    }
  });
}

void echo_to_hubspot(Pass& pass) {
  for (const auto& [hubspot, google] : pass.pairs()) {
    pass.rewrite_contact(hubspot, "lastname");
  }
}

void echo_to_google(Pass& pass) {
  for (const auto& [hubspot, google] : pass.pairs()) {
    pass.rewrite_person(google);
  }
}

/// After a refusal, for the rest of the pass or for ever, nothing more is written to that service.
Defect stopped_by_a_refusal(bool for_ever) {
  auto stopped = std::make_shared<bool>(false);
  Defect defect;
  defect.before = [=](Pass& /*pass*/) { *stopped = *stopped && for_ever; };
  defect.incoming = [=](const Call& call, Response& response) {
    *stopped = *stopped || (call.is_write() && response.status >= 400 && response.status < 429) ||
               (call.is_write() && response.status == 207);
  };
  defect.outgoing = [=](Call& call) {
    if (*stopped && call.is_write()) {
      call.answer = refusal(400);
    }
  };
  return defect;
}

}  // namespace

std::vector<Mutant> health_mutants() {
  return {
      {"HLT-1"_rule, "hlt-1-counts-do-not-add-up",
       "The number of contacts in sync is one too high.",
       [] {
         return reporting_connections([](Json& connection) {
           connection["counts"]["in_sync"] = connection["counts"]["in_sync"].get<int>() + 1;
         });
       }},
      {"HLT-1"_rule, "hlt-1-a-record-stands-twice", "The first record is reported twice.",
       [] {
         return reporting_connections([](Json& connection) {
           if (!connection["records"].empty()) {
             connection["records"].push_back(connection["records"][0]);
           }
         });
       }},
      {"HLT-2"_rule, "hlt-2-one-reason-for-everything",
       "Whatever is excluded or failing is reported with the same reason.",
       [] {
         return reporting_records([](Json& record) {
           if (!text_at(record, "reason").empty()) {
             record["reason"] = "INVALID_VALUE";
           }
         });
       }},
      {"HLT-2"_rule, "hlt-2-excluded-is-failing", "What is excluded is reported as failing.",
       [] {
         return reporting_connections([](Json& connection) {
           int moved = 0;
           for (Json& record : connection["records"]) {
             if (text_at(record, "state") == "excluded") {
               record["state"] = "failing";
               ++moved;
             }
           }
           Json& counts = connection["counts"];
           counts["failing"] = counts["failing"].get<int>() + moved;
           counts["excluded"] = counts["excluded"].get<int>() - moved;
         });
       }},
      {"HLT-3"_rule, "hlt-3-one-bad-record-stops-the-pass",
       "After one refused record nothing more is written in that pass.",
       [] { return stopped_by_a_refusal(/*for_ever=*/false); }},
      {"HLT-3"_rule, "hlt-3-a-bad-record-never-recovers",
       "After one refused record nothing is ever written again.",
       [] { return stopped_by_a_refusal(/*for_ever=*/true); }},
      {"HLT-4"_rule, "hlt-4-everything-is-in-sync", "Every record is reported as in sync.",
       [] {
         return reporting_connections([](Json& connection) {
           for (Json& record : connection["records"]) {
             record["state"] = "in_sync";
             record["reason"] = nullptr;
           }
           connection["counts"] = {{"in_sync", connection["records"].size()},
                                   {"excluded", 0},
                                   {"failing", 0},
                                   {"pending", 0}};
         });
       }},
      {"HLT-4"_rule, "hlt-4-failing-pairs-are-in-sync",
       "A pair whose last write failed is reported as in sync.",
       [] {
         return reporting_connections([](Json& connection) {
           int moved = 0;
           for (Json& record : connection["records"]) {
             if (text_at(record, "state") == "failing" && !text_at(record, "hubspot_id").empty() &&
                 !text_at(record, "google_id").empty()) {
               record["state"] = "in_sync";
               record["reason"] = nullptr;
               ++moved;
             }
           }
           Json& counts = connection["counts"];
           counts["failing"] = counts["failing"].get<int>() - moved;
           counts["in_sync"] = counts["in_sync"].get<int>() + moved;
         });
       }},
      {"HLT-5"_rule, "hlt-5-a-passing-rate-limit-is-failing",
       "After a rate limit every record is reported as failing.",
       [] {
         auto limited = std::make_shared<bool>(false);
         Defect defect = reporting_connections([=](Json& connection) {
           if (!*limited) {
             return;
           }
           for (Json& record : connection["records"]) {
             record["state"] = "failing";
             record["reason"] = "RATE_LIMITED";
           }
         });
         defect.incoming = [=](const Call& /*call*/, Response& response) {
           *limited = *limited || response.status == 429;
         };
         return defect;
       }},
      {"QUI-1"_rule, "qui-1-echoes-to-hubspot",
       "In each pass HubSpot's contacts are written with what they have.",
       [] { return after_passes(1, echo_to_hubspot); }},
      {"QUI-1"_rule, "qui-1-echoes-to-google-from-the-second-pass",
       "From the second pass on Google's contacts are written with what they have.",
       [] { return after_passes(2, echo_to_google); }},
      {"QUI-2"_rule, "qui-2-writes-twice",
       "Each contact that is updated in Google is then written once more.",
       [] {
         Defect defect;
         defect.around = [](Call& call, Transport& world) {
           Result<Response> answer = world.send(call.request);
           if (call.is("people.updateContact") && answer && answer->status == 200) {
             call.each_person([&](Json& person) {
               person["etag"] = Json::parse(answer->body).at("etag");
               person.erase("metadata");  // The source's etag is the stale one.
             });
             answer = world.send(call.request);
           }
           return answer;
         };
         return defect;
       }},
      {"QUI-3"_rule, "qui-3-looks-at-every-contact", "Each pass reads every pair one by one.",
       [] {
         return after_passes(1, [](Pass& pass) {
           for (const auto& [hubspot, google] : pass.pairs()) {
             static_cast<void>(pass.contact(hubspot));
             static_cast<void>(pass.person(google));
           }
           for (int time = 0; time < 10; ++time) {
             static_cast<void>(pass.send(kHubSpot, Method::get, "/crm/v3/objects/contacts"));
           }
         });
       }},
      {"QUI-4"_rule, "qui-4-a-new-phone-in-hubspot-is-not-seen",
       "The phone number of a HubSpot contact is read as it was when it was first seen.",
       [] {
         return reading(kHubSpot,
                        [known = std::map<std::string, std::string>()](Json& contact) mutable {
                          const std::string phone = text_at(contact, "properties", "phone");
                          if (!phone.empty()) {
                            contact["properties"]["phone"] =
                                known.emplace(text_at(contact, "id"), phone).first->second;
                          }
                        });
       }},
      {"QUI-4"_rule, "qui-4-one-field-never-arrives-in-google",
       "The company is left out of what is written to Google, which counts as made.",
       [] { return writing(kGoogle, [](Json& person) { person.erase("organizations"); }); }},
      {"QUI-5"_rule, "qui-5-fights-with-a-second-tool",
       "In each pass every pair is written on both sides, as a second tool's doing might have "
       "been.",
       [] {
         return after_passes(1, [](Pass& pass) {
           echo_to_hubspot(pass);
           echo_to_google(pass);
         });
       }},
  };
}

}  // namespace lockstep::mutants
