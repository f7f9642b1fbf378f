// SET: settings.

#include "mutant.h"

namespace lockstep::mutants {
namespace {

/// Calls `act` in passes whose settings are not those of the pass before.
Defect when_settings_change(
    std::function<void(Pass& pass, const Json& before, const Json& now)> act) {
  auto known = std::make_shared<Json>();
  auto previous = std::make_shared<Json>();
  Defect defect;
  defect.before = [=](Pass& pass) {
    Json now = pass.config().at("connections");
    for (Json& connection : now) {
      connection.erase("hubspot_refresh_token");
      connection.erase("google_refresh_token");
    }
    *previous = *known;
    *known = now;
  };
  defect.after = [=](Pass& pass) {
    if (!previous->is_null() && *previous != *known) {
      act(pass, previous->at(0), known->at(0));
    }
  };
  return defect;
}

}  // namespace

std::vector<Mutant> settings_mutants() {
  return {
      {"SET-1"_rule, "set-1-saved-settings-change-nothing",
       "Settings that are saved later are not used.",
       [] {
         auto first = std::make_shared<Json>();
         Defect defect;
         defect.config = [=](Json& config) {
           if (first->is_null()) {
             *first = config.at("connections");
           }
           for (std::size_t at = 0; at < first->size(); ++at) {
             Json connection = first->at(at);
             for (const char* const token : {"hubspot_refresh_token", "google_refresh_token"}) {
               connection[token] = config.at("connections").at(at).at(token);
             }
             config.at("connections").at(at) = connection;
           }
         };
         return defect;
       }},
      {"SET-1"_rule, "set-1-saved-settings-double-everything",
       "When settings are saved, every pair is created in Google again.",
       [] {
         return when_settings_change([](Pass& pass, const Json&, const Json&) {
           for (const auto& [hubspot, google] : pass.pairs("")) {
             pass.copy_to_google(hubspot);
           }
         });
       }},
      {"SET-2"_rule, "set-2-a-filter-deletes-in-hubspot",
       "What a filter that was added later leaves out is archived in HubSpot.",
       [] {
         return after_passes(2, [](Pass& pass) {
           for (const auto& [hubspot, google] : pass.with_reason("NOT_IN_FILTER")) {
             pass.archive_contact(hubspot);
           }
         });
       }},
      {"SET-2"_rule, "set-2-a-filter-trashes-in-google",
       "What a filter that was added later leaves out is put into Google's Trash.",
       [] {
         return after_passes(2, [](Pass& pass) {
           for (const auto& [hubspot, google] : pass.with_reason("NOT_IN_FILTER")) {
             pass.trash_person(google);
           }
         });
       }},
      {"SET-3"_rule, "set-3-another-default-app-writes-everything",
       "When the default app is changed, pairs that are equal are written.",
       [] {
         return when_settings_change([](Pass& pass, const Json& before, const Json& now) {
           if (before.at("default_app") == now.at("default_app")) {
             return;
           }
           for (const auto& [hubspot, google] : pass.pairs()) {
             pass.update_contact(hubspot,
                                 {{"firstname", text_at(pass.contact(hubspot), "firstname")}});
           }
         });
       }},
      {"SET-4"_rule, "set-4-off-is-on", "A connection that was turned off goes on syncing.",
       [] { return with_settings([](Json& connection) { connection["enabled"] = true; }); }},
      {"SET-4"_rule, "set-4-what-happened-while-off-is-lost",
       "When a connection is turned on again, what was edited meanwhile is not synced.",
       [] {
         auto was_off = std::make_shared<bool>(false);
         auto is_first = std::make_shared<bool>(false);
         Defect defect;
         defect.config = [=](Json& config) {
           const bool is_on = config.at("connections").at(0).at("enabled") == Json(true);
           *is_first = *is_first || (is_on && *was_off);
           *was_off = *was_off || !is_on;
         };
         defect.outgoing = [=](Call& call) {
           if (*is_first && call.is_update()) {
             call.answer = refusal(400);
           }
         };
         return defect;
       }},
  };
}

}  // namespace lockstep::mutants
