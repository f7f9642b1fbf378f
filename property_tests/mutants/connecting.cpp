// CON, DIR: connecting and direction.

#include "mutant.h"

namespace lockstep::mutants {
namespace {

std::string records(const Json& connection, const char* side) {
  return text_at(connection, side, "records");
}

void all_records(Json& connection, const char* side) { connection[side] = {{"records", "all"}}; }

/// The first contact gets the first name that it has.
void touch_hubspot(Pass& pass) {
  const Json list = pass.send(kHubSpot, Method::get, "/crm/v3/objects/contacts?limit=1");
  const std::string id = text_at(list, "results", 0, "id");
  if (!id.empty()) {
    pass.update_contact(id,
                        {{"firstname", text_at(list, "results", 0, "properties", "firstname")}});
  }
}

void touch_google(Pass& pass) {
  const Json list =
      pass.send(kGoogle, Method::get, "/v1/people/me/connections?pageSize=1&personFields=names");
  const std::string name = text_at(list, "connections", 0, "resourceName");
  if (!name.empty() && list.at("connections").at(0).contains("names")) {
    pass.update_person(name, "names", list.at("connections").at(0).at("names"));
  }
}

/// Does something after each pass in which a connection has these drop-downs.
Defect after_passes_with(std::string hubspot, std::string google,
                         std::function<void(Pass& pass)> act) {
  return after_passes(1, [=](Pass& pass) {
    const Json connection = pass.config().at("connections").at(0);
    if (records(connection, "hubspot") == hubspot && records(connection, "google") == google) {
      act(pass);
    }
  });
}

/// One-way towards the default app: both ways.
Defect default_app_decides(const char* target, const char* named) {
  return with_settings([=](Json& connection) {
    if (records(connection, target) == "none" && connection["default_app"] == named) {
      all_records(connection, target);
    }
  });
}

Defect never(bool (Call::*kind)() const, Service service) {
  Defect defect;
  defect.outgoing = [=](Call& call) {
    if (call.service == service && (call.*kind)()) {
      call.answer = refusal(400);
    }
  };
  return defect;
}

Defect all_scopes() {
  Defect defect;
  defect.incoming = [](const Call& call, Response& response) {
    Json body = Json::parse(response.body, nullptr, false);
    if (call.is("oauth.accessTokens.get") && body.is_object()) {
      body["scopes"] = {"oauth", "crm.objects.contacts.read", "crm.objects.contacts.write",
                        "crm.lists.read", "crm.schemas.contacts.read"};
      response.body = body.dump();
    } else if (call.is("oauth.token") && body.is_object() && body.contains("scope")) {
      body["scope"] =
          "https://www.googleapis.com/auth/contacts "
          "https://www.googleapis.com/auth/contacts.other.readonly";
      response.body = body.dump();
    }
  };
  return defect;
}

}  // namespace

std::vector<Mutant> connecting_mutants() {
  return {
      {"CON-1"_rule, "con-1-syncs-before-it-is-on",
       "A connection syncs as soon as it is set up, whether it is turned on or not.",
       [] { return with_settings([](Json& connection) { connection["enabled"] = true; }); }},
      {"CON-1"_rule, "con-1-syncs-before-it-is-set-up",
       "A connection whose drop-downs were never set syncs all contacts.",
       [] {
         return with_settings([](Json& connection) {
           for (const char* const side : {"hubspot", "google"}) {
             if (connection[side].is_null()) {
               all_records(connection, side);
               connection["enabled"] = true;
             }
           }
         });
       }},
      {"CON-2"_rule, "con-2-makes-a-group",
       "A contact group is made in Google, to put what was synced into.",
       [] {
         return after_passes(1, [](Pass& pass) {
           pass.send(kGoogle, Method::post, "/v1/contactGroups",
                     {{"contactGroup", {{"name", "HubSpot"}}}});
         });
       }},
      {"CON-2"_rule, "con-2-makes-a-list",
       "A list is made in HubSpot, to put what was synced into.",
       [] {
         return after_passes(1, [](Pass& pass) {
           pass.send(kHubSpot, Method::post, "/crm/v3/lists",
                     {{"name", "Google Contacts"},
                      {"objectTypeId", "0-1"},
                      {"processingType", "MANUAL"}});
         });
       }},
      {"CON-3"_rule, "con-3-takes-an-expired-token-for-a-lack-of-permission",
       "An access token that has expired is not refreshed within the pass.",
       [] {
         Defect defect;
         defect.incoming = [](const Call& call, Response& response) {
           if (response.status == 401 && !call.operation.starts_with("oauth.")) {
             response.status = 403;
           }
         };
         return defect;
       }},
      {"CON-3"_rule, "con-3-calls-a-revoked-grant-fine",
       "A connection whose grant was revoked is reported as if it synced.",
       [] {
         return reporting("health.json", [](Json& report) {
           for (Json& connection : report.at("connections")) {
             connection["connection_state"] = "ok";
             connection["reason"] = nullptr;
           }
         });
       }},
      {"CON-4"_rule, "con-4-does-not-look-at-scopes",
       "Which scopes the user has allowed is not looked at.", all_scopes},
      {"CON-5"_rule, "con-5-all-connections-use-one-account",
       "Every connection uses the Google account of the first one.",
       [] {
         Defect defect;
         defect.config = [](Json& config) {
           Json& connections = config.at("connections");
           for (Json& connection : connections) {
             connection["google_refresh_token"] = connections.at(0).at("google_refresh_token");
           }
         };
         return defect;
       }},
      {"CON-5"_rule, "con-5-only-the-first-connection-syncs",
       "Of several connections only the first one syncs.",
       [] {
         Defect defect;
         defect.config = [](Json& config) {
           Json& connections = config.at("connections");
           connections = Json::array({connections.at(0)});
         };
         return defect;
       }},
      {"DIR-1"_rule, "dir-1-creates-nothing-in-google",
       "New HubSpot contacts are not created in Google.",
       [] { return never(&Call::is_create, kGoogle); }},
      {"DIR-1"_rule, "dir-1-creates-nothing-in-hubspot",
       "New Google contacts are not created in HubSpot.",
       [] { return never(&Call::is_create, kHubSpot); }},
      {"DIR-2"_rule, "dir-2-updates-nothing-in-google", "Edits in HubSpot do not reach Google.",
       [] { return never(&Call::is_update, kGoogle); }},
      {"DIR-2"_rule, "dir-2-updates-nothing-in-hubspot", "Edits in Google do not reach HubSpot.",
       [] { return never(&Call::is_update, kHubSpot); }},
      {"DIR-3"_rule, "dir-3-one-way-to-google-is-two-way", "HubSpot to Google syncs both ways.",
       [] {
         return with_settings([](Json& connection) {
           if (records(connection, "google") == "none" &&
               records(connection, "hubspot") != "none") {
             all_records(connection, "google");
           }
         });
       }},
      {"DIR-3"_rule, "dir-3-marks-the-source-in-hubspot",
       "HubSpot to Google writes a contact back with the values that it has.",
       [] { return after_passes_with("all", "none", touch_hubspot); }},
      {"DIR-4"_rule, "dir-4-one-way-to-hubspot-is-two-way", "Google to HubSpot syncs both ways.",
       [] {
         return with_settings([](Json& connection) {
           if (records(connection, "hubspot") == "none" &&
               records(connection, "google") != "none") {
             all_records(connection, "hubspot");
           }
         });
       }},
      {"DIR-4"_rule, "dir-4-marks-the-source-in-google",
       "Google to HubSpot writes a contact back with the values that it has.",
       [] { return after_passes_with("none", "all", touch_google); }},
      {"DIR-5"_rule, "dir-5-the-default-app-google-is-written-from",
       "HubSpot to Google syncs both ways where Google is the default app.",
       [] { return default_app_decides("google", "google"); }},
      {"DIR-5"_rule, "dir-5-the-default-app-hubspot-is-written-from",
       "Google to HubSpot syncs both ways where HubSpot is the default app.",
       [] { return default_app_decides("hubspot", "hubspot"); }},
      {"DIR-6"_rule, "dir-6-no-contacts-twice-is-two-way",
       "No contacts on both sides counts as never chosen, and syncs all.",
       [] {
         return with_settings([](Json& connection) {
           if (records(connection, "hubspot") == "none" &&
               records(connection, "google") == "none") {
             all_records(connection, "hubspot");
             all_records(connection, "google");
           }
         });
       }},
      {"DIR-6"_rule, "dir-6-no-contacts-twice-is-one-way",
       "With no contacts on both sides the first drop-down counts, and Google flows to HubSpot.",
       [] {
         return with_settings([](Json& connection) {
           if (records(connection, "hubspot") == "none" &&
               records(connection, "google") == "none") {
             all_records(connection, "google");
           }
         });
       }},
      {"DIR-7"_rule, "dir-7-restores-the-target",
       "One-way, what somebody edits on the target is overwritten in the next pass.",
       [] {
         Defect defect;
         defect.before = [](Pass& pass) {
           const Json connection = pass.config().at("connections").at(0);
           if (records(connection, "hubspot") == "none" ||
               records(connection, "google") == "none") {
             pass.forget();
           }
         };
         return defect;
       }},
  };
}

}  // namespace lockstep::mutants
